export * from "./json.ts";
export * from "./lines.ts";
export * from "./policy.ts";
export { catalogue } from "./problems.ts";
export * from "./record.ts";
export * from "./rest.ts";
export * from "./settle.ts";
