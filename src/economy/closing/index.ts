export * from "./steps.ts";
export * from "./month-json.ts";
export * from "./protocol.ts";
export { catalogue } from "./problems.ts";
