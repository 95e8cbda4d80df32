import { lineAmount, type Micro, type Ore, ore } from "../../kernel/index.ts";
import type { Fee, PriceItem, PriceListVersion } from "./price-list.ts";
import { chargeFor, type Charging, isTiered } from "./scheme.ts";

/** A customer's volume of an item, planned or measured: over the year, or month by month where the item has tiers. */
export interface CustomerVolume {
  readonly item: string;
  readonly customer: string;
  readonly quantityMicro: Micro;
}

/** What a price list is compared with: the books of a year, its price list at planned volumes, or nothing. */
export interface Comparison {
  readonly kind: "books" | "price-list" | "nothing";
  readonly year: number;
}

/** What a customer pays for a service in a year. */
export interface CustomerCharge {
  readonly customer: string;
  readonly service: string;
  readonly amountOre: Ore;
}

/** A year's prices and what is used at them. */
export interface PricedYear {
  readonly version: PriceListVersion;
  readonly volumes: readonly CustomerVolume[];
}

/** The year that a price list is compared with. */
export interface PreviousYear {
  readonly version?: PriceListVersion;
  /** Left out where the year has no planned volumes: what was paid beyond the fees is then what the volumes cost. */
  readonly volumes?: readonly CustomerVolume[];
  /** What the books say was paid; it is then what is compared with, and the list only tells the effects apart. */
  readonly booked?: readonly CustomerCharge[];
}

/** An item as a customer is charged for it in a year: a fee, or quantities. */
export interface ItemCharge {
  readonly item: PriceItem;
  readonly customer: string;
  readonly fee?: Fee;
  /** A year's quantity, or every month's of an item with tiers. */
  readonly quantities: readonly Micro[];
  readonly amountOre: Ore;
}

/**
 * Everything that customers would pay for by a price list at given volumes, by customer and item. Sold by the sale, direct
 * sale and pass-through have no volume known beforehand and are left out. Of a fee that changes within the year the
 * last holds: a consequence is told for a whole year at the prices.
 */
export function itemCharges({ version, volumes }: PricedYear): Map<string, ItemCharge> {
  const items = new Map(version.items.map((item) => [item.item, item]));
  const found = new Map<string, ItemCharge>();
  for (const fee of version.fees) {
    const item = items.get(fee.item);
    if (item === undefined) continue;
    const key = `${fee.customer}\n${fee.item}`;
    if ((found.get(key)?.fee?.validFrom ?? "") > fee.validFrom) continue;
    found.set(key, { item, customer: fee.customer, fee, quantities: [], amountOre: fee.annualOre });
  }
  for (const { key, item: code, customer, quantities } of grouped(volumes)) {
    const item = items.get(code);
    if (item?.charge !== "metered" || (item.priceMicro === undefined && !isTiered(item))) continue;
    found.set(key, { item, customer, quantities, amountOre: chargeOfYear(item, quantities) });
  }
  return found;
}

interface Used {
  readonly key: string;
  readonly item: string;
  readonly customer: string;
  readonly quantities: readonly Micro[];
}

const knownUse = new WeakMap<readonly CustomerVolume[], readonly Used[]>();

/** Volumes by customer and item: the same list is asked for again for every frame of a drag. */
function grouped(volumes: readonly CustomerVolume[]): readonly Used[] {
  const known = knownUse.get(volumes);
  if (known !== undefined) return known;
  const found = new Map<string, Used & { readonly quantities: Micro[] }>();
  for (const { item, customer, quantityMicro } of volumes) {
    const key = `${customer}\n${item}`;
    const one = found.get(key);
    if (one === undefined) found.set(key, { key, item, customer, quantities: [quantityMicro] });
    else one.quantities.push(quantityMicro);
  }
  const list = [...found.values()];
  knownUse.set(volumes, list);
  return list;
}

const knownCharges = new WeakMap<readonly Micro[], WeakMap<Charging, Ore>>();

/** What quantities cost at an item's price, each by itself. With tiers that is a month at a time, so it is remembered. */
export function chargeOfYear(item: Charging, quantities: readonly Micro[]): Ore {
  let sum = 0;
  if (!isTiered(item) && item.priceMicro !== undefined) {
    for (const quantityMicro of quantities) sum += lineAmount({ priceMicro: item.priceMicro, quantityMicro });
    return ore(sum);
  }
  let byItem = knownCharges.get(quantities);
  if (byItem === undefined) knownCharges.set(quantities, (byItem = new WeakMap()));
  const known = byItem.get(item);
  if (known !== undefined) return known;
  const planned = asPlanned(item);
  for (const quantity of quantities) sum += chargeFor(planned, quantity, { days: 1 }).amountOre;
  byItem.set(item, ore(sum));
  return ore(sum);
}

/** What a planned quantity costs. Seats are planned as seats, not as the days they are used. */
export function plannedCharge(item: Charging, quantityMicro: Micro): Ore {
  return chargeFor(asPlanned(item), quantityMicro, { days: 1 }).amountOre;
}

function asPlanned(item: Charging): Charging {
  if (item.proration === undefined) return item;
  const { proration: _, ...planned } = item;
  return planned;
}
