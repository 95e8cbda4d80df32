export * from "./columns.ts";
export * from "./definition.ts";
export * from "./cells.ts";
export * from "./references.ts";
export { unknownEntry } from "./problems.ts";
