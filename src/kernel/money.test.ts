import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate, instalment, lineAmount, micro, ore, sumOre } from "./index.ts";

/** How many times over the plain cases are run: `UNDERLAG_MILLIONS=10 npx vitest run src/kernel` runs ten million of each, others each time. */
const millions = Number(process.env["UNDERLAG_MILLIONS"] ?? 1);

/** Plain numbers below one without shrinking, which is not worth its time over a million cases; the same every time. */
function plainCases(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The rule in exact rationals, as slow and plain as it can be written. */
function allocateExactly(total: number, weights: readonly number[]): number[] {
  const amount = BigInt(Math.abs(total));
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  const floors = weights.map((weight) => (amount * BigInt(weight)) / sum);
  const left = Number(amount - floors.reduce((all, part) => all + part, 0n));
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (amount * BigInt(weight)) % sum }))
    .toSorted((a, b) =>
      a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
    );
  for (const { index } of byRemainder.slice(0, left)) floors[index] = (floors[index] as bigint) + 1n;
  return floors.map((part) => (total < 0 && part !== 0n ? -Number(part) : Number(part)));
}

const anyTotal = fc.oneof(
  fc.integer({ min: -1_000, max: 1_000 }),
  fc.integer({ min: -(10 ** 13), max: 10 ** 13 }),
  fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
);
const anyWeight = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 10 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 10 ** 12 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }) },
);
const anyWeights = fc
  .array(anyWeight, { minLength: 1, maxLength: 12 })
  .filter((weights) => weights.some((weight) => weight > 0));

