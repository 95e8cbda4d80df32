import { afterAll, beforeAll, expect, it } from "vitest";
import { type Day, ore } from "../../../kernel/index.ts";
import type { StaffScope, Transaction } from "../../../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../../../platform/database/testing.ts";
import { postVouchers } from "../../ledger/actions/index.ts";
import {
  compareSettlementPolicies,
  computeSettlement,
  decideSettlement,
  issueSettlement,
  proposeSettlement,
  settlementPolicy,
} from "./index.ts";
import { changePolicy, fillSmallProvider } from "./testing.ts";

const act = (actor: string) => ({ actor, now: "2025-01-10T09:00:00Z" });
const wanted = { year: 2024 };

let test: TestDatabase;

function run<T>(work: (tx: Transaction) => Promise<T>, actor = "anna"): Promise<T> {
  const scope: StaffScope = { role: "staff", provider: "demo", actor };
  return test.database.transaction(scope, work);
}

const recoveries = async (year: number, basis?: "ytd@11+forecast" | "full-year") => {
  const policy = await run((tx) => settlementPolicy(tx, "demo", year, basis));
  const { computed } = await run((tx) => computeSettlement(tx, "demo", policy));
  return computed.services.map((row) => [row.service, row.carriedOre, row.recoveryOre]);
};

beforeAll(async () => {
  test = await testDatabase();
  await run(fillSmallProvider);
});
afterAll(() => test.close());

it("counts the books to the basis month and the latest forecast after it, and refuses without one", async () => {
  await expect(recoveries(2024, "ytd@11+forecast")).rejects.toMatchObject({
    problems: [{ code: "settlement.no-forecast" }],
  });
  await run(async (tx) => {
    // September is not the latest, and what October says of November is in the books by now.
    await tx.execute(
      `insert into planning.plan values ('demo', 'forecast-2024-09', 'forecast', 2024, '2024-09', 'x'),
         ('demo', 'forecast-2024-10', 'forecast', 2024, '2024-10', 'y')`,
    );
    await tx.execute(
      `insert into planning.line (provider_id, plan, line_no, period, account, cost_centre, service, customer, amount_ore, file_line) values
         ('demo', 'forecast-2024-09', 1, '2024-12', '3111', '200', 'HR-1', 'GSF', -999900, 2),
         ('demo', 'forecast-2024-09', 2, '2024-12', '5010', '200', 'HR-1', '', 100, 3),
         ('demo', 'forecast-2024-10', 1, '2024-11', '3111', '200', 'HR-1', 'GSF', -500000, 2),
         ('demo', 'forecast-2024-10', 2, '2024-12', '3111', '200', 'HR-1', 'GSF', -3000, 3),
         ('demo', 'forecast-2024-10', 3, '2024-12', '5010', '200', 'HR-1', '', 1000, 4)`,
    );
  });
  // To November DI-1 left 40 kronor and HR-1 150; December is expected to take in 30 and to cost 10.
  expect(await recoveries(2024, "ytd@11+forecast")).toEqual([
    ["DI-1", 0, 4000],
    ["HR-1", 0, 17_000],
  ]);
});

it("weighs other policies without keeping anything", async () => {
  const comparison = await run((tx) =>
    compareSettlementPolicies(tx, "demo", {
      ...wanted,
      policies: [{ name: "all", source: { level: "all" } }],
    }),
  );
  expect(comparison.alternatives.map((one) => [one.name, one.computed.totalOre])).toEqual([
    ["own", 19_000],
    ["all", 19_000],
  ]);
  // Of 190 kronor by what was paid of 900 + 500, customer and service: GSF 600 and 400, ISV 100, LISEBERG 300. The two odd öre go
  // to the largest fractions, 81,42 857 and 54,28 571, both GSF's.
  expect(comparison.customers).toEqual([
    { customer: "GSF", amounts: [13_200, 13_572] },
    { customer: "ISV", amounts: [800, 1357] },
    { customer: "LISEBERG", amounts: [5000, 4071] },
  ]);
  const kept = await run((tx) =>
    tx.one<{ n: number }>("select count(*)::integer as n from settlement.settlement"),
  );
  expect(kept.n).toBe(0);
});

it("carries the rest into the next year's recovery when it has been issued, and to equity otherwise", async () => {
  const policy = {
    ...(await run((tx) => settlementPolicy(tx, "demo", 2024))),
    year: 2025,
    basis: "full-year",
    financing: [],
  };
  await test.database.transaction({ role: "owner" }, (tx) =>
    tx.execute(
      `update platform.provider set settings = jsonb_insert(settings, '{settlement,policies,-1}', $1::jsonb, true)`,
      [JSON.stringify(policy)],
    ),
  );
  const coded = { costCentre: "200", project: "", customer: "", counterparty: "", text: "" };
  await run((tx) =>
    postVouchers(
      tx,
      "demo",
      [
        {
          fiscalYear: 2025,
          series: "A",
          number: "1",
          day: "2025-02-28" as Day,
          text: "",
          reference: "",
          lines: [
            { ...coded, account: "1510", service: "", amountOre: ore(3000), customer: "GSF", costCentre: "" },
            { ...coded, account: "3111", service: "HR-1", amountOre: ore(-1000), customer: "GSF" },
            { ...coded, account: "3112", service: "DI-1", amountOre: ore(-2000), customer: "GSF" },
            { ...coded, account: "5010", service: "HR-1", amountOre: ore(400) },
            { ...coded, account: "1940", service: "", amountOre: ore(-400), costCentre: "" },
          ],
        },
      ],
      act("anna"),
    ),
  );
  const plain = [
    ["DI-1", 0, 2000],
    ["HR-1", 0, 600],
  ];
  expect(await recoveries(2025)).toEqual(plain);
  await changePolicy(test.database, { rest: "carried-forward" });
  // Nothing is issued for 2024, so nothing can be left of it.
  expect(await recoveries(2025)).toEqual(plain);
  await run((tx) => proposeSettlement(tx, "demo", wanted, act("anna")));
  await run((tx) => decideSettlement(tx, "demo", { ...wanted, decision: "§ 1" }, act("bo")), "bo");
  await run((tx) => issueSettlement(tx, "demo", wanted, act("bo")), "bo");
  const { rest } = await run((tx) =>
    proposeSettlement(tx, "demo", { ...wanted, basis: "full-year", dryRun: true }, act("anna")),
  );
  expect(rest?.services.map((row) => [row.service, row.restOre])).toEqual([
    ["DI-1", 600],
    ["HR-1", -300],
  ]);
  expect(await recoveries(2025)).toEqual([
    ["DI-1", 600, 2600],
    ["HR-1", -300, 300],
  ]);
  await changePolicy(test.database, { rest: "to-equity" });
  expect(await recoveries(2025)).toEqual(plain);
});
