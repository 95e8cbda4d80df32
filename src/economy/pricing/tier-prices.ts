import { type Micro, micro, type Ore, sumOre, zeroOre } from "../../kernel/index.ts";
import type { RoundingRule } from "./price-list.ts";
import { chargeFor, type Charging, type Tier } from "./scheme.ts";

/**
 * The tiers at the level where they recover the cost (nivå): the prices they have say how the tiers stand to each other, which is policy, and
 * all of them are multiplied by cost / what they would bring at the planned months. Each is rounded once by the rule.
 * Undefined where they bring nothing, so that there is no level to find.
 */
export function tiersAtCost(
  plan: Charging,
  months: readonly Micro[],
  costOre: Ore,
  rule: RoundingRule,
): readonly Tier[] | undefined {
  const broughtOre = tieredCharge(plan, months);
  if (broughtOre <= 0) return undefined;
  if (isAtLevel(plan, months, { costOre, broughtOre }, rule)) return plan.tiers;
  return (plan.tiers ?? []).map((tier) => ({
    ...tier,
    priceMicro: scaledPrice(tier.priceMicro, { numerator: costOre, denominator: broughtOre }, rule),
  }));
}

/** Tiers that recover the cost but for what rounding leaves stay as they are: proposed twice, a price list is the same. */
function isAtLevel(
  plan: Charging,
  months: readonly Micro[],
  { costOre, broughtOre }: { readonly costOre: Ore; readonly broughtOre: Ore },
  { toMicro, direction }: RoundingRule,
): boolean {
  const tiers = plan.tiers ?? [];
  if (tiers.some((tier) => tier.priceMicro % toMicro !== 0)) return false;
  const moved = (by: number): Ore =>
    tieredCharge(
      {
        ...plan,
        tiers: tiers.map((tier) =>
          tier.priceMicro === 0 ? tier : { ...tier, priceMicro: micro(Math.max(0, tier.priceMicro + by)) },
        ),
      },
      months,
    );
  const isCovered = direction === "down" ? broughtOre <= costOre : costOre > moved(-toMicro);
  const isNotMore = direction === "up" ? costOre <= broughtOre : costOre < moved(toMicro);
  return isCovered && isNotMore;
}

/** What planned months bring, each charged by itself. */
export function tieredCharge(plan: Charging, months: readonly Micro[]): Ore {
  if (months.length === 0) return zeroOre;
  const { proration: _, ...planned } = plan;
  return sumOre(months.map((month) => chargeFor(planned, month, { days: 1 }).amountOre));
}

/** A price times a ratio, to a whole multiple of the rule's step. Exact: the step is the only rounding. */
export function scaledPrice(
  price: Micro,
  ratio: { readonly numerator: number; readonly denominator: number },
  { toMicro, direction }: RoundingRule,
): Micro {
  const dividend = BigInt(price) * BigInt(ratio.numerator);
  const divisor = BigInt(ratio.denominator) * BigInt(toMicro);
  const steps = dividend / divisor;
  const rest = dividend % divisor;
  const up = direction === "up" ? rest > 0n : direction === "nearest" ? rest * 2n >= divisor : false;
  return micro(Number((up ? steps + 1n : steps) * BigInt(toMicro)));
}

/** Whether two items' tiers are the same steps in the same proportions, but for a rounding step of each price. */
export function isSameLadder(
  a: readonly Tier[] | undefined,
  b: readonly Tier[] | undefined,
  { toMicro }: RoundingRule,
): boolean {
  const [one, other] = [a ?? [], b ?? []];
  if (one.length !== other.length) return false;
  const sum = (tiers: readonly Tier[]): bigint =>
    tiers.reduce((total, tier) => total + BigInt(tier.priceMicro), 0n);
  const [sumOne, sumOther] = [sum(one), sum(other)];
  const slack = BigInt(toMicro) * BigInt(one.length + 1) * (sumOne + sumOther);
  return one.every((tier, at) => {
    const twin = other[at] as Tier;
    if (tier.fromMicro !== twin.fromMicro || tier.packageMicro !== twin.packageMicro) return false;
    const apart = BigInt(tier.priceMicro) * sumOther - BigInt(twin.priceMicro) * sumOne;
    return (apart < 0n ? -apart : apart) <= slack;
  });
}
