import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Period } from "../../../kernel/index.ts";
import type { CommandEffects } from "../../../platform/command/index.ts";
import type { StaffScope, Transaction } from "../../../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../../../platform/database/testing.ts";
import { balancesOf } from "../../ledger/actions/index.ts";
import { settleCommand } from "../commands/settle.ts";
import {
  decideSettlement,
  explainSettlement,
  invariants,
  issueSettlement,
  proposeSettlement,
  settlementHeads,
} from "./index.ts";
import { fillSmallProvider, printedVouchers, twoWaysPage } from "./testing.ts";

let test: TestDatabase;
const anna = { actor: "anna", now: "2024-12-20T08:00:00Z" };
const bo = { actor: "bo", now: "2024-12-20T09:00:00Z" };
const wanted = { year: 2024 };

function run<T>(work: (tx: Transaction) => Promise<T>, actor = "anna"): Promise<T> {
  const scope: StaffScope = { role: "staff", provider: "demo", actor };
  return test.database.transaction(scope, work);
}

/** The settlements that a customer sees, and what it is told of its own part. */
function seenByLiseberg(): Promise<[string[], number | undefined]> {
  const scope = { role: "customer", provider: "demo", actor: "lis", customers: ["LISEBERG"] } as const;
  return test.database.transaction(scope, async (tx) => [
    (await settlementHeads(tx, "demo")).map((head) => head.settlement),
    (await explainSettlement(tx, "demo", "settlement:2024-preliminary:LISEBERG"))?.amountOre,
  ]);
}

beforeAll(async () => {
  test = await testDatabase();
  await run(fillSmallProvider);
});
afterAll(() => test.close());

