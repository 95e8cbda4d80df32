import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Explanation } from "../ledger/index.ts";
import { type ServiceCosting, costServices, driverReader, explainService, methods } from "./index.ts";
import { oracle } from "./oracle.testing.ts";
import {
  cellOn,
  modelOfSteps,
  months,
  type RandomCase,
  randomCase,
  stepOf,
  valueOf,
} from "./random-model.testing.ts";

/** How many times as many models as usual: `UNDERLAG_RANDOM_MODELS=20 npx vitest run ...` for a long night. */
const times = Number(process.env["UNDERLAG_RANDOM_MODELS"] ?? 1);

function run({ cells, values, model, services }: RandomCase): ServiceCosting | "refused" {
  const drivers = driverReader(values);
  const result = costServices({
    cells,
    model,
    drivers,
    services: services.map((service) => ({ service })),
    projects: [],
  });
  if (result.ok) return result.value;
  for (const { code } of result.problems) {
    expect(["costing.weights-all-zero", "costing.closed-loop"]).toContain(code);
  }
  return "refused";
}

function asMap(costing: ServiceCosting): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const row of costing.rows) {
    const total = BigInt(row.directOre) + BigInt(row.allocatedOre);
    if (total !== 0n) found.set(`${row.service} ${row.element} ${row.period}`, total);
  }
  return found;
}

