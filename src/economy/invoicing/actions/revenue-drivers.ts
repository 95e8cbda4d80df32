import {
  firstDayOf,
  isInForce,
  lastDayOf,
  monthOf,
  ore,
  type Period,
  periodOf,
  periodsOfYear,
  Refusal,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { consolidationSteps } from "../../../service/customers/index.ts";
import { customerKeysOf, modelsOf } from "../../costing/actions/index.ts";
import { keyOf } from "../../costing/index.ts";
import { accountMapOf, balancesOf } from "../../ledger/actions/index.ts";
import { planLines, plansOf } from "../../planning/actions/index.ts";
import { priceListVersions } from "../../pricing/actions/index.ts";
import { isVersionInForce, type PriceListVersion } from "../../pricing/index.ts";
import {
  invoicedLevels,
  type PriceLevel,
  type PriceLevels,
  type RevenueCell,
  type RevenueDrivers,
  revenueDrivers,
  type RevenueSide,
} from "../index.ts";
import { problemOf } from "../problems.ts";
import { selectInvoicedItems } from "../sql/invoiced.ts";

/** What a year's revenue is held against: the year before, by customer, or the year's budget, by service. */
export type RevenueBase = "previous-year" | "budget";

export interface RevenueQuestion {
  readonly year: number;
  readonly against: RevenueBase;
}

/**
 * What moved the revenue of a year (R023), from the books: every revenue line, so that it adds up to the income statement on the
 * whole basis. The budget does not know customers, and is compared by service.
 */
export async function revenueDriversOf(
  tx: Transaction,
  provider: string,
  { year, against }: RevenueQuestion,
): Promise<RevenueDrivers> {
  const versions = await priceListVersions(tx, provider);
  const actual = await bookedSide(tx, provider, year, versions);
  if (against === "previous-year") {
    const base = await bookedSide(tx, provider, year - 1, versions);
    const consolidated = await consolidatedPairs(tx, provider, year);
    const unitOf = await sharedUnits(tx, provider);
    const fees = feeServices(versions, year);
    const invoiced = invoicedLevels(
      await selectInvoicedItems(tx, provider, year - 1),
      await selectInvoicedItems(tx, provider, year),
    );
    return revenueDrivers(
      { ...base, invoicedOf: invoiced.was, unitRevenueOf: unitRevenue(base.cells, unitOf, year - 1, fees) },
      { ...actual, invoicedOf: invoiced.is, unitRevenueOf: unitRevenue(actual.cells, unitOf, year, fees) },
      consolidated,
    );
  }
  const base = await budgetSide(tx, provider, year, versions);
  return revenueDrivers(base, {
    ...actual,
    cells: actual.cells.map((cell) => ({ ...cell, customer: "" })),
  });
}

interface BookedAmount {
  readonly account: string;
  readonly period: Period;
  readonly service: string;
  readonly customer: string;
  /** With the sign of the books: revenue is credit and negative. */
  readonly amountOre: number;
}

async function bookedSide(
  tx: Transaction,
  provider: string,
  year: number,
  versions: readonly PriceListVersion[],
): Promise<RevenueSide> {
  const balances = await balancesOf(tx, provider, [year]);
  if (balances.length === 0) throw noBooks(year);
  return {
    cells: await cellsOf(tx, provider, balances),
    priceOf: pricesOf(versions, year, (month) => month),
  };
}

/** Planned revenue by service, at the prices that the year began with. */
async function budgetSide(
  tx: Transaction,
  provider: string,
  year: number,
  versions: readonly PriceListVersion[],
): Promise<RevenueSide> {
  const budget = (await plansOf(tx, provider)).find(
    (plan) => plan.fiscalYear === year && plan.scenario === "budget",
  );
  if (budget === undefined) throw noBooks(year);
  const lines = await planLines(tx, provider, budget.plan);
  const cells = await cellsOf(tx, provider, lines);
  return {
    cells: cells.map((cell) => ({ ...cell, customer: "" })),
    priceOf: pricesOf(versions, year, () => 1),
  };
}

async function cellsOf(
  tx: Transaction,
  provider: string,
  amounts: readonly BookedAmount[],
): Promise<RevenueCell[]> {
  const map = await accountMapOf(tx, provider);
  return amounts.flatMap((amount): RevenueCell[] => {
    const mapping = map.mappingOf(amount.account);
    if (mapping?.kind !== "revenue") return [];
    return [
      {
        customer: amount.customer,
        service: amount.service,
        activity: mapping.activity === "change" ? "change" : "operation",
        month: monthOf(amount.period),
        kind: mapping.role === "" ? "sale" : "settlement",
        amountOre: ore(-amount.amountOre),
      },
    ];
  });
}

/**
 * The price level of a service by month: of its only fee or metered item in the list in force that month. Sales that are priced one
 * by one have no level, nor has a service with several items.
 */
function pricesOf(
  versions: readonly PriceListVersion[],
  year: number,
  monthOfPrice: (month: number) => number,
): PriceLevels {
  const levels = new Map<string, { item: string; level: number } | undefined>();
  for (let month = 1; month <= 12; month++) {
    const day = firstDayOf(periodOf(year, monthOfPrice(month)));
    for (const version of versions.filter((candidate) => isVersionInForce(candidate, day)))
      for (const item of version.items) {
        const key = `${item.service}|${item.activity}|${month}`;
        const level =
          item.charge === "fee" ? item.totalOre : item.charge === "metered" ? item.priceMicro : undefined;
        // A second item of the service takes the level away: one price cannot stand for two.
        levels.set(key, levels.has(key) || level === undefined ? undefined : { item: item.item, level });
      }
  }
  return (service, activity, month) => levels.get(`${service}|${activity}|${month}`);
}

/** Customers that a completed step of a consolidation plan made users of a service, by the year's end. */
async function consolidatedPairs(tx: Transaction, provider: string, year: number): Promise<Set<string>> {
  const last = lastDayOf(periodOf(year, 12));
  const steps = await entriesOf(tx, provider, consolidationSteps);
  return new Set(
    steps
      .filter((step) => step.doneOn !== undefined && (step.useFrom ?? step.doneOn) <= last)
      .flatMap((step) => step.services.map((service) => `${service}|${step.customer}`)),
  );
}

/** What is charged by a fee in the year, as "service|activity": only that is shared by a key. */
function feeServices(versions: readonly PriceListVersion[], year: number): Set<string> {
  return new Set(
    versions
      .filter((version) => version.fiscalYear === year)
      .flatMap((version) => version.items)
      .filter((item) => item.charge === "fee")
      .map((item) => `${item.service}|${item.activity}`),
  );
}

/** How many units a service is shared by in a month, and by which key. */
type SharedUnits = (
  service: string,
  period: Period,
  buyers: ReadonlySet<string>,
) => { readonly key: string; readonly units: number } | undefined;

/**
 * Units by the keys of the costing model: of a measured driver its sum over those who buy the service, of fixed shares their sum, which is a whole as
 * the shares are. Volumes are no units here, since they are known only for the years that were metered by this program.
 */
async function sharedUnits(tx: Transaction, provider: string): Promise<SharedUnits> {
  const read = await modelsOf(tx, provider);
  if (!read.ok) return () => undefined;
  const { drivers, customers } = await customerKeysOf(tx, { provider, year: 0, scenario: "actual" });
  return (service, period, buyers) => {
    const at = lastDayOf(period);
    const model = read.value.findLast((one) => isInForce(one, at));
    const key = model && keyOf(model, service, period);
    if (key?.by.kind === "shares")
      return { key: key.key, units: [...key.by.shares.values()].reduce((sum, share) => sum + share, 0) };
    if (key?.by.kind !== "driver") return undefined;
    const { driver } = key.by;
    const units = customers
      .filter((one) => buyers.has(one.customer))
      .reduce((sum, one) => sum + (drivers.value(driver, one.customer, period, service) ?? 0), 0);
    return { key: key.key, units };
  };
}

/** The revenue of a unit: what all customers were charged for a service in the year, by the units it was shared by, months added. */
function unitRevenue(
  cells: readonly RevenueCell[],
  unitOf: SharedUnits,
  year: number,
  fees: ReadonlySet<string>,
): PriceLevels {
  const sums = new Map<string, number>();
  const buyers = new Map<string, Set<string>>();
  for (const cell of cells) {
    if (cell.kind !== "sale" || cell.amountOre === 0) continue;
    const name = `${cell.service}|${cell.activity}`;
    sums.set(name, (sums.get(name) ?? 0) + cell.amountOre);
    buyers.set(name, (buyers.get(name) ?? new Set()).add(cell.customer));
  }
  const levels = new Map(
    [...sums].map(([name, sum]): [string, PriceLevel | undefined] => {
      const [service = ""] = name.split("|");
      const months = periodsOfYear(year).map((period) =>
        unitOf(service, period, buyers.get(name) ?? new Set()),
      );
      const keys = new Set(months.map((month) => month?.key));
      const units = months.reduce((total, month) => total + (month?.units ?? 0), 0);
      const [key] = keys;
      // A key that changed within the year has no unit of the year.
      if (!fees.has(name) || keys.size !== 1 || key === undefined || units <= 0 || sum <= 0)
        return [name, undefined];
      // Only the proportion between two years counts: a whole number large enough to keep nine figures of it.
      return [name, { item: `key:${key}`, level: Math.round((sum / units) * 1e10) }];
    }),
  );
  return (service, activity) => levels.get(`${service}|${activity}`);
}

function noBooks(year: number): Refusal {
  return new Refusal([
    problemOf(
      "invoicing.nothing-to-compare",
      `Det finns inga böcker eller ingen budget för ${year} att jämföra med.`,
      `There are no books or no budget of ${year} to compare with.`,
    ),
  ]);
}
