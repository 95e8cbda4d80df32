import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allocate, instalment, type Ore, ore, type Period, period, sumOre } from "../../../kernel/index.ts";
import { readAssumption } from "../../costing/index.ts";
import { vouchersOf } from "../../ledger/actions/index.ts";
import { bearers } from "../index.ts";
import { type Example, example, modelWithException } from "./testing.ts";
import {
  acceptCorrection,
  acceptCorrectionRun,
  approve,
  computeCorrection,
  computeCorrections,
  correctionsOf,
  invariants,
  issue,
  rehearse,
  rehearseCorrection,
  rehearseCorrections,
} from "./index.ts";

const now = "2024-05-02T08:00:00.000Z";
const carin = { actor: "carin", now };
const ada = { actor: "ada", now };
const total = ore(120_000_000);
const bookingPeriod = period("2025-01");

let city: Example;
beforeAll(async () => {
  city = await example();
  const { provider } = city;
  await city.staff((tx) => modelWithException(tx, provider));
  for (const month of ["2024-01", "2024-02"].map(period)) {
    await city.staff((tx) => rehearse(tx, provider, { period: month }, carin));
    await city.staff((tx) => approve(tx, provider, { period: month }, ada));
    await city.staff((tx) => issue(tx, provider, { period: month }, carin));
  }
});
afterAll(() => city.close());

const part = (weights: readonly number[], at: number, month: Period): Ore =>
  instalment(allocate(total, weights)[at] as Ore, { index: Number(month.slice(5)), count: 12 });

/** Heads of a customer as they are counted from the start of the year. */
const recount = (customer: string, heads: number) =>
  city.staff((tx) =>
    tx.execute(
      `update costing.driver_value set value_micro = $3
       where provider_id = $1 and driver = 'headcount' and subject = $2`,
      [city.provider, customer, heads * 1_000_000],
    ),
  );

const counted = () =>
  city.staff((tx) =>
    tx.one<{ runs: number; proposals: number; audited: number }>(
      `select (select count(*) from invoicing.run where provider_id = $1)::integer as runs,
              (select count(*) from invoicing.correction where provider_id = $1)::integer as proposals,
              (select count(*) from audit.entry where provider_id = $1)::integer as audited`,
      [city.provider],
    ),
  );