const sorted = (map: Map<string, bigint>): [string, bigint][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** What has no sentence, and what does not sum. */
function faultsOf(node: Explanation): string[] {
  const sum = node.children.reduce((all, child) => all + child.amountOre, 0);
  const isSaid = node.label_sv !== "" && node.formula_sv !== "" && node.formula_en !== "";
  return [
    ...(isSaid ? [] : [`${node.id} has no sentence`]),
    ...(node.children.length === 0 || sum === node.amountOre ? [] : [`${node.id} does not sum`]),
    ...node.children.flatMap(faultsOf),
  ];
}

describe("every method", () => {
  it.each(["direct", "step-down", "double-step-down"] as const)(
    "%s equals exact fractions to the öre",
    (method) => {
      let answered = 0;
      fc.assert(
        fc.property(randomCase([method], { blocks: false }), (one) => {
          const costing = run(one);
          const exact = oracle(one);
          if (costing === "refused" || exact === "refused")
            expect([costing, exact]).toEqual(["refused", "refused"]);
          else {
            answered += 1;
            expect(sorted(asMap(costing))).toEqual(sorted(exact));
          }
        }),
        { numRuns: 500 * times },
      );
      expect(answered).toBeGreaterThan(100);
    },
  );

  it("reciprocal, alone and as blocks within the others, is within an öre of exact fractions for each pool it empties", () => {
    let [answered, equal] = [0, 0];
    fc.assert(
      fc.property(randomCase(methods), (one) => {
        const costing = run(one);
        const exact = oracle(one);
        if (costing === "refused" || exact === "refused") {
          expect([costing, exact]).toEqual(["refused", "refused"]);
          return;
        }
        answered += 1;
        const found = asMap(costing);
        let differs = false;
        for (const key of new Set([...found.keys(), ...exact.keys()])) {
          const difference = (found.get(key) ?? 0n) - (exact.get(key) ?? 0n);
          expect(Number(difference < 0n ? -difference : difference)).toBeLessThanOrEqual(
            one.model.pools.length * 2,
          );
          differs ||= difference !== 0n;
        }
        if (!differs) equal += 1;
      }),
      { numRuns: 1000 * times },
    );
    expect(answered).toBeGreaterThan(200);
    // Where fractions tie, rounding to 2^-48 may turn an öre; seldom.
    expect(equal / answered).toBeGreaterThan(0.97);
  });
});

describe("degenerate models", () => {
  it("equal exact fractions to the öre with 5 000 services, 10^13 öre, credits and services of no weight", () => {
    const services = Array.from({ length: 5000 }, (_, i) => `S${String(i).padStart(4, "0")}`);
    const pools = ["p0", "p1"];
    const [month] = months as [(typeof months)[number]];
    const weights = services.map((_, i) => (i % 7 === 0 ? 0 : (i % 97) + 1));
    const one: RandomCase = {
      services,
      customers: ["K0"],
      model: modelOfSteps(pools, [stepOf("p0", "all"), stepOf("p1", "services")]),
      values: [
        valueOf("heads", "K0", month, 1),
        valueOf("fte", "p1", month, 12_345),
        ...services.map((service, i) => valueOf("fte", service, month, weights[i] as number)),
      ],
      cells: [
        cellOn("p0", pools, "it", month, 10 ** 13),
        cellOn("p1", pools, "it", month, -(10 ** 13) + 17),
        cellOn("p1", pools, "staff", month, -1),
        cellOn("S4999", pools, "staff", month, -123),
      ],
    };
    const costing = run(one);
    const exact = oracle(one);
    if (costing === "refused" || exact === "refused") throw new Error("both have an answer");
    expect(sorted(asMap(costing))).toEqual(sorted(exact));
    expect(costing.outOre).toBe(-107);
  });
});

describe("what holds for every method", () => {
  it("explains every service to the öre, down to the accounts, with a sentence at every level", () => {
    let explained = 0;
    fc.assert(
      fc.property(randomCase(methods), (one) => {
        const costing = run(one);
        if (costing === "refused") return;
        const context = { costing, drivers: driverReader(one.values), prefix: "cost:2024:actual", names: {} };
        for (const service of costing.grid.services) {
          // The tree is held to its sums at every level where it is made.
          const tree = explainService(context, service);
          const rows = costing.rows.filter((row) => row.service === service);
          expect(tree?.amountOre).toBe(rows.reduce((sum, row) => sum + row.directOre + row.allocatedOre, 0));
          if (tree !== undefined) expect(faultsOf(tree)).toEqual([]);
          explained += 1;
        }
      }),
      { numRuns: 150 * times },
    );
    expect(explained).toBeGreaterThan(100);
  });

  it("gives out exactly what each pool holds, by month and element, and all that came in", () => {
    fc.assert(
      fc.property(randomCase(methods), (one) => {
        const costing = run(one);
        if (costing === "refused") return;
        expect(costing.outOre).toBe(one.cells.reduce((sum, cell) => sum + cell.amountOre, 0));
        for (const { months, targets } of costing.flows) {
          for (const month of months) {
            for (const [e, held] of (month?.amounts ?? []).entries()) {
              const parts = month?.parts.subarray(e * targets.length, (e + 1) * targets.length);
              expect(parts?.reduce((sum, part) => sum + part, 0)).toBe(held);
            }
          }
        }
      }),
      { numRuns: 200 * times },
    );
  });

  it("adds up over scenarios: costing two sets of cells is costing their sum, but for öre that rounding turns", () => {
    fc.assert(
      fc.property(randomCase(methods), (one) => {
        const [a, b] = [0, 1].map((half) =>
          run({ ...one, cells: one.cells.filter((_, i) => i % 2 === half) }),
        );
        const both = run(one);
        if (a === "refused" || b === "refused" || both === "refused" || !a || !b) return;
        expect(a.outOre + b.outOre).toBe(both.outOre);
        const [inA, inB, inBoth] = [a, b, both].map(asMap) as [
          Map<string, bigint>,
          Map<string, bigint>,
          Map<string, bigint>,
        ];
        for (const key of new Set([...inA.keys(), ...inB.keys(), ...inBoth.keys()])) {
          const difference = (inA.get(key) ?? 0n) + (inB.get(key) ?? 0n) - (inBoth.get(key) ?? 0n);
          const bound = BigInt(one.model.pools.length * 6);
          expect(difference <= bound && -difference <= bound).toBe(true);
        }
      }),
      { numRuns: 200 * times },
    );
  });

  it("tells the gross amounts of a block: what a member holds is its own and what the others charge it", () => {
    fc.assert(
      fc.property(randomCase(["reciprocal"], { capacity: false }), (one) => {
        const costing = run(one);
        if (costing === "refused") return;
        const width = costing.grid.elements.length;
        for (const { members, months } of costing.blocks) {
          for (const month of months) {
            if (month === undefined) continue;
            const { gross, primary } = month;
            for (let i = 0; i < members.length; i++) {
              for (let e = 0; e < width; e++) {
                let holds = primary[i * width + e] as number;
                for (let j = 0; j < members.length; j++) {
                  if (j !== i) holds += (gross[j * width + e] as number) * month.share(j, i);
                }
                const size = Math.max(...gross.map(Math.abs), 1);
                expect(Math.abs(holds - (gross[i * width + e] as number))).toBeLessThan(
                  members.length + size * 1e-9,
                );
              }
            }
          }
        }
      }),
      { numRuns: 150 * times },
    );
  });
});
