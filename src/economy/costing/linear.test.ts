import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestFactored, solverOf, sparse } from "./linear.ts";

/** A block at random: each member serves some others and passes the rest of its cost out. */
const block = fc
  .record({
    size: fc.constantFrom(2, 7, 60, largestFactored, largestFactored + 1, 400),
    links: fc.integer({ min: 1, max: 6 }),
    within: fc.array(fc.constantFrom(0, 0.3, 0.9, 0.99, 0.999), { minLength: 5, maxLength: 5 }),
    seed: fc.integer({ min: 1, max: 2 ** 30 }),
  })
  .map(({ size, links, within, seed }) => {
    let state = seed;
    const next = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 4294967296) * below);
    };
    const leaving = new Float64Array(size);
    const rows = Array.from({ length: size }, (_, i) => {
      const targets = new Set(
        Array.from({ length: links }, () => next(size)).filter((target) => target !== i),
      );
      const share = targets.size === 0 ? 0 : (within[next(5)] as number);
      leaving[i] = 1 - share;
      return [...targets].map((target): [number, number] => [target, share / targets.size]);
    });
    const right = Float64Array.from({ length: size }, () => next(2e9) - 5e8);
    return { inner: sparse(rows), leaving, right, size };
  });

describe("the linear system of a block", () => {
  it("lets out all that came in, factored or iterated, and every member's shares outside sum to one", () => {
    fc.assert(
      fc.property(block, ({ inner, leaving, right, size }) => {
        const solver = solverOf(inner, leaving);
        const totals = solver.totals(right) as Float64Array;
        expect(totals).toBeDefined();
        const came = right.reduce((sum, one) => sum + one, 0);
        const left = totals.reduce((sum, one, i) => sum + one * (leaving[i] as number), 0);
        const scale = right.reduce((sum, one) => sum + Math.abs(one), 0);
        expect(Math.abs(came - left)).toBeLessThanOrEqual(scale * 1e-9);
        // Two receivers outside share what leaves by 1 : 3.
        const outside = Float64Array.from({ length: size * 2 }, (_, at) => {
          return (leaving[at >> 1] as number) * (at % 2 === 0 ? 0.25 : 0.75);
        });
        const shares = solver.solve(outside, 2) as Float64Array;
        expect(shares).toBeDefined();
        for (let i = 0; i < size; i++) {
          expect(shares[i * 2]).toBeCloseTo(0.25, 9);
          expect(shares[i * 2 + 1]).toBeCloseTo(0.75, 9);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("has no answer where nothing leaves", () => {
    const loop = sparse([[[1, 1]], [[0, 1]]]);
    expect(solverOf(loop, new Float64Array(2)).totals(Float64Array.of(1, 1))).toBeUndefined();
    const many = sparse(Array.from({ length: 300 }, (_, i) => [[(i + 1) % 300, 1] as [number, number]]));
    expect(solverOf(many, new Float64Array(300)).totals(new Float64Array(300).fill(1))).toBeUndefined();
  });
});
