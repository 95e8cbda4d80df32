export * from "./collect.ts";
export { catalogue } from "./problems.ts";
export * from "./sale.ts";
export * from "./segment.ts";
export * from "./usage.ts";
export * from "./volumes.ts";
