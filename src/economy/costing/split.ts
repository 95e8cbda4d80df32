import {
  allocate,
  allocateInto,
  instalment,
  monthOf,
  type Ore,
  ore,
  type Period,
} from "../../kernel/index.ts";
import type { Basis } from "./model.ts";

/** A basis evaluated for one period: a weight per target, and agreed amounts that go first. */
export interface Weighing {
  readonly weights: Float64Array;
  readonly agreed?: Float64Array;
  /** Of a pool with a capacity: what pools use that the step does not reach, in millionths. They pay nothing for it, but it is not idle. */
  readonly elsewhere?: number;
}

/** A target's weight in millionths of the basis' unit. */
export type WeightReader = (basis: Basis, target: string) => number;

export function weigh(
  basis: Basis,
  targets: readonly string[],
  period: Period,
  read: WeightReader,
): Weighing {
  if (basis.kind === "agreed") {
    const agreed = Float64Array.from(targets, (target) => {
      const yearly = basis.yearly.get(target);
      return yearly === undefined ? 0 : instalment(yearly, { index: monthOf(period), count: 12 });
    });
    const rest = basis.rest;
    const weights = rest
      ? Float64Array.from(targets, (target) => read(rest, target))
      : new Float64Array(targets.length);
    return { weights, agreed };
  }
  return { weights: Float64Array.from(targets, (target) => read(basis, target)) };
}

/**
 * Why a split cannot be made: more is agreed than there is to take it from, no weight is above zero, or some
 * weight is below.
 */
export type SplitFault = "agreed-exceeds" | "weights-zero" | "weight-negative";

/**
 * Splits the amount of every cost element over the targets, element by element, so that each element's parts sum to
 * it. Returned row by row: `parts[element * targets + target]`. Only the kernel's `allocate` divides.
 *
 * Cost: one allocation per element that is not zero, O(elements x targets).
 */
export function splitElements(amounts: ArrayLike<number>, weighing: Weighing): Float64Array | SplitFault {
  const { weights, agreed } = weighing;
  const width = weights.length;
  const parts = new Float64Array(amounts.length * width);
  const left = agreed === undefined ? amounts : takeAgreed(amounts, agreed, parts);
  if (left === undefined) return "agreed-exceeds";
  let weightSum = 0;
  for (let i = 0; i < width; i++) {
    if ((weights[i] as number) < 0) return "weight-negative";
    weightSum += weights[i] as number;
  }
  for (let e = 0; e < amounts.length; e++) {
    const amount = left[e] as number;
    if (amount === 0) continue;
    if (weightSum === 0) return "weights-zero";
    if (agreed === undefined) allocateInto(amount, weights, parts, e * width);
    else {
      const split = allocate(ore(amount), weights);
      for (let i = 0; i < width; i++)
        parts[e * width + i] = (parts[e * width + i] as number) + (split[i] as number);
    }
  }
  return parts;
}

export function sameAmounts(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** An agreed amount is taken from the elements in proportion to what is left in them; credits are not touched. */
function takeAgreed(
  amounts: ArrayLike<number>,
  agreed: Float64Array,
  parts: Float64Array,
): Float64Array | undefined {
  const left = Float64Array.from(amounts);
  for (let i = 0; i < agreed.length; i++) {
    const wanted = agreed[i] as number;
    if (wanted === 0) continue;
    const available = left.map((amount) => Math.max(amount, 0));
    if (available.reduce((sum, amount) => sum + amount, 0) < wanted) return undefined;
    const taken = allocate(ore(wanted), available);
    for (let e = 0; e < taken.length; e++) {
      left[e] = (left[e] as number) - (taken[e] as number);
      parts[e * agreed.length + i] = taken[e] as number;
    }
  }
  return left;
}

/**
 * An amount's share of each component of a sum, where components may have either sign: `part` of `components`
 * that sum to `whole`, |part| <= |whole|. Debits and credits are kept apart so that no part exceeds its component.
 * Where the whole is zero every share is zero.
 */
export function portion(part: Ore, components: ArrayLike<number>): Ore[] {
  let debit = 0;
  let credit = 0;
  for (let i = 0; i < components.length; i++) {
    const component = components[i] as number;
    if (component > 0) debit += component;
    else credit -= component;
  }
  const whole = debit - credit;
  const shares = new Array<Ore>(components.length).fill(0 as Ore);
  if (part === 0 || whole === 0) return shares;
  const larger = Math.max(debit, credit);
  const size = Math.abs(part);
  // The larger side's share by the ratio part : whole; the smaller side's is then what makes the difference right.
  const fromLarger = allocate(ore(larger), [size, Math.abs(whole) - size])[0] as number;
  const fromSmaller = fromLarger - size;
  const sign = whole > 0 ? 1 : -1;
  spread(fromLarger, components, sign, shares);
  if (fromSmaller > 0) spread(fromSmaller, components, -sign, shares);
  return shares;
}

function spread(amount: number, components: ArrayLike<number>, sign: number, shares: Ore[]): void {
  const weights = Float64Array.from(components, (component) => Math.max(component * sign, 0));
  const split = allocate(ore(amount * sign), weights);
  for (let i = 0; i < shares.length; i++) if (weights[i] !== 0) shares[i] = split[i] as Ore;
}
