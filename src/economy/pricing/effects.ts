import { type Ore, ore } from "../../kernel/index.ts";
import {
  chargeOfYear,
  type ItemCharge,
  itemCharges,
  type PreviousYear,
  type PricedYear,
} from "./item-charges.ts";
import type { Fee } from "./price-list.ts";

/**
 * Why a customer pays more or less (effekter), each thing changed by itself after the one before it: `volume` at last year's
 * prices, `key` at this year's totals, `price` the rest of both; `scope` where only one of the years has the item;
 * `other` what the books hold beside the price list, such as corrections.
 */
export interface Effects {
  readonly priceOre: Ore;
  readonly volumeOre: Ore;
  readonly keyOre: Ore;
  readonly scopeOre: Ore;
  readonly otherOre: Ore;
}

/** What a customer pays for a service in two years, and why it differs. */
export interface EffectAmounts {
  readonly nowOre: Ore;
  readonly previousOre: Ore;
  readonly effects: Effects;
}

/** Amounts of many rows in one, added without a list for each: a price list is simulated for every frame of a drag. */
export function sumAmounts(rows: Iterable<EffectAmounts>): EffectAmounts {
  const sum = { now: 0, previous: 0, price: 0, volume: 0, key: 0, scope: 0, other: 0 };
  for (const { nowOre, previousOre, effects } of rows) {
    sum.now += nowOre;
    sum.previous += previousOre;
    sum.price += effects.priceOre;
    sum.volume += effects.volumeOre;
    sum.key += effects.keyOre;
    sum.scope += effects.scopeOre;
    sum.other += effects.otherOre;
  }
  return {
    nowOre: ore(sum.now),
    previousOre: ore(sum.previous),
    effects: {
      priceOre: ore(sum.price),
      volumeOre: ore(sum.volume),
      keyOre: ore(sum.key),
      scopeOre: ore(sum.scope),
      otherOre: ore(sum.other),
    },
  };
}

/** Amounts that grow while the items of a customer and service are gone through. */
interface Line {
  readonly customer: string;
  readonly service: string;
  nowOre: number;
  listedOre: number;
  readonly effects: { -readonly [Name in keyof Effects]: number };
  /** Of a year without volumes: what this year's volumes cost at last year's prices, and what they cost now. */
  atOldPricesOre: number;
  meteredNowOre: number;
}

const knownBefore = new WeakMap<PreviousYear, Map<string, ItemCharge>>();

/** A year that has been does not change while a price list is tried against it. */
function chargedBefore(previous: PreviousYear): Map<string, ItemCharge> {
  const known = knownBefore.get(previous);
  if (known !== undefined) return known;
  const { version, volumes = [] } = previous;
  const charged = version === undefined ? new Map<string, ItemCharge>() : itemCharges({ version, volumes });
  knownBefore.set(previous, charged);
  return charged;
}

