import {
  allocate,
  closest,
  firstDayOf,
  formatMicro,
  type Micro,
  micro,
  monthOf,
  type Ore,
  ore,
  type Period,
  periodOf,
  periodsOfYear,
  Refusal,
  required,
  yearOf,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { serviceCostsOf, volumesOf } from "../../costing/actions/index.ts";
import { costBehaviourRegister } from "../../costing/index.ts";
import { plansOf } from "../../planning/actions/index.ts";
import { isTiered, type PriceItem, priceInForce, type Saving, saving, type SavingMonth } from "../index.ts";
import * as problem from "../problems.ts";
import { priceListVersions } from "./versions.ts";

export interface SavingQuestion {
  readonly item: string;
  readonly customer: string;
  readonly changeMicro: Micro;
  readonly from: Period;
}

export interface SavingAnswer extends SavingQuestion {
  readonly service: string;
  readonly unit: string;
  readonly through: Period;
  /** What costs and volumes are taken from: the year's budget, else what was booked and used in it, or in the year before. */
  readonly plan: string;
  readonly saving: Saving;
}

/**
 * What a customer, the others and the city save when the customer uses more or less from a month to the end of the year: by the
 * price list in force, the costed budget and the planned volumes. Nothing is kept.
 */
export async function savingOf(
  tx: Transaction,
  provider: string,
  question: SavingQuestion,
): Promise<SavingAnswer> {
  const { item, customer, changeMicro, from } = question;
  const year = yearOf(from);
  const versions = await priceListVersions(tx, provider);
  const periods = periodsOfYear(year).filter((period) => period >= from);
  const prices = new Map<Period, PriceItem>();
  for (const period of periods) {
    const priced = required(priceInForce(versions, item, firstDayOf(period)));
    if (priced === undefined) {
      const known = versions.flatMap((version) => version.items.map((one) => one.item));
      throw new Refusal([problem.savingNoItem(item, period, closest(item, known))]);
    }
    if (priced.item.charge !== "metered" || (priced.item.priceMicro === undefined && !isTiered(priced.item)))
      throw new Refusal([problem.savingNotMetered(item, priced.item.charge)]);
    prices.set(period, priced.item);
  }
  const basis = await basisFor(tx, provider, { item, periods });
  if (basis === undefined) throw new Refusal([problem.savingNoBudget(year)]);
  const { volumes } = basis;
  const least = Math.min(...periods.map((period) => volumes.get(period)?.get(customer) ?? 0));
  if (least === 0) throw new Refusal([problem.savingNoVolume(item, customer, year)]);
  if (least + changeMicro < 0)
    throw new Refusal([problem.savingTooMany(item, customer, formatMicro(micro(least)))]);
  const { service, activity, unit } = prices.get(from) as PriceItem;
  const costs = await serviceCostsOf(tx, {
    provider,
    year: basis.year,
    scenario: basis.scenario,
    periods: periods.map(basis.monthOf),
  });
  const months = periods.map((period): SavingMonth => {
    const priced = prices.get(period) as PriceItem;
    const version = versions.find((one) => one.items.includes(priced));
    const carriers = (version?.items ?? [priced]).filter(
      (one) => one.service === service && one.activity === activity,
    );
    const ofItem = (amountOre: Ore): Ore => partOf(amountOre, priced, carriers);
    return {
      period,
      charging: priced,
      cost: costs
        .filter(
          (row) =>
            row.period === basis.monthOf(period) && row.service === service && row.activity === activity,
        )
        .map((row) => ({
          element: row.element,
          directOre: ofItem(row.directOre),
          sharedOre: ofItem(row.allocatedOre),
        })),
      volumes: volumes.get(period) ?? new Map<string, Micro>(),
    };
  });
  const behaviours = await entriesOf(tx, provider, costBehaviourRegister);
  return {
    ...question,
    service,
    unit,
    through: periodOf(year, monthOf(periods.at(-1) as Period)),
    plan: basis.name,
    saving: saving({ service, customer, changeMicro, months, behaviours }),
  };
}

/** Where costs and volumes of the months asked about are taken from. */
interface SavingBasis {
  readonly name: string;
  readonly year: number;
  readonly scenario: "budget" | "actual";
  /** The month of the basis that stands for a month asked about. */
  readonly monthOf: (period: Period) => Period;
  readonly volumes: ReadonlyMap<Period, Map<string, Micro>>;
}

/** The budget of the year; without one what was booked and used in it; and where it has not been lived yet, the year before. */
async function basisFor(
  tx: Transaction,
  provider: string,
  { item, periods }: { readonly item: string; readonly periods: readonly Period[] },
): Promise<SavingBasis | undefined> {
  const year = yearOf(periods[0] as Period);
  const hasBudget = (await plansOf(tx, provider)).some((one) => one.plan === `budget-${year}`);
  const candidates = hasBudget
    ? ([["budget", year]] as const)
    : ([
        ["actual", year],
        ["actual", year - 1],
      ] as const);
  for (const [scenario, of] of candidates) {
    const found = new Map<Period, Map<string, Micro>>(periods.map((period) => [period, new Map()]));
    for (const row of await volumesOf(tx, { provider, year: of, scenario })) {
      if (row.item !== item) continue;
      const month = found.get(periodOf(year, monthOf(row.period)));
      month?.set(row.customer, micro((month.get(row.customer) ?? 0) + row.quantityMicro));
    }
    // A year that is half lived does not stand for its other half.
    if (scenario === "actual" && [...found.values()].some((month) => month.size === 0)) continue;
    return {
      name: `${scenario}-${of}`,
      year: of,
      scenario,
      monthOf: (period) => periodOf(of, monthOf(period)),
      volumes: found,
    };
  }
  return undefined;
}

/** The part of a service's cost that an item carries: as the totals of the price list, else alike. */
function partOf(amountOre: Ore, item: PriceItem, carriers: readonly PriceItem[]): Ore {
  const totals = carriers.map((one) => one.totalOre ?? ore(0));
  const weights = totals.some((total) => total > 0) ? totals : carriers.map(() => 1);
  return allocate(amountOre, weights)[carriers.indexOf(item)] as Ore;
}
