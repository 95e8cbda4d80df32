import { allocateInto, type Ore, ore } from "./money.ts";

/** A ratio (andel, kvot) keeps what it is a part of: a share is never told without its denominator, and never averaged over months. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** amount x numerator / denominator in whole öre, by the one rounding of `allocate`. Both are whole, the denominator above zero. */
export function inProportion(amount: Ore, numerator: number, denominator: number): Ore {
  const whole = Math.floor(numerator / denominator);
  const rest = numerator - whole * denominator;
  if (rest === 0) return ore(amount * whole);
  shareAndRest[0] = rest;
  shareAndRest[1] = denominator - rest;
  allocateInto(amount, shareAndRest, sharedOre, 0);
  return ore(amount * whole + (sharedOre[0] as number));
}

/** Scratch of one call at a time: a what-if asks for every cell, sixty times a second. */
const shareAndRest = new Float64Array(2);
const sharedOre = new Float64Array(2);

/** A ratio as whole steps of per cent, ten to the `decimals` of them a per cent; half away from zero, from whole numbers so that no float decides. */
export function percentSteps({ numerator, denominator }: Ratio, decimals: number): bigint {
  const top = BigInt(Math.abs(numerator)) * 10n ** BigInt(decimals) * 100n;
  const bottom = BigInt(Math.abs(denominator));
  const steps = (top * 2n + bottom) / (bottom * 2n);
  return numerator < 0 === denominator < 0 ? steps : -steps;
}
