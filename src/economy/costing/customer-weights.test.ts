import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Day, type Micro, type Ore, type Period, byCode, required } from "../../kernel/index.ts";
import {
  type Basis,
  type CostModel,
  costServices,
  distributeToCustomers,
  driverReader,
  type DriverValue,
  type KeyException,
  splitToCustomers,
  volumeReader,
} from "./index.ts";
import { cellOn, modelOfSteps, months, valueOf } from "./random-model.testing.ts";

const customers = ["K0", "K1", "K2", "K3"];
const services = ["S0", "S1"];
const [first] = months as [Period];

const share = fc.integer({ min: 0, max: 9_000_000 }).map((weight) => weight as Micro);
const shares = fc.array(share, { minLength: 4, maxLength: 4 }).map((of): Basis => ({
  kind: "shares",
  shares: new Map(customers.map((customer, i) => [customer, of[i] as Micro])),
}));
const proportional: fc.Arbitrary<Basis> = fc.oneof(
  fc.constant<Basis>({ kind: "driver", driver: "heads" }),
  fc.constant<Basis>({ kind: "driver", driver: "per-service" }),
  fc.constant<Basis>({ kind: "equal" }),
  fc.constant<Basis>({ kind: "use" }),
  fc.constant<Basis>({ kind: "volume" }),
  fc.constant<Basis>({ kind: "volume", items: ["i1"] }),
  shares,
);
const basis: fc.Arbitrary<Basis> = fc.oneof(
  { weight: 4, arbitrary: proportional },
  // The reader of models asks for the rest of agreed amounts.
  fc.tuple(fc.integer({ min: 0, max: 5_000 }), proportional).map(([agreed, rest]): Basis => ({
    kind: "agreed",
    yearly: new Map([["K1", (agreed * 12) as Ore]]),
    rest,
  })),
);
const exception = fc
  .record({
    customer: fc.constantFrom(...customers),
    change: fc.oneof(
      fc.constant<KeyException["change"]>({ kind: "subtract", driver: "seasonal" }),
      fc.constant<KeyException["change"]>({ kind: "instead", driver: "seasonal" }),
      share.map((weightMicro): KeyException["change"] => ({ kind: "fixed", weightMicro })),
    ),
    validTo: fc.option(fc.constantFrom("2024-01-31" as Day, "2023-12-31" as Day)),
  })
  .map(({ customer, change, validTo }) => ({
    customer,
    change,
    key: "heads",
    validFrom: "2022-01-01" as Day,
    ...(validTo === null ? {} : { validTo }),
    decision: "D",
    explainSv: "",
    explainEn: "",
    line: 1,
  }));

describe("the weights of a year at a time", () => {
  it("share every service and month as the weights with reasons do, one service and month at a time", () => {
    let [named, unnamed] = [0, 0];
    fc.assert(
      fc.property(
        basis,
        fc.constantFrom("customers" as const, "users" as const),
        fc.constantFrom("refuse" as const, "unallocated" as const),
        fc.array(exception, { maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 24, maxLength: 24 }),
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        (by, among, ifZero, exceptions, numbers, used) => {
          let next = 0;
          const number = (): number => numbers[next++ % numbers.length] as number;
          const base = modelOfSteps([], []);
          const model: CostModel = {
            ...base,
            keys: [{ key: "heads", nameSv: "", nameEn: "", by, among, ifZero, line: 1 }],
            exceptions,
          };
          const values: DriverValue[] = customers.flatMap((customer) => [
            valueOf("heads", customer, first, number()),
            valueOf("seasonal", customer, first, number() >> 2),
            { ...valueOf("per-service", customer, first, number()), service: "S1" },
            valueOf("per-service", customer, first, number()),
          ]);
          const drivers = driverReader(values);
          const volumes = volumeReader(
            customers.flatMap((customer) =>
              ["i1", "i2"].map((item) => ({
                service: "S0",
                item,
                customer,
                period: first,
                quantityMicro: number() as Micro,
              })),
            ),
          );
          const keys = {
            drivers,
            volumes,
            customers: customers.map((customer, i) => ({
              customer,
              ...(i === 3 ? { validFrom: "2024-02-01" as Day } : {}),
            })),
            uses: services.flatMap((service, s) =>
              customers.flatMap((customer, i) =>
                used[s * 4 + i] ? [{ customer, service, validFrom: "2024-01-15" as Day }] : [],
              ),
            ),
          };
          const cells = services.flatMap((service, s) =>
            months.flatMap((month) => [
              cellOn(service, [], "it", month, 100_003 * (s + 1)),
              cellOn(service, [], "staff", month, s === 0 ? 7 : -40_000),
            ]),
          );
          const costing = required(
            costServices({
              cells,
              model,
              drivers,
              services: services.map((service) => ({ service })),
              projects: [],
            }),
          );
          const whole = distributeToCustomers(costing, keys);
          const one = services.flatMap((service) =>
            months.map((period) => {
              const amounts = ["it", "staff"].map((element) =>
                cells
                  .filter((c) => c.service === service && c.period === period && c.element === element)
                  .reduce((sum, c) => sum + c.amountOre, 0),
              );
              return { service, period, split: splitToCustomers({ model, keys, service, period, amounts }) };
            }),
          );
          const soft = ["costing.no-users", "costing.service-without-key"];
          const hard = one.flatMap(({ split }) =>
            split.ok || split.problems.every((p) => soft.includes(p.code)) ? [] : split.problems,
          );
          expect(
            whole.ok ? [] : [...whole.problems].sort((a, b) => byCode(a.message_en, b.message_en)),
          ).toEqual([...hard].sort((a, b) => byCode(a.message_en, b.message_en)));
          if (!whole.ok) return;
          for (const { service, period, split } of one) {
            const found = whole.value.splits.find(
              (each) =>
                costing.grid.services[each.node >> 1] === service &&
                costing.grid.periods[each.periodIndex] === period,
            );
            if (split.ok) {
              named += 1;
              expect(found?.customers).toEqual(split.value.customers);
              expect(found?.parts).toEqual(split.value.parts);
            } else {
              unnamed += 1;
              expect(found?.customers).toEqual([""]);
            }
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(named).toBeGreaterThan(300);
    expect(unnamed).toBeGreaterThan(20);
  });
});
