export * from "./collect.ts";
export * from "./columns.ts";
export * from "./diff.ts";
export { catalogue } from "./problems.ts";
export * from "./sale.ts";
export * from "./segment.ts";
export * from "./usage.ts";
export * from "./usage-scanner.ts";
export * from "./volumes.ts";
