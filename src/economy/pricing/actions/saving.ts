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
import { serviceCostsOf } from "../../costing/actions/index.ts";
import { costBehaviourRegister } from "../../costing/index.ts";
import { plannedVolumesOf, plansOf } from "../../planning/actions/index.ts";
import { type PriceItem, priceInForce, type Saving, saving, type SavingMonth } from "../index.ts";
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
  /** The plan that costs and volumes are taken from. */
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
  const plan = `budget-${year}`;
  if (!(await plansOf(tx, provider)).some((one) => one.plan === plan))
    throw new Refusal([problem.savingNoBudget(year)]);
  const periods = periodsOfYear(year).filter((period) => period >= from);
  const prices = new Map<Period, PriceItem>();
  for (const period of periods) {
    const priced = required(priceInForce(versions, item, firstDayOf(period)));
    if (priced === undefined) {
      const known = versions.flatMap((version) => version.items.map((one) => one.item));
      throw new Refusal([problem.savingNoItem(item, period, closest(item, known))]);
    }
    if (priced.item.charge !== "metered" || priced.item.priceMicro === undefined)
      throw new Refusal([problem.savingNotMetered(item, priced.item.charge)]);
    prices.set(period, priced.item);
  }
  const volumes = new Map<Period, Map<string, Micro>>(periods.map((period) => [period, new Map()]));
  for (const row of await plannedVolumesOf(tx, provider, plan)) {
    if (row.item !== item) continue;
    const month = volumes.get(row.period);
    month?.set(row.customer, micro((month.get(row.customer) ?? 0) + row.quantityMicro));
  }
  const least = Math.min(...periods.map((period) => volumes.get(period)?.get(customer) ?? 0));
  if (least === 0) throw new Refusal([problem.savingNoVolume(item, customer, year)]);
  if (least + changeMicro < 0)
    throw new Refusal([problem.savingTooMany(item, customer, formatMicro(micro(least)))]);
  const { service, activity, unit } = prices.get(from) as PriceItem;
  const costs = await serviceCostsOf(tx, { provider, year, scenario: "budget", periods });
  const months = periods.map((period): SavingMonth => {
    const priced = prices.get(period) as PriceItem;
    const version = versions.find((one) => one.items.includes(priced));
    const carriers = (version?.items ?? [priced]).filter(
      (one) => one.service === service && one.activity === activity,
    );
    const ofItem = (amountOre: Ore): Ore => partOf(amountOre, priced, carriers);
    return {
      period,
      priceMicro: priced.priceMicro as Micro,
      cost: costs
        .filter((row) => row.period === period && row.service === service && row.activity === activity)
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
    plan,
    saving: saving({ service, customer, changeMicro, months, behaviours }),
  };
}

/** The part of a service's cost that an item carries: as the totals of the price list, else alike. */
function partOf(amountOre: Ore, item: PriceItem, carriers: readonly PriceItem[]): Ore {
  const totals = carriers.map((one) => one.totalOre ?? ore(0));
  const weights = totals.some((total) => total > 0) ? totals : carriers.map(() => 1);
  return allocate(amountOre, weights)[carriers.indexOf(item)] as Ore;
}
