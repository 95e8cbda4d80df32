import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { period } from "../../kernel/index.ts";
import {
  type CostModel,
  type DriverValue,
  type WhatIfBasis,
  costYear,
  distributeToCustomers,
  driverReader,
  imagine,
  packBasis,
  playOf,
  readAssumption,
  unpackBasis,
  valuesOfYear,
  volumeReader,
} from "./index.ts";
import { methods } from "./model.ts";
import { cellOn, modelOfSteps, type RandomCase, randomCase, valueOf } from "./random-model.testing.ts";

const keyBy = (driver: string): CostModel["keys"][number] => ({
  key: driver,
  nameSv: driver,
  nameEn: driver,
  by: { kind: "driver", driver },
  among: "customers",
  ifZero: "refuse",
  line: 1,
});

function basisOf(one: RandomCase): WhatIfBasis {
  return {
    year: 2024,
    scenario: "actual",
    models: [one.model],
    cells: one.cells,
    drivers: [],
    values: one.values,
    frozen: [],
    volumes: [],
    customers: one.customers.map((customer) => ({ customer, name: customer })),
    uses: [],
    services: one.services.map((service) => ({ service })),
    projects: [],
    items: [],
  };
}

/** The same question by the long way: imagined, costed and shared from the beginning. */
function anew(basis: WhatIfBasis, texts: readonly string[]): Map<string, number> | undefined {
  const drivers = driverReader(basis.values, basis.drivers, basis.frozen);
  const keys = { ...basis, drivers, volumes: volumeReader(basis.volumes) };
  const assumptions = texts.flatMap((text) => {
    const read = readAssumption(text);
    return read.ok ? [read.value] : [];
  });
  const codes = {
    services: basis.services.map((one) => one.service),
    customers: basis.customers.map((one) => one.customer),
    items: basis.items,
  };
  const imagined = imagine({ ...basis, drivers, keys }, assumptions, codes);
  if (!imagined.ok) return undefined;
  const costing = costYear({ ...basis, ...imagined.value });
  if (!costing.ok) return undefined;
  const sums = new Map<string, number>();
  for (const part of costing.value.parts) {
    const shared = distributeToCustomers(part, imagined.value.keys);
    if (!shared.ok) return undefined;
    for (const { customer, period: month, amountOre } of shared.value.rows)
      sums.set(`${customer} ${month}`, (sums.get(`${customer} ${month}`) ?? 0) + amountOre);
  }
  return sums;
}

const questions = [
  [],
  ["driver/heads/*=+10%@2024-02"],
  ["driver/fte/S0=+50%"],
  ["cost/element:staff=-7%"],
  ["cost/element:*=+12.5%@2024-02", "driver/heads/K0=+3%"],
] as const;

describe("playing with a year", () => {
  it("gives what imagining and costing anew gives, for every customer and month", () => {
    let answered = 0;
    fc.assert(
      fc.property(randomCase(methods), (one) => {
        const basis = basisOf(one);
        const play = playOf(unpackBasis(JSON.parse(JSON.stringify(packBasis(basis))) as object));
        for (const texts of questions) {
          const expected = anew(basis, texts);
          if (!play.ok) {
            if (texts.length === 0) expect(expected).toBeUndefined();
            continue;
          }
          const assumptions = texts.flatMap((text) => {
            const read = readAssumption(text);
            return read.ok ? [read.value] : [];
          });
          const after = play.value.after(assumptions);
          expect(after.ok).toBe(expected !== undefined);
          if (!after.ok || expected === undefined) continue;
          answered += 1;
          const { customers, periods } = play.value;
          let sum = 0;
          for (const [c, customer] of customers.entries()) {
            for (const [p, month] of periods.entries()) {
              const amount = after.value.amountsOre[c * periods.length + p] as number;
              expect(amount).toBe(expected.get(`${customer} ${month}`) ?? 0);
              sum += amount;
            }
          }
          expect(sum).toBe(after.value.sumOre);
        }
      }),
      { numRuns: 60 },
    );
    expect(answered).toBeGreaterThan(60);
  });

  it("sends everything a costing reads, and nothing is another when it has arrived", () => {
    fc.assert(
      fc.property(randomCase(["step-down"]), (one) => {
        const basis = basisOf(one);
        const { models, ...rest } = unpackBasis(JSON.parse(JSON.stringify(packBasis(basis))) as object);
        const { models: sent, ...others } = basis;
        expect(rest).toEqual(others);
        expect(models.map((model) => [model.pools, model.keys, model.assignments])).toEqual(
          sent.map((model) => [model.pools, model.keys, model.assignments]),
        );
      }),
      { numRuns: 20 },
    );
  });

  it("sends a driver's values as far as they hold within the year", () => {
    const of = (from: string, micro: number): DriverValue => valueOf("heads", "A", period(from), micro);
    const values = [of("2022-05", 1), of("2023-07", 2), of("2024-04", 3), of("2025-01", 4)];
    expect(valuesOfYear(values, 2024).map((one) => one.valueMicro)).toEqual([2, 3]);
    const [all, some] = [driverReader(values), driverReader(valuesOfYear(values, 2024))];
    for (const month of ["2024-01", "2024-03", "2024-04", "2024-12"].map(period))
      expect(some.value("heads", "A", month)).toBe(all.value("heads", "A", month));
  });

  it("reaches what is computed from an imagined driver, frozen months too, the long way and the short", () => {
    const month = period("2024-01");
    const driver = (name: string, formula = ""): WhatIfBasis["drivers"][number] => ({
      driver: name,
      nameSv: name,
      nameEn: name,
      unit: "",
      subject: "customer",
      owner: "",
      source: "",
      definition: "",
      ...(formula === "" ? {} : { formula }),
    });
    const model = {
      ...modelOfSteps([], []),
      keys: [{ ...keyBy("permanent"), key: "staff" }],
      assignments: [{ services: ["*"], key: "staff", line: 1 }],
    };
    const basis: WhatIfBasis = {
      year: 2024,
      scenario: "actual",
      models: [model],
      cells: [{ ...cellOn("", [], "staff", month, 1_000_00), service: "A" }],
      drivers: [driver("headcount"), driver("seasonal"), driver("permanent", "headcount - seasonal")],
      values: [
        valueOf("headcount", "K1", month, 60e6),
        valueOf("headcount", "K2", month, 50e6),
        valueOf("seasonal", "K1", month, 10e6),
        valueOf("seasonal", "K2", month, 0),
      ],
      frozen: [
        { driver: "permanent", period: month, service: "", subject: "K1", valueMicro: 50e6 },
        { driver: "permanent", period: month, service: "", subject: "K2", valueMicro: 50e6 },
      ] as unknown as WhatIfBasis["frozen"],
      volumes: [],
      customers: [
        { customer: "K1", name: "K1" },
        { customer: "K2", name: "K2" },
      ],
      uses: [],
      services: [{ service: "A" }],
      projects: [],
      items: [],
    };
    const play = playOf(basis);
    if (!play.ok) throw new Error(JSON.stringify(play.problems));
    expect([...play.value.before.amountsOre]).toEqual([500_00, 500_00]);
    // 60 - 35 = 25 of 75.
    const text = "driver/seasonal/K1=35";
    const assumption = readAssumption(text);
    const after = assumption.ok ? play.value.after([assumption.value]) : assumption;
    if (!after.ok) throw new Error(JSON.stringify(after.problems));
    expect([...after.value.amountsOre]).toEqual([333_33, 666_67]);
    expect([...(anew(basis, [text])?.values() ?? [])]).toEqual([333_33, 666_67]);
  });
});
