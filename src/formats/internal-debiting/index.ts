export type * from "./debiting-file.ts";
export { catalogue } from "./problems.ts";
export { type Profile, type ProfileField, type ProfileRecord, readProfile } from "./profile.ts";
export { raindanceExternal, raindanceInternal } from "./raindance.ts";
export { type DebitingHead, DebitingWriter, writeDebiting } from "./write.ts";