describe("allocate", () => {
  it("splits as a controller would by hand", () => {
    expect(allocate(ore(100), [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(ore(-100), [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(allocate(ore(5), [0, 3, 0, 2])).toEqual([0, 3, 0, 2]);
    expect(allocate(ore(1), [1, 2])).toEqual([0, 1]);
    expect(allocate(ore(0), [1, 2])).toEqual([0, 0]);
  });

  it("equals exact rational arithmetic, 300 000 cases of every size", () => {
    fc.assert(
      fc.property(anyTotal, anyWeights, (total, weights) => {
        expect(allocate(ore(total), weights)).toEqual(allocateExactly(total, weights));
      }),
      { numRuns: 300_000 },
    );
  });

  it("equals exact rational arithmetic where products pass 2^53 but weights do not, a million plain cases", () => {
    const next = plainCases(0x2f6e2b1);
    for (let run = 0; run < millions * 1_000_000; run++) {
      const total = Math.floor((next() - 0.5) * 2 ** (10 + (run % 43)));
      const weights = Array.from({ length: 2 + (run % 4) }, () => Math.floor(next() * 2 ** (1 + (run % 48))));
      if (weights.every((weight) => weight === 0)) continue;
      const parts = allocate(ore(total), weights);
      const exact = allocateExactly(total, weights);
      for (let i = 0; i < exact.length; i++)
        if (parts[i] !== exact[i]) throw new Error(`${total} by ${weights.join(" ")}: ${parts.join(" ")}`);
    }
  });

  it("equals exact rational arithmetic where the sum of weights passes 2^53, many parts and ties", () => {
    const next = plainCases(0x51ed27);
    const whole = (bits: number): number => Math.floor((next() + next() / 2 ** 32) * 2 ** bits);
    for (let run = 0; run < millions * 20_000; run++) {
      const total = whole(run % 5 === 0 ? 52 : 1 + (run % 52));
      const n = run % 100 === 0 ? 600 : 2 + (run % 60);
      const few = [whole(52), whole(52), Number.MAX_SAFE_INTEGER];
      const weights = Array.from({ length: n }, () =>
        run % 3 === 0 ? (few[whole(8) % 3] as number) : whole(52 - (run % 4)),
      );
      weights[0] = Number.MAX_SAFE_INTEGER;
      const [parts, exact] = [allocate(ore(total), weights), allocateExactly(total, weights)];
      for (let i = 0; i < n; i++)
        if (parts[i] !== exact[i]) throw new Error(`${total} by ${weights.join(" ")}: ${parts.join(" ")}`);
    }
  });

  it("loses nothing, and gives each part within one öre of exact", () => {
    fc.assert(
      fc.property(anyTotal, anyWeights, (total, weights) => {
        const parts = allocate(ore(total), weights);
        expect(sumOre(parts)).toBe(ore(total));
        expect(allocate(ore(-total), weights).map((part) => ore(-part))).toEqual(parts);
      }),
    );
  });

  it("crashes on what its caller must have refused", () => {
    expect(() => allocate(ore(1), [0, 0])).toThrow("weight is above zero");
    expect(() => allocate(ore(1), [-1, 2])).toThrow("whole number");
    expect(() => allocate(ore(1), [0.5])).toThrow("whole number");
    expect(() => ore(0.1)).toThrow("whole number of öre");
    expect(() => ore(2 ** 53)).toThrow("below 2^53");
  });
});

describe("instalment", () => {
  it("makes twelve months sum to the year to the öre, sign-symmetric, for any count", () => {
    fc.assert(
      fc.property(anyTotal, fc.integer({ min: 1, max: 60 }), (total, count) => {
        const parts = Array.from({ length: count }, (_, m) =>
          instalment(ore(total), { index: m + 1, count }),
        );
        expect(parts.reduce((all, part) => all + BigInt(part), 0n)).toBe(BigInt(total));
        const least = Math.min(...parts.map(Math.abs));
        const most = Math.max(...parts.map(Math.abs));
        expect(most - least).toBeLessThanOrEqual(1);
      }),
    );
  });
  it("follows floor(P m / 12) - floor(P (m-1) / 12)", () => {
    expect(Array.from({ length: 12 }, (_, m) => instalment(ore(100), { index: m + 1, count: 12 }))).toEqual([
      8, 8, 9, 8, 8, 9, 8, 8, 9, 8, 8, 9,
    ]);
  });
});

describe("against exact rationals, a million plain cases each", () => {
  it("an instalment is the floor of its months less the floor of those before, sign-symmetric", () => {
    const next = plainCases(0x7e11a);
    for (let run = 0; run < millions * 1_000_000; run++) {
      const total = Math.floor((next() - 0.5) * 2 ** (4 + (run % 50)));
      const count = 1 + Math.floor(next() * 60);
      const index = 1 + Math.floor(next() * count);
      const through = (months: number): bigint => (BigInt(Math.abs(total)) * BigInt(months)) / BigInt(count);
      const exact = Number(through(index) - through(index - 1)) * (total < 0 ? -1 : 1);
      const found = instalment(ore(total), { index, count });
      if (found !== exact && !(found === 0 && exact === 0))
        throw new Error(`${total}, ${index} of ${count}: ${found}, exactly ${exact}`);
    }
  });

  it("a line is price times quantity, rounded once, half away from zero", () => {
    const next = plainCases(0x3c0de);
    // Millionths of a krona times millionths of a unit; an öre is 10^10 of that.
    const unit = 10n ** 10n;
    let halves = 0;
    for (let run = 0; run < millions * 1_000_000; run++) {
      const bits = 1 + (run % 44);
      const price = Math.floor((next() - 0.5) * 2 ** bits) * (run % 7 === 0 ? 5_000 : 1);
      const quantity = Math.floor((next() - 0.5) * 2 ** (46 - bits)) * (run % 7 === 0 ? 1_000_000 : 1);
      if (!Number.isSafeInteger(price) || !Number.isSafeInteger(quantity)) continue;
      const product = BigInt(price) * BigInt(quantity);
      const size = product < 0n ? -product : product;
      if (size / unit > 2n ** 52n) continue;
      if ((size % unit) * 2n === unit) halves++;
      const rounded = (size + unit / 2n) / unit;
      const exact = Number(product < 0n ? -rounded : rounded);
      const found = lineAmount({ priceMicro: micro(price), quantityMicro: micro(quantity) });
      if (found !== exact && !(found === 0 && exact === 0))
        throw new Error(`${price} x ${quantity}: ${found}, exactly ${exact}`);
    }
    expect(halves).toBeGreaterThan(1_000);
  });
});

describe("lineAmount", () => {
  it("rounds once, half away from zero", () => {
    const amount = (price: number, quantity: number) =>
      lineAmount({ priceMicro: micro(price), quantityMicro: micro(quantity) });
    expect(amount(12_340_000, 3_000_000)).toBe(3702);
    expect(amount(5_000, 1_000_000)).toBe(1);
    expect(amount(-5_000, 1_000_000)).toBe(-1);
    expect(amount(4_999, 1_000_000)).toBe(0);
    expect(amount(333_333, 3_000_000)).toBe(100);
  });
});
