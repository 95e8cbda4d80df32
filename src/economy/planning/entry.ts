import {
  byCode,
  type Ore,
  ore,
  type Period,
  type AdvisedProblem,
  periodsOfYear,
  sumOre,
} from "../../kernel/index.ts";
import type { AccountMap } from "../ledger/index.ts";
import { amountOf } from "./amount-text.ts";
import type { Plan, PlanLine } from "./plan.ts";
import { cellFault } from "./problems.ts";

/** How a row of a plan is coded (kontering), without its months. */
export interface RowCoding {
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly counterparty: string;
}

/** The parts of a coding in the order they are shown and written. */
export const codingParts = [
  "account",
  "costCentre",
  "project",
  "service",
  "customer",
  "counterparty",
] as const;

export interface EntryRow extends RowCoding {
  /** Its number in the working version; never given to another row. */
  readonly row: number;
}

/** Why a month of a working version cannot be written in. */
export type MonthLock = "actual" | "closed";

/** A plan while it is being entered (arbetsversion). */
export interface WorkingPlan extends Plan {
  readonly basedOn: string;
  readonly revision: number;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly rows: readonly EntryRow[];
  /** By `cellRef`; a cell that is not there is zero. */
  readonly amounts: ReadonlyMap<string, Ore>;
  readonly locked: ReadonlyMap<Period, MonthLock>;
}

/** One cell of a working version, "12.2025-01": row and month. */
export function cellRef(row: number, period: Period): string {
  return `${row}.${period}`;
}

/** The row and the month of a cell's reference; undefined for what is none. */
export function refParts(ref: string): { readonly row: number; readonly period: Period } | undefined {
  const match = /^(\d{1,7})\.(20\d\d-(?:0[1-9]|1[0-2]))$/.exec(ref);
  return match === null ? undefined : { row: Number(match[1]), period: match[2] as Period };
}

export function codingText(row: RowCoding): string {
  return codingParts
    .map((part) => row[part])
    .filter((code) => code !== "")
    .join(" · ");
}

export function codingKey(row: RowCoding): string {
  return codingParts.map((part) => row[part]).join("|");
}

/** The order in which rows are shown: by account, then as they are coded. */
export function byCoding(a: RowCoding, b: RowCoding): number {
  for (const part of codingParts) {
    const order = byCode(a[part], b[part]);
    if (order !== 0) return order;
  }
  return 0;
}

/** A change that somebody wants to a cell. */
export interface CellChange {
  readonly row: number;
  readonly period: Period;
  readonly fromOre: Ore;
  readonly toOre: Ore;
}

/** What others have made of a cell since somebody looked at it. */
export interface SinceThen {
  /** What it was when it was looked at. */
  readonly wasOre: Ore;
  readonly by: string;
  readonly at: string;
}

/** What is wrong with what was written in a cell. */
export interface CellFault {
  readonly ref: string;
  readonly problem: AdvisedProblem;
  /** Somebody else has saved the cell meanwhile; it may be written over, knowingly. */
  readonly isConflict: boolean;
}

export interface Proposal {
  readonly changes: readonly CellChange[];
  readonly faults: readonly CellFault[];
}

