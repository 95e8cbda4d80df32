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
 * Cost: O(n) for n weights on average.
 */
export function allocate(total: Ore, weights: ArrayLike<number>): Ore[] {
  const into = new Float64Array(weights.length);
  allocateInto(total, weights, into, 0);
  return Array.from(into) as Ore[];
}

/**
 * `allocate` without an array of its own: the parts are written from `into[at]` on. What splits millions of amounts uses
 * this, and it is exact for any whole amounts of one unit, not only öre.
 */
export function allocateInto(
  total: number,
  weights: ArrayLike<number>,
  into: Float64Array,
  at: number,
): void {
  const n = weights.length;
  const amount = Math.abs(total);
  assert(amount <= Number.MAX_SAFE_INTEGER, "what is split is below 2^53");
  let weightSum = 0;
  let whole = true;
  for (let i = 0; i < n; i++) {
    const weight = weights[i] as number;
    // Said this way, what is not a number fails it too.
    whole = whole && weight >= 0 && Math.floor(weight) === weight;
    weightSum += weight;
  }
  assert(whole, "a weight is a whole number from 0");
  assert(weightSum > 0, "at least one weight is above zero");
  if (weightSum >= 2 ** 51) {
    allocateLarge(amount, weights, into, at);
  } else {
    const last = makeRoom(n);
    // No product is larger than this one.
    const largestProduct = amount * weightSum + weightSum;
    const divide =
      largestProduct < 2 ** 53 ? divideSmall : largestProduct < 2 ** 82 ? divideMiddle : divideLarge;
    const given = divide(amount, weights, weightSum, last / weightSum, into, at);
    spreadLeftOver(into, at, n, last, amount - given, keepLargest);
  }
  if (total < 0) for (let i = at; i < at + n; i++) into[i] = 0 - (into[i] as number);
}

/** Scratch for one split at a time; nothing is kept in it between calls. */
let remainders = new Float64Array(256);
let ranked = new Float64Array(256);
let sliceOf = new Int32Array(256);
let atBorder = new Int32Array(256);
const slices = new Int32Array(4096);

/** Room for so many parts; returns the last of the slices that their remainders are counted into. */
function makeRoom(n: number): number {
  if (remainders.length < n) {
    remainders = new Float64Array(2 * n);
    ranked = new Float64Array(2 * n);
    sliceOf = new Int32Array(2 * n);
    atBorder = new Int32Array(2 * n);
  }
  const last = n <= 64 ? 63 : n <= 1024 ? 1023 : 4095;
  slices.fill(0, 0, last + 1);
  return last;
}

/** Where every product is below 2^53 the remainder of the division is itself exact in a double. */
function divideSmall(
  amount: number,
  weights: ArrayLike<number>,
  weightSum: number,
  scale: number,
  into: Float64Array,
  at: number,
): number {
  const inverse = 1 / weightSum;
  const left = remainders;
  const place = sliceOf;
  let given = 0;
  for (let i = 0; i < weights.length; i++) {
    const product = amount * (weights[i] as number);
    let quotient = Math.floor(product * inverse);
    let remainder = product - quotient * weightSum;
    if (remainder < 0) {
      quotient -= 1;
      remainder += weightSum;
    } else if (remainder >= weightSum) {
      quotient += 1;
      remainder -= weightSum;
    }
    into[at + i] = quotient;
    left[i] = remainder;
    const slice = (remainder * scale) | 0;
    place[i] = slice;
    slices[slice] = (slices[slice] as number) + 1;
    given += quotient;
  }
  return given;
}

/**
 * A quotient that was guessed in doubles and the exact remainder it leaves: put right by the few it may be wrong by, and
 * kept with the place of its remainder among all. Returns the quotient that holds.
 */
function keepPart(
  i: number,
  guess: number,
  left: number,
  weightSum: number,
  scale: number,
  into: Float64Array,
  at: number,
): number {
  let quotient = guess;
  let remainder = left;
  while (remainder < 0) {
    quotient -= 1;
    remainder += weightSum;
  }
  while (remainder >= weightSum) {
    quotient += 1;
    remainder -= weightSum;
  }
  into[at + i] = quotient;
  remainders[i] = remainder;
  const slice = (remainder * scale) | 0;
  sliceOf[i] = slice;
  slices[slice] = (slices[slice] as number) + 1;
  return quotient;
}

/**
 * Where products pass 2^53 but not 2^82: product - quotient x sum in doubles is wrong by less than 2^31, and by how much is
 * told by the same difference in the low 32 bits of whole numbers, which wrap around without losing any of them.
 */
function divideMiddle(
  amount: number,
  weights: ArrayLike<number>,
  weightSum: number,
  scale: number,
  into: Float64Array,
  at: number,
): number {
  const ratio = amount / weightSum;
  const amountLow = amount | 0;
  const sumLow = weightSum | 0;
  let given = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    const quotient = Math.floor(ratio * weight);
    const near = amount * weight - quotient * weightSum;
    const low = (Math.imul(amountLow, weight | 0) - Math.imul(quotient | 0, sumLow)) | 0;
    const remainder = near + ((low - (near | 0)) | 0);
    given += keepPart(i, quotient, remainder, weightSum, scale, into, at);
  }
  return given;
}

