import { describe, expect, it } from "vitest";
import { type Period, type Problem, required } from "../../kernel/index.ts";
import {
  compareMethods,
  costMeasure,
  type CostModel,
  costPlaced,
  costServices,
  distributeMeasure,
  driverReader,
  noVolumes,
  orderSensitivity,
  placeCells,
  type Step,
} from "./index.ts";
import { cellOn, modelOfSteps, months, stepOf, valueOf } from "./random-model.testing.ts";

const [month] = months as [Period];
const pools = ["it", "hr", "post"];
const shares = (of: Record<string, number>): Step["by"] => ({
  kind: "shares",
  shares: new Map(Object.entries(of)) as never,
});
const cells = [cellOn("it", pools, "staff", month, 1_000_00), cellOn("hr", pools, "staff", month, 600_00)];
const services = [{ service: "A" }, { service: "B" }];

function problemsOf(model: CostModel): readonly Problem[] {
  const drivers = driverReader([valueOf("heads", "K1", month, 1), valueOf("fte", "A", month, 1)]);
  const found = costServices({ cells, model, drivers, services, projects: [] });
  return found.ok ? [] : found.problems;
}

describe("a model that cannot be reckoned", () => {
  it("is refused by name where a block passes everything on within itself", () => {
    const model = modelOfSteps(pools, [
      stepOf("it", "all", { block: "staffs", by: shares({ hr: 1 }) }),
      stepOf("hr", "all", { block: "staffs", by: shares({ it: 2 }) }),
      stepOf("post", "services", { by: shares({ A: 1 }) }),
    ]);
    const [problem] = problemsOf(model);
    expect(problem?.code).toBe("costing.closed-loop");
    expect(problem?.message_en).toContain("it → hr → it");
  });

  it("is refused with the circle named where steps outside a block serve each other", () => {
    const model = modelOfSteps(pools, [
      stepOf("it", ["hr", "A"], { by: shares({ hr: 1, A: 1 }) }),
      stepOf("hr", ["post", "A"], { by: shares({ post: 1, A: 1 }) }),
      stepOf("post", ["it", "A"], { by: shares({ it: 1, A: 1 }) }),
    ]);
    const [problem] = problemsOf(model);
    expect(problem?.code).toBe("costing.cycle");
    expect(problem?.message_en).toContain("post → it → hr → post");
  });

  it("is refused where a block has agreed amounts, or a capacity has no measure of use", () => {
    const agreed = { kind: "agreed", yearly: new Map(), rest: shares({ A: 1 }) } as unknown as Step["by"];
    const block = modelOfSteps(pools, [
      stepOf("it", "all", { block: "staffs", by: agreed }),
      stepOf("hr", "all", { block: "staffs", by: shares({ it: 1, A: 1 }) }),
      stepOf("post", "services", { by: shares({ A: 1 }) }),
    ]);
    expect(problemsOf(block).map((one) => one.code)).toContain("costing.agreed-in-block");
    const plain = modelOfSteps(
      pools,
      pools.map((pool) => stepOf(pool, "services", { by: shares({ A: 1 }) })),
    );
    const withCapacity: CostModel = {
      ...plain,
      pools: plain.pools.map((pool) => ({
        ...pool,
        capacity: { amountMicro: 5 as never, unit: "h", owner: "x", unused: "carry", line: 1 },
      })),
    };
    expect(problemsOf(withCapacity).map((one) => one.code)).toContain("costing.capacity-without-driver");
  });
});

const fte = [
  valueOf("fte", "it", month, 1e6),
  valueOf("fte", "hr", month, 2e6),
  valueOf("fte", "A", month, 3e6),
  valueOf("fte", "B", month, 1e6),
  valueOf("heads", "K1", month, 3e6),
  valueOf("heads", "K2", month, 1e6),
];