/** Where a cell is, as its writer sees it: "4010 · 2800, mars 2025" on a page, "Plan!H17" in a workbook. */
export interface CellPlace {
  readonly sv: string;
  readonly en: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * What was written against what there is: the cells that would change, and what is wrong, cell by cell. A cell that is as it was when its
 * writer looked has not been written in, whatever others have saved since; one that both have changed is a conflict, and nobody's
 * work is written over unknowingly.
 */
export function proposalOf(
  working: WorkingPlan,
  typed: ReadonlyMap<string, string>,
  {
    since,
    placeOf,
    overwrite,
  }: {
    readonly since: ReadonlyMap<string, SinceThen>;
    readonly placeOf: (ref: string) => CellPlace;
    readonly overwrite: boolean;
  },
): Proposal {
  const rows = new Map(working.rows.map((row) => [row.row, row]));
  const months = new Set(periodsOfYear(working.fiscalYear));
  const changes: CellChange[] = [];
  const faults: CellFault[] = [];
  for (const [ref, text] of typed) {
    const place = refParts(ref);
    const fault = (code: Parameters<typeof cellFault>[0], more = {}): void => {
      const problem = cellFault(code, placeOf(ref), { text, ...more });
      faults.push({ ref, problem, isConflict: code === "planning.cell-changed" });
    };
    if (place === undefined || !rows.has(place.row) || !months.has(place.period)) {
      fault("planning.no-such-cell");
      continue;
    }
    const fromOre = working.amounts.get(ref) ?? ore(0);
    const toOre = amountOf(text);
    if (typeof toOre === "string") {
      fault(toOre);
      continue;
    }
    const other = since.get(ref);
    if (toOre === fromOre || toOre === other?.wasOre) continue;
    const lock = working.locked.get(place.period);
    if (lock !== undefined) fault("planning.cell-locked", { lock, standsOre: fromOre });
    else if (other !== undefined && !overwrite)
      fault("planning.cell-changed", { by: other.by, at: other.at, standsOre: fromOre });
    else changes.push({ row: place.row, period: place.period, fromOre, toOre });
  }
  return { changes, faults };
}

/** What a plan comes to in each month: revenue, cost and result as people read them, revenue and surplus positive. */
export interface MonthTotals {
  readonly revenueOre: Ore;
  readonly costOre: Ore;
  readonly resultOre: Ore;
}

/** The totals of every month in order, and of the year last. Accounts of the balance sheet do not count. */
export function totalsOf(
  working: Pick<WorkingPlan, "fiscalYear" | "rows" | "amounts">,
  map: Pick<AccountMap, "mappingOf">,
): MonthTotals[] {
  const kinds = new Map(working.rows.map(({ row, account }) => [row, map.mappingOf(account)?.kind]));
  const months = periodsOfYear(working.fiscalYear);
  const at = new Map(months.map((period, index) => [period, index]));
  const sums = [...months, "year"].map(() => ({ revenue: 0, cost: 0 }));
  for (const [ref, amountOre] of working.amounts) {
    const place = refParts(ref);
    const kind = place === undefined ? undefined : kinds.get(place.row);
    const index = place === undefined ? undefined : at.get(place.period);
    if (index === undefined || (kind !== "revenue" && kind !== "cost")) continue;
    for (const one of [sums[index], sums.at(-1)]) if (one !== undefined) one[kind] += amountOre;
  }
  return sums.map(({ revenue, cost }) => ({
    revenueOre: ore(-revenue),
    costOre: ore(cost),
    resultOre: ore(-revenue - cost),
  }));
}

/** The year of a row. */
export function rowTotal(working: Pick<WorkingPlan, "fiscalYear" | "amounts">, row: number): Ore {
  return sumOre(
    periodsOfYear(working.fiscalYear).map((period) => working.amounts.get(cellRef(row, period)) ?? ore(0)),
  );
}

/** Lines of a plan as rows with cells: equal codings of a month are one cell, and no öre is lost. */
export function sheetOf(lines: readonly PlanLine[], year: number): Pick<WorkingPlan, "rows" | "amounts"> {
  const codings = new Map<string, RowCoding>();
  for (const { account, costCentre, project, service, customer, counterparty } of lines) {
    const coding = { account, costCentre, project, service, customer, counterparty };
    codings.set(codingKey(coding), coding);
  }
  const rows = [...codings.values()].sort(byCoding).map((coding, index) => ({ row: index + 1, ...coding }));
  const numbers = new Map(rows.map((row) => [codingKey(row), row.row]));
  const amounts = new Map<string, Ore>();
  for (const line of lines) {
    // What another year planned for a month is taken for the same month of this one.
    const period = `${year}${line.period.slice(4)}` as Period;
    const ref = cellRef(numbers.get(codingKey(line)) as number, period);
    amounts.set(ref, ore((amounts.get(ref) ?? 0) + line.amountOre));
  }
  for (const [ref, amount] of amounts) if (amount === 0) amounts.delete(ref);
  return { rows, amounts };
}

/** A working version as the lines of a plan, month by month within each row; empty cells are no lines. */
export function linesOf(working: Pick<WorkingPlan, "fiscalYear" | "rows" | "amounts">): PlanLine[] {
  return [...working.rows].sort(byCoding).flatMap(({ row, ...coding }) =>
    periodsOfYear(working.fiscalYear).flatMap((period) => {
      const amountOre = working.amounts.get(cellRef(row, period));
      return amountOre === undefined || amountOre === 0 ? [] : [{ ...coding, period, amountOre }];
    }),
  );
}
