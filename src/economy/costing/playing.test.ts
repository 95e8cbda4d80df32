import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { period } from "../../kernel/index.ts";
import {
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
import { type RandomCase, randomCase, valueOf } from "./random-model.testing.ts";

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
});
