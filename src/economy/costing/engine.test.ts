import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Micro, ore, type Period, type Day, period } from "../../kernel/index.ts";
import { leavesOf } from "../ledger/index.ts";
import {
  type CostCell,
  costServices,
  type CostModel,
  distributeToCustomers,
  driverReader,
  type DriverValue,
  explainService,
  noVolumes,
  portion,
  type ServiceCosting,
  type Step,
} from "./index.ts";

const serviceCodes = ["S1", "S2", "S3", "S4"];
const poolCodes = ["p0", "p1", "p2"];
const periods = ["2024-01", "2024-02"].map(period);
const elements = ["staff", "it"];
const customerCodes = ["A", "B", "C"];

interface Case {
  readonly cells: readonly CostCell[];
  readonly values: readonly DriverValue[];
  readonly model: CostModel;
}

const amount = fc.oneof(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -(10 ** 11), max: 10 ** 12 }));

const arbitraryCell: fc.Arbitrary<CostCell> = fc
  .record({
    node: fc.constantFrom(...poolCodes, ...serviceCodes),
    element: fc.constantFrom(...elements),
    period: fc.constantFrom(...periods),
    account: fc.constantFrom("5010", "6400"),
    amountOre: amount.map(ore),
  })
  .map(({ node, ...rest }) => ({
    ...rest,
    costCentre: poolCodes.includes(node) ? node : "x",
    service: poolCodes.includes(node) ? "" : node,
    project: "",
    customer: "",
    counterparty: "",
  }));

/** Weights small, zero, or too large for their product with an amount to fit in a double. */
const weight = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 2 ** 49 }));

const arbitraryCase: fc.Arbitrary<Case> = fc
  .record({
    cells: fc.array(arbitraryCell, { maxLength: 40 }),
    weights: fc.array(weight, { minLength: 60, maxLength: 60 }),
    order: fc.shuffledSubarray(poolCodes, { minLength: 3 }),
    to: fc.array(fc.constantFrom<Step["to"]>("services", "all", ["S1", "S3"], ["S*"]), {
      minLength: 3,
      maxLength: 3,
    }),
    ifZero: fc.constantFrom<Step["ifZero"]>("refuse", "unallocated"),
  })
  .map(({ cells, weights, order, to, ifZero }) => {
    let next = 0;
    const values: DriverValue[] = [];
    const add = (driver: string, subject: string): void => {
      for (const from of periods) {
        const valueMicro = (weights[next++ % weights.length] ?? 0) as Micro;
        values.push({
          driver,
          service: "",
          subject,
          periodFrom: from,
          valueMicro,
          measuredOn: "2023-12-31" as Day,
        });
      }
    };
    for (const subject of [...poolCodes, ...serviceCodes]) add("fte", subject);
    for (const customer of customerCodes) add("heads", customer);
    const model: CostModel = {
      model: "m",
      validFrom: "2024-01-01" as Day,
      method: "step-down",
      pools: poolCodes.map((pool) => ({
        pool,
        nameSv: pool,
        nameEn: pool,
        select: [{ cost_centre: [pool] }],
        line: 1,
      })),
      direct: [{ select: { service: ["*"] }, line: 1 }],
      steps: order.map((from, i) => ({
        from,
        to: to[i] as Step["to"],
        by: { kind: "driver", driver: "fte" },
        activity: "operation",
        ifZero,
        explainSv: "",
        explainEn: "",
        line: 1,
      })),
      keys: [
        {
          key: "heads",
          nameSv: "",
          nameEn: "",
          by: { kind: "driver", driver: "heads" },
          among: "customers",
          ifZero: "unallocated",
          line: 1,
        },
      ],
      assignments: [{ services: ["*"], key: "heads", line: 1 }],
      exceptions: [],
      file: "m.yaml",
    };
    return { cells, values, model };
  });

function run({ cells, values, model }: Case): ServiceCosting | undefined {
  const services = serviceCodes.map((service) => ({ service }));
  const result = costServices({ cells, model, drivers: driverReader(values), services, projects: [] });
  if (!result.ok) expect(result.problems.every((one) => one.code === "costing.weights-all-zero")).toBe(true);
  return result.ok ? result.value : undefined;
}

