export * from "./acting.ts";
export * from "./api-keys.ts";
export { codesBlockedUntil, countCodeFailure } from "./failures.ts";
export * from "./identities.ts";
export * from "./invitations.ts";
export * from "./people.ts";
export * from "./rights.ts";
export * from "./second-factor.ts";
export * from "./sessions.ts";
