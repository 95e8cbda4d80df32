import { firstDayOf, monthOf, ore, type Period, periodOf, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { accountMapOf, balancesOf } from "../../ledger/actions/index.ts";
import { planLines, plansOf } from "../../planning/actions/index.ts";
import { priceListVersions } from "../../pricing/actions/index.ts";
import { isVersionInForce, type PriceListVersion } from "../../pricing/index.ts";
import {
  type PriceLevels,
  type RevenueCell,
  type RevenueDrivers,
  revenueDrivers,
  type RevenueSide,
} from "../index.ts";
import { problemOf } from "../problems.ts";

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
  if (against === "previous-year")
    return revenueDrivers(await bookedSide(tx, provider, year - 1, versions), actual);
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

function noBooks(year: number): Refusal {
  return new Refusal([
    problemOf(
      "invoicing.nothing-to-compare",
      `Det finns inga böcker eller ingen budget för ${year} att jämföra med.`,
      `There are no books or no budget of ${year} to compare with.`,
    ),
  ]);
}
