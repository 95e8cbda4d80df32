import { afterAll, beforeAll, expect, it } from "vitest";
import { ore, period, sumOre } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../../../platform/database/testing.ts";
import { computeSettlement, radarOf, settlementPolicy } from "./index.ts";
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

it("refuses a month without books and a year without any", async () => {
  await expect(
    run((tx) => radarOf(tx, "demo", { year: 2024, through: period("2025-01") })),
  ).rejects.toMatchObject({ problems: [{ code: "settlement.month-not-booked" }] });
  await expect(run((tx) => radarOf(tx, "demo", { year: 2023 }))).rejects.toMatchObject({
    problems: [{ code: "settlement.no-policy" }],
  });
});
