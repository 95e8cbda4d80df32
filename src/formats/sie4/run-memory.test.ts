import fc from "fast-check";
import { expect, test } from "vitest";
import { RunMemory } from "./run-memory.ts";

const letters = fc.array(fc.constantFrom(0, 65, 66, 0x86, 0xff), { maxLength: 14 });
const few = fc.constantFrom([65], [65, 66, 65, 66, 65], [66, 65, 66, 65, 66, 65, 66, 65, 66]);

test("a run is found as what it was kept as or not at all, by its end and by what stops it", () => {
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(fc.oneof(letters, few), { minLength: 20, maxLength: 200 }),
      fc.constantFrom(4, 64, 1024),
      (runs, most) => {
        const memory = new RunMemory<string>(most, 12);
        for (const run of runs) {
          // Something else before it, and the stop after it.
          const bytes = Uint8Array.from([1, ...run, 125, 7, 7, 7, 7]);
          const view = new DataView(bytes.buffer);
          const name = run.join(" ");
          const end = 1 + run.length;
          const known = memory.find(bytes, 1, end);
          expect(memory.findUntil(view, 1, bytes.length - 4, 125)).toBe(known);
          expect(memory.end).toBe(run.length > 12 ? -1 : end);
          if (known === undefined) memory.keep(bytes, 1, end, name);
          else found += 1;
          expect(known ?? name).toBe(name);
          expect(memory.find(bytes, 1, end)).toBe(run.length > 12 ? undefined : name);
        }
      },
    ),
    { numRuns: 200 },
  );
  expect(found).toBeGreaterThan(100);
});

test("a full memory begins anew and one with room forgets nothing", () => {
  const bytes = (value: number) => new TextEncoder().encode(`run ${value}`);
  const memory = new RunMemory<number>(1 << 12, 12);
  const held = (value: number) => memory.find(bytes(value), 0, bytes(value).length);
  for (let value = 0; value < 1 << 12; value++) {
    expect(held(value)).toBeUndefined();
    memory.keep(bytes(value), 0, bytes(value).length, value);
  }
  for (let value = 0; value < 1 << 12; value++) expect(held(value)).toBe(value);
  expect(held(1 << 12)).toBeUndefined();
  memory.keep(bytes(1 << 12), 0, bytes(1 << 12).length, 1 << 12);
  expect([held(0), held(1 << 12)]).toEqual([undefined, 1 << 12]);
});
