import type { Day, Ore, Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";

/** Which lines of the books: every part that is given must hold. A dimension's "" is a line that is not coded. */
export interface LineSelection {
  readonly fiscalYear?: number;
  readonly periods?: readonly Period[];
  readonly accounts?: readonly string[];
  readonly costCentres?: readonly string[];
  readonly projects?: readonly string[];
  readonly services?: readonly string[];
  readonly customers?: readonly string[];
  readonly counterparties?: readonly string[];
  readonly voucher?: { readonly series: string; readonly number: string; readonly line?: number };
  /** At most so many lines, the largest amounts first; all of them in book order when left out. */
  readonly limit?: number;
}

/** A line with where it stands: the leaf of every explanation. */
export interface BookedLine {
  readonly fiscalYear: number;
  readonly series: string;
  readonly number: string;
  readonly lineNo: number;
  readonly day: Day;
  readonly period: Period;
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly counterparty: string;
  readonly amountOre: Ore;
  readonly text: string;
  readonly voucherText: string;
  /** The imported file and the line in it; none for what was booked here. */
  readonly file: string | undefined;
  readonly fileLine: number | undefined;
  readonly reference: string | undefined;
}

export async function linesOf(
  tx: Transaction,
  provider: string,
  selection: LineSelection,
): Promise<BookedLine[]> {
  const { conditions, parameters } = conditionsOf(selection);
  const order =
    selection.limit === undefined
      ? `l.fiscal_year, l.series collate "C", length(l.number), l.number collate "C", l.line_no`
      : `abs(l.amount_ore) desc, l.fiscal_year, l.series collate "C", l.number collate "C", l.line_no
         limit ${Math.trunc(selection.limit)}`;
  const rows = await tx.query<
    Omit<BookedLine, "file" | "fileLine" | "reference"> & {
      file: string | null;
      fileLine: number | null;
      reference: string | null;
    }
  >(
    `select l.fiscal_year as "fiscalYear", l.series, l.number, l.line_no as "lineNo", v.voucher_day as "day", l.period,
            l.account, l.cost_centre as "costCentre", l.project, l.service, l.customer, l.counterparty,
            l.amount_ore as "amountOre", l.text, v.text as "voucherText", f.name as "file", l.file_line as "fileLine",
            v.reference
     from ledger.v_line l
     join ledger.voucher v on v.provider_id = l.provider_id and v.voucher_id = l.voucher_id
     left join ledger.source_file f on f.provider_id = v.provider_id and f.file_id = v.file_id
     where ${["l.provider_id = $1", ...conditions].join(" and ")}
     order by ${order}`,
    [provider, ...parameters],
  );
  return rows.map((row) => ({
    ...row,
    file: row.file ?? undefined,
    fileLine: row.fileLine ?? undefined,
    reference: row.reference ?? undefined,
  }));
}

/** Sum and number of the lines of a selection, to hold an explanation against without fetching them. */
export async function totalOfLines(
  tx: Transaction,
  provider: string,
  selection: LineSelection,
): Promise<{ readonly amountOre: Ore; readonly lines: number }> {
  const { conditions, parameters } = conditionsOf(selection);
  return tx.one<{ amountOre: Ore; lines: number }>(
    `select coalesce(sum(l.amount_ore), 0)::bigint as "amountOre", count(*)::integer as "lines"
     from ledger.v_line l where ${["l.provider_id = $1", ...conditions].join(" and ")}`,
    [provider, ...parameters],
  );
}

function conditionsOf(selection: LineSelection): { conditions: string[]; parameters: unknown[] } {
  const conditions: string[] = [];
  const parameters: unknown[] = [];
  const anyOf = (column: string, values: readonly string[] | undefined): void => {
    if (values === undefined) return;
    parameters.push(values);
    conditions.push(`l.${column} = any($${parameters.length + 1}::text[])`);
  };
  if (selection.fiscalYear !== undefined) {
    parameters.push(selection.fiscalYear);
    conditions.push(`l.fiscal_year = $${parameters.length + 1}`);
  }
  anyOf("period", selection.periods);
  anyOf("account", selection.accounts);
  anyOf("cost_centre", selection.costCentres);
  anyOf("project", selection.projects);
  anyOf("service", selection.services);
  anyOf("customer", selection.customers);
  anyOf("counterparty", selection.counterparties);
  const cells = cellsOf(selection, parameters);
  if (cells !== undefined) conditions.push(cells);
  if (selection.voucher !== undefined) {
    const { series, number, line } = selection.voucher;
    for (const [column, value] of [
      ["series", series],
      ["number", number],
      ...(line === undefined ? [] : [["line_no", line] as const]),
    ] as const) {
      parameters.push(value);
      conditions.push(`l.${column} = $${parameters.length + 1}`);
    }
  }
  return { conditions, parameters };
}

/**
 * The lines of a month and account stand in the vouchers that its cells know: they are read by their key, so that opening a
 * figure costs what it is made of and not what others booked in the month.
 */
function cellsOf(selection: LineSelection, parameters: readonly unknown[]): string | undefined {
  const { fiscalYear, periods, accounts, voucher } = selection;
  if (fiscalYear === undefined || periods === undefined || accounts === undefined || voucher !== undefined)
    return undefined;
  const parts = [
    ["fiscal_year", fiscalYear, "integer"],
    ["period", periods, "text[]"],
    ["account", accounts, "text[]"],
    ["cost_centre", selection.costCentres, "text[]"],
    ["project", selection.projects, "text[]"],
    ["service", selection.services, "text[]"],
    ["customer", selection.customers, "text[]"],
    ["counterparty", selection.counterparties, "text[]"],
  ] as const;
  const conditions = parts.flatMap(([column, value, type]) => {
    if (value === undefined) return [];
    const parameter = `$${parameters.indexOf(value) + 2}`;
    return [type === "integer" ? `b.${column} = ${parameter}` : `b.${column} = any(${parameter}::text[])`];
  });
  return `l.voucher_id = any(array(
       select unnest(string_to_array(b.vouchers, ' ')::bigint[]) from ledger.balance b
       where b.provider_id = $1 and ${conditions.join(" and ")}))`;
}

/** One line by its voucher and number, as the books hold it now. */
export async function lineOf(
  tx: Transaction,
  provider: string,
  name: { readonly year: number; readonly series: string; readonly number: string; readonly line: number },
): Promise<BookedLine | undefined> {
  const [line] = await linesOf(tx, provider, {
    fiscalYear: name.year,
    voucher: { series: name.series, number: name.number, line: name.line },
  });
  return line;
}
