import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ore, required, sumOre } from "../../kernel/index.ts";
import {
  accrualVoucher,
  basisText,
  isForecast,
  lastBookedOf,
  lastPeriodOf,
  parseBasis,
  readAlternative,
  readPolicies,
  restOf,
  settle,
  settlementId,
  settlementLines,
  type SettlementPolicy,
} from "./index.ts";

const words = {
  classes: [["core"], ["core", "infrastructure"]],
  scope: ["operation", "operation-and-change"],
  basis: ["ytd@11", "ytd@11+forecast", "full-year"],
  level: ["service", "class", "all"],
  distribution: ["by-paid", "by-cost"],
  booking: ["invoice-in-year", "accrue-and-credit-next-year"],
  rest: ["to-equity", "carried-forward"],
} as const;

/** Every policy that the words can say. */
function everyPolicy(): Record<string, unknown>[] {
  let policies: Record<string, unknown>[] = [{ year: 2024 }];
  for (const [word, choices] of Object.entries(words))
    policies = policies.flatMap((policy) => choices.map((choice) => ({ ...policy, [word]: choice })));
  return policies;
}

const services = [
  { service: "HR-1", class: "core" },
  { service: "HR-2", class: "core" },
  { service: "DI-1", class: "infrastructure" },
  { service: "X-1", class: "additional" },
];
const service = fc.constantFrom("HR-1", "HR-2", "DI-1", "X-1");
const amountOre = fc.integer({ min: 0, max: 10 ** 11 }).map(ore);
const share = fc.record({ service, customer: fc.constantFrom("A", "B", "C", "D"), amountOre });
// Each customer has paid and cost something of each service, so that a target always has somebody to go to.
const everybody = services.flatMap((row) =>
  ["A", "B"].map((customer) => ({ service: row.service, customer, amountOre: ore(100) })),
);
const books = fc.record({
  invoiced: fc.array(share, { maxLength: 20 }).map((rows) => [...rows, ...everybody]),
  customerCost: fc.array(share, { maxLength: 20 }).map((rows) => [...rows, ...everybody]),
  cost: fc.array(fc.record({ service, amountOre }), { maxLength: 8 }),
  carried: fc.array(fc.record({ service, amountOre: fc.integer({ min: -1e6, max: 1e6 }).map(ore) }), {
    maxLength: 3,
  }),
});

const posting = {
  settlementSeries: "UR",
  settlementAccounts: [
    { class: "core", account: "3211" },
    { class: "infrastructure", account: "3212" },
  ],
  revenueCostCentres: new Map([["shared", "200"]]),
  accruedSettlementAccount: "2980",
} as unknown as Parameters<typeof accrualVoucher>[2];
const billed = services.map((row) => ({ ...row, department: "shared" })) as unknown as Parameters<
  typeof accrualVoucher
>[3];

describe("every policy that can be written", () => {
  test("gives the customers the decided total to the öre, with or without one and a threshold", () => {
    const policies = everyPolicy();
    expect(policies).toHaveLength(2 * 2 * 3 * 3 * 2 * 2 * 2);
    let scaled = 0;
    for (const words of policies) {
      fc.assert(
        fc.property(
          books,
          fc.constantFrom(0, 1000, 10 ** 10),
          fc.option(fc.integer({ min: 1, max: 50 })),
          (given, threshold_ore, percent) => {
            const plain = policyOf({ ...words, threshold_ore });
            const computed = required(settle({ ...given, policy: plain, services }));
            // A board decides part of what was computed; half of nothing is nothing to decide.
            const decided =
              percent === null || computed.totalOre === 0 || hasTwoSides(computed.services)
                ? undefined
                : Math.trunc((computed.totalOre * percent) / 100);
            const policy =
              decided === undefined
                ? plain
                : policyOf({ ...words, threshold_ore, decided_total_ore: decided });
            const settled = required(settle({ ...given, policy, services }));
            if (decided !== undefined) scaled += 1;
            expect(settled.totalOre).toBe(decided ?? computed.totalOre);
            expect(sumOre(settled.customers.map((row) => row.amountOre))).toBe(settled.totalOre);
            expect(sumOre(settled.services.map((row) => row.settledOre))).toBe(settled.totalOre);
            for (const row of settled.customers)
              expect(sumOre(row.because.map((reason) => reason.amountOre))).toBe(row.amountOre);
            if (threshold_ore === 0 && decided === undefined)
              expect(settled.totalOre).toBe(sumOre(settled.services.map((row) => row.recoveryOre)));
            for (const row of settled.services) expect(policy.classes).toContain(row.class);
            // The same total on the documents, and in the provision where there is one.
            const lines = settlementLines(settled, policy);
            expect(sumOre(lines.map((line) => line.netOre)) + settled.totalOre).toBe(0);
            const accrues = policy.booking === "accrue-and-credit-next-year";
            for (const line of lines)
              expect(line.postedTo).toBe(accrues ? "accrued-settlement" : "settlement");
            const voucher = accrualVoucher({ settlement: "s", year: 2024 }, settled, posting, billed);
            expect(sumOre(voucher.lines.map((line) => line.amountOre))).toBe(0);
            expect((voucher.lines.at(-1)?.amountOre ?? 0) + settled.totalOre).toBe(0);
            // What is settled and what is left of it come to the final recovery.
            const rest = restOf({ final: settled.services, issued: settled.services });
            expect(rest.totalOre + settled.totalOre).toBe(
              sumOre(settled.services.map((row) => row.recoveryOre)),
            );
          },
        ),
        { numRuns: 3 },
      );
    }
    expect(scaled).toBeGreaterThan(100);
  });

  test("carries what the year before left into the recovery, and by nothing else", () => {
    const policy = policyOf({
      year: 2024,
      classes: ["core"],
      basis: "full-year",
      booking: "invoice-in-year",
    });
    const given = { policy, services, invoiced: everybody, cost: [] };
    const alone = required(settle(given));
    const carried = required(settle({ ...given, carried: [{ service: "HR-1", amountOre: ore(-50) }] }));
    expect(carried.totalOre).toBe(alone.totalOre - 50);
    expect(carried.services.map((row) => [row.service, row.carriedOre])).toEqual([
      ["HR-1", -50],
      ["HR-2", 0],
    ]);
  });
});

