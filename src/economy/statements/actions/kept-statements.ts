import { byCode, type Ore, type Period, Refusal, required } from "../../../kernel/index.ts";
import { chainHead, kindsSince } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { costingOf } from "../../costing/actions/index.ts";
import { balancesOf } from "../../ledger/actions/index.ts";
import type { LedgerCell } from "../../ledger/index.ts";
import {
  type CellRegisters,
  classifyCells,
  evaluate,
  type LayoutContext,
  layoutsOf,
  type Measure,
  type RawCell,
  type Scenario,
  type ServiceCostCell,
  type Statement,
  type StatementCell,
} from "../index.ts";
import { problems } from "../problems.ts";
import {
  actualsBefore,
  addedUp,
  type BookedCell,
  cellOfBalance,
  cellRegisters,
  layoutContext,
  measuresOfYears,
  statedCells,
} from "./books.ts";
import { type PlanCells, planCellsOf } from "./plans.ts";
import { costCellOf, serviceCostCells } from "./service-costs.ts";

/** A month and account of the books whose lines are not what they were. */
export interface ChangedBooks {
  readonly fiscalYear: number;
  readonly period: Period;
  readonly account: string;
}

export interface KeptStatements {
  readonly statements: readonly Statement[];
  /** Revenue less cost of each month of the year, reporting sign. */
  readonly resultByMonth: ReadonlyMap<Period, number>;
  /** What had to be read: nothing, the changed months and accounts, or everything. */
  readonly read: "nothing" | "changes" | "everything";
  readonly changed: readonly ChangedBooks[];
}

/** Cells that every row takes or leaves alike, as one. */
interface Sum {
  readonly cell: StatementCell;
  readonly amount: number;
}
/** A month and account of the books, as statements see it. */
interface Group {
  readonly mark: string;
  readonly about: ChangedBooks;
  readonly sums: ReadonlyMap<string, Sum>;
  readonly invoiced: ReadonlyMap<string, number>;
  readonly resultOre: number;
}
interface Frame {
  readonly registers: CellRegisters;
  readonly context: LayoutContext;
  readonly plans: PlanCells;
  /** The first planned month, where the plan is to be completed with the books before it. */
  readonly completed: readonly RawCell[];
  readonly planned: ReadonlyMap<string, Sum>;
}
interface Kept {
  readonly head: { readonly seq: number; readonly hash: string };
  readonly frame: Frame;
  readonly vouchers: ReadonlyMap<number, string>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly costs: ReadonlyMap<string, readonly ServiceCostCell[]>;
  /** The key figures; undefined where what customers were invoiced has changed. */
  readonly measures: ReadonlyMap<string, Measure> | undefined;
  readonly answer: KeptStatements;
}

/**
 * What is kept of the years last asked for, in this process, the newest first. Held against the audit chain before it is used: what was
 * read in a transaction that was taken back is not in the chain, and the one before it is.
 */
const memory = new Map<string, readonly Kept[]>();
const mostYears = 4;
const mostOfYear = 3;
/** Entries of the audit by which nothing but lines of vouchers has changed. */
const ledgerKinds = new Set(["vouchers", "source-file"]);

/**
 * Every statement of a year, for who asks again and again: after a changed voucher only the months and accounts that it touches are read
 * and added up. `harmless` are kinds of objects that no statement reads; a change of anything else reads the year anew. For the provider's
 * own people only: what is kept is the whole books.
 */
export async function keptStatements(
  tx: Transaction,
  provider: string,
  { year, harmless }: { readonly year: number; readonly harmless: ReadonlySet<string> },
): Promise<KeptStatements> {
  const name = `${provider} ${year}`;
  const head = await chainHead(tx, provider);
  const { before, kinds } = await keptBefore(tx, provider, { of: memory.get(name) ?? [], harmless });
  let now: Kept;
  if (before === undefined || kinds.some((kind) => !ledgerKinds.has(kind)))
    now = await readAll(tx, provider, year, head);
  else if (kinds.length === 0)
    now = { ...before, head, answer: { ...before.answer, read: "nothing", changed: [] } };
  else now = await readChanges(tx, provider, { year, head, before });
  const others = (memory.get(name) ?? []).filter(
    (one) => one.head.hash !== now.head.hash && (one !== before || kinds.length > 0),
  );
  memory.delete(name);
  memory.set(name, [now, ...others].slice(0, mostOfYear));
  const [oldest] = memory.keys();
  if (memory.size > mostYears && oldest !== undefined) memory.delete(oldest);
  return now.answer;
}

