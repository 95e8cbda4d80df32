import type { Problem } from "../../kernel/index.ts";
import type { Transaction } from "../database/index.ts";

/**
 * One promise of the program about what is stored (invariant): what `./underlag verify` checks, a line each.
 * The room that makes the promise owns the check.
 */
export interface Invariant {
  /** `ledger.vouchers-balance` */
  readonly code: string;
  /** The promise as a sentence that is true when nothing is found. */
  readonly sv: string;
  readonly en: string;
  /** Everything that breaks the promise; empty when it holds. */
  check(tx: Transaction, provider: string): Promise<readonly Problem[]>;
}