/**
 * The same costing by the slowest and plainest means: BigInt amounts in maps, one split at a time, remainders compared
 * as exact fractions. Shares no code with the engine. `undefined` where every weight of a step is zero.
 */
function oracle({ cells, values, model }: Case): Map<string, bigint> | undefined {
  const held = new Map<string, bigint>();
  const add = (node: string, e: string, p: string, by: bigint): void => {
    held.set(`${node} ${e} ${p}`, (held.get(`${node} ${e} ${p}`) ?? 0n) + by);
  };
  for (const one of cells) add(one.service || one.costCentre, one.element, one.period, BigInt(one.amountOre));
  for (const [i, step] of model.steps.entries()) {
    const later = poolCodes.filter((pool) => model.steps.findIndex((other) => other.from === pool) > i);
    const targets =
      step.to === "all"
        ? [...later, ...serviceCodes]
        : step.to === "services" || step.to[0] === "S*"
          ? serviceCodes
          : (step.to as readonly string[]);
    for (const p of periods) {
      const weights = targets.map((target) =>
        BigInt(
          values.find((v) => v.driver === "fte" && v.subject === target && v.periodFrom === p)?.valueMicro ??
            0,
        ),
      );
      const sum = weights.reduce((total, w) => total + w, 0n);
      for (const e of elements) {
        const total = held.get(`${step.from} ${e} ${p}`) ?? 0n;
        if (total === 0n) continue;
        held.delete(`${step.from} ${e} ${p}`);
        if (sum === 0n) {
          if (step.ifZero === "refuse") return undefined;
          add("", e, p, total);
          continue;
        }
        const size = total < 0n ? -total : total;
        const floors = weights.map((w) => (size * w) / sum);
        const over = targets
          .map((_, k) => ({ k, left: (size * (weights[k] as bigint)) % sum }))
          .sort((a, b) => (a.left === b.left ? a.k - b.k : a.left > b.left ? -1 : 1));
        let rest = size - floors.reduce((total, part) => total + part, 0n);
        for (const { k } of over) {
          if (rest === 0n) break;
          floors[k] = (floors[k] as bigint) + 1n;
          rest -= 1n;
        }
        for (const [k, target] of targets.entries())
          add(target, e, p, total < 0n ? -(floors[k] as bigint) : (floors[k] as bigint));
      }
    }
  }
  for (const [key, left] of held) if (left === 0n) held.delete(key);
  return held;
}

function asMap(costing: ServiceCosting): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const row of costing.rows) {
    const total = BigInt(row.directOre) + BigInt(row.allocatedOre);
    if (total !== 0n) found.set(`${row.service} ${row.element} ${row.period}`, total);
  }
  return found;
}

