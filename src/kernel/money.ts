import { assert } from "./problem.ts";

/**
 * Money (belopp) is whole öre in a safe integer: exact to 9 007 199 254 740 991 öre, 90 thousand billion kronor.
 * Books keep the sign of SIE, debit + and credit -; only `reporting sign` in statements turns it.
 * This is the one module that rounds money: `allocate`, `instalment` and `lineAmount`.
 */
export type Ore = number & { readonly __unit: "ore" };

export const zeroOre = 0 as Ore;

/** The only constructor. A fraction or an unsafe integer is a bug, not a refusal. */
export function ore(value: number): Ore {
  assert(Number.isSafeInteger(value), `${value} is a whole number of öre below 2^53`);
  return (value === 0 ? 0 : value) as Ore;
}

export function addOre(a: Ore, b: Ore): Ore {
  return ore(a + b);
}

export function negateOre(amount: Ore): Ore {
  return ore(-amount);
}

export function sumOre(amounts: Iterable<Ore>): Ore {
  let total = 0;
  for (const amount of amounts) {
    total += amount;
    assert(Number.isSafeInteger(total), "a sum of öre stays below 2^53");
  }
  return ore(total);
}

/**
 * Splits a total by non-negative whole weights so that no öre is lost: each part is the floor of
 * |total| x weight / sum of weights, and the öre left over go one each to the largest fractional remainders,
 * ties to the earlier index. The caller's order of the weights is therefore part of the rule: it must be declared
 * and stable. 100 öre by [1, 1, 1] is [34, 33, 33]; -100 öre is [-34, -33, -33].
 *
 * Exact for every |total| and every weight below 2^53, also where their product is not.
 * All weights zero is a bug here: who calls must have refused it, or booked one explicit unallocated line.
 * Cost: O(n log n) for n weights.
 */
export function allocate(total: Ore, weights: ArrayLike<number>): Ore[] {
  const n = weights.length;
  const amount = Math.abs(total);
  let weightSum = 0;
  let weightMax = 0;
  for (let i = 0; i < n; i++) {
    const weight = weights[i] as number;
    assert(Number.isSafeInteger(weight) && weight >= 0, "a weight is a whole number from 0");
    weightSum += weight;
    if (weight > weightMax) weightMax = weight;
  }
  assert(weightSum > 0, "at least one weight is above zero");

  // Below these bounds the remainder of the division is itself exact in a double; above them BigInt takes over.
  if (weightSum >= 2 ** 51) return allocateBig(total, weights);
  const small = amount * weightMax < 2 ** 53 && amount * weightMax + weightSum < 2 ** 53;
  const parts = new Array<Ore>(n);
  const remainders = new Float64Array(n);
  const ratio = amount / weightSum;
  let given = 0;
  for (let i = 0; i < n; i++) {
    const weight = weights[i] as number;
    let quotient = Math.floor(small ? (amount * weight) / weightSum : ratio * weight);
    let remainder = small
      ? amount * weight - quotient * weightSum
      : productDifference(amount, weight, quotient, weightSum);
    while (remainder < 0) {
      quotient -= 1;
      remainder += weightSum;
    }
    while (remainder >= weightSum) {
      quotient += 1;
      remainder -= weightSum;
    }
    parts[i] = quotient as Ore;
    remainders[i] = remainder;
    given += quotient;
  }
  return spreadLeftOver(parts, remainders, amount - given, total < 0);
}

function spreadLeftOver(
  parts: Ore[],
  remainders: ArrayLike<number>,
  leftOver: number,
  negative: boolean,
): Ore[] {
  assert(leftOver >= 0 && leftOver < Math.max(parts.length, 1), "less than one öre per part is left");
  if (leftOver > 0) {
    const order = Array.from(parts.keys());
    order.sort((a, b) => (remainders[b] as number) - (remainders[a] as number) || a - b);
    for (let k = 0; k < leftOver; k++) {
      const index = order[k] as number;
      parts[index] = ((parts[index] as number) + 1) as Ore;
    }
  }
  if (negative) for (let i = 0; i < parts.length; i++) parts[i] = negateOre(parts[i] as Ore);
  return parts;
}

/** a x b - c x d, exact where the difference itself is below 2^53 (Dekker's error-free product). */
function productDifference(a: number, b: number, c: number, d: number): number {
  const high1 = a * b;
  const high2 = c * d;
  return high1 - high2 + (productError(a, b, high1) - productError(c, d, high2));
}

function productError(a: number, b: number, product: number): number {
  const split = 134217729;
  const bigA = split * a;
  const highA = bigA - (bigA - a);
  const lowA = a - highA;
  const bigB = split * b;
  const highB = bigB - (bigB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

function allocateBig(total: Ore, weights: ArrayLike<number>): Ore[] {
  const amount = BigInt(Math.abs(total));
  let weightSum = 0n;
  for (let i = 0; i < weights.length; i++) weightSum += BigInt(weights[i] as number);
  const parts: Ore[] = [];
  const remainders: bigint[] = [];
  let given = 0n;
  for (let i = 0; i < weights.length; i++) {
    const product = amount * BigInt(weights[i] as number);
    parts.push(Number(product / weightSum) as Ore);
    remainders.push(product % weightSum);
    given += product / weightSum;
  }
  // Ranks keep the exact order of remainders that may themselves be above 2^53.
  const rank = new Float64Array(remainders.length);
  const order = Array.from(remainders.keys()).toSorted((a, b) => {
    const difference = (remainders[a] as bigint) - (remainders[b] as bigint);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  });
  for (let k = 0, level = 0; k < order.length; k++) {
    const here = order[k] as number;
    if (k > 0 && remainders[here] !== remainders[order[k - 1] as number]) level += 1;
    rank[here] = level;
  }
  return spreadLeftOver(parts, rank, Number(amount - given), total < 0);
}

/**
 * Instalment (delbetalning, "en tolftedel") number `index` of `count`, 1-based: floor(P m / n) - floor(P (m-1) / n),
 * sign-symmetric, so that the instalments always sum to the total to the öre.
 */
export function instalment(total: Ore, { index, count }: { index: number; count: number }): Ore {
  assert(Number.isInteger(count) && count >= 1, "there is at least one instalment");
  assert(Number.isInteger(index) && index >= 1 && index <= count, "the instalment lies within the count");
  const amount = BigInt(Math.abs(total));
  const n = BigInt(count);
  const upTo = (m: number): bigint => (amount * BigInt(m)) / n;
  const part = Number(upTo(index) - upTo(index - 1));
  return ore(total < 0 ? -part : part);
}

/** Price and quantity are both in millionths (mikro): 12.5 pieces is 12 500 000. */
export type Micro = number & { readonly __unit: "micro" };

export const microPerUnit = 1_000_000;

export function micro(value: number): Micro {
  assert(Number.isSafeInteger(value), `${value} is a whole number of millionths below 2^53`);
  return (value === 0 ? 0 : value) as Micro;
}

/**
 * The amount of a metered line: price (millionths of a krona) x quantity (millionths of a unit), rounded once,
 * half away from zero, to whole öre.
 */
export function lineAmount({ priceMicro, quantityMicro }: { priceMicro: Micro; quantityMicro: Micro }): Ore {
  // Kronor x 10^-12; one öre is 10^10 of those.
  const product = BigInt(priceMicro) * BigInt(quantityMicro);
  const perOre = 10_000_000_000n;
  const magnitude = product < 0n ? -product : product;
  const rounded = (magnitude * 2n + perOre) / (perOre * 2n);
  return ore(Number(product < 0n ? -rounded : rounded));
}