describe("a value that is corrected for months already issued", () => {
  it("is found whoever it moves, and imagined without a trace", async () => {
    const { provider } = city;
    const before = await counted();
    const assumption = readAssumption("driver/headcount/DEP=500@2024-02");
    if (!assumption.ok) throw new Error("readable");
    const found = await city.staff((tx) =>
      computeCorrections(tx, provider, { bookingPeriod, assumptions: [assumption.value] }),
    );
    expect(found.map((one) => [one.customer, one.rows.length])).toEqual([
      ["DEP", 1],
      ["ORG", 2],
    ]);
    const [dep] = found;
    const february = period("2024-02");
    expect(dep?.rows[0]).toEqual({
      customer: "DEP",
      service: "HR-LON",
      item: "HR-LON-AVG",
      period: february,
      standingOre: 6_000_000,
      rightOre: part([500, 300, 100], 0, february),
      differenceOre: part([500, 300, 100], 0, february) - 6_000_000,
    });
    expect(await counted()).toEqual(before);
    const cost = readAssumption("volume/DI-NAT-PORT/DEP=5");
    if (!cost.ok) throw new Error("readable");
    await expect(
      city.staff((tx) => computeCorrections(tx, provider, { assumptions: [cost.value] })),
    ).rejects.toThrow("invoicing.assumption-moves-no-fee");
  });

  it("borne by the provider leaves everybody else's invoices alone; by equity it asks for an account", async () => {
    const { provider } = city;
    await city.staff((tx) => rehearseCorrection(tx, provider, { customer: "ORG", bookingPeriod }, carin));
    await city.staff((tx) => acceptCorrection(tx, provider, { customer: "ORG", decision: "UND-2024" }, ada));
    await recount("DEP", 500);
    const provided = await city.staff((tx) => rehearseCorrections(tx, provider, { bookingPeriod }, carin));
    expect(
      provided.map((one) => [one.customer, one.run, new Set(one.lines.map((line) => line.customer))]),
    ).toEqual([
      ["DEP", "correction-dep-2024-2024", new Set(["DEP"])],
      ["ORG", undefined, new Set()],
    ]);
    const asked = { customer: "DEP", bookingPeriod, bearer: "equity" } as const;
    await expect(city.staff((tx) => rehearseCorrection(tx, provider, asked, carin))).rejects.toThrow(
      "equity_account",
    );
    await city.database.transaction({ role: "owner" }, (tx) =>
      tx.execute(
        `update platform.provider set settings = jsonb_set(settings, '{posting,equity_account}', '"2010"')
         where provider_id = $1`,
        [provider],
      ),
    );
    const equity = await city.staff((tx) => computeCorrection(tx, provider, asked));
    expect(equity.byYear).toEqual([{ year: 2024, netOre: provided[0]?.totalOre, postedTo: "equity" }]);
    // Who bears it is in what is approved.
    expect(equity.contentSha256).not.toBe(provided[0]?.contentSha256);
  });

  it("borne by the others shares what was invoiced anew, to zero, and is no news once it is accepted", async () => {
    const { provider } = city;
    const proposal = await city.staff((tx) =>
      rehearseCorrection(tx, provider, { bearer: "others", bookingPeriod }, carin),
    );
    expect([proposal.run, proposal.totalOre]).toEqual(["rerun-2024-2024", 0]);
    const right = (customer: string) =>
      sumOre(proposal.rows.filter((row) => row.customer === customer).map((row) => row.rightOre));
    const months = ["2024-01", "2024-02"].map(period);
    // ORG goes on paying by its own 250 heads; DEP and SELF share the rest by 500 and 100.
    expect(right("ORG")).toBe(sumOre(months.map((month) => part([500, 250, 100], 1, month))));
    expect(right("DEP") / right("SELF")).toBeCloseTo(5, 5);

    const waiting = await city.staff((tx) => correctionsOf(tx, provider));
    expect(waiting.map((one) => [one.run.run, one.run.state, one.bearer])).toEqual(
      expect.arrayContaining([
        ["rerun-2024-2024", "rehearsed", "others"],
        ["correction-org-2024-2024", "issued", "provider"],
      ]),
    );
    const accept = (actor: typeof ada, decision: string) =>
      city.staff((tx) => acceptCorrectionRun(tx, provider, { run: "rerun-2024-2024", decision }, actor));
    await expect(accept(carin, "UND-2024")).rejects.toThrow("invoicing.same-person");
    await expect(accept(ada, "INGET")).rejects.toThrow("invoicing.decision-required");
    const issued = await accept(ada, "UND-2024");
    expect(issued.documents.map((one) => one.customer)).toEqual(["DEP", "ORG", "SELF"]);
    const vouchers = await city.staff((tx) =>
      vouchersOf(
        tx,
        provider,
        issued.documents.map((one) => ({ fiscalYear: 2025, series: "UF", number: one.voucherNumber })),
      ),
    );
    const revenue = vouchers.flatMap((one) => one.lines.filter((line) => line.account === "3111"));
    expect([vouchers.length, sumOre(revenue.map((line) => line.amountOre))]).toEqual([3, 0]);
    for (const bearer of bearers) {
      const again = await city.staff((tx) => computeCorrections(tx, provider, { bearer, bookingPeriod }));
      expect(again.flatMap((one) => one.lines)).toEqual([]);
    }
    // The proposal that DEP alone be credited was overtaken: there is nothing left of it.
    const overtaken = await city.staff((tx) =>
      acceptCorrection(tx, provider, { customer: "DEP", decision: "UND-2024" }, ada),
    );
    expect(overtaken.documents).toEqual([]);
    const kept = await city.staff((tx) => correctionsOf(tx, provider));
    expect(kept.map((one) => one.run.state)).toEqual(["issued", "issued"]);
    for (const invariant of invariants) {
      expect(await city.staff((tx) => invariant.check(tx, provider)), invariant.code).toEqual([]);
    }
  });

  it("counts a service's changed key, in a model that once had the one it was decided by", async () => {
    const { provider } = city;
    const assumption = readAssumption("key/HR-LON=headcount");
    if (!assumption.ok) throw new Error("readable");
    const same = await city.staff((tx) =>
      computeCorrections(tx, provider, { bearer: "others", bookingPeriod, assumptions: [assumption.value] }),
    );
    expect(same.flatMap((one) => one.lines)).toEqual([]);
    // The model from February shares equally; before it stands the one that the fees were decided by.
    await city.staff((tx) => alikeFromFebruary(tx, provider));
    const found = await city.staff((tx) =>
      computeCorrection(tx, provider, { bearer: "others", bookingPeriod }),
    );
    expect(new Set(found.rows.map((row) => row.period))).toEqual(new Set(["2024-02"]));
    expect(found.totalOre).toBe(0);
    expect(found.rows.map((row) => row.rightOre)).toEqual(
      allocate(sumOre(found.rows.map((row) => row.standingOre)), [1, 1, 1]),
    );
  });
});

/** A second model that shares the service equally from February; the first holds until then. */
async function alikeFromFebruary(
  tx: Parameters<typeof modelWithException>[0],
  provider: string,
): Promise<void> {
  const { source } = await tx.one<{ source: string }>(
    "select source from costing.model where provider_id = $1",
    [provider],
  );
  const second = source
    .replace("valid_from: 2022-01-01", "valid_from: 2024-02-01")
    .replace("keys:\n", "keys:\n  - key: alike\n    by: equal\n")
    .replace('services: ["*"]\n    key: headcount', 'services: ["*"]\n    key: alike');
  const first = source.replace("valid_from: 2022-01-01", "valid_from: 2022-01-01\nvalid_to: 2024-01-31");
  await tx.execute("update costing.model set source = $2, valid_to = '2024-01-31' where provider_id = $1", [
    provider,
    first,
  ]);
  await tx.execute(
    `insert into costing.model (provider_id, model, valid_from, valid_to, source, sha256)
     values ($1, 'small', '2024-02-01', null, $2, 'y')`,
    [provider, second],
  );
}
