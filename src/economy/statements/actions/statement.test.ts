import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byCode, type Day, ore } from "../../../kernel/index.ts";
import type { CommandEffects } from "../../../platform/command/index.ts";
import type { StaffScope, Transaction } from "../../../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../../../platform/database/testing.ts";
import { addEntry } from "../../../platform/registers/actions/index.ts";
import type { RegisterDefinition } from "../../../platform/registers/index.ts";
import { serviceVersionRegister } from "../../../service/catalogue/index.ts";
import { postVouchers } from "../../ledger/actions/index.ts";
import { assertFooting, leavesOf } from "../../ledger/index.ts";
import { fillSmallProvider } from "../../settlement/actions/testing.ts";
import { statementCommand } from "../commands/statement.ts";
import type { ColumnId, Statement } from "../index.ts";
import { explainStatement, invariants, statementOf, statementsOf } from "./index.ts";

let test: TestDatabase;
const scope: StaffScope = { role: "staff", provider: "demo", actor: "anna" };

function run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return test.database.transaction(scope, work);
}

beforeAll(async () => {
  test = await testDatabase();
  await run(fillSmallProvider);
});
afterAll(() => test.close());

function kronor(statement: Statement | undefined, column: ColumnId = "actual"): Record<string, number> {
  return Object.fromEntries(
    (statement?.rows ?? []).flatMap(({ layout, values }) => {
      const figure = values[column];
      return figure?.unit === "ore" ? [[layout.id, figure.amountOre / 100]] : [];
    }),
  );
}