describe("methods compared on the same cells", () => {
  const model = modelOfSteps(["it", "hr"], [stepOf("it", "all"), stepOf("hr", "all")]);
  const drivers = driverReader(fte);
  const parts = [required(placeCells({ cells, model, services, projects: [] }))];
  const keys = { drivers, volumes: noVolumes, customers: [{ customer: "K1" }, { customer: "K2" }] };

  it("tells what every service and customer pays under each, all the same sum", () => {
    const found = compareMethods({ parts, drivers, keys });
    expect(found.map((one) => one.method)).toEqual([
      "model",
      "direct",
      "step-down",
      "double-step-down",
      "reciprocal",
    ]);
    for (const { services: of, customers, problems } of found) {
      expect(problems).toEqual([]);
      expect([...of.values()].reduce((sum, one) => sum + one, 0)).toBe(1_600_00);
      expect([...customers.values()].reduce((sum, one) => sum + one, 0)).toBe(1_600_00);
    }
    expect(found[0]?.services).toEqual(found[2]?.services);
    expect(found[1]?.services.get("A")).toBe(1_200_00);
  });

  it("tells what the order of the step-down moves: nothing here but what a swap of the two moves", () => {
    const steps = modelOfSteps(
      ["it", "hr"],
      [stepOf("it", "all"), stepOf("hr", "all", { by: shares({ it: 1, B: 1 }) })],
    );
    const only = (customer: string): CostModel["keys"][number] => ({
      key: customer,
      nameSv: customer,
      nameEn: customer,
      by: shares({ [customer]: 1 }),
      among: "customers",
      ifZero: "refuse",
      line: 1,
    });
    const unlike: CostModel = {
      ...steps,
      keys: [only("K1"), only("K2")],
      assignments: [
        { services: ["A"], key: "K1", line: 1 },
        { services: ["B"], key: "K2", line: 1 },
      ],
    };
    const found = required(
      orderSensitivity({ parts: [{ ...(parts[0] as (typeof parts)[0]), model: unlike }], drivers, keys }),
    );
    expect(found).toMatchObject({ orders: 2, all: true, refused: 0 });
    const b = found.services.find((one) => one.code === "B");
    // it first: it gives hr a third, and all of hr goes to B. hr first: half of hr goes to it, and three fourths of that to A.
    expect(b?.declaredOre).toBe(166_67 + 600_00 + 333_33);
    expect(b?.leastOre).toBe(300_00 + 325_00);
    // Customers are those of a costing in the other order: an independent one, shared anew from the beginning.
    const asCosted = (names: readonly [string, string]): Map<string, number> => {
      const steps = names.map((name) => unlike.steps.find((step) => step.from === name)) as Step[];
      const placed = { ...(parts[0] as (typeof parts)[0]), model: { ...unlike, steps } };
      const outcome = compareMethods({ parts: [placed], drivers, keys }).find(
        (one) => one.method === "step-down",
      );
      return new Map(outcome?.customers);
    };
    const [declared, other] = [asCosted(["it", "hr"]), asCosted(["hr", "it"])];
    for (const { code, declaredOre, leastOre, mostOre } of found.customers) {
      const both = [declared.get(code) ?? 0, other.get(code) ?? 0];
      expect([code, declaredOre, leastOre, mostOre]).toEqual([
        code,
        both[0],
        Math.min(...both),
        Math.max(...both),
      ]);
    }
    expect(found.customers.some((one) => one.leastOre !== one.mostOre)).toBe(true);
    expect(found.neighbours).toEqual([{ first: "it", second: "hr", movedOre: 1_100_00 - 625_00 }]);
  });

  it("tries 120 orders of eight pools, the same every time, and says that they are not all", () => {
    const many = Array.from({ length: 8 }, (_, i) => `p${i}`);
    const eight = modelOfSteps(
      many,
      many.map((pool) => stepOf(pool, "all")),
    );
    const values = driverReader([
      ...fte,
      ...many.map((pool, i) => valueOf("fte", pool, month, (i + 1) * 1e6)),
    ]);
    const cellsOfAll = many.map((pool, i) => cellOn(pool, many, "it", month, 10_000_00 * (i + 1)));
    const placed = [required(placeCells({ cells: cellsOfAll, model: eight, services, projects: [] }))];
    const first = required(orderSensitivity({ parts: placed, drivers: values, keys }));
    expect(first).toMatchObject({ orders: 120, all: false });
    expect(first.neighbours).toHaveLength(7);
    expect(required(orderSensitivity({ parts: placed, drivers: values, keys }))).toEqual(first);
    for (const one of first.services) {
      expect(one.leastOre).toBeLessThanOrEqual(one.declaredOre);
      expect(one.mostOre).toBeGreaterThanOrEqual(one.declaredOre);
    }
  });

  it("has a method's problems in place of its figures where the model cannot be read so", () => {
    const onlyPools = modelOfSteps(["it", "hr"], [stepOf("it", "pools"), stepOf("hr", "services")]);
    const found = compareMethods({
      parts: [{ ...(parts[0] as (typeof parts)[0]), model: onlyPools }],
      drivers,
      keys,
    });
    const direct = found.find((one) => one.method === "direct");
    expect(direct?.problems.map((one) => one.code)).toEqual(["costing.step-without-target"]);
    expect(direct?.services.size).toBe(0);
    expect(found[0]?.problems).toEqual([]);
    expect(costPlaced(parts[0] as (typeof parts)[0], drivers, "reciprocal").ok).toBe(true);
  });
});

describe("another measure by the same engine", () => {
  const values = driverReader([
    ...fte,
    valueOf("energy", "it", month, 12_345_678),
    valueOf("energy", "A", month, 1_000_001),
  ]);
  const model: CostModel = {
    ...modelOfSteps(["it", "hr"], [stepOf("it", "all"), stepOf("hr", "all")]),
    measures: [{ measure: "kwh", unit: "kWh", driver: "energy", line: 1 }],
  };
  const question = { model, drivers: values, services, periods: months };

  it("passes on kWh to the millionth, by the pools, steps and keys of the money", () => {
    const found = required(costMeasure({ ...question, measure: "kwh" }));
    // Both months: a value holds until the next one.
    expect(found.inMicro).toBe(2 * (12_345_678 + 1_000_001));
    expect(found.rows.reduce((sum, row) => sum + row.directMicro + row.allocatedMicro, 0)).toBe(
      found.inMicro,
    );
    const a = found.rows.find((row) => row.service === "A");
    expect(a).toMatchObject({ directMicro: 1_000_001, allocatedMicro: 9_259_258 + 1 });
    const keys = { drivers: values, volumes: noVolumes, customers: [{ customer: "K1" }, { customer: "K2" }] };
    const shared = required(distributeMeasure(found, keys));
    expect(shared.reduce((sum, row) => sum + row.quantityMicro, 0)).toBe(found.inMicro);
    expect(new Set(shared.map((row) => row.customer))).toEqual(new Set(["K1", "K2"]));
  });

  it("refuses a measure that the model does not have, and lists those it has", () => {
    const found = costMeasure({ ...question, measure: "kgco2e" });
    expect(found.ok ? [] : found.problems.map((one) => one.message_en)).toEqual([
      'The model "m" has no measure "kgco2e". It has: kwh.',
    ]);
  });
});
