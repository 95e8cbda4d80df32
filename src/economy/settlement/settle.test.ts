import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ore, type Ore, required, sumOre } from "../../kernel/index.ts";
import {
  lastPeriodOf,
  readPolicies,
  restOf,
  settle,
  type SettlementInput,
  type SettlementPolicy,
} from "./index.ts";

const policy: SettlementPolicy = {
  year: 2024,
  classes: ["core"],
  scope: "operation",
  basis: "ytd@11",
  level: "service",
  distribution: "by-paid",
  booking: "invoice-in-year",
  rest: "to-equity",
  thresholdOre: ore(0),
  financing: [],
};

const services = [
  { service: "HR-1", class: "core" },
  { service: "HR-2", class: "core" },
  { service: "X-1", class: "additional" },
];

const paid = (service: string, customer: string, kronor: number) => ({
  service,
  customer,
  amountOre: ore(kronor * 100),
});

const input: SettlementInput = {
  policy,
  services,
  invoiced: [
    paid("HR-1", "GSF", 600),
    paid("HR-1", "AFF", 300),
    paid("HR-2", "GSF", 100),
    paid("X-1", "GSF", 999),
  ],
  cost: [
    { service: "HR-1", amountOre: ore(80_000) },
    { service: "HR-2", amountOre: ore(13_000) },
    { service: "X-1", amountOre: ore(1) },
  ],
};

