import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Period } from "../../../kernel/index.ts";
import type { StaffScope, Transaction } from "../../../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../../../platform/database/testing.ts";
import { balancesOf, closePeriod } from "../../ledger/actions/index.ts";
import {
  accrueSettlement,
  decideSettlement,
  explainSettlement,
  invariants,
  issueSettlement,
  proposeSettlement,
} from "./index.ts";
import { changePolicy, fillSmallProvider, printedVouchers, twoWaysPage } from "./testing.ts";

const anna = { actor: "anna", now: "2025-01-10T08:00:00Z" };
const bo = { actor: "bo", now: "2025-01-10T09:00:00Z" };
const wanted = { year: 2024 };
let test: TestDatabase;

function run<T>(work: (tx: Transaction) => Promise<T>, actor = "anna"): Promise<T> {
  const scope: StaffScope = { role: "staff", provider: "demo", actor };
  return test.database.transaction(scope, work);
}

const problemsOf = (codes: string[]) => ({ problems: codes.map((code) => ({ code })) });

beforeAll(async () => {
  test = await testDatabase();
  await run(fillSmallProvider);
});
afterAll(() => test.close());

describe("the 2023 way: accrued at the closing, credited in January", () => {
  it("is accrued when decided, while the year's last month is open, and only once", async () => {
    await changePolicy(test.database, { basis: "full-year", booking: "accrue-and-credit-next-year" });
    await run((tx) => proposeSettlement(tx, "demo", wanted, anna));
    await expect(run((tx) => accrueSettlement(tx, "demo", wanted, anna))).rejects.toMatchObject(
      problemsOf(["settlement.not-decided"]),
    );
    await run((tx) => decideSettlement(tx, "demo", { ...wanted, decision: "§ 12" }, bo), "bo");
    await expect(run((tx) => issueSettlement(tx, "demo", wanted, bo))).rejects.toMatchObject(
      problemsOf(["settlement.not-accrued"]),
    );
    const undo = new Error("undo");
    await expect(
      run(async (tx) => {
        for (let month = 1; month <= 12; month++)
          await closePeriod(tx, "demo", `2024-${String(month).padStart(2, "0")}` as Period, anna);
        await expect(accrueSettlement(tx, "demo", wanted, anna)).rejects.toMatchObject(
          problemsOf(["ledger.period-closed"]),
        );
        throw undo;
      }),
    ).rejects.toBe(undo);
    const accrued = await run((tx) => accrueSettlement(tx, "demo", wanted, anna));
    expect(accrued).toEqual({ settlement: "2024-final", voucher: "URP 1/2024", posted: 1 });
    expect(await run((tx) => accrueSettlement(tx, "demo", wanted, anna))).toEqual({ ...accrued, posted: 0 });
    expect(twoWaysPage()).toContain(await run((tx) => printedVouchers(tx, "2024-12" as Period)));
  });

  it("is credited in January, touches no closed month and dissolves the provision", async () => {
    await run(async (tx) => {
      for (let month = 1; month <= 12; month++)
        await closePeriod(tx, "demo", `2024-${String(month).padStart(2, "0")}` as Period, anna);
    });
    const before = await run((tx) => balancesOf(tx, "demo", [2024]));
    const issued = await run((tx) => issueSettlement(tx, "demo", wanted, bo), "bo");
    expect(issued.documents.map((one) => [one.customer, one.kind, one.netOre, one.bookingPeriod])).toEqual([
      ["GSF", "credit-note", -12_867, "2025-01"],
      ["ISV", "credit-note", -800, "2025-01"],
      ["LISEBERG", "credit-note", -4833, "2025-01"],
    ]);
    expect(await run((tx) => balancesOf(tx, "demo", [2024]))).toEqual(before);
    expect((await run((tx) => issueSettlement(tx, "demo", wanted, bo), "bo")).documents).toEqual([]);
    expect(twoWaysPage()).toContain(await run((tx) => printedVouchers(tx, "2025-01" as Period)));
    const owed = await run((tx) => balancesOf(tx, "demo", [2024, 2025]));
    const of = (account: string) =>
      owed.filter((cell) => cell.account === account).reduce((sum, cell) => sum + cell.amountOre, 0);
    expect(of("2970")).toBe(0);
    // The new year's revenue is not touched by what belongs to the old one.
    expect(owed.filter((cell) => cell.period === "2025-01" && cell.account.startsWith("3"))).toEqual([]);
    for (const invariant of invariants) expect(await run((tx) => invariant.check(tx, "demo"))).toEqual([]);
  });

  it("proposes the same ever after, and every part ends in a voucher line of January", async () => {
    const after = await run((tx) => proposeSettlement(tx, "demo", { ...wanted, dryRun: true }, anna));
    expect([after.state, after.computed.totalOre, after.rest?.totalOre]).toEqual(["issued", 18_500, 0]);
    const tree = await run((tx) => explainSettlement(tx, "demo", "settlement:2024-final:GSF"));
    expect(tree?.children.map((child) => child.voucher?.startsWith("2025/UR/"))).toEqual([true, true]);
  });

  it("is found when the provision and the credit notes do not cancel out", async () => {
    const undo = new Error("undo");
    await expect(
      test.database.transaction({ role: "owner" }, async (tx) => {
        await tx.execute("update settlement.settlement set total_ore = total_ore + 1");
        const found = [];
        for (const invariant of invariants) found.push(...(await invariant.check(tx, "demo")));
        expect(found.map((one) => one.code)).toContain("settlement.provision-differs");
        throw undo;
      }),
    ).rejects.toBe(undo);
  });
});
