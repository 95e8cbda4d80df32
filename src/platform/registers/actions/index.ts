export { addEntry, changeEntry } from "./change.ts";
export { keepEntries, keepRows, type RowsToKeep } from "./keep.ts";
export { entriesOf, entryWithKey, knownCodes, referenceName, rowsBeside } from "./read.ts";
export { forgetSourceLine, keepSourceLines, sourceLinesOf, type SourceLines } from "../sql/source-lines.ts";