describe("settle", () => {
  test("pays the surplus back by what each paid, and invoices the deficit", () => {
    const { services: rows, customers, totalOre } = required(settle(input));
    expect(rows.map((row) => [row.service, row.recoveryOre, row.settledOre])).toEqual([
      ["HR-1", 10_000, 10_000],
      ["HR-2", -3000, -3000],
    ]);
    expect(customers.map((row) => [row.customer, row.amountOre])).toEqual([
      ["AFF", 3333],
      ["GSF", 3667],
    ]);
    expect(totalOre).toBe(7000);
    expect(customers[0]?.because[0]?.sentence_sv).toContain("33,33 % av överskottet 100,00 kr");
    expect(customers[1]?.because[1]?.sentence_sv).toContain("30,00 kr att betala");
  });

  test("evens out within a class when the policy says so", () => {
    const { customers, totalOre } = required(settle({ ...input, policy: { ...policy, level: "class" } }));
    expect(totalOre).toBe(7000);
    expect(customers.map((row) => [row.customer, row.amountOre])).toEqual([
      ["AFF", 2100],
      ["GSF", 4900],
    ]);
  });

  test("a decided internal financing lowers what is paid back", () => {
    const financing = [
      {
        decision: "INS 2024 § 101",
        from: { service: "HR-1", activity: "operation" as const },
        to: { service: "X-1", activity: "change" as const },
        amountOre: ore(4000),
      },
    ];
    const { services: rows } = required(settle({ ...input, policy: { ...policy, financing } }));
    expect(rows[0]).toMatchObject({ financingOre: 4000, recoveryOre: 6000, settledOre: 6000 });
  });

  test("a smaller surplus than the threshold stays in the result", () => {
    const { totalOre, computedOre } = required(
      settle({ ...input, policy: { ...policy, thresholdOre: ore(5000) } }),
    );
    expect([totalOre, computedOre]).toEqual([10_000, 7000]);
  });

  test("another decided total scales the surplus and leaves the deficit", () => {
    const decided = { ...policy, decidedTotalOre: ore(1000) };
    const { totalOre, services: rows } = required(settle({ ...input, policy: decided }));
    expect(totalOre).toBe(1000);
    expect(rows.map((row) => row.settledOre)).toEqual([4000, -3000]);
    const impossible = settle({ ...input, policy: { ...policy, decidedTotalOre: ore(-5000) } });
    expect(impossible).toMatchObject({
      ok: false,
      problems: [{ code: "settlement.decided-total-impossible" }],
    });
  });

  test("a service that nobody paid for is refused by name", () => {
    const refusal = settle({ ...input, invoiced: input.invoiced.filter((row) => row.service !== "HR-2") });
    expect(refusal).toMatchObject({ ok: false, problems: [{ code: "settlement.no-payer" }] });
    expect(refusal.ok ? "" : refusal.problems[0]?.message_en).toContain("HR-2");
  });

  test("revenue that names no customer is in the recovery and in nobody's share", () => {
    const provision = { service: "HR-1", customer: "", amountOre: ore(-1000) };
    const { services: rows, customers } = required(
      settle({ ...input, invoiced: [...input.invoiced, provision] }),
    );
    expect(rows[0]?.recoveryOre).toBe(9000);
    expect(customers.map((row) => row.customer)).toEqual(["AFF", "GSF"]);
  });

  test("by cost, a customer shares what its use cost", () => {
    const customerCost = [paid("HR-1", "GSF", 400), paid("HR-1", "AFF", 400), paid("HR-2", "GSF", 130)];
    const { customers } = required(
      settle({ ...input, customerCost, policy: { ...policy, distribution: "by-cost" } }),
    );
    expect(customers.map((row) => [row.customer, row.amountOre])).toEqual([
      ["AFF", 5000],
      ["GSF", 2000],
    ]);
  });

  test("for any books the customers' shares are the total, to the öre", () => {
    const amount = fc.integer({ min: 0, max: 10 ** 11 }).map(ore);
    const row = fc.record({
      service: fc.constantFrom("HR-1", "HR-2"),
      customer: fc.constantFrom("A", "B", "C", "D"),
      amountOre: amount,
    });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 30 }),
        amount,
        amount,
        fc.constantFrom("service" as const, "class" as const, "all" as const),
        (invoiced, a, b, level) => {
          const both = [paid("HR-1", "A", 1), paid("HR-2", "B", 1), ...invoiced];
          const cost = [
            { service: "HR-1", amountOre: a },
            { service: "HR-2", amountOre: b },
          ];
          const result = required(settle({ policy: { ...policy, level }, services, invoiced: both, cost }));
          const sum = (rows: readonly Ore[]) => sumOre(rows);
          expect(result.totalOre).toBe(sum(both.map((r) => r.amountOre)) - a - b);
          expect(sum(result.customers.map((r) => r.amountOre))).toBe(result.totalOre);
          expect(sum(result.services.map((r) => r.settledOre))).toBe(result.totalOre);
          for (const r of result.customers) expect(sum(r.because.map((x) => x.amountOre))).toBe(r.amountOre);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test("the rest is the final recovery less what was issued", () => {
  const rest = restOf({
    final: [
      { service: "HR-1", recoveryOre: ore(11_000) },
      { service: "HR-3", recoveryOre: ore(-5) },
    ],
    issued: [{ service: "HR-1", settledOre: ore(10_000) }],
  });
  expect(rest.totalOre).toBe(995);
  expect(rest.services.map((row) => row.restOre)).toEqual([1000, -5]);
});

describe("policies", () => {
  test("are read from the provider's settings", () => {
    const settings = {
      settlement: {
        policies: [
          {
            year: 2024,
            classes: ["core", "infrastructure"],
            basis: "ytd@11",
            booking: "invoice-in-year",
            financing: [
              {
                decision: "D-1",
                from: { service: "DI-01", activity: "operation" },
                to: { service: "DI-02", activity: "change" },
                amount: "3700000.00",
              },
            ],
          },
        ],
      },
    };
    const [first] = required(readPolicies(settings));
    expect(first).toMatchObject({ level: "service", distribution: "by-paid", thresholdOre: 0 });
    expect(first?.financing[0]?.amountOre).toBe(370_000_000);
    expect(lastPeriodOf("ytd@11", 2024)).toBe("2024-11");
  });

  test("with an unknown word are refused with the place", () => {
    const result = readPolicies({
      settlement: { policies: [{ year: 2024, classes: ["a"], basis: "autumn" }] },
    });
    expect(result.ok ? [] : result.problems.map((p) => p.code)).toEqual([
      "settlement.policy-unreadable",
      "settlement.policy-unreadable",
    ]);
  });
});
