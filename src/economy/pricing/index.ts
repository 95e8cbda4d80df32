export * from "./canonical.ts";
export * from "./inForce.ts";
export * from "./priceList.ts";
export { catalogue } from "./problems.ts";
export * from "./propose.ts";
export * from "./rounding.ts";
export * from "./simulate.ts";
export * from "./states.ts";
