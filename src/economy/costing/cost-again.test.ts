import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Micro, required } from "../../kernel/index.ts";
import {
  type CostModel,
  costAgain,
  type DriverValue,
  driverReader,
  methods,
  noVolumes,
  placeCells,
  costInFull,
  type Costed,
} from "./index.ts";
import { type RandomCase, randomCase } from "./random-model.testing.ts";

const times = Number(process.env["UNDERLAG_RANDOM_MODELS"] ?? 1);

function inputsOf(one: RandomCase, values: readonly DriverValue[]) {
  const drivers = driverReader(values);
  const customers = one.customers.map((customer) => ({ customer }));
  return { drivers, keys: { drivers, volumes: noVolumes, customers } };
}

/** All that can be asked of a what-if, flows and rows too. */
function told({ costing, customers }: Costed): unknown {
  return {
    rows: costing.rows,
    customers: customers.rows,
    flows: costing.flows.map((flow) => flow.months),
    gross: costing.blocks.map((block) => block.months.map((month) => month?.gross)),
  };
}

function secondKey(model: CostModel): CostModel {
  return {
    ...model,
    keys: [
      ...model.keys,
      {
        key: "alike",
        nameSv: "",
        nameEn: "",
        by: { kind: "equal" },
        among: "customers",
        ifZero: "refuse",
        line: 1,
      },
    ],
    assignments: [
      { services: ["S0"], key: "alike", line: 1 },
      { services: ["S1", "S2", "S3"], key: "heads", line: 1 },
    ],
  };
}

describe("a what-if changed a little", () => {
  it("is exactly what it would be if made from the beginning", () => {
    let [answered, reused] = [0, 0];
    fc.assert(
      fc.property(
        randomCase(methods),
        fc.constantFrom("fte", "heads"),
        fc.nat(),
        fc.integer({ min: 0, max: 99 }),
        fc.boolean(),
        (one, driver, at, weight, otherKey) => {
          const placed = required(
            placeCells({ ...one, services: one.services.map((service) => ({ service })), projects: [] }),
          );
          const before = costInFull(placed, inputsOf(one, one.values));
          if (!before.ok) return;
          const candidates = one.values.filter((value) => value.driver === driver);
          const chosen = candidates[at % candidates.length];
          const values = one.values.map((value) =>
            value === chosen ? { ...value, valueMicro: weight as Micro } : value,
          );
          const model = otherKey ? secondKey(one.model) : one.model;
          const inputs = { ...inputsOf(one, values), model };
          const changed = costAgain(before.value, inputs, {
            drivers: [driver],
            keys: otherKey ? ["alike"] : [],
          });
          const anew = costInFull({ ...placed, model }, inputs);
          expect(changed.ok).toBe(anew.ok);
          if (!changed.ok || !anew.ok) {
            expect(changed).toEqual(anew);
            return;
          }
          answered += 1;
          expect(told(changed.value)).toEqual(told(anew.value));
          if (changed.value.customers.splits.some((split) => before.value.customers.splits.includes(split)))
            reused += 1;
        },
      ),
      { numRuns: 500 * times },
    );
    expect(answered).toBeGreaterThan(100);
    expect(reused).toBeGreaterThan(20);
  });
});
