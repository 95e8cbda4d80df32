export * from "./amount-text.ts";
export * from "./block.ts";
export * from "./entry.ts";
export * from "./entry-json.ts";
export * from "./mandates.ts";
export * from "./plan.ts";
export * from "./template.ts";
