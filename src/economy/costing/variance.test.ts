import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Micro, type Result, microOf, ore, period } from "../../kernel/index.ts";
import {
  type Assumption,
  type CostCell,
  type DriverValue,
  type Imagined,
  type Scenario,
  costYear,
  driverReader,
  effects,
  explainVariance,
  imagine,
  readAssumption,
  readModel,
  volumeReader,
} from "./index.ts";

const model = (key: string): string => `
model: small
valid_from: 2020-01-01
pools: []
steps: []
direct:
  - select: { service: ["*"] }
keys:
  - key: headcount
    by: { driver: headcount }
  - key: pieces
    by: volume
  - key: same
    by: equal
assignments:
  - services: [HR-1]
    key: ${key}
`;

function cell(service: string, month: string, kronor: number, element = "staff"): CostCell {
  return {
    account: "5010",
    element,
    costCentre: "100",
    project: "",
    service,
    customer: "",
    counterparty: "",
    period: period(month),
    amountOre: ore(kronor * 100),
  };
}

const heads = (month: string, counts: Readonly<Record<string, number>>): DriverValue[] =>
  Object.entries(counts).map(([subject, count]) => ({
    driver: "headcount",
    service: "",
    subject,
    periodFrom: period(month),
    valueMicro: microOf(count),
    measuredOn: `${month}-01` as DriverValue["measuredOn"],
  }));

function given(
  cells: readonly CostCell[],
  values: readonly DriverValue[],
  { key = "headcount", pieces = {} }: { key?: string; pieces?: Readonly<Record<string, number>> } = {},
) {
  const drivers = driverReader(values);
  const volumes = volumeReader(
    Object.entries(pieces).map(([customer, count]) => ({
      service: "HR-1",
      item: "PC",
      customer,
      period: cells[0]?.period as Scenario["costing"]["rows"][number]["period"],
      quantityMicro: microOf(count),
    })),
  );
  const customers = ["A", "B", "C"].map((customer) => ({ customer }));
  return {
    cells,
    models: [value(readModel(model(key), "m.yaml"))],
    drivers,
    keys: { drivers, volumes, customers },
  };
}

function scenario({ cells, models, drivers, keys }: Imagined): Scenario {
  const services = [{ service: "HR-1" }, { service: "HR-2" }];
  return { costing: value(costYear({ cells, models, drivers, services, projects: [] })), models, keys };
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problems.map((one) => one.message_en).join("\n"));
  return result.value;
}

describe("explainVariance", () => {
  it("tells a dearer month, more heads in all and a customer that grew apart, each by itself", () => {
    // 100 heads at 10 kr; then 120 heads at 12 kr, of which B has 30 instead of 20 and A 90 instead of 80.
    const from = scenario(given([cell("HR-1", "2024-01", 1000)], heads("2024-01", { A: 80, B: 20 })));
    const to = scenario(given([cell("HR-1", "2024-01", 1440)], heads("2024-01", { A: 90, B: 30 })));
    const variance = value(explainVariance(from, to));
    const told = (customer: string) => variance.rows.find((row) => row.customer === customer)?.effectsOre;
    expect(told("A")).toEqual({ price: 18000, volume: 15000, mix: -5000, key: 0, scope: 0 });
    expect(told("B")).toEqual({ price: 6000, volume: 5000, mix: 5000, key: 0, scope: 0 });
    expect(variance.effectsOre).toEqual({ price: 24000, volume: 20000, mix: 0, key: 0, scope: 0 });
  });

  it("calls a change of rule a key effect, measured on the first side's quantities", () => {
    const values = heads("2024-01", { A: 80, B: 20 });
    const from = scenario(given([cell("HR-1", "2024-01", 900)], values));
    const to = scenario(given([cell("HR-1", "2024-01", 900)], values, { key: "same" }));
    const { rows } = value(explainVariance(from, to));
    expect(rows.map((row) => [row.customer, row.effectsOre.key])).toEqual([
      ["A", -42000],
      ["B", 12000],
      ["C", 30000],
    ]);
    for (const row of rows) expect(row.effectsOre.mix).toBe(0);
  });

  it("compares a year with the next month by month", () => {
    const from = scenario(given([cell("HR-1", "2023-03", 100)], heads("2023-01", { A: 1 })));
    const to = scenario(given([cell("HR-1", "2024-03", 130)], heads("2024-01", { A: 1 })));
    const { rows } = value(explainVariance(from, to));
    expect(rows).toMatchObject([{ period: "2024-03", fromOre: 10000, toOre: 13000 }]);
    expect(rows[0]?.effectsOre.price).toBe(3000);
  });

  it("calls a service that begins, and one that is shared on one side only, scope", () => {
    const values = heads("2024-01", { A: 1 });
    const from = scenario(given([cell("HR-1", "2024-01", 100)], values));
    const to = scenario(given([cell("HR-1", "2024-01", 100), cell("HR-2", "2024-01", 50)], values));
    const variance = value(explainVariance(from, to));
    expect(variance.rows.find((row) => row.service === "HR-2")?.effectsOre.scope).toBe(5000);
    expect(variance.effectsOre.scope).toBe(5000);
  });

  const kronor = fc.integer({ min: -50_000, max: 5_000_000 });
  const counts = fc.record({
    A: fc.integer({ min: 0, max: 900 }),
    B: fc.integer({ min: 0, max: 900 }),
    C: fc.integer({ min: 1, max: 900 }),
  });
  const side = fc
    .record({
      staff: kronor,
      it: kronor,
      other: kronor,
      heads: counts,
      pieces: counts,
      key: fc.constantFrom("headcount", "pieces", "same"),
    })
    .map((one) =>
      scenario(
        given(
          [
            cell("HR-1", "2024-01", one.staff),
            cell("HR-1", "2024-01", one.it, "it"),
            cell("HR-2", "2024-01", one.other),
          ],
          heads("2024-01", one.heads),
          one,
        ),
      ),
    );

  it("sums to the difference of every row, and key and mix only move cost between customers", () => {
    fc.assert(
      fc.property(side, side, (from, to) => {
        const { rows, effectsOre } = value(explainVariance(from, to));
        for (const row of rows) {
          const sum = effects.reduce((total, effect) => total + row.effectsOre[effect], 0);
          expect(sum).toBe(row.toOre - row.fromOre);
        }
        expect([effectsOre.key, effectsOre.mix]).toEqual([0, 0]);
        expect(rows.reduce((sum, row) => sum + row.toOre, 0)).toBe(to.costing.outOre);
      }),
    );
  });

  it("adds up: from a to b and on to c is from a to c, row by row", () => {
    fc.assert(
      fc.property(side, side, side, (a, b, c) => {
        const difference = (from: Scenario, to: Scenario): Map<string, number> =>
          new Map(
            value(explainVariance(from, to)).rows.map((row) => [
              [row.service, row.customer, row.element].join("/"),
              row.toOre - row.fromOre,
            ]),
          );
        const [ab, bc, ac] = [difference(a, b), difference(b, c), difference(a, c)];
        for (const key of new Set([...ab.keys(), ...bc.keys(), ...ac.keys()])) {
          expect((ab.get(key) ?? 0) + (bc.get(key) ?? 0)).toBe(ac.get(key) ?? 0);
        }
      }),
    );
  });

  it("finds no effect between a scenario and itself", () => {
    fc.assert(
      fc.property(side, (same) => {
        expect(Object.values(value(explainVariance(same, same)).effectsOre).every((one) => one === 0)).toBe(
          true,
        );
      }),
    );
  });
});

