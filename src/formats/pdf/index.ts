export type * from "./invoice-sheet.ts";
export { catalogue } from "./problems.ts";
export { createTypesetter, type Typesetter } from "./typesetter.ts";
