export * from "./policy.ts";
export { catalogue } from "./problems.ts";
export * from "./rest.ts";
export * from "./settle.ts";
