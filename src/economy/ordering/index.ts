export * from "./index-clause.ts";
export * from "./order.ts";
export * from "./order-check.ts";
export * from "./order-json.ts";
export * from "./ordered.ts";
export { catalogue } from "./problems.ts";
export * from "./proration.ts";
