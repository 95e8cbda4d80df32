import { byCode, type Micro, type Ore, ore, sumOre, zeroOre } from "../../kernel/index.ts";
import type { PriceListVersion } from "./price-list.ts";
import { chargeFor, type Charging, isTiered } from "./scheme.ts";

/** A customer's volume of an item, planned or measured: over the year, or month by month where the item has tiers. */
export interface CustomerVolume {
  readonly item: string;
  readonly customer: string;
  readonly quantityMicro: Micro;
}

/** What a customer pays for a service in a year. */
export interface CustomerCharge {
  readonly customer: string;
  readonly service: string;
  readonly amountOre: Ore;
}

/** Consequence of a price list, customer by customer and service by service, against what was paid before. */
export interface Simulation {
  readonly lines: readonly (Consequence & { readonly service: string })[];
  readonly customers: readonly Consequence[];
  readonly totals: Amounts;
}

export interface Amounts {
  readonly nowOre: Ore;
  readonly previousOre: Ore;
  /** Now minus previous. */
  readonly differenceOre: Ore;
}

export interface Consequence extends Amounts {
  readonly customer: string;
}

/**
 * What every customer would pay in a year by a price list at given volumes: yearly fees, and price x volume per
 * metered item. Sold by the sale, direct sale and pass-through have no volume known beforehand and are left out.
 */
export function chargesOf(version: PriceListVersion, volumes: readonly CustomerVolume[]): CustomerCharge[] {
  const items = new Map(version.items.map((item) => [item.item, item]));
  const sums = new Map<string, number>();
  const add = (customer: string, service: string, amount: Ore): void => {
    const key = `${customer}\n${service}`;
    sums.set(key, (sums.get(key) ?? 0) + amount);
  };
  for (const fee of version.fees) add(fee.customer, items.get(fee.item)?.service ?? "", fee.annualOre);
  for (const { item: code, customer, quantityMicro } of volumes) {
    const item = items.get(code);
    if (item?.charge !== "metered" || (item.priceMicro === undefined && !isTiered(item))) continue;
    add(customer, item.service, plannedCharge(item, quantityMicro));
  }
  return [...sums]
    .toSorted(([a], [b]) => byCode(a, b))
    .map(([key, amount]) => {
      const [customer, service] = key.split("\n") as [string, string];
      return { customer, service, amountOre: ore(amount) };
    });
}

/**
 * Compares a price list with the year before, which is given as what each customer paid per service: from the books,
 * or `chargesOf` an earlier version. A customer or service on one side only is compared with zero; so lines sum to
 * customers and customers to totals, to the öre.
 */
export function simulate(
  now: { readonly version: PriceListVersion; readonly volumes: readonly CustomerVolume[] },
  previous: readonly CustomerCharge[],
): Simulation {
  const lines = compare(
    chargesOf(now.version, now.volumes),
    previous,
    (row) => `${row.customer}\n${row.service}`,
  );
  const customers = compare(chargesOf(now.version, now.volumes), previous, (row) => row.customer);
  return {
    lines: lines.map(({ key, ...amounts }) => {
      const [customer, service] = key.split("\n") as [string, string];
      return { customer, service, ...amounts };
    }),
    customers: customers.map(({ key, ...amounts }) => ({ customer: key, ...amounts })),
    totals: {
      nowOre: sumOre(customers.map((row) => row.nowOre)),
      previousOre: sumOre(customers.map((row) => row.previousOre)),
      differenceOre: sumOre(customers.map((row) => row.differenceOre)),
    },
  };
}

/** What a planned quantity costs. Seats are planned as seats, not as the days they are used. */
export function plannedCharge(item: Charging, quantityMicro: Micro): Ore {
  const { proration: _, ...planned } = item;
  return chargeFor(planned, quantityMicro, { days: 1 }).amountOre;
}

function compare(
  now: readonly CustomerCharge[],
  previous: readonly CustomerCharge[],
  keyOf: (row: CustomerCharge) => string,
): (Amounts & { readonly key: string })[] {
  const sums = new Map<string, { now: number; previous: number }>();
  const at = (key: string): { now: number; previous: number } => {
    const found = sums.get(key) ?? { now: zeroOre, previous: zeroOre };
    sums.set(key, found);
    return found;
  };
  for (const row of now) at(keyOf(row)).now += row.amountOre;
  for (const row of previous) at(keyOf(row)).previous += row.amountOre;
  return [...sums]
    .toSorted(([a], [b]) => byCode(a, b))
    .map(([key, sum]) => ({
      key,
      nowOre: ore(sum.now),
      previousOre: ore(sum.previous),
      differenceOre: ore(sum.now - sum.previous),
    }));
}