describe("statements from the database", () => {
  it("computes income with restated classes and an elimination that leaves the result", async () => {
    const [income, external, bridge] = await run((tx) =>
      statementsOf(tx, "demo", { ids: ["income", "elimination", "bridge"], year: 2024 }),
    );
    expect(kronor(income)).toMatchObject({
      "core-operation": 900,
      "infrastructure-operation": 500,
      "service-card": 40,
      additional: 0,
      staff: -865,
      it: -400,
      result: 175,
    });
    expect(kronor(income, "budget")).toMatchObject({ "core-operation": 1200, staff: -1200, result: 0 });
    expect(kronor(external)).toMatchObject({
      "revenue-internal": 100,
      "cost-internal": -100,
      "result-external": 175,
    });
    expect(kronor(bridge)).toMatchObject({
      organisation: -1265,
      "organisation-common": -200,
      distributed: -200,
      change: -60,
      services: -1265,
      difference: 0,
      "result-core": 145,
      "result-infrastructure": -10,
      "result-service-card": 40,
      "before-settlement": 175,
      "result-difference": 0,
    });
  });

  it("costs the settled services by area", async () => {
    const [core, change] = await run((tx) =>
      statementsOf(tx, "demo", { ids: ["core-services", "change-initiatives"], year: 2024 }),
    );
    expect(kronor(core)).toEqual({ hr: 755, infrastructure: 450, total: 1205 });
    expect(kronor(change)).toEqual({ hr: 0, infrastructure: 60, total: 60 });
  });

  it("leaves the months before a service moved to another area as they were", async () => {
    const register = serviceVersionRegister as unknown as RegisterDefinition;
    const doing = { actor: "anna", now: "2025-01-02T10:00:00Z" };
    const core = async (tx: Transaction) =>
      kronor((await statementsOf(tx, "demo", { ids: ["core-services"], year: 2024 }))[0]);
    const undone = new Error("undone");
    const moved = run(async (tx) => {
      const key = await addEntry(
        tx,
        "demo",
        register,
        { service: "HR-1", valid_from: "2025-01-01", area: "infrastructure" },
        doing,
      );
      expect(await core(tx)).toEqual({ hr: 755, infrastructure: 450, total: 1205 });
      await expect(
        addEntry(tx, "demo", register, { service: "HR-1", valid_from: "2024-06-01" }, doing),
      ).rejects.toMatchObject({ problems: [{ code: "catalogue.empty-version" }] });
      await tx.execute("delete from catalogue.service_version where service = $1", [key.split(" ")[0]]);
      await addEntry(
        tx,
        "demo",
        register,
        { service: "HR-1", valid_from: "2024-01-01", area: "infrastructure" },
        doing,
      );
      expect(await core(tx)).toEqual({ hr: 0, infrastructure: 1205, total: 1205 });
      throw undone;
    });
    await expect(moved).rejects.toBe(undone);
  });

  it("knows the year before the first books by what the file states", async () => {
    const growth = await run((tx) => statementOf(tx, "demo", { id: "growth", year: 2024 }));
    const staff = growth.rows.find(({ layout }) => layout.id === "staff")?.values.actual;
    expect(staff).toMatchObject({ numerator: -6500, denominator: -80_000 });
  });

  it("explains a figure down to voucher lines, and the children sum", async () => {
    for (const id of [
      "statement:income:2024:result:actual",
      "statement:income:2024:staff:variance",
      "statement:summary:2024:revenue:actual",
      "statement:balance:2024:equity-and-liabilities:actual",
      "statement:equity:2024:closing:actual",
      "statement:core-services:2024:hr:actual",
      "statement:departments:2024:steering-common:actual",
      "statement:bridge:2024:difference:actual",
    ]) {
      const tree = await run((tx) => explainStatement(tx, "demo", id));
      expect(tree?.id, id).toBe(id);
      if (tree !== undefined) assertFooting(tree);
      const [, name = "", , row = "", column = "actual"] = id.split(":");
      const statement = await run((tx) => statementOf(tx, "demo", { id: name, year: 2024 }));
      const shown = statement.rows.find(({ layout }) => layout.id === row)?.values[column as ColumnId];
      expect(shown, id).toMatchObject({ amountOre: tree?.amountOre });
    }
    const tree = await run((tx) => explainStatement(tx, "demo", "statement:core-services:2024:hr:actual"));
    const leaves = tree === undefined ? [] : leavesOf(tree);
    expect(leaves.map((leaf) => leaf.voucher ?? "").toSorted(byCode)).toEqual([
      "2024/A/3",
      "2024/A/5",
      "2024/A/5",
      "2024/A/6",
    ]);
    expect(
      await run((tx) => explainStatement(tx, "demo", "statement:income:2024:nothing:actual")),
    ).toBeUndefined();
  });

  it("keeps its promises", async () => {
    for (const invariant of invariants) {
      expect(await run((tx) => invariant.check(tx, "demo")), invariant.code).toEqual([]);
    }
  });

  it("keeps them when the next year has begun but its opening balances have not come yet", async () => {
    const blank = { costCentre: "", project: "", service: "", customer: "", counterparty: "", text: "" };
    let found: readonly unknown[] | undefined;
    // Undone again: the other tests have two years.
    const undone = run(async (tx) => {
      await postVouchers(
        tx,
        "demo",
        [
          {
            fiscalYear: 2025,
            series: "A",
            number: "1",
            day: "2025-01-31" as Day,
            text: "Kreditering",
            reference: "",
            lines: [
              { ...blank, account: "1510", amountOre: ore(-100) },
              { ...blank, account: "1940", amountOre: ore(100) },
            ],
          },
        ],
        { actor: "test", now: "2025-02-01T08:00:00.000Z" },
      );
      const rolls = invariants.filter((one) => one.code === "statements.equity-rolls-forward");
      found = (await Promise.all(rolls.map((one) => one.check(tx, "demo")))).flat();
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(found).toEqual([]);
  });

  it("refuses an unknown statement with the nearest name, and a year without books", async () => {
    await expect(run((tx) => statementOf(tx, "demo", { id: "incom", year: 2024 }))).rejects.toMatchObject({
      problems: [
        { code: "statements.unknown-statement", message_en: expect.stringContaining("income") as string },
      ],
    });
    await expect(run((tx) => statementOf(tx, "demo", { id: "income", year: 2019 }))).rejects.toMatchObject({
      problems: [{ code: "statements.no-books" }],
    });
    await expect(
      run((tx) => statementOf(tx, "demo", { id: "growth", year: 2024, basis: "external" })),
    ).rejects.toMatchObject({ problems: [{ code: "statements.basis-fixed" }] });
  });

  it("prints a table and the JSON of the interface", async () => {
    const printed: string[] = [];
    const effects = {
      database: () => Promise.resolve(test.database),
      provider: () => Promise.resolve("demo"),
      actor: "anna",
      language: "sv",
      print: (text: string) => printed.push(text),
    } as unknown as CommandEffects;
    const call = { positionals: ["income"], options: { year: "2024", unit: "kr" }, effects };
    await statementCommand.run({ ...call, json: false });
    await statementCommand.run({ ...call, json: true });
    expect(printed[0]).toContain("Bastjänster, förvaltning");
    expect(printed[0]).toContain("900,00");
    const json = JSON.parse(printed[1] ?? "") as { rows: { id: string; values: Record<string, unknown> }[] };
    expect(json).toMatchObject({ statement: "income", year: 2024, basis: "whole" });
    expect(json.rows.find((row) => row.id === "result")?.values).toMatchObject({
      actual: { ore: "17500" },
      variance: { ore: "17500" },
    });
  });
});
