export * from "./columns.ts";
export * from "./definition.ts";
export * from "./cells.ts";
export * from "./edit.ts";
export * from "./mandates.ts";
export * from "./references.ts";
export { notWhatWasSeen, unknownEntry } from "./problems.ts";
