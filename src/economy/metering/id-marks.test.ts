import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Period } from "../../kernel/index.ts";
import { compareMarks, type IdMarks, markSlices, marksOf, type SlicedMarks } from "./id-marks.ts";

const periods = ["2024-01", "2024-02", "2024-03"] as Period[];
const anyHash = fc.record({
  // Few enough to meet, and some in every slice.
  high: fc.integer({ min: 0, max: 40 }).map((n) => Math.imul(n, 0x06_66_66_67) >>> 0),
  low: fc.nat(2),
});
const anyMarks = fc
  .record({
    period: fc.constantFrom(...periods),
    hashes: fc.uniqueArray(anyHash, { maxLength: 30, selector: keyOf }),
  })
  .map(({ period, hashes }) =>
    marksOf(
      period,
      { high: Int32Array.from(hashes, (one) => one.high), low: Int32Array.from(hashes, (one) => one.low) },
      Int32Array.from(hashes, (_, i) => i),
    ),
  );

function keyOf({ high, low }: { readonly high: number; readonly low: number }): string {
  return `${high} ${low}`;
}

function sliced(whose: string, marks: IdMarks, from: number, to: number): SlicedMarks<string> {
  const start = from === 0 ? 0 : (marks.ends[from - 1] as number);
  const bytes = marks.bytes.slice(start * 8, (marks.ends[to - 1] as number) * 8);
  return { whose, period: marks.period, bytes };
}

function hashesOf({ bytes }: { readonly bytes: Uint8Array }): string[] {
  const words = new Uint32Array(Uint8Array.from(bytes).buffer);
  return Array.from({ length: words.length / 2 }, (_, i) => `${words[i * 2]} ${words[i * 2 + 1]}`);
}

test("slice by slice, the marks that meet are those that a plain Map finds", () => {
  fc.assert(
    fc.property(
      fc.array(anyMarks, { maxLength: 4 }),
      fc.array(anyMarks, { maxLength: 4 }),
      fc.constantFrom(1, 4, 64),
      (added, before, steps) => {
        const found = { again: 0, elsewhere: new Set<string>() };
        const width = markSlices / steps;
        for (let from = 0; from < markSlices; from += width)
          compareMarks(
            added.map((marks) => sliced("new", marks, from, from + width)),
            before.map((marks) => sliced("old", marks, from, from + width)),
            {
              again: () => (found.again += 1),
              elsewhere: ({ high, low }) => found.elsewhere.add(keyOf({ high, low })),
            },
          );
        const first = new Map<string, Period>();
        let again = 0;
        const elsewhere = new Set<string>();
        for (const marks of added)
          for (const hash of hashesOf(marks)) {
            const period = first.get(hash);
            if (period === undefined) first.set(hash, marks.period);
            else if (period === marks.period) again += 1;
            else elsewhere.add(hash);
          }
        for (const marks of before)
          for (const hash of hashesOf(marks))
            if (first.has(hash) && first.get(hash) !== marks.period) elsewhere.add(hash);
        expect(found).toEqual({ again, elsewhere });
      },
    ),
    { numRuns: 200 },
  );
});
