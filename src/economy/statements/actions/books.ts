import {
  byCode,
  lastDayOf,
  type Ore,
  type Period,
  periodOf,
  Refusal,
  required,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { LedgerCell } from "../../ledger/index.ts";
import { type Catalogue, classOn, versionOn } from "../../../service/catalogue/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { agreementsOf, customersOf, serviceUsesOf } from "../../../service/customers/actions/index.ts";
import {
  accountMapOf,
  balancesOf,
  costCentresOf,
  departmentsOf,
  projectsOf,
  statedBalancesOf,
} from "../../ledger/actions/index.ts";
import {
  type CellRegisters,
  classifyCells,
  type LayoutContext,
  type Measure,
  measuresOf,
  type RawCell,
  type StatementCell,
} from "../index.ts";
import { problems } from "../problems.ts";
import { planCellsOf } from "./plans.ts";

/** Everything that the statements of a year are computed from, read once. */
export interface Books {
  readonly year: number;
  /** Added up to what rows select by: months and customers gone. */
  readonly cells: readonly StatementCell[];
  /** As read, by month, customer and counterparty: what the explanation goes down into. */
  readonly details: readonly RawCell[];
  readonly registers: CellRegisters;
  readonly context: LayoutContext;
  readonly measures: ReadonlyMap<string, Measure>;
  /** The years with vouchers: an earlier one may be known only by its stated result. */
  readonly booked: ReadonlySet<number>;
  /** The forecast that column `forecast` shows. */
  readonly forecast: string | undefined;
}

/** Reads the books of a year and of the three before it, its budget, and its latest forecast (or the one named). */
export async function readBooks(
  tx: Transaction,
  provider: string,
  year: number,
  { forecast }: { readonly forecast?: string } = {},
): Promise<Books> {
  const years = [year, year - 1, year - 2, year - 3];
  const catalogue = await catalogueOf(tx, provider);
  const registers = await cellRegisters(tx, provider, { year, catalogue });
  const booked = await bookedCells(tx, provider, years);
  if (!booked.some((cell) => cell.fiscalYear === year)) throw new Refusal([problems.noBooks(year)]);
  const plans = await planCellsOf(tx, provider, year, forecast);
  const ahead = plans.cells.filter((cell) => cell.scenario === "forecast");
  const raw = [...booked, ...plans.cells, ...actualsBefore(booked, year, ahead, plans.asOf)];
  const cells = required(classifyCells(addedUp(raw, registers), registers));
  return {
    year,
    cells,
    details: raw,
    registers,
    context: await layoutContext(tx, provider, catalogue),
    measures: await measuresOfYears(tx, provider, {
      catalogue,
      invoicedOre: invoicedByCustomer(booked, registers),
      years: [year, year - 1],
    }),
    booked: new Set(booked.filter((cell) => !cell.statedOnly).map((cell) => cell.fiscalYear)),
    forecast: plans.forecast,
  };
}

/** What joins a cell with the rows; the explanation uses the very same. */
export async function cellRegisters(
  tx: Transaction,
  provider: string,
  { year, catalogue }: { readonly year: number; readonly catalogue: Catalogue },
): Promise<CellRegisters> {
  const accounts = await accountMapOf(tx, provider);
  const centres = new Map((await costCentresOf(tx, provider)).map((one) => [one.costCentre, one]));
  const projects = new Map((await projectsOf(tx, provider)).map((one) => [one.project, one]));
  const settings = await settingsOf(tx, provider);
  const own = settings["own_counterparties"];
  return {
    accounts,
    departmentOf: (costCentre) => centres.get(costCentre),
    projectOf: (project) => {
      const found = projects.get(project);
      return found && { activity: found.activity, service: found.service ?? "" };
    },
    serviceOf: restatedServices(catalogue, year),
    ownCounterparties: new Set(Array.isArray(own) ? own.map(String) : []),
  };
}

/** The class a service is shown in: its class that month, unless a reclassification up to the year restates it. */
export function restatedServices(catalogue: Catalogue, year: number): CellRegisters["serviceOf"] {
  const services = new Map(catalogue.services.map((one) => [one.service, one]));
  const found = new Map<string, ReturnType<CellRegisters["serviceOf"]>>();
  const now = lastDayOf(periodOf(year, 12));
  return (service, period) => {
    if (service === "") return undefined;
    const key = `${service}\u0000${period}`;
    if (!found.has(key)) {
      const on = classOn(catalogue.classifications, service, lastDayOf(period), { as: "now", now });
      // Its area that month: moving it to another leaves what was reported before as it was.
      const area = (versionOn(catalogue.versions ?? [], service, lastDayOf(period)) ?? services.get(service))
        ?.area;
      found.set(
        key,
        area === undefined
          ? undefined
          : {
              class: on?.class ?? "",
              ...(on?.restatedFrom === undefined ? {} : { classThen: on.restatedFrom }),
              area,
            },
      );
    }
    return found.get(key);
  };
}

export async function settingsOf(tx: Transaction, provider: string): Promise<Record<string, unknown>> {
  const row = await tx.one<{ settings: Record<string, unknown> }>(
    "select settings from platform.provider where provider_id = $1",
    [provider],
  );
  return row.settings;
}

export type BookedCell = RawCell & { readonly statedOnly?: true };

/**
 * The lines of the years by month, with what the balance accounts began each year with. A year that has no books of
 * its own but whose result a later file states (#RES -1) is there by account, for growth.
 */
async function bookedCells(
  tx: Transaction,
  provider: string,
  years: readonly number[],
): Promise<BookedCell[]> {
  const booked = (await balancesOf(tx, provider, years)).map(cellOfBalance);
  return [
    ...booked,
    ...(await statedCells(tx, provider, {
      years,
      withBooks: new Set(booked.map((cell) => cell.fiscalYear)),
    })),
  ];
}

export function cellOfBalance(cell: LedgerCell): BookedCell {
  return {
    scenario: "actual",
    fiscalYear: cell.fiscalYear,
    flow: "movement",
    period: cell.period,
    account: cell.account,
    costCentre: cell.costCentre,
    project: cell.project,
    service: cell.service,
    customer: cell.customer,
    counterparty: cell.counterparty,
    amountOre: cell.amountOre,
  };
}

/** What files state beside their vouchers: opening balances, and the results of years without books. */
export async function statedCells(
  tx: Transaction,
  provider: string,
  { years, withBooks }: { readonly years: readonly number[]; readonly withBooks: ReadonlySet<number> },
): Promise<BookedCell[]> {
  const cells: BookedCell[] = [];
  const stated = await statedBalancesOf(tx, provider, years);
  const told = new Set<number>();
  for (const row of stated) {
    if (row.kind === "opening" && row.yearOffset === 0) {
      cells.push(byAccount(row.fiscalYear, "opening", periodOf(row.fiscalYear, 1), row));
    }
  }
  for (const offset of [-1, -2]) {
    for (const row of stated) {
      const year = row.fiscalYear + offset;
      if (row.kind !== "result" || row.yearOffset !== offset || withBooks.has(year) || told.has(year))
        continue;
      cells.push(byAccount(year, "movement", periodOf(year, 12), row));
    }
    for (const row of stated) if (row.yearOffset === offset) told.add(row.fiscalYear + offset);
  }
  return cells;
}

function byAccount(
  fiscalYear: number,
  flow: RawCell["flow"],
  period: Period,
  { account, amountOre }: { readonly account: string; readonly amountOre: Ore },
): BookedCell {
  const nothing = { costCentre: "", project: "", service: "", customer: "", counterparty: "" };
  return { scenario: "actual", fiscalYear, flow, period, account, ...nothing, amountOre, statedOnly: true };
}

/** A forecast that only holds the months to come is completed with the books up to its day. */
export function actualsBefore(
  booked: readonly RawCell[],
  year: number,
  forecast: readonly RawCell[],
  asOf: Period | undefined,
): RawCell[] {
  if (asOf === undefined || forecast.length === 0) return [];
  if (forecast.some((cell) => cell.period <= asOf)) return [];
  return booked
    .filter((cell) => cell.fiscalYear === year && cell.flow === "movement" && cell.period <= asOf)
    .map((cell) => ({ ...cell, scenario: "forecast" as const }));
}

/** What layouts are made of: classes, areas and departments. */
export async function layoutContext(
  tx: Transaction,
  provider: string,
  catalogue: Catalogue,
): Promise<LayoutContext> {
  const classesOf = new Map<string, Set<string>>();
  // An area that a service has left still has its class of service in the years before.
  const areasOf = new Map(catalogue.services.map((one) => [one.service, new Set([one.area])]));
  for (const one of catalogue.versions ?? []) areasOf.get(one.service)?.add(one.area);
  for (const row of catalogue.classifications) {
    for (const area of areasOf.get(row.service) ?? [])
      classesOf.set(area, (classesOf.get(area) ?? new Set()).add(row.class));
  }
  const common = new Set(
    (await costCentresOf(tx, provider)).filter((one) => one.common).map((one) => one.department),
  );
  return {
    classes: catalogue.classes
      .toSorted((a, b) => a.position - b.position || byCode(a.class, b.class))
      .map((one) => ({ ...one, name_sv: one.nameSv, name_en: one.nameEn })),
    areas: catalogue.areas
      .toSorted((a, b) => a.position - b.position || byCode(a.area, b.area))
      .map((one) => ({
        area: one.area,
        name_sv: one.nameSv,
        name_en: one.nameEn,
        classes: [...(classesOf.get(one.area) ?? [])].toSorted(byCode),
      })),
    departments: (await departmentsOf(tx, provider)).map((one) => ({
      department: one.department,
      name_sv: one.nameSv,
      name_en: one.nameEn,
      common: common.has(one.department),
    })),
  };
}

/** What each customer was invoiced in each year: revenue lines that name a customer. */
function invoicedByCustomer(
  booked: readonly RawCell[],
  { accounts }: CellRegisters,
): Map<number, Map<string, Ore>> {
  const years = new Map<number, Map<string, Ore>>();
  for (const cell of booked) {
    if (cell.customer === "" || accounts.mappingOf(cell.account)?.kind !== "revenue") continue;
    const customers = years.get(cell.fiscalYear) ?? new Map<string, Ore>();
    customers.set(cell.customer, ((customers.get(cell.customer) ?? 0) - cell.amountOre) as Ore);
    years.set(cell.fiscalYear, customers);
  }
  return years;
}

export async function measuresOfYears(
  tx: Transaction,
  provider: string,
  {
    catalogue,
    invoicedOre,
    years,
  }: {
    readonly catalogue: Catalogue;
    readonly invoicedOre: ReadonlyMap<number, ReadonlyMap<string, Ore>>;
    readonly years: readonly number[];
  },
): Promise<Map<string, Measure>> {
  const customers = await customersOf(tx, provider);
  const agreements = await agreementsOf(tx, provider);
  const uses = await serviceUsesOf(tx, provider);
  const measures = new Map<string, Measure>();
  for (const year of years) {
    const day = lastDayOf(periodOf(year, 12));
    const found = measuresOf(
      { catalogue, customers, agreements, uses },
      { day, invoicedOre: invoicedOre.get(year) ?? new Map() },
    );
    for (const [name, measure] of found) measures.set(`${name}:${year}`, measure);
  }
  return measures;
}

/**
 * Adds cells up over months and customers, which no row selects by, so that a row looks at thousands and not at
 * hundreds of thousands. A month stays apart where the class of its service differs.
 */
export function addedUp(
  cells: readonly RawCell[],
  { serviceOf, projectOf, ownCounterparties }: CellRegisters,
): RawCell[] {
  const sums = new Map<string, { -readonly [Key in keyof RawCell]: RawCell[Key] }>();
  for (const cell of cells) {
    const service = cell.service === "" ? (projectOf(cell.project)?.service ?? "") : cell.service;
    const own = ownCounterparties.has(cell.counterparty) ? cell.counterparty : "";
    const key = [
      cell.scenario,
      cell.fiscalYear,
      cell.flow,
      cell.account,
      cell.costCentre,
      cell.project,
      cell.service,
      own,
      serviceOf(service, cell.period)?.class ?? "",
    ].join("|");
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...cell, customer: "", counterparty: own });
    else sum.amountOre = (sum.amountOre + cell.amountOre) as Ore;
  }
  return [...sums.values()];
}
