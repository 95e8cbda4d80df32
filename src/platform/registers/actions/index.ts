export { changeEntry } from "./change.ts";
export { keepEntries } from "./keep.ts";
export { entriesOf, knownCodes } from "./read.ts";