/** The newest of what is kept that this chain holds, with the kinds of objects that have changed since. */
async function keptBefore(
  tx: Transaction,
  provider: string,
  { of, harmless }: { readonly of: readonly Kept[]; readonly harmless: ReadonlySet<string> },
): Promise<{ readonly before?: Kept; readonly kinds: readonly string[] }> {
  for (const before of of) {
    const kinds = await kindsSince(tx, provider, before.head);
    if (kinds !== undefined) return { before, kinds: kinds.filter((kind) => !harmless.has(kind)) };
  }
  return { kinds: [] };
}

async function readAll(tx: Transaction, provider: string, year: number, head: Kept["head"]): Promise<Kept> {
  const years = [year, year - 1, year - 2, year - 3];
  const catalogue = await catalogueOf(tx, provider);
  const registers = await cellRegisters(tx, provider, { year, catalogue });
  const plans = await planCellsOf(tx, provider, year, undefined);
  const ahead = plans.cells.filter((cell) => cell.scenario === "forecast");
  const { asOf } = plans;
  const isCompleted = asOf !== undefined && !ahead.some((cell) => cell.period <= asOf);
  const frame: Frame = {
    registers,
    plans,
    context: await layoutContext(tx, provider, catalogue),
    completed: isCompleted ? ahead.slice(0, 1) : [],
    planned: new Map(),
  };
  const vouchers = await voucherMarks(tx, provider, years);
  const marks = await groupMarks(tx, provider, years);
  const balances = await balancesOf(tx, provider, years);
  const summed = { ...frame, planned: sumsOf(plans.cells, frame) };
  const groups = groupsOf(balances, { year, frame: summed, marks });
  return finished(tx, provider, {
    year,
    head,
    frame: summed,
    vouchers,
    groups,
    costs: new Map(),
    measures: undefined,
    changed: [],
    read: "everything",
  });
}

async function readChanges(
  tx: Transaction,
  provider: string,
  { year, head, before }: { readonly year: number; readonly head: Kept["head"]; readonly before: Kept },
): Promise<Kept> {
  const years = [year, year - 1, year - 2, year - 3];
  const vouchers = await voucherMarks(tx, provider, years);
  const moved = years.filter((one) => vouchers.get(one) !== before.vouchers.get(one));
  const marks = await groupMarks(tx, provider, moved);
  const names = new Set([
    ...marks.keys(),
    ...[...before.groups].filter(([, one]) => moved.includes(one.about.fiscalYear)).map(([key]) => key),
  ]);
  const stale = [...names].filter((key) => before.groups.get(key)?.mark !== marks.get(key));
  const changed = stale.map(aboutOf);
  const read = await balancesOf(
    tx,
    provider,
    [...new Set(changed.map((one) => one.fiscalYear))],
    [...new Set(changed.map((one) => one.period))],
  );
  const wanted = new Set(stale);
  const groups = new Map(before.groups);
  for (const key of stale) groups.delete(key);
  const found = groupsOf(
    read.filter((cell) => wanted.has(keyOf(cell))),
    { year, frame: before.frame, marks },
  );
  for (const [key, group] of found) groups.set(key, group);
  const mapped = before.frame.registers.accounts;
  const kindsOf = changed.map((one) => ({ ...one, kind: mapped.mappingOf(one.account)?.kind }));
  const costs = new Map(before.costs);
  for (const { kind, fiscalYear } of kindsOf)
    if (kind === "cost" || kind === "revenue" || kind === undefined) costs.delete(`actual ${fiscalYear}`);
  const isInvoicedAnew = kindsOf.some(({ kind }) => kind === "revenue" || kind === undefined);
  return finished(tx, provider, {
    year,
    head,
    frame: before.frame,
    vouchers,
    groups,
    costs,
    measures: isInvoicedAnew ? undefined : before.measures,
    changed,
    read: "changes",
  });
}