function sorted(map: Map<string, bigint> | undefined): [string, bigint][] | undefined {
  return map && [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

describe("the costing engine", () => {
  it("equals a slow oracle in exact arithmetic", () => {
    fc.assert(
      fc.property(arbitraryCase, (one) => {
        const costing = run(one);
        expect(sorted(costing && asMap(costing))).toEqual(sorted(oracle(one)));
      }),
      { numRuns: 400 },
    );
  });

  it("keeps every öre: in = out in all, and out of each pool, element and month what was in it", () => {
    fc.assert(
      fc.property(arbitraryCase, (one) => {
        const costing = run(one);
        if (costing === undefined) return;
        expect(costing.inOre).toBe(one.cells.reduce((sum, cell) => sum + cell.amountOre, 0));
        expect(costing.outOre).toBe(costing.inOre);
        for (const flow of costing.flows) {
          for (const month of flow.months) {
            if (month === undefined) continue;
            for (const [e, held] of month.amounts.entries()) {
              const width = flow.targets.length;
              const parts = month.parts.slice(e * width, (e + 1) * width);
              expect(parts.reduce((sum, part) => sum + part, 0)).toBe(held);
              // No part is further from its exact share than one öre.
              expect(
                parts.every((part) => Math.sign(part) === 0 || Math.sign(part) === Math.sign(held)),
              ).toBe(true);
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it("does not depend on the order of cells, driver values or services", () => {
    fc.assert(
      fc.property(arbitraryCase, fc.infiniteStream(fc.nat()), (one, random) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((item) => ({ item, at: random.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item);
        const again = run({ ...one, cells: shuffled(one.cells), values: shuffled(one.values) });
        expect(again?.rows).toEqual(run(one)?.rows);
      }),
      { numRuns: 100 },
    );
  });

  it("passes on to customers exactly what services cost, month by month", () => {
    fc.assert(
      fc.property(arbitraryCase, (one) => {
        const costing = run(one);
        if (costing === undefined) return;
        const result = distributeToCustomers(costing, {
          drivers: driverReader(one.values),
          volumes: noVolumes,
          customers: customerCodes.map((customer) => ({ customer })),
        });
        expect(result.ok).toBe(true);
        if (!result.ok) return;
        const sums = new Map<string, bigint>();
        for (const row of result.value.rows) {
          const key = `${row.service} ${row.element} ${row.period}`;
          sums.set(key, (sums.get(key) ?? 0n) + BigInt(row.amountOre));
        }
        expect(sorted(sums)).toEqual(sorted(asMap(costing)));
      }),
      { numRuns: 100 },
    );
  });

  it("explains every service to the öre, down to the cells", () => {
    fc.assert(
      fc.property(arbitraryCase, (one) => {
        const costing = run(one);
        if (costing === undefined) return;
        const context = { costing, drivers: driverReader(one.values), prefix: "cost:2024:actual", names: {} };
        for (const service of costing.grid.services) {
          const tree = explainService(context, service);
          expect(tree).toBeDefined();
          if (tree === undefined) continue;
          const rows = costing.rows.filter((row) => row.service === service);
          expect(tree.amountOre).toBe(rows.reduce((sum, row) => sum + row.directOre + row.allocatedOre, 0));
          const leaves = leavesOf(tree);
          expect(leaves.reduce((sum, leaf) => sum + leaf.amountOre, 0)).toBe(tree.amountOre);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("shares a part of debits and credits so that no share exceeds its component", () => {
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (components, ratio) => {
          const whole = components.reduce((sum, one) => sum + one, 0);
          const part = ore(Math.trunc(whole * ratio));
          const split = portion(part, components);
          expect(split.reduce((sum, one) => sum + one, 0)).toBe(part);
          for (const [i, one] of split.entries()) {
            expect(Math.abs(one)).toBeLessThanOrEqual(Math.abs(components[i] as number));
            expect(one * Math.sign(components[i] as number)).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("costs 5 000 services over a year and five elements", () => {
    const services = Array.from({ length: 5000 }, (_, i) => `S${String(i).padStart(4, "0")}`);
    const months = Array.from({ length: 12 }, (_, i) => period(`2024-${String(i + 1).padStart(2, "0")}`));
    const five = ["staff", "consultants", "it", "other", "financial"];
    const cells: CostCell[] = months.flatMap((month) =>
      five.flatMap((element, e) =>
        poolCodes.map((pool, k) => ({
          account: "5010",
          element,
          costCentre: pool,
          project: "",
          service: "",
          customer: "",
          counterparty: "",
          period: month,
          amountOre: ore(1_000_003 * (e + 1) + k),
        })),
      ),
    );
    const values = [...services, ...poolCodes].map((subject, i): DriverValue => ({
      driver: "fte",
      service: "",
      subject,
      periodFrom: months[0] as Period,
      valueMicro: ((i % 97) * 1_000_000) as Micro,
      measuredOn: "2023-12-31" as Day,
    }));
    const model: CostModel = {
      ...(fc.sample(arbitraryCase, { numRuns: 1, seed: 1 })[0] as Case).model,
      steps: poolCodes.map((from) => ({
        from,
        to: "all",
        by: { kind: "driver", driver: "fte" },
        activity: "operation",
        ifZero: "refuse",
        explainSv: "",
        explainEn: "",
        line: 1,
      })),
      keys: [],
      assignments: [],
    };
    const result = costServices({
      cells,
      model,
      drivers: driverReader(values),
      services: services.map((service) => ({ service })),
      projects: [],
    });
    expect(result.ok && result.value.outOre).toBe(cells.reduce((sum, cell) => sum + cell.amountOre, 0));
  }, 20_000);
});
