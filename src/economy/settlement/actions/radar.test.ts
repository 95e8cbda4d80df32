import { afterAll, beforeAll, expect, it } from "vitest";
import { ore, period, sumOre } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../../../platform/database/testing.ts";
import { seenFrom, settledBy } from "../index.ts";
import {
  compareSettlementPolicies,
  computeSettlement,
  explainSettlement,
  radarOf,
  settlementPolicy,
} from "./index.ts";
import { fillSmallProvider } from "./testing.ts";

let test: TestDatabase;
const run = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
  test.database.transaction({ role: "staff", provider: "demo", actor: "anna" }, work);

beforeAll(async () => {
  test = await testDatabase();
  await run(fillSmallProvider);
});
afterAll(() => test.close());

it("is in December the final settlement, and on the policy's basis the preliminary one, to the öre", async () => {
  const { radar } = await run((tx) => radarOf(tx, "demo", { year: 2024 }));
  const computed = async (basis: "full-year" | "ytd@11") =>
    (await run(async (tx) => computeSettlement(tx, "demo", await settlementPolicy(tx, "demo", 2024, basis))))
      .computed;
  expect(radar.through).toBe("2024-12");
  expect(radar.expected).toEqual(await computed("full-year"));
  expect(radar.settled).toEqual(await computed("ytd@11"));
  expect(radar.services.every((row) => row.costRestOre === 0 && row.invoicedRestOre === 0)).toBe(true);
});

it("goes on by a twelfth where there is neither a forecast nor an earlier year", async () => {
  const { radar, tracks } = await run((tx) =>
    radarOf(tx, "demo", { year: 2024, through: period("2024-06") }),
  );
  expect(radar.method).toBe("even");
  // HR-1 has taken in 900 and cost 750 by June: the double is expected of the year, and eleven sixths of 150 to November.
  expect(radar.services.find((row) => row.service === "HR-1")).toEqual({
    service: "HR-1",
    invoicedOre: 90_000,
    invoicedRestOre: 90_000,
    costOre: 75_000,
    costRestOre: 75_000,
    expectedOre: 30_000,
    settledOre: 27_500,
  });
  expect(sumOre(radar.customers.map((row) => row.expectedOre))).toBe(radar.expected.totalOre);
  expect(tracks.map(({ year, cameOre }) => [year, cameOre])).toEqual([[2024, ore(18_500)]]);
  expect(tracks[0]?.months.at(-1)).toMatchObject({ missedOre: 0, evenMissedOre: 0 });
});

it("explains each of its figures, booked to the lines and expected by what it is reckoned from; and policies that are only weighed", async () => {
  const { radar, comparison } = await run(async (tx) => ({
    radar: (await radarOf(tx, "demo", { year: 2024, through: period("2024-06") })).radar,
    comparison: await compareSettlementPolicies(tx, "demo", { year: 2024, policies: [] }),
  }));
  const [whole, settled] = [{}, { part: "settled" as const }].map((more) =>
    seenFrom(radar.through, { year: 2024, ...more }),
  );
  const figures: [string, number][] = [
    [`settlement:${whole}`, radar.expected.totalOre],
    [`settlement:${settled}`, radar.settled.totalOre],
    ...radar.customers.flatMap(({ customer, expectedOre, settledOre }): [string, number][] => [
      [`settlement:${whole}:${customer}`, expectedOre],
      [`settlement:${settled}:${customer}`, settledOre],
    ]),
    ...radar.services.flatMap((row): [string, number][] => [
      [`settled:${whole}:${row.service}/invoiced:booked`, row.invoicedOre],
      [`settled:${whole}:${row.service}/invoiced:rest`, row.invoicedRestOre],
      [`settled:${whole}:${row.service}/cost:booked`, row.costOre],
      [`settled:${whole}:${row.service}/cost:rest`, row.costRestOre],
      [`settled:${whole}:${row.service}/recovery`, row.expectedOre],
      [`settled:${settled}:${row.service}`, row.settledOre],
    ]),
  ];
  const [own] = comparison.alternatives;
  for (const [at, { policy }] of comparison.alternatives.entries()) {
    const name = own && settledBy(own.policy, policy);
    for (const { customer, amounts } of comparison.customers)
      figures.push([`settlement:${name}:${customer}`, amounts[at] as number]);
  }
  expect(figures.length).toBeGreaterThan(25);
  const told = await run(async (tx) => {
    const found: [string, number | undefined][] = [];
    for (const [id, amountOre] of figures)
      if (amountOre !== 0) found.push([id, (await explainSettlement(tx, "demo", id))?.amountOre]);
    return found;
  });
  // Each tree is opened to its end, and its parts sum on the way: `explainSettlement` holds them to it.
  expect(told).toEqual(figures.filter(([, amountOre]) => amountOre !== 0));
  const rest = await run((tx) => explainSettlement(tx, "demo", `settled:${whole}:HR-1/cost:rest`));
  expect(rest).toMatchObject({
    children: [],
    file: "pack.yaml",
    see: [{ id: `settled:${whole}:HR-1/cost:booked` }],
  });
  for (const nonsense of ["2024~level=everything", "2024~seen=2024-13", "2031~own", "2024~sven=1"])
    expect(await run((tx) => explainSettlement(tx, "demo", `settlement:${nonsense}`))).toBeUndefined();
});

it("refuses a month without books and a year without any", async () => {
  await expect(
    run((tx) => radarOf(tx, "demo", { year: 2024, through: period("2025-01") })),
  ).rejects.toMatchObject({ problems: [{ code: "settlement.month-not-booked" }] });
  await expect(run((tx) => radarOf(tx, "demo", { year: 2023 }))).rejects.toMatchObject({
    problems: [{ code: "settlement.no-policy" }],
  });
});