/** Adds the groups up and fills the layouts. */
async function finished(
  tx: Transaction,
  provider: string,
  kept: Omit<Kept, "answer"> & Pick<KeptStatements, "read" | "changed"> & { readonly year: number },
): Promise<Kept> {
  const { year, frame, groups, read, changed } = kept;
  const all = [...groups.values()];
  const booked = new Set(all.map((group) => group.about.fiscalYear));
  if (!booked.has(year)) throw new Refusal([problems.noBooks(year)]);
  const years = [year, year - 1, year - 2, year - 3];
  const stated = sumsOf(await statedCells(tx, provider, { years, withBooks: booked }), frame);
  const sums = added([...all.map((group) => group.sums), stated, frame.planned]);
  const cells = [...sums.values()].map(({ cell, amount }) => ({ ...cell, amountOre: amount as Ore }));
  const invoicedOre = new Map<number, Map<string, Ore>>();
  const months = new Map<Period, number>();
  for (const { about, invoiced, resultOre } of all) {
    const customers = invoicedOre.get(about.fiscalYear) ?? new Map<string, Ore>();
    for (const [customer, ore] of invoiced)
      customers.set(customer, ((customers.get(customer) ?? 0) + ore) as Ore);
    invoicedOre.set(about.fiscalYear, customers);
    if (about.fiscalYear === year) months.set(about.period, (months.get(about.period) ?? 0) + resultOre);
  }
  const measures =
    kept.measures ??
    (await measuresOfYears(tx, provider, {
      catalogue: await catalogueOf(tx, provider),
      invoicedOre,
      years: [year, year - 1],
    }));
  const costs = await costsOf(tx, provider, {
    year,
    cells,
    booked,
    frame,
    known: kept.costs,
    isStored: read === "everything",
  });
  const serviceCosts = [...costs.values()].flat();
  const { forecast } = frame.plans;
  const input = { year, cells, measures, serviceCosts, ...(forecast === undefined ? {} : { forecast }) };
  return {
    head: kept.head,
    frame,
    vouchers: kept.vouchers,
    groups,
    costs,
    measures,
    answer: {
      statements: layoutsOf(frame.context).map((layout) => evaluate(layout, input)),
      resultByMonth: new Map([...months].toSorted(([a], [b]) => byCode(a, b))),
      read,
      changed,
    },
  };
}

/** What the services cost, by scenario and year; what is known still is not asked for again. */
async function costsOf(
  tx: Transaction,
  provider: string,
  {
    year,
    cells,
    booked,
    frame,
    known,
    isStored,
  }: {
    readonly year: number;
    readonly cells: readonly StatementCell[];
    readonly booked: ReadonlySet<number>;
    readonly frame: Frame;
    readonly known: Kept["costs"];
    /** Whether the costing is likely to be stored; after a change it is computed, which takes less than storing it anew. */
    readonly isStored: boolean;
  },
): Promise<Map<string, readonly ServiceCostCell[]>> {
  const costs = new Map<string, readonly ServiceCostCell[]>();
  const sources: readonly { readonly scenario: Scenario; readonly year: number }[] = [
    { scenario: "actual", year },
    { scenario: "budget", year },
    { scenario: "actual", year: year - 1 },
  ];
  for (const source of sources) {
    if (source.scenario === "actual" && !booked.has(source.year)) continue;
    const isCosted = (cell: StatementCell): boolean =>
      cell.kind === "cost" && cell.scenario === source.scenario && cell.fiscalYear === source.year;
    if (!cells.some(isCosted)) continue;
    const key = `${source.scenario} ${source.year}`;
    const kept = known.get(key);
    if (kept !== undefined) {
      costs.set(key, kept);
      continue;
    }
    const { serviceOf } = frame.registers;
    const found = isStored
      ? await serviceCostCells(tx, provider, { sources: [source], serviceOf })
      : (await costingOf(tx, { provider, ...source })).costing.rows.map((row) =>
          costCellOf(row, { ...source, serviceOf }),
        );
    costs.set(key, costSums(found));
  }
  return costs;
}

/** Costs of services by everything that a row may select by. */
function costSums(cells: readonly ServiceCostCell[]): ServiceCostCell[] {
  const sums = new Map<string, { -readonly [Key in keyof ServiceCostCell]: ServiceCostCell[Key] }>();
  for (const cell of cells) {
    const key = [cell.class, cell.classThen ?? cell.class, cell.area, cell.activity].join("|");
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...cell, service: "", element: "" });
    else {
      sum.directOre = (sum.directOre + cell.directOre) as Ore;
      sum.allocatedOre = (sum.allocatedOre + cell.allocatedOre) as Ore;
    }
  }
  return [...sums.values()];
}

