export type * from "./charge.ts";
export { writeFocus } from "./write.ts";