const splitter = 134217729;

/**
 * The same for any product: amount x weight - quotient x sum by Dekker's error-free products, which is exact
 * since the difference itself is below 2^53. The halves of the two constants are taken once.
 */
function divideLarge(
  amount: number,
  weights: ArrayLike<number>,
  weightSum: number,
  scale: number,
  into: Float64Array,
  at: number,
): number {
  const ratio = amount / weightSum;
  const amountBig = splitter * amount;
  const amountHigh = amountBig - (amountBig - amount);
  const amountLow = amount - amountHigh;
  const sumBig = splitter * weightSum;
  const sumHigh = sumBig - (sumBig - weightSum);
  const sumLow = weightSum - sumHigh;
  let given = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    const quotient = Math.floor(ratio * weight);
    const weightBig = splitter * weight;
    const weightHigh = weightBig - (weightBig - weight);
    const weightLow = weight - weightHigh;
    const product = amount * weight;
    const productError =
      amountLow * weightLow -
      (product - amountHigh * weightHigh - amountLow * weightHigh - amountHigh * weightLow);
    const quotientBig = splitter * quotient;
    const quotientHigh = quotientBig - (quotientBig - quotient);
    const quotientLow = quotient - quotientHigh;
    const back = quotient * weightSum;
    const backError =
      quotientLow * sumLow - (back - quotientHigh * sumHigh - quotientLow * sumHigh - quotientHigh * sumLow);
    const remainder = product - back + (productError - backError);
    given += keepPart(i, quotient, remainder, weightSum, scale, into, at);
  }
  return given;
}

/**
 * One each to the `leftOver` largest of the remainders, ties to the earlier. The division has counted the remainders into
 * equal slices from 0 to the sum of weights, which seldom leaves more than a few to tell apart where the öre run out.
 */
function spreadLeftOver(
  into: Float64Array,
  at: number,
  n: number,
  last: number,
  leftOver: number,
  keepMost: typeof keepLargest,
): void {
  assert(leftOver >= 0 && leftOver < Math.max(n, 1), "less than one öre per part is left");
  if (leftOver === 0) return;
  const place = sliceOf;
  const edge = atBorder;
  let border = last;
  let wanted = leftOver;
  while (wanted > (slices[border] as number)) wanted -= slices[border--] as number;
  let tied = 0;
  for (let i = 0; i < n; i++) {
    const slice = place[i] as number;
    if (slice > border) into[at + i] = (into[at + i] as number) + 1;
    else if (slice === border) edge[tied++] = i;
  }
  if (wanted < tied)
    tied = tied <= 8 && keepMost === keepLargest ? keepFew(tied, wanted) : keepMost(tied, wanted);
  for (let k = 0; k < tied; k++) {
    const i = at + (atBorder[k] as number);
    into[i] = (into[i] as number) + 1;
  }
}

/** The same as `keepLargest` for a handful, by looking through them again for each. */
function keepFew(n: number, wanted: number): number {
  const left = remainders;
  const edge = atBorder;
  for (let kept = 0; kept < wanted; kept++) {
    let most = kept;
    for (let k = kept + 1; k < n; k++) {
      const here = edge[k] as number;
      const there = edge[most] as number;
      const difference = (left[here] as number) - (left[there] as number);
      if (difference > 0 || (difference === 0 && here < there)) most = k;
    }
    const other = edge[most] as number;
    edge[most] = edge[kept] as number;
    edge[kept] = other;
  }
  return wanted;
}

/** Leaves in `atBorder` only the `wanted` of its first n with the largest remainders, ties to the earlier. */
function keepLargest(n: number, wanted: number): number {
  const threshold = largest(n, wanted);
  let ties = wanted;
  for (let k = 0; k < n; k++) if ((remainders[atBorder[k] as number] as number) > threshold) ties -= 1;
  let kept = 0;
  for (let k = 0; k < n; k++) {
    const i = atBorder[k] as number;
    const remainder = remainders[i] as number;
    if (remainder > threshold || (remainder === threshold && ties-- > 0)) atBorder[kept++] = i;
  }
  return kept;
}

/** The k-th largest remainder of the first n in `atBorder`, by quickselect: O(n) on average. */
function largest(n: number, k: number): number {
  for (let i = 0; i < n; i++) ranked[i] = remainders[atBorder[i] as number] as number;
  let low = 0;
  let high = n - 1;
  const wanted = k - 1;
  while (low < high) {
    const pivot = middleOf(
      ranked[low] as number,
      ranked[(low + high) >> 1] as number,
      ranked[high] as number,
    );
    let i = low;
    let j = high;
    while (i <= j) {
      while ((ranked[i] as number) > pivot) i++;
      while ((ranked[j] as number) < pivot) j--;
      if (i > j) break;
      const other = ranked[i] as number;
      ranked[i++] = ranked[j] as number;
      ranked[j--] = other;
    }
    if (wanted <= j) high = j;
    else if (wanted >= i) low = i;
    else break;
  }
  return ranked[wanted] as number;
}

