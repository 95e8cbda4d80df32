import { assert, lineAmount, type Micro, micro, microPerUnit, type Ore, ore } from "../../kernel/index.ts";

/**
 * How the price of a metered item depends on the quantity (prismodell); an item without one has one price for every unit.
 * `graduated`: each tier's part at its own price (trappa). `volume`: all of it at the price of the tier reached
 * (volympris). `package`: started packages (påbörjade paket). `seat`: per seat (plats), prorated by a declared rule.
 * `capacity`: a capacity paid whole, and a price for every unit above it (kapacitet med överuttag).
 */
export type Scheme = "graduated" | "volume" | "package" | "seat" | "capacity";

export const schemes: readonly Scheme[] = ["graduated", "volume", "package", "seat", "capacity"];

/** Seats for a part of a month: `days`, the usage is seat-days and is divided by the days of the month; or `none`. */
export type Proration = "days" | "none";

export const prorations: readonly Proration[] = ["days", "none"];

/** A tier (steg) holds from its quantity, included, to the next tier's. */
export interface Tier {
  readonly fromMicro: Micro;
  /** Of a unit; of a package; of the whole capacity. */
  readonly priceMicro: Micro;
  /** Units in a package; units in the capacity. */
  readonly packageMicro?: Micro;
}

/** What of an item decides an amount. */
export interface Charging {
  readonly priceMicro?: Micro;
  readonly scheme?: Scheme;
  readonly tiers?: readonly Tier[];
  readonly proration?: Proration;
}

/** What one tier holds of a quantity. */
export interface TierPart {
  readonly tier: Tier;
  /** Where the next tier begins. */
  readonly toMicro?: Micro;
  /** In what the price is of: units, started packages, or one capacity. */
  readonly quantityMicro: Micro;
  readonly amountOre: Ore;
}

/** An amount and how it came about. The parts sum to the amount, to the öre. */
export interface Charged {
  readonly amountOre: Ore;
  /** Quantity and price that multiply to the amount, where one price holds all of it. */
  readonly single?: { readonly quantityMicro: Micro; readonly priceMicro: Micro };
  /** Empty where the item has no tiers. */
  readonly parts: readonly TierPart[];
}

/** Whether the prices stand in tiers of their own rather than as one price. */
export function isTiered({ scheme }: Charging): boolean {
  return scheme !== undefined && scheme !== "seat";
}

/**
 * Price and quantity of one month to an amount, rounded once. Of a seat item under `days` the quantity is seat-days; the
 * seats they make, a quantity as any other, have six decimals.
 */
export function chargeFor(item: Charging, usedMicro: Micro, month: { readonly days: number }): Charged {
  if (!isTiered(item)) {
    assert(item.priceMicro !== undefined, "an item without tiers has a price");
    const quantityMicro = item.proration === "days" ? seatsOf(usedMicro, month.days) : usedMicro;
    const single = { priceMicro: item.priceMicro, quantityMicro };
    return { amountOre: lineAmount(single), single, parts: [] };
  }
  assert(usedMicro >= 0, "what was used is not negative");
  const held = heldOf(item, usedMicro);
  const parts: TierPart[] = [];
  let exact = 0n;
  let before = ore(0);
  for (const part of held) {
    exact += BigInt(part.tier.priceMicro) * BigInt(part.quantityMicro);
    // Each part is what the rounded amount grows by, so that the parts sum to the line, which is rounded once.
    const upTo = roundedOnce(exact);
    parts.push({ ...part, amountOre: ore(upTo - before) });
    before = upTo;
  }
  const [only] = held;
  return {
    amountOre: before,
    parts,
    ...(only === undefined || held.length > 1
      ? {}
      : { single: { quantityMicro: only.quantityMicro, priceMicro: only.tier.priceMicro } }),
  };
}

/** The month's seats out of its seat-days, half upwards in the sixth decimal: 10 seats for 12 of 30 days are 4 seats. */
export function seatsOf(seatDaysMicro: Micro, days: number): Micro {
  const divisor = BigInt(days);
  return micro(Number((BigInt(seatDaysMicro) * 2n + divisor) / (divisor * 2n)));
}

type Held = Omit<TierPart, "amountOre">;

function heldOf({ scheme, tiers = [] }: Charging, usedMicro: Micro): Held[] {
  const first = tiers[0];
  assert(first !== undefined, "a tiered item has tiers");
  if (scheme === "package") {
    const size = BigInt(first.packageMicro ?? microPerUnit);
    const started = (BigInt(usedMicro) + size - 1n) / size;
    return [{ tier: first, quantityMicro: micro(Number(started) * microPerUnit) }];
  }
  const held: Held[] = tiers.map((tier, index) => {
    const next = tiers[index + 1];
    const upTo = next === undefined ? usedMicro : Math.min(usedMicro, next.fromMicro);
    return {
      tier,
      ...(next === undefined ? {} : { toMicro: next.fromMicro }),
      quantityMicro: micro(Math.max(0, upTo - tier.fromMicro)),
    };
  });
  if (scheme === "volume") {
    const reached = held.findLast(({ tier }) => tier.fromMicro <= usedMicro) as Held;
    return [{ ...reached, quantityMicro: usedMicro }];
  }
  if (scheme === "capacity") {
    // The capacity is paid whole, however little of it was used.
    const [capacity, ...over] = held as [Held, ...Held[]];
    return [{ ...capacity, quantityMicro: micro(microPerUnit) }, ...over.filter(isHeld)];
  }
  const used = held.filter(isHeld);
  return used.length > 0 ? used : held.slice(0, 1);
}

function isHeld({ quantityMicro }: Held): boolean {
  return quantityMicro > 0;
}

/** Kronor x 10^-12 to öre: whole öre stand as they are, and `lineAmount` rounds what is left of the last one. */
function roundedOnce(exact: bigint): Ore {
  const perOre = 10_000_000_000n;
  const rest = lineAmount({ priceMicro: micro(1), quantityMicro: micro(Number(exact % perOre)) });
  return ore(Number(exact / perOre) + rest);
}