describe("imagine", () => {
  const books = () =>
    given([cell("HR-1", "2024-01", 900), cell("HR-1", "2024-02", 900)], heads("2024-01", { A: 80, B: 20 }));
  const codes = { services: ["HR-1", "HR-2"], customers: ["A", "B", "C"], items: ["PC"] };
  const assume = (text: string): Assumption => value(readAssumption(text));
  const shared = (text: string) => {
    const base = books();
    const told = value(
      explainVariance(scenario(base), scenario(value(imagine(base, [assume(text)], codes)))),
    );
    return told.effectsOre;
  };

  it("moves cost between customers when a driver changes, from the month it is said to", () => {
    const base = books();
    const other = value(imagine(base, [assume("driver/headcount/A=180@2024-02")], codes));
    const { rows } = value(explainVariance(scenario(base), scenario(other)));
    expect(rows.filter((row) => row.period === "2024-01").every((row) => row.fromOre === row.toOre)).toBe(
      true,
    );
    expect(rows.find((row) => row.period === "2024-02" && row.customer === "A")?.toOre).toBe(81000);
  });

  it("reads percent, kronor-like numbers, patterns and cost selections", () => {
    expect(assume("driver/headcount/*=+10%")).toEqual({
      kind: "driver",
      driver: "headcount",
      subject: "*",
      to: { kind: "times", ratioMicro: 1_100_000 as Micro },
      from: undefined,
    });
    expect(shared("cost/element:staff=+3%@2024-02")).toMatchObject({ price: 2700 });
    expect(shared("key/HR-*=same")).toMatchObject({ key: 0, price: 0 });
  });

  it.each([
    "",
    "driver",
    "driver/headcount=5",
    "driver/headcount/A=many",
    "driver/headcount/A=-5",
    "cost/staff=3%",
    "cost/element:staff=5",
    "driver/headcount/A=5@2024-13",
    "volume/PC/A=-101%",
  ])("refuses what it cannot read: %j", (text) => {
    const read = readAssumption(text);
    expect(read.ok ? [] : read.problems.map((one) => one.code.split(".")[0])).toEqual(["costing"]);
  });

  it.each([
    ["driver/heads/A=5", "costing.unknown-driver"],
    ["driver/headcount/AA=5", "costing.assumption-touches-nothing"],
    ["volume/PX/A=5", "costing.assumption-touches-nothing"],
    ["volume/PC/Q=5", "costing.unknown-customer"],
    ["key/HR-1=none", "costing.unknown-key"],
    ["key/XX=same", "costing.unknown-service"],
    ["cost/account:9*=+3%", "costing.assumption-touches-nothing"],
  ])("refuses an assumption about something unknown: %s", (text, code) => {
    const imagined = imagine(books(), [assume(text)], codes);
    expect(imagined.ok ? [] : imagined.problems.map((one) => one.code)).toEqual([code]);
  });

  it("changes nothing that it was given", () => {
    const base = books();
    const before = JSON.stringify([
      base.cells,
      base.models,
      base.drivers.value("headcount", "A", period("2024-01")),
    ]);
    value(imagine(base, [assume("driver/headcount/A=1"), assume("cost/element:*=-50%")], codes));
    const after = JSON.stringify([
      base.cells,
      base.models,
      base.drivers.value("headcount", "A", period("2024-01")),
    ]);
    expect(after).toBe(before);
  });
});