describe("settlement", () => {
  it("computes recovery per service from the books up to November, and the rest of the year", async () => {
    const proposal = await run((tx) => proposeSettlement(tx, "demo", { ...wanted, dryRun: true }, anna));
    // HR-1: 900 invoiced, 700 direct and a quarter of the common 200. DI-1: 500 - 300 - 150 - 10 financing.
    expect(proposal.computed.services.map((row) => [row.service, row.recoveryOre])).toEqual([
      ["DI-1", 4000],
      ["HR-1", 15_000],
    ]);
    expect(proposal.computed.customers.map((row) => [row.customer, row.amountOre])).toEqual([
      ["GSF", 13_200],
      ["ISV", 800],
      ["LISEBERG", 5000],
    ]);
    expect(proposal.computed.totalOre).toBe(19_000);
    // In December HR-1 cost 5 more.
    expect(proposal.rest?.totalOre).toBe(-500);
    await expect(
      run((tx) => decideSettlement(tx, "demo", { ...wanted, decision: "§ 1" }, bo)),
    ).rejects.toMatchObject({
      problems: [{ code: "settlement.not-proposed" }],
    });
  });

  it("is seen by a customer when it is decided, and not while it is only proposed", async () => {
    await run((tx) => proposeSettlement(tx, "demo", wanted, anna));
    expect(await seenByLiseberg()).toEqual([[], undefined]);
    expect(await run((tx) => settlementHeads(tx, "demo"))).toHaveLength(1);
  });

  it("is decided by another person with a reference", async () => {
    await run((tx) => proposeSettlement(tx, "demo", wanted, anna));
    await expect(
      run((tx) => decideSettlement(tx, "demo", { ...wanted, decision: "§ 1" }, anna)),
    ).rejects.toMatchObject({
      problems: [{ code: "settlement.four-eyes" }],
    });
    await expect(
      run((tx) => decideSettlement(tx, "demo", { ...wanted, decision: "§ 1" }, { ...bo, actor: "nobody" })),
    ).rejects.toMatchObject({
      problems: [{ code: "access.not-a-person" }],
    });
    await expect(
      run((tx) => decideSettlement(tx, "demo", { ...wanted, decision: " " }, bo)),
    ).rejects.toMatchObject({
      problems: [{ code: "settlement.no-decision-reference" }],
    });
    await expect(run((tx) => issueSettlement(tx, "demo", wanted, bo))).rejects.toMatchObject({
      problems: [{ code: "settlement.not-decided" }],
    });
    const decided = await run(
      (tx) => decideSettlement(tx, "demo", { ...wanted, decision: "§ 152" }, bo),
      "bo",
    );
    expect(decided).toMatchObject({ state: "decided", decidedBy: "bo", decision: "§ 152" });
    expect(await seenByLiseberg()).toEqual([["2024-preliminary"], 5000]);
  });

  it("issues a credit note per customer in December, once, and proposes the same ever after", async () => {
    const issued = await run((tx) => issueSettlement(tx, "demo", wanted, bo), "bo");
    expect(issued.documents.map((one) => [one.customer, one.kind, one.netOre, one.bookingPeriod])).toEqual([
      ["GSF", "credit-note", -13_200, "2024-12"],
      ["ISV", "credit-note", -800, "2024-12"],
      ["LISEBERG", "credit-note", -5000, "2024-12"],
    ]);
    const settled = (await run((tx) => balancesOf(tx, "demo", [2024]))).filter((cell) =>
      cell.account.startsWith("321"),
    );
    expect(settled.reduce((sum, cell) => sum + cell.amountOre, 0)).toBe(19_000);
    expect(settled.map((cell) => cell.period)).toEqual(
      Array.from({ length: settled.length }, () => "2024-12"),
    );
    expect(twoWaysPage()).toContain(await run((tx) => printedVouchers(tx, "2024-12" as Period)));
    const again = await run((tx) => issueSettlement(tx, "demo", wanted, bo), "bo");
    expect(again.documents).toEqual([]);
    const after = await run((tx) => proposeSettlement(tx, "demo", wanted, anna));
    expect([after.state, after.computed.totalOre]).toEqual(["issued", 19_000]);
  });

  it("shows the rest on the whole year and does not invoice it", async () => {
    const final = await run((tx) => proposeSettlement(tx, "demo", { ...wanted, basis: "full-year" }, anna));
    expect(final.settlement).toBe("2024-final");
    // The provider's own credit lowered its cost by 8 in December, 2 of it on HR-1 and 6 on DI-1.
    expect(final.rest?.services.map((row) => [row.service, row.restOre])).toEqual([
      ["DI-1", 600],
      ["HR-1", -300],
    ]);
    await expect(
      run((tx) => decideSettlement(tx, "demo", { ...wanted, basis: "full-year", decision: "§ 2" }, bo)),
    ).rejects.toMatchObject({ problems: [{ code: "settlement.rest-stays" }] });
  });

  it("explains itself by customer and service, and keeps its promise", async () => {
    const tree = await run((tx) => explainSettlement(tx, "demo", "settlement:2024-preliminary"));
    expect(tree?.amountOre).toBe(19_000);
    const one = await run((tx) => explainSettlement(tx, "demo", "settlement:2024-preliminary:LISEBERG"));
    expect(one?.children.map((child) => child.formula_sv)).toEqual([
      expect.stringContaining("300,00 kr av 900,00 kr betalat"),
    ]);
    // It is issued by now: every part ends in a line of the books.
    expect(one?.children.map((child) => [typeof child.voucher, typeof child.line])).toEqual([
      ["string", "number"],
    ]);
    for (const invariant of invariants) expect(await run((tx) => invariant.check(tx, "demo"))).toEqual([]);
  });

  it("reads a customer's own lines and sums up the others', which open by customer", async () => {
    const open = (id: string) => run((tx) => explainSettlement(tx, "demo", id, { depth: 1 }));
    const whole = await open("settled:2024-preliminary:HR-1/invoiced:2024-03");
    const seen = await open("settled:2024-preliminary:HR-1:GSF/invoiced:2024-03");
    expect(seen?.amountOre).toBe(whole?.amountOre);
    const [own, others] = seen?.children ?? [];
    expect([own?.voucher === undefined, own?.closed]).toEqual([false, undefined]);
    expect(others).toMatchObject({
      id: "settled:2024-preliminary:HR-1:GSF/invoiced:2024-03:others",
      closed: true,
    });
    const below = await open(others?.id ?? "");
    expect(below?.amountOre).toBe(others?.amountOre);
    expect(below?.children.map((child) => child.id)).toEqual([
      "settled:2024-preliminary:HR-1:GSF/invoiced:2024-03:others:customer=LISEBERG",
    ]);
    // Every way down ends in lines that sum, from the customer's part too.
    const tree = await run((tx) => explainSettlement(tx, "demo", "settlement:2024-preliminary:GSF:HR-1"));
    expect(tree?.children.map((child) => child.id)).toContain(
      "settlement:2024-preliminary:GSF:HR-1/of/settled:2024-preliminary:HR-1:GSF/invoiced",
    );
    for (const wrong of [
      "others:customer=GSF",
      "customer=LISEBERG",
      "others:group=",
      "others:group=7",
      "nonsense",
    ])
      expect([wrong, await open(`settled:2024-preliminary:HR-1:GSF/invoiced:2024-03:${wrong}`)]).toEqual([
        wrong,
        undefined,
      ]);
  });

  it("puts more customers than a reader takes in into groups", async () => {
    const many = Array.from({ length: 230 }, (_, n) => `K${String(n).padStart(3, "0")}`);
    const isOver = new Error("the customers are taken back");
    const looking = test.database.transaction({ role: "owner" }, async (tx) => {
      await tx.execute(
        `insert into ledger.balance (provider_id, fiscal_year, period, account, cost_centre, project, service, customer, counterparty, amount_ore, line_count)
         select provider_id, fiscal_year, period, account, cost_centre, project, service, k, counterparty, -1, 1
         from ledger.balance b, unnest($1::text[]) k
         where provider_id = 'demo' and service = 'HR-1' and period = '2024-03' and customer = 'GSF'`,
        [many],
      );
      const open = (id: string) => explainSettlement(tx, "demo", id, { depth: 1 });
      const month = await open("settled:2024-preliminary:HR-1/invoiced:2024-03");
      expect(month?.children.map((child) => child.formula_sv)).toEqual([
        "100 kunder.",
        "100 kunder.",
        "32 kunder.",
      ]);
      for (const group of month?.children ?? [])
        expect((await open(group.id))?.amountOre).toBe(group.amountOre);
      const second = await open(month?.children[1]?.id ?? "");
      expect(second?.children).toHaveLength(100);
      expect(second?.children[0]?.id).toBe(
        "settled:2024-preliminary:HR-1/invoiced:2024-03:group=1:customer=K099",
      );
      throw isOver;
    });
    await expect(looking).rejects.toBe(isOver);
  });

  it("answers on the command line with the JSON of the interface", async () => {
    const printed: string[] = [];
    const effects = {
      database: () => Promise.resolve(test.database),
      provider: () => Promise.resolve("demo"),
      actor: "anna",
      now: () => anna.now,
      print: (text: string) => printed.push(text),
    } as unknown as CommandEffects;
    const call = { positionals: ["propose"], options: { year: "2024", basis: "ytd@11" }, effects };
    await settleCommand.run({ ...call, json: true });
    await settleCommand.run({ ...call, json: false });
    expect(JSON.parse(printed[0] ?? "")).toMatchObject({
      total: { ore: "19000" },
      customers: [
        { customer: "GSF", amount: { ore: "13200" } },
        { customer: "ISV" },
        { customer: "LISEBERG" },
      ],
      rest: { known: true, goes: "to-equity" },
    });
    expect(printed[1]).toContain("LISEBERG");
  });
});
