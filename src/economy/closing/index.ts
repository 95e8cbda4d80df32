export * from "./steps.ts";
export * from "./month-json.ts";
export { catalogue } from "./problems.ts";
