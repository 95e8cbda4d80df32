import { unreachable } from "../../../kernel/index.ts";
import type { Opening } from "../../ledger/actions/index.ts";
import type { ColumnId, LayoutRow, StatementBasis, StatementLayout } from "../index.ts";
import type { StatementReader } from "./explain-books.ts";

/** A figure that is asked for: a row and a column of a statement, on a basis. */
export interface Asked {
  readonly opening: Opening;
  readonly reader: StatementReader;
  readonly layout: StatementLayout;
  readonly row: LayoutRow;
  readonly column: ColumnId;
  readonly basis: StatementBasis;
  /** `statement:income:2024:staff:actual`, with `:external` or `:whole` after it where it is not the statement's own. */
  readonly head: string;
  /** What stands after a `/` of the id. */
  readonly path: readonly string[];
}

/** What a row does, in a sentence. */
export function sentenceOf(row: LayoutRow): { readonly sv: string; readonly en: string } {
  switch (row.rule) {
    case "sum":
      return { sv: "Summan av raderna.", en: "The sum of the rows." };
    case "previous":
      return { sv: "Utgående balans året före.", en: "Closing balance of the year before." };
    case "service-cost":
      return { sv: "Tjänsternas kostnad enligt kalkylen.", en: "The services' cost by the costing." };
    case "select":
      return row.sign === 1
        ? { sv: "Saldot på kontona.", en: "The balance of the accounts." }
        : {
            sv: "Saldot på kontona; intäkter med plus och kostnader med minus.",
            en: "The balance of the accounts; revenue with plus and costs with minus.",
          };
    case "growth":
      return { sv: "Förändringen mot året före.", en: "The change against the year before." };
    case "measure":
      return { sv: "Räknas i registren.", en: "Counted in the registers." };
    case "heading":
      return { sv: "Rubrik.", en: "Heading." };
    default:
      return unreachable(row);
  }
}
