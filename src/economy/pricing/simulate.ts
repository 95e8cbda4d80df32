import { assert, byCode, type Ore, ore } from "../../kernel/index.ts";
import { type EffectAmounts, type Effects, effectsOf, sumAmounts } from "./effects.ts";
import {
  type CustomerCharge,
  type CustomerVolume,
  itemCharges,
  type PreviousYear,
  type PricedYear,
} from "./item-charges.ts";
import type { PriceListVersion } from "./price-list.ts";

/** Consequence of a price list, customer by customer and service by service, against what was paid before. */
export interface Simulation {
  readonly lines: readonly (Consequence & { readonly service: string })[];
  readonly customers: readonly Consequence[];
  readonly totals: Amounts;
}

export interface Amounts {
  readonly nowOre: Ore;
  readonly previousOre: Ore;
  /** Now minus previous: the sum of the effects. */
  readonly differenceOre: Ore;
  readonly effects: Effects;
}

export interface Consequence extends Amounts {
  readonly customer: string;
}

/** What every customer would pay per service in a year by a price list at given volumes. */
export function chargesOf(version: PriceListVersion, volumes: readonly CustomerVolume[]): CustomerCharge[] {
  const sums = new Map<string, number>();
  for (const { customer, item, amountOre } of itemCharges({ version, volumes }).values()) {
    const key = `${customer}\n${item.service}`;
    sums.set(key, (sums.get(key) ?? 0) + amountOre);
  }
  return [...sums].toSorted(([a], [b]) => byCode(a, b)).map(([key, amount]) => chargeOf(key, ore(amount)));
}

/**
 * Compares a price list with the year before: its price list at its volumes, or what the books say was paid. A customer or
 * service on one side only is compared with zero. Effects sum to the difference, lines to customers and customers to
 * totals, to the öre.
 */
export function simulate(now: PricedYear, previous: PreviousYear): Simulation {
  const lines = effectsOf(now, previous).toSorted(
    (a, b) => byCode(a.customer, b.customer) || byCode(a.service, b.service),
  );
  return summed(lines);
}

function summed(
  lines: readonly (EffectAmounts & { readonly customer: string; readonly service: string })[],
): Simulation {
  const byCustomer = new Map<string, EffectAmounts[]>();
  for (const line of lines) {
    const known = byCustomer.get(line.customer);
    if (known === undefined) byCustomer.set(line.customer, [line]);
    else known.push(line);
  }
  const customers = [...byCustomer].map(([customer, own]) => ({ customer, ...addedUp(own) }));
  return {
    lines: lines.map(withDifference),
    customers,
    totals: addedUp(customers),
  };
}

/** What a price list means for one customer or one service only, with the totals of just that. */
export function sieved(
  { lines }: Simulation,
  { customer, service }: { readonly customer?: string | undefined; readonly service?: string | undefined },
): Simulation {
  return summed(
    lines.filter(
      (line) =>
        (customer === undefined || line.customer === customer) &&
        (service === undefined || line.service === service),
    ),
  );
}

/** The hardest hit first: what people read such a list for. */
export function byHardest<Row extends Amounts & { readonly customer: string; readonly service?: string }>(
  rows: readonly Row[],
): Row[] {
  return rows.toSorted(
    (a, b) =>
      b.differenceOre - a.differenceOre ||
      byCode(a.customer, b.customer) ||
      byCode(a.service ?? "", b.service ?? ""),
  );
}

function addedUp(rows: Iterable<EffectAmounts>): Amounts {
  const { nowOre, previousOre, effects } = sumAmounts(rows);
  return withDifference({ nowOre, previousOre, effects });
}

function withDifference<Row extends EffectAmounts>(row: Row): Row & Amounts {
  const { priceOre, volumeOre, keyOre, scopeOre, otherOre } = row.effects;
  const differenceOre = ore(row.nowOre - row.previousOre);
  assert(
    priceOre + volumeOre + keyOre + scopeOre + otherOre === differenceOre,
    "the effects are the difference",
  );
  return { ...row, differenceOre };
}

function chargeOf(key: string, amountOre: Ore): CustomerCharge {
  const [customer, service] = key.split("\n") as [string, string];
  return { customer, service, amountOre };
}