describe("a basis", () => {
  test.each([
    ["ytd@11", "ytd@11", false, "2024-11", "2024-11", "2024-preliminary"],
    ["ytd@3", "ytd@03", false, "2024-03", "2024-03", "2024-preliminary"],
    ["ytd@11+forecast", "ytd@11+forecast", true, "2024-11", "2024-12", "2024-preliminary"],
    ["ytd@12+forecast", "ytd@12", false, "2024-12", "2024-12", "2024-final"],
    ["full-year", "full-year", false, "2024-12", "2024-12", "2024-final"],
  ])("%s", (text, printed, forecast, booked, last, id) => {
    const basis = parseBasis(text);
    if (basis === undefined) throw new Error(`${text} is a basis`);
    expect([
      basisText(basis),
      isForecast(basis),
      lastBookedOf(basis, 2024),
      lastPeriodOf(basis, 2024),
    ]).toEqual([printed, forecast, booked, last]);
    expect(settlementId(2024, basis)).toBe(id);
  });

  test.each(["ytd@0", "ytd@13", "ytd@11+guess", "ytd@", "forecast", "year"])("%s is none", (text) => {
    expect(parseBasis(text)).toBeUndefined();
  });
});

describe("another policy to weigh", () => {
  const settings = {
    settlement: {
      policies: [
        { year: 2024, classes: ["core"], basis: "ytd@11", booking: "invoice-in-year", level: "class" },
      ],
    },
  };
  test("is the year's own but for what it says", () => {
    const policy = required(readAlternative(settings, 2024, { distribution: "by-cost" }, "other"));
    expect(policy).toMatchObject({
      level: "class",
      distribution: "by-cost",
      basis: "ytd@11",
      classes: ["core"],
    });
  });

  test.each([
    ["words", ["settlement.policy-unreadable"]],
    [["level"], ["settlement.policy-unreadable"]],
    [{ lvl: "all" }, ["settlement.policy-unreadable"]],
    [{ year: 2023 }, ["settlement.policy-unreadable"]],
    [{ classes: [] }, ["settlement.policy-unreadable"]],
    [{ threshold_ore: 1.5 }, ["settlement.policy-unreadable"]],
  ])("%j is refused", (source, codes) => {
    const result = readAlternative(settings, 2024, source, "other");
    expect(result.ok ? [] : result.problems.map((problem) => problem.code)).toEqual(codes);
    expect(readAlternative(settings, 2023, {}, "other").ok).toBe(false);
  });
});

function policyOf(source: Record<string, unknown>): SettlementPolicy {
  const [policy] = required(readPolicies({ settlement: { policies: [source] } }));
  if (policy === undefined) throw new Error("a policy");
  return policy;
}

/** Whether some pools are owed and others owe: then less is decided of one side only, and it may be impossible. */
function hasTwoSides(rows: readonly { readonly settledOre: number }[]): boolean {
  return rows.some((row) => row.settledOre > 0) && rows.some((row) => row.settledOre < 0);
}
