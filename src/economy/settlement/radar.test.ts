import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Ore, ore, period, periodOf, periodsOfYear, required, sumOre } from "../../kernel/index.ts";
import type { SettlementPolicy } from "./policy.ts";
import { radar, type RadarFacts, radarTrack } from "./radar.ts";
import { evenSeason, expectedMonth, nearerSeason, seasonsOf } from "./season.ts";
import { settle } from "./settle.ts";

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

/** Staff at 1 000 kronor a month but 400 in July; income a twelfth of what the year costs, and a little more. */
function facts(change: Partial<RadarFacts> = {}): RadarFacts {
  const staff = (year: number, factor: number) =>
    periodsOfYear(year).map((month, at) => ({
      service: "LON",
      element: "staff",
      period: month,
      amountOre: ore((at === 6 ? 40_000 : 100_000) * factor),
    }));
  return {
    policy,
    services: [{ service: "LON", class: "core" }],
    carried: [],
    invoiced: periodsOfYear(2024).map((month) => ({
      service: "LON",
      customer: "GSF",
      period: month,
      amountOre: ore(200_000),
    })),
    cost: staff(2024, 2),
    earlier: staff(2023, 1),
    earlierYears: [2023],
    invoicedBefore: [],
    forecasts: [],
    ...change,
  };
}

describe("the season", () => {
  it("does not take a cheap July for a surplus", () => {
    // The year came to 12 x 2 000 - 11 x 2 000 - 800 = 1 200.
    const track = radarTrack(facts());
    expect(track.cameOre).toBe(120_000);
    expect(track.months.map((row) => row.missedOre)).toEqual(Array.from({ length: 12 }, () => 0));
    // In July a twelfth is 12 800 / 7 = 1 828.57, five times over, where 2 000 a month is what comes.
    expect(track.months[6]?.evenMissedOre).toBe(5 * (200_000 - 182_857));
  });

  it("is taken month by month from earlier years, a credited month as nothing", () => {
    const months = [
      { element: "it", period: period("2022-01"), amountOre: ore(300) },
      { element: "it", period: period("2023-01"), amountOre: ore(100) },
      { element: "it", period: period("2023-02"), amountOre: ore(-50) },
      { element: "it", period: period("2023-03"), amountOre: ore(200) },
    ];
    expect(seasonsOf(months).get("it")?.slice(0, 4)).toEqual([400, 0, 200, 0]);
  });

  it("of income is the year before's where the months so far are more like it", () => {
    const quarterly = [1, 1, 4, 1, 1, 4, 1, 1, 4, 1, 1, 4];
    expect(nearerSeason([10, 10, 40], evenSeason, quarterly)).toBe(quarterly);
    expect(nearerSeason([20, 20, 20], evenSeason, quarterly)).toBe(evenSeason);
    expect(nearerSeason([10], evenSeason, quarterly)).toBe(evenSeason);
  });

  it("gives an exact proportion, also of large amounts and credits", () => {
    const weight = fc.integer({ min: 0, max: 2 ** 40 });
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 11), max: 10 ** 11 }),
        fc.array(weight, { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 1, max: 11 }),
        (amount, months, through) => {
          // Past what öre can hold nothing is promised.
          const season = months.map((one) => (one % 1000) + 1);
          const whole = BigInt(season.slice(0, through).reduce((sum, one) => sum + one, 0));
          const told = expectedMonth(ore(amount), { season, through, month: 12 });
          const twice = 2n * (BigInt(told) * whole - BigInt(amount) * BigInt(season[11] as number));
          // At most an öre away: the exact share is rounded down or up, never further.
          expect(twice < 2n * whole && twice > -2n * whole).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("the radar", () => {
  it("takes the latest forecast that was there when the month was asked about", () => {
    const plan = (month: number, amountOre: Ore) => ({
      plan: `forecast-2024-${String(month).padStart(2, "0")}`,
      asOf: periodOf(2024, month),
      cost: periodsOfYear(2024).map((at) => ({ service: "LON", element: "staff", period: at, amountOre })),
    });
    const known = facts({ forecasts: [plan(10, ore(100)), plan(4, ore(500))] });
    expect(radar(known, period("2024-03"))).toMatchObject({ method: "season" });
    expect(radar(known, period("2024-06"))).toMatchObject({
      plan: "forecast-2024-04",
      services: [{ costOre: 1_200_000, costRestOre: 3000 }],
    });
    expect(radar(known, period("2024-11"))).toMatchObject({
      plan: "forecast-2024-10",
      services: [{ costRestOre: 100 }],
    });
  });

  it("equals the final settlement in December and sums over customers every month, whatever the books hold", () => {
    const amount = fc.integer({ min: -500_000, max: 5_000_000 });
    const month = fc.record({
      service: fc.constantFrom("A", "B"),
      customer: fc.constantFrom("X", "Y", "Z"),
      element: fc.constantFrom("staff", "it"),
      month: fc.integer({ min: 1, max: 12 }),
      amount,
    });
    const rowOf = (
      { amount: value, month: at, ...row }: { month: number; amount: number },
      year: number,
    ) => ({
      ...row,
      period: periodOf(year, at),
      amountOre: ore(value),
    });
    fc.assert(
      fc.property(fc.array(month, { maxLength: 40 }), fc.array(month, { maxLength: 30 }), (now, before) => {
        const paid = ["A", "B"].flatMap((service) =>
          ["X", "Y"].map((customer) => ({
            service,
            customer,
            period: period("2024-01"),
            amountOre: ore(30_000_000),
          })),
        );
        const rows = now.map((row) => rowOf(row, 2024) as RadarFacts["cost"][number] & { customer: string });
        const whole: RadarFacts = {
          ...facts(),
          services: ["A", "B"].map((service) => ({ service, class: "core" })),
          invoiced: [...paid, ...rows.filter((_, at) => at % 2 === 0)],
          cost: rows.filter((_, at) => at % 2 === 1),
          earlier: before.map((row) => rowOf(row, 2023) as RadarFacts["cost"][number]),
        };
        for (const through of periodsOfYear(2024)) {
          const told = radar(whole, through);
          expect(sumOre(told.customers.map((row) => row.expectedOre))).toBe(told.expected.totalOre);
          expect(sumOre(told.services.map((row) => row.expectedOre))).toBe(told.expected.computedOre);
        }
        const final = required(
          settle({ policy, services: whole.services, invoiced: whole.invoiced, cost: whole.cost }),
        );
        expect(radar(whole, period("2024-12")).expected.totalOre).toBe(final.totalOre);
        expect(radar(whole, period("2024-12")).expected.customers).toEqual(final.customers);
      }),
      { numRuns: 60 },
    );
  });
});
