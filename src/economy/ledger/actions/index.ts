export { combinedExplainer } from "./combined.ts";
export {
  discardBooksUpload,
  keepBooksUpload,
  sourceFilesOf,
  takeBooksUpload,
  waitingBooks,
} from "./books-uploads.ts";
export { bookedPeriods, closePeriod, closePeriods, periodsOf, reopenPeriod } from "./close.ts";
export { postingContents } from "./contents.ts";
export { invariants } from "./invariants.ts";
export { leafOfLine } from "./line-leaf.ts";
export { type BookedLine, lineOf, linesOf, type LineSelection, totalOfLines } from "./lines.ts";
export { costCentresOf, departmentsOf, projectsOf, provisionsOf } from "./organisation.ts";
export { type Explainer, type Opening, openingOf, openTree } from "./opening.ts";
export { type Posting, postVouchers } from "./post.ts";
export {
  accountMapOf,
  accountNamesOf,
  balancesOf,
  type StatedBalance,
  statedBalancesOf,
  vouchersOf,
} from "./read.ts";
export { codingColumns, codingValues } from "../sql/coding.ts";
export { loadSie, type SieLoad } from "./load-sie.ts";
export type { SieLoading, SieSource } from "./sie-source.ts";
export type { SieExpectations } from "./sie-year.ts";