function groupsOf(
  balances: readonly LedgerCell[],
  {
    year,
    frame,
    marks,
  }: { readonly year: number; readonly frame: Frame; readonly marks: ReadonlyMap<string, string> },
): Map<string, Group> {
  const apart = new Map<string, LedgerCell[]>();
  for (const cell of balances) {
    const key = keyOf(cell);
    const own = apart.get(key);
    if (own === undefined) apart.set(key, [cell]);
    else own.push(cell);
  }
  const groups = new Map<string, Group>();
  for (const [key, own] of apart) {
    const about = aboutOf(key);
    const kind = frame.registers.accounts.mappingOf(about.account)?.kind;
    const cells: BookedCell[] = own.map(cellOfBalance);
    const invoiced = new Map<string, number>();
    let resultOre = 0;
    for (const cell of own) {
      if (kind === "revenue" || kind === "cost") resultOre -= cell.amountOre;
      if (kind === "revenue" && cell.customer !== "")
        invoiced.set(cell.customer, (invoiced.get(cell.customer) ?? 0) - cell.amountOre);
    }
    groups.set(key, {
      mark: marks.get(key) ?? "",
      about,
      sums: sumsOf([...cells, ...actualsBefore(cells, year, frame.completed, frame.plans.asOf)], frame),
      invoiced,
      resultOre,
    });
  }
  return groups;
}

/** Cells by everything that a row may select by, and nothing else. No layout selects a service by its code. */
function sumsOf(raw: readonly RawCell[], { registers }: Pick<Frame, "registers">): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const cell of required(classifyCells(addedUp(raw, registers), registers))) {
    const key = [
      cell.scenario,
      cell.fiscalYear,
      cell.flow,
      cell.kind,
      cell.element,
      cell.role,
      cell.activity,
      cell.department,
      cell.common,
      cell.class,
      cell.classThen ?? cell.class,
      cell.area,
      cell.internal,
    ].join("|");
    sums.set(key, { cell, amount: (sums.get(key)?.amount ?? 0) + cell.amountOre });
  }
  return sums;
}

function added(parts: readonly ReadonlyMap<string, Sum>[]): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const part of parts)
    for (const [key, { cell, amount }] of part)
      sums.set(key, { cell, amount: (sums.get(key)?.amount ?? 0) + amount });
  return sums;
}

function keyOf({ fiscalYear, period, account }: ChangedBooks): string {
  return `${fiscalYear}|${period}|${account}`;
}

function aboutOf(key: string): ChangedBooks {
  const [fiscalYear, period, account = ""] = key.split("|");
  return { fiscalYear: Number(fiscalYear), period: period as Period, account };
}

/** A voucher never changes and is only ever superseded, so how many count and which is the latest tell whether any other do. */
async function voucherMarks(
  tx: Transaction,
  provider: string,
  years: readonly number[],
): Promise<Map<number, string>> {
  const rows = await tx.query<{ year: number; mark: string }>(
    `select fiscal_year as year, count(*) || ' ' || max(voucher_id) as mark
     from ledger.v_voucher where provider_id = $1 and fiscal_year = any($2::integer[]) group by fiscal_year`,
    [provider, years],
  );
  return new Map(rows.map((row) => [row.year, row.mark]));
}

/** What the lines of each month and account come to, as a mark computed where they lie. */
async function groupMarks(
  tx: Transaction,
  provider: string,
  years: readonly number[],
): Promise<Map<string, string>> {
  const rows = await tx.query<{ fiscalYear: number; period: Period; account: string; mark: string }>(
    `select fiscal_year as "fiscalYear", period, account,
            count(*) || ' ' || sum(amount_ore) || ' ' ||
            bit_xor(hashtextextended(concat_ws('|', cost_centre, project, service, customer, counterparty, amount_ore), 0)) as mark
     from ledger.v_balance where provider_id = $1 and fiscal_year = any($2::integer[])
     group by fiscal_year, period, account`,
    [provider, years],
  );
  return new Map(rows.map((row) => [keyOf(row), row.mark]));
}
