import fc from "fast-check";
import { expect, test } from "vitest";
import { inProportion, ore, percentSteps } from "./index.ts";

const whole = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
const part = fc.integer({ min: 0, max: 10 ** 9 });
const above = fc.integer({ min: 1, max: 10 ** 9 });

test("an amount in proportion is the nearest whole öre, the larger on a half, and turns with its sign", () => {
  expect([inProportion(ore(100), 1, 3), inProportion(ore(-100), 1, 3), inProportion(ore(1), 1, 2)]).toEqual([
    33, -33, 1,
  ]);
  fc.assert(
    fc.property(whole, part, above, (amount, numerator, denominator) => {
      fc.pre(numerator <= denominator * 1000);
      const found = inProportion(ore(amount), numerator, denominator);
      // Twice the distance from exact is at most one whole denominator.
      const off = BigInt(found) * BigInt(denominator) - BigInt(amount) * BigInt(numerator);
      expect((off < 0n ? -off : off) * 2n <= BigInt(denominator)).toBe(true);
      expect(inProportion(ore(-amount), numerator, denominator) + found).toBe(0);
    }),
    { numRuns: 20_000 },
  );
});

test("per cent is rounded half away from zero, and 12.5 of a hundred is 13", () => {
  const per = (numerator: number, denominator: number, decimals = 0) =>
    percentSteps({ numerator, denominator }, decimals);
  expect([per(1, 8), per(-1, 8), per(1, -8), per(-1, -8), per(7, 20), per(1, 3, 1)]).toEqual([
    13n,
    -13n,
    -13n,
    13n,
    35n,
    333n,
  ]);
});
