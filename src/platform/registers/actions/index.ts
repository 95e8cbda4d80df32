export { addEntry, changeEntry, type Doing, markForChange, saveEdits } from "./change.ts";
export {
  discardEdits,
  type DraftedEdit,
  type DraftHead,
  draftHeads,
  draftOf,
  keepEdit,
  othersDrafting,
  proposeDraft,
  saveDraft,
} from "./drafts.ts";
export { keepEntries, keepRows, type RowsToKeep } from "./keep.ts";
export { type HeldProposal, type HowToPropose, proposeEdits } from "./propose.ts";
export { entriesOf, entryWithKey, knownCodes, referenceName, rowsBeside } from "./read.ts";
export { markOf } from "./row-reading.ts";
export { forgetSourceLine, keepSourceLines, sourceLinesOf, type SourceLines } from "../sql/source-lines.ts";