function middleOf(a: number, b: number, c: number): number {
  if (a < b) return b < c ? b : a < c ? c : a;
  return a < c ? a : b < c ? c : b;
}

/** A limb is 26 bits: two of them hold a double's whole numbers, and the product of two is exact. */
const limb = 2 ** 26;
/** Multiplied by, since dividing takes the processor several times as long. */
const perLimb = 2 ** -26;
const twoLimbs = 2 ** 52;

/** What a remainder has above 2^52; what it has below stands in `remainders`. */
let remaindersAbove = new Int32Array(256);

/**
 * Sums of weights from 2^51 on: kronor in millionths reach them. A remainder may then pass 2^53, and is kept in two: whole multiples of 2^52,
 * and the rest. Products are made limb by limb; of the multiples only the low 32 bits are made, which is exact since what is left of
 * the product when the guessed quotient has been taken away is less than 2^31 of them.
 */
function allocateLarge(amount: number, weights: ArrayLike<number>, into: Float64Array, at: number): void {
  const n = weights.length;
  assert(n < limb, "weights are fewer than a limb holds");
  let [sum1, sum0] = [0, 0];
  for (let i = 0; i < n; i++) {
    const weight = weights[i] as number;
    assert(weight <= Number.MAX_SAFE_INTEGER, "a weight is below 2^53");
    const high = Math.floor(weight * perLimb);
    sum1 += high;
    sum0 += weight - high * limb;
  }
  sum1 += Math.floor(sum0 * perLimb);
  sum0 %= limb;
  const sum2 = Math.floor(sum1 * perLimb);
  sum1 %= limb;
  const sumBelow = sum1 * limb + sum0;
  const weightSum = sum2 * twoLimbs + sumBelow;
  const ratio = amount / weightSum;
  const amount1 = Math.floor(amount * perLimb);
  const amount0 = amount - amount1 * limb;
  if (remaindersAbove.length < n) remaindersAbove = new Int32Array(2 * n);
  const last = makeRoom(n);
  const scale = last / weightSum;
  let given = 0;
  for (let i = 0; i < n; i++) {
    const weight = weights[i] as number;
    const weight1 = Math.floor(weight * perLimb);
    const weight0 = weight - weight1 * limb;
    let quotient = Math.floor(ratio * weight);
    const quotient1 = Math.floor(quotient * perLimb);
    const quotient0 = quotient - quotient1 * limb;
    const lowest = amount0 * weight0 - quotient0 * sum0;
    const oneWay = amount1 * weight0 - quotient1 * sum0;
    const otherWay = amount0 * weight1 - quotient0 * sum1;
    const lowestUp = Math.floor(lowest * perLimb);
    const oneUp = Math.floor(oneWay * perLimb);
    const otherUp = Math.floor(otherWay * perLimb);
    const middle = oneWay - oneUp * limb + (otherWay - otherUp * limb) + lowestUp;
    const middleUp = Math.floor(middle * perLimb);
    let below = (middle - middleUp * limb) * limb + (lowest - lowestUp * limb);
    let above =
      (Math.imul(amount1, weight1) -
        Math.imul(quotient1, sum1) -
        Math.imul(quotient0, sum2) -
        (Math.imul(quotient1, sum2) << 26) +
        ((oneUp + otherUp + middleUp) | 0)) |
      0;
    while (above < 0) {
      quotient -= 1;
      above += sum2;
      below += sumBelow;
      if (below < twoLimbs) continue;
      below -= twoLimbs;
      above += 1;
    }
    while (above > sum2 || (above === sum2 && below >= sumBelow)) {
      quotient += 1;
      above -= sum2;
      below -= sumBelow;
      if (below >= 0) continue;
      below += twoLimbs;
      above -= 1;
    }
    into[at + i] = quotient;
    remainders[i] = below;
    remaindersAbove[i] = above;
    // Rounded to a double it may change places with none, only stand beside.
    const slice = ((above * twoLimbs + below) * scale) | 0;
    sliceOf[i] = slice;
    slices[slice] = (slices[slice] as number) + 1;
    given += quotient;
  }
  spreadLeftOver(into, at, n, last, amount - given, keepLargestOfTwo);
}

/** As `keepFew` and `keepLargest`, for remainders in two. */
function keepLargestOfTwo(n: number, wanted: number): number {
  const edge = atBorder;
  if (n > 8) {
    edge.subarray(0, n).sort((a, b) => (isBefore(a, b) ? -1 : 1));
    return wanted;
  }
  for (let kept = 0; kept < wanted; kept++) {
    let most = kept;
    for (let k = kept + 1; k < n; k++) if (isBefore(edge[k] as number, edge[most] as number)) most = k;
    const other = edge[most] as number;
    edge[most] = edge[kept] as number;
    edge[kept] = other;
  }
  return wanted;
}

/** Whether one part's remainder is the larger, or as large and the earlier. */
function isBefore(one: number, other: number): boolean {
  const above = (remaindersAbove[one] as number) - (remaindersAbove[other] as number);
  const below = (remainders[one] as number) - (remainders[other] as number);
  return above !== 0 ? above > 0 : below !== 0 ? below > 0 : one < other;
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
