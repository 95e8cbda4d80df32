import { byCode, type Period } from "../../kernel/index.ts";
import type { LedgerCell } from "./balance.ts";

/** A month of the books: open for posting, or closed for good unless two people reopen it. */
export interface LedgerPeriod {
  readonly period: Period;
  readonly state: "open" | "closed";
  readonly closedAt: string | undefined;
  readonly closedBy: string | undefined;
  /** Of the balances as they were when it closed. */
  readonly contentSha256: string | undefined;
}

/**
 * The balances of one month as one text, in a fixed order: its hash is kept when the month closes, so that a change
 * afterwards is found even if it adds up.
 */
export function periodText(cells: readonly LedgerCell[]): string {
  return cells
    .map((cell) =>
      [
        cell.account,
        cell.costCentre,
        cell.project,
        cell.service,
        cell.customer,
        cell.counterparty,
        String(cell.amountOre),
        String(cell.lineCount),
      ].join("|"),
    )
    .sort(byCode)
    .join("\n");
}