/** The consequence of every customer and service, in no order. */
export function effectsOf(
  now: PricedYear,
  previous: PreviousYear,
): (EffectAmounts & { readonly customer: string; readonly service: string })[] {
  const { version, volumes, booked } = previous;
  const [after, before] = [itemCharges(now), chargedBefore(previous)];
  const oldItems = new Map(version?.items.map((item) => [item.item, item]));
  const lines = new Map<string, Line>();
  const lineOf = (customer: string, service: string): Line => {
    const key = `${customer}\n${service}`;
    const known = lines.get(key);
    if (known !== undefined) return known;
    const effects = { priceOre: 0, volumeOre: 0, keyOre: 0, scopeOre: 0, otherOre: 0 };
    const line: Line = {
      customer,
      service,
      nowOre: 0,
      listedOre: 0,
      effects,
      atOldPricesOre: 0,
      meteredNowOre: 0,
    };
    lines.set(key, line);
    return line;
  };
  // What was metered is known as one amount of the service: the books do not say of which item.
  const isLumped = booked !== undefined && volumes === undefined;
  for (const [key, is] of after) {
    const was = before.get(key);
    const line = lineOf(is.customer, is.item.service);
    line.nowOre += is.amountOre;
    if (isLumped && is.fee === undefined) {
      const old = oldItems.get(is.item.item);
      line.meteredNowOre += is.amountOre;
      line.atOldPricesOre += old?.charge === "metered" ? chargeOfYear(old, is.quantities) : is.amountOre;
      continue;
    }
    if (was === undefined || was.item.service !== is.item.service) line.effects.scopeOre += is.amountOre;
    else addEffects(line, was, is);
  }
  for (const [key, was] of before) {
    const line = lineOf(was.customer, was.item.service);
    line.listedOre += was.amountOre;
    const is = after.get(key);
    const isCompared = is?.item.service === was.item.service && !(isLumped && is.fee === undefined);
    if (!isCompared) line.effects.scopeOre -= was.amountOre;
  }
  const paid = new Map<string, number>();
  for (const { customer, service, amountOre } of booked ?? []) {
    lineOf(customer, service);
    const key = `${customer}\n${service}`;
    paid.set(key, (paid.get(key) ?? 0) + amountOre);
  }
  return [...lines].map(([key, line]) => {
    const { effects } = line;
    const previousOre = booked === undefined ? line.listedOre : (paid.get(key) ?? 0);
    const beside = previousOre - line.listedOre;
    // Paid by the books, and in neither list: a service the customer no longer has.
    if (line.nowOre === 0 && line.listedOre === 0) effects.scopeOre -= beside;
    else if (isLumped) addLumped(line, beside);
    else effects.otherOre -= beside;
    return {
      customer: line.customer,
      service: line.service,
      nowOre: ore(line.nowOre),
      previousOre: ore(previousOre),
      effects: {
        priceOre: ore(effects.priceOre),
        volumeOre: ore(effects.volumeOre),
        keyOre: ore(effects.keyOre),
        scopeOre: ore(effects.scopeOre),
        otherOre: ore(effects.otherOre),
      },
    };
  });
}

function addEffects({ effects }: Line, was: ItemCharge, is: ItemCharge): void {
  if (was.fee !== undefined && is.fee !== undefined) {
    const atOldShare = atShareOf(is.fee, was.fee);
    effects.priceOre += atOldShare - was.amountOre;
    effects.keyOre += is.amountOre - atOldShare;
  } else if (was.fee === undefined && is.fee === undefined) {
    const atOldPrice = chargeOfYear(was.item, is.quantities);
    effects.volumeOre += atOldPrice - was.amountOre;
    effects.priceOre += is.amountOre - atOldPrice;
  } else {
    // Charged another way: neither a price nor a volume of the one is one of the other.
    effects.scopeOre += is.amountOre - was.amountOre;
  }
}

/** What was paid beyond the fees is what the volumes cost, where anything is metered; else it stood beside the price list. */
function addLumped({ effects, atOldPricesOre, meteredNowOre }: Line, besideOre: number): void {
  if (meteredNowOre === 0 && atOldPricesOre === 0) effects.otherOre -= besideOre;
  else if (besideOre === 0) effects.scopeOre += meteredNowOre;
  else {
    effects.volumeOre += atOldPricesOre - besideOre;
    effects.priceOre += meteredNowOre - atOldPricesOre;
  }
}

/** What a fee would be if the customer had the share it had, half away from zero to the öre. */
function atShareOf(fee: Fee, before: Fee): number {
  const dividend = BigInt(fee.annualOre) * BigInt(before.keyValueMicro) * BigInt(fee.keySumMicro);
  const divisor = BigInt(before.keySumMicro) * BigInt(fee.keyValueMicro);
  if (divisor === 0n) return before.annualOre;
  const [size, by] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const rounded = Number((size * 2n + by) / (by * 2n));
  return dividend < 0n !== divisor < 0n ? -rounded : rounded;
}
