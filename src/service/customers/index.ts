export * from "./agreement.ts";
export * from "./consolidation.ts";
export * from "./customer.ts";
export * from "./decision.ts";
