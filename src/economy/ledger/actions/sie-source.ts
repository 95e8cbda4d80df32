import type { Problem } from "../../../kernel/index.ts";
import type { VoucherComparison } from "../index.ts";
import type { SieYearFrame } from "./sie-year.ts";

/** A SIE file that can be read from its beginning more than once, in pieces. */
export interface SieSource {
  /** As the user knows it: stands in problems and in explanations. */
  readonly name: string;
  chunks(): Iterable<Uint8Array>;
}

export interface SieLoading {
  readonly actor: string;
  readonly now: string;
  /** Whether changes to vouchers that are already loaded have been read and agreed to. */
  readonly confirm: boolean;
}

/** What came into the books from a file. */
export interface WrittenYear {
  readonly frame: SieYearFrame;
  readonly vouchers: number;
  readonly lines: number;
  readonly confirmed: number;
  readonly comparison?: VoucherComparison;
  /** What the file states otherwise than its own vouchers; loaded only because it was confirmed. */
  readonly selfDifferences: readonly Problem[];
}
