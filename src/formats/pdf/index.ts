export type * from "./board-document.ts";
export type * from "./invoice-sheet.ts";
export type * from "./report-sheet.ts";
export { catalogue } from "./problems.ts";
export { createTypesetter, type Typesetter } from "./typesetter.ts";
