import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Day, type Micro, microOf, period, required } from "../../../kernel/index.ts";
import type { CommandEffects } from "../../../platform/command/index.ts";
import type { Database, StaffScope, Transaction } from "../../../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../../../platform/database/testing.ts";
import { leavesOf } from "../../ledger/index.ts";
import { costCommand } from "../commands/cost.ts";
import { keepEntries } from "../../../platform/registers/actions/index.ts";
import { driverRegister, type DriverValue, driverValueRegister, readModel } from "../index.ts";
import {
  computeCosting,
  customerCostsOf,
  explainServiceCost,
  explainVoucherLine,
  invariants,
  keepModels,
  serviceCostsOf,
} from "./index.ts";

const model = `
model: small
valid_from: 2024-01-01
pools:
  - pool: common
    name_sv: Gemensamt
    name_en: Common
    select: { cost_centre: "190*" }
direct:
  - select: { service: ["*"] }
steps:
  - from: common
    to: services
    by: { driver: fte }
keys:
  - key: headcount
    name_sv: anställda
    name_en: employees
    by: { driver: headcount }
assignments:
  - services: ["HR-*"]
    key: headcount
`;

let test: TestDatabase;
let database: Database;
let scope: StaffScope;
const source = { actor: "anna", now: "2024-02-01T08:00:00Z", source: "drivers/values.csv" };

function run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database.transaction(scope, work);
}

function value(driver: string, subject: string, amount: number): DriverValue {
  const valueMicro: Micro = microOf(amount);
  return {
    driver,
    service: "",
    subject,
    periodFrom: period("2024-01"),
    valueMicro,
    measuredOn: "2023-12-31" as Day,
  };
}

/** Books of two vouchers: 1 000,00 common salaries in two lines, 200,01 of IT for HR-1 and 50,00 revenue. */
async function fill(tx: Transaction): Promise<void> {
  const statements = [
    `insert into catalogue.service_area values ('demo', 'hr', 'Personal', 'HR', 1)`,
    `insert into catalogue.service (provider_id, service, name_sv, name_en, area, department, valid_from)
     values ('demo', 'HR-1', 'Lön', 'Payroll', 'hr', 'shared', '2022-01-01'), ('demo', 'IT-1', 'Arbetsplats', 'Workplace', 'hr', 'infra', '2022-01-01')`,
    `insert into customers.customer (provider_id, customer, name, short_name, kind, org_no, counterparty, vat, valid_from)
     values ('demo', 'A', 'Alfa', 'A', 'department', '1', '101', false, '2022-01-01'), ('demo', 'B', 'Beta', 'B', 'company', '2', '102', true, '2022-01-01')`,
    `insert into ledger.account_mapping (provider_id, account_from, account_to, kind, element, name_sv, name_en)
     values ('demo', '3000', '3999', 'revenue', 'sales', '', ''), ('demo', '5000', '5999', 'cost', 'staff', '', ''), ('demo', '6000', '6999', 'cost', 'it', '', '')`,
    `insert into ledger.account values ('demo', 2024, '5010', 'Löner')`,
    `insert into ledger.source_file values ('demo', 'f1', '2024.se', 'x', 'sie', 2024, 5, 100, true, '2024-02-01', 'anna')`,
    `insert into ledger.voucher (provider_id, voucher_id, fiscal_year, series, number, version, voucher_day, text, origin, file_id)
     values ('demo', 1, 2024, 'A', '1', 1, '2024-01-31', 'Lönekörning', 'import', 'f1'), ('demo', 2, 2024, 'A', '2', 1, '2024-01-31', 'Licenser', 'import', 'f1')`,
    `insert into ledger.line (provider_id, voucher_id, line_no, period, account, cost_centre, project, service, customer, counterparty, amount_ore, text)
     values ('demo', 1, 1, '2024-01', '5010', '1901', '', '', '', '', 70000, ''),
            ('demo', 1, 2, '2024-01', '5010', '1901', '', '', '', '', 30000, ''),
            ('demo', 2, 1, '2024-01', '6400', '3000', '', 'HR-1', '', '', 20001, 'Licens'),
            ('demo', 2, 2, '2024-01', '3110', '3000', '', 'HR-1', 'A', '101', -5000, '')`,
    `insert into ledger.balance
     select provider_id, fiscal_year, period, account, cost_centre, project, service, customer, counterparty, sum(amount_ore), count(*),
            string_agg(voucher_id::text, ' ')
     from ledger.v_line group by 1, 2, 3, 4, 5, 6, 7, 8, 9`,
    `insert into planning.plan values ('demo', 'budget-2024', 'budget', 2024, null, 'x')`,
    `insert into planning.line (provider_id, plan, line_no, period, account, cost_centre, amount_ore, file_line)
     values ('demo', 'budget-2024', 1, '2024-01', '5010', '1901', 90000, 2)`,
  ];
  for (const statement of statements) await tx.execute(statement);
  const driver = { nameEn: "x", owner: "o", source: "s", definition: "d" };
  await keepEntries(
    tx,
    "demo",
    driverRegister,
    [
      { ...driver, driver: "fte", nameSv: "årsarbetare", unit: "åa", subject: "service" },
      { ...driver, driver: "headcount", nameSv: "anställda", unit: "person", subject: "customer" },
    ],
    source,
  );
  const values = [
    value("fte", "HR-1", 1),
    value("fte", "IT-1", 3),
    value("headcount", "A", 1),
    value("headcount", "B", 2),
  ];
  await keepEntries(tx, "demo", driverValueRegister, values, source);
  await keepModels(tx, "demo", [{ model: required(readModel(model, "model.yaml")), text: model }], source);
}

beforeAll(async () => {
  test = await testDatabase();
  database = test.database;
  scope = { role: "staff", provider: test.provider, actor: "anna" };
  await run(fill);
}, 60_000);

afterAll(() => test.close());

const question = { provider: "demo", year: 2024, scenario: "actual" };

describe("costing with the database", () => {
  it("computes once for the same inputs, and anew for new drivers", async () => {
    const first = await run((tx) => computeCosting(tx, question));
    expect(first).toMatchObject({ run: "actual-2024", computed: true, inOre: 120_001, outOre: 120_001 });
    expect(first.rows.map((row) => [row.service, row.element, row.directOre, row.allocatedOre])).toEqual([
      ["HR-1", "it", 20_001, 0],
      ["HR-1", "staff", 0, 25_000],
      ["IT-1", "staff", 0, 75_000],
    ]);
    const again = await run((tx) => computeCosting(tx, question));
    expect(again).toEqual({ ...first, computed: false });

    const undo = new Error("undo");
    const changed = run(async (tx) => {
      await tx.execute(
        "update costing.driver_value set value_micro = 4000000 where provider_id = 'demo' and subject = 'HR-1'",
      );
      const third = await computeCosting(tx, question);
      expect(third.computed).toBe(true);
      expect(third.rows[1]?.allocatedOre).toBe(57_143);
      throw undo;
    });
    await expect(changed).rejects.toThrow("undo");
  });

  it("costs the budget by the same engine", async () => {
    const rows = await run((tx) => serviceCostsOf(tx, { ...question, scenario: "budget" }));
    expect(rows.map((row) => [row.service, row.allocatedOre])).toEqual([
      ["HR-1", 22_500],
      ["IT-1", 67_500],
    ]);
    const none = run((tx) => serviceCostsOf(tx, { ...question, scenario: "forecast" }));
    await expect(none).rejects.toMatchObject({ problems: [{ code: "costing.no-costs" }] });
    const tree = await run((tx) => explainServiceCost(tx, "demo", "cost:2024:budget:HR-1:2024-01"));
    expect(leavesOf(tree as NonNullable<typeof tree>)).toMatchObject([
      { amountOre: 22_500, file: "planning/budget-2024.csv", line: 2 },
    ]);
  });

  it("passes costs on to customers; a service without a key says so", async () => {
    const { rows, outOre, warnings } = await run((tx) => customerCostsOf(tx, question));
    expect(outOre).toBe(120_001);
    expect(rows.map((row) => [row.service, row.customer, row.element, row.amountOre])).toEqual([
      ["HR-1", "A", "it", 6_667],
      ["HR-1", "B", "it", 13_334],
      ["HR-1", "A", "staff", 8_333],
      ["HR-1", "B", "staff", 16_667],
      ["IT-1", "", "staff", 75_000],
    ]);
    expect(warnings).toMatchObject([{ code: "costing.service-without-key", severity: "warn" }]);
  });

  it("explains a service down to voucher lines with their file", async () => {
    const tree = await run((tx) => explainServiceCost(tx, "demo", "cost:2024:actual:HR-1"));
    expect(tree).toMatchObject({ id: "cost:2024:actual:HR-1", label_sv: "Lön", amountOre: 45_001 });
    expect(
      leavesOf(tree as NonNullable<typeof tree>).map((leaf) => [
        leaf.voucher,
        leaf.line,
        leaf.file,
        leaf.amountOre,
      ]),
    ).toEqual([
      ["2024/A/2", 1, "2024.se", 20_001],
      ["2024/A/1", 1, "2024.se", 17_500],
      ["2024/A/1", 2, "2024.se", 7_500],
    ]);
    const step = tree?.children[1];
    expect(step).toMatchObject({ formula_sv: "Fördelas månad för månad efter åa (årsarbetare)." });
    const below = step?.children[0];
    const opened = await run((tx) => explainServiceCost(tx, "demo", below?.id ?? ""));
    expect(opened?.children).toEqual(below?.children);
    expect(opened).toMatchObject({
      label_sv: "Gemensamt, januari 2024",
      formula_sv: "25,0\u00a0% av 1\u00a0000,00\u00a0kr: 1 av 4 åa (årsarbetare)",
    });
    const closed = await run((tx) => explainServiceCost(tx, "demo", "cost:2024:actual:HR-1", { depth: 1 }));
    expect(closed).toEqual({
      ...tree,
      children: tree?.children.map((child) => ({ ...child, children: [], closed: true })),
    });
    const account = below?.children[0];
    expect(account?.children).toHaveLength(2);
    const one = await run((tx) => explainServiceCost(tx, "demo", account?.id ?? "", { depth: 1 }));
    expect(one).toEqual(account);
    const whole = await run((tx) => explainServiceCost(tx, "demo", "cost:2024:actual"));
    expect(whole?.children.map((child) => child.id)).toEqual([
      "cost:2024:actual:HR-1",
      "cost:2024:actual:IT-1",
    ]);
  });

  it("explains a voucher line up to services and customers", async () => {
    const tree = await run((tx) => explainVoucherLine(tx, "demo", "voucher:2024/A/1:1"));
    expect(tree).toMatchObject({
      amountOre: 70_000,
      label_sv: "5010 Löner, Lönekörning",
      voucher: "2024/A/1",
      line: 1,
    });
    expect(leavesOf(tree as NonNullable<typeof tree>).map((leaf) => [leaf.label_sv, leaf.amountOre])).toEqual(
      [
        ["Alfa", 5_833],
        ["Beta", 11_667],
        ["Arbetsplats", 52_500],
      ],
    );
    const revenue = run((tx) => explainVoucherLine(tx, "demo", "voucher:2024/A/2:2"));
    await expect(revenue).rejects.toMatchObject({ problems: [{ code: "costing.unknown-figure" }] });
    expect(await run((tx) => explainVoucherLine(tx, "demo", "voucher:2024/A/9:1"))).toBeUndefined();
  });

  it("keeps its promises, and sees a stored figure that was tampered with", async () => {
    await run((tx) => computeCosting(tx, question));
    for (const invariant of invariants) expect(await run((tx) => invariant.check(tx, "demo"))).toEqual([]);
    const undo = run(async (tx) => {
      await tx.execute(
        "update costing.service_cost set direct_ore = direct_ore + 1 where provider_id = 'demo' and run = 'actual-2024' and element = 'it'",
      );
      const found = await Promise.all(invariants.slice(0, 2).map((invariant) => invariant.check(tx, "demo")));
      expect(found.map((problems) => problems.map((one) => one.code))).toEqual([
        ["costing.in-is-not-out"],
        ["costing.stored-differs"],
      ]);
      throw new Error("undo");
    });
    await expect(undo).rejects.toThrow("undo");
  });

  it("prints a table in tkr and JSON where in equals out", async () => {
    const printed: string[] = [];
    const effects = {
      database: () => Promise.resolve(database),
      provider: () => Promise.resolve("demo"),
      actor: "anna",
      print: (text: string) => printed.push(text),
      say: () => undefined,
    } as unknown as CommandEffects;
    const call = (options: Record<string, string>, json: boolean) =>
      costCommand.run({ positionals: [], options, json, effects });
    expect(await call({ year: "2024", by: "customer" }, true)).toBe(0);
    const json = JSON.parse(printed[0] as string) as {
      in: { ore: string };
      out: { ore: string };
      rows: { amount: { ore: string } }[];
    };
    expect(json.in).toEqual({ ore: "120001" });
    expect(json.out).toEqual(json.in);
    expect(json.rows[0]).toMatchObject({
      service: "HR-1",
      customer: "A",
      period: "2024-01",
      element: "it",
      amount: { ore: "6667" },
    });
    await call({ year: "2024" }, false);
    expect(printed[1]?.split("\n").map((line) => line.replaceAll(/ {2,}/g, " | "))).toEqual([
      " | tkr, 2024, actual | personal | it | summa",
      "HR-1 | Lön | 0 | 0 | 0",
      "IT-1 | Arbetsplats | 1 | 0 | 1",
      " | Summa | 1 | 0 | 1",
    ]);
    await expect(call({ year: "x" }, false)).rejects.toThrow("--year");
    await expect(call({ year: "2024", by: "colour" }, false)).rejects.toThrow("--by");
  });
});

describe("costing of many customers", () => {
  it("passes on more rows than a call may have arguments", async () => {
    const own = await testDatabase();
    const work = <T>(body: (tx: Transaction) => Promise<T>): Promise<T> =>
      own.database.transaction({ role: "staff", provider: own.provider, actor: "anna" }, body);
    await work(async (tx) => {
      await fill(tx);
      const statements = [
        `insert into customers.customer (provider_id, customer, name, short_name, kind, org_no, counterparty, vat, valid_from)
         select 'demo', 'C' || n, 'C' || n, '', 'department', '1', '101', false, '2022-01-01' from generate_series(1, 12000) n`,
        `insert into costing.driver_value (provider_id, driver, service, subject, period_from, value_micro, measured_on)
         select 'demo', 'headcount', '', 'C' || n, '2024-01', 1000000, '2023-12-31' from generate_series(1, 12000) n`,
        `insert into ledger.voucher (provider_id, voucher_id, fiscal_year, series, number, version, voucher_day, text, origin, file_id)
         select 'demo', 10 + m, 2024, 'B', m::text, 1, make_date(2024, m, 1), '', 'import', 'f1' from generate_series(2, 12) m`,
        `insert into ledger.line (provider_id, voucher_id, line_no, period, account, cost_centre, project, service, customer, counterparty, amount_ore, text)
         select 'demo', 10 + m, 1, to_char(make_date(2024, m, 1), 'YYYY-MM'), '6400', '3000', '', 'HR-1', '', '', 100000000, '' from generate_series(2, 12) m`,
        `insert into ledger.balance
         select provider_id, fiscal_year, period, account, cost_centre, project, service, customer, counterparty, sum(amount_ore), count(*),
            string_agg(voucher_id::text, ' ')
         from ledger.v_line where series = 'B' group by 1, 2, 3, 4, 5, 6, 7, 8, 9`,
      ];
      for (const statement of statements) await tx.execute(statement);
    });
    const { rows, inOre, outOre } = await work((tx) => customerCostsOf(tx, question));
    expect(rows.length).toBeGreaterThan(130_000);
    expect(outOre).toBe(inOre);
    await own.close();
  }, 60_000);
});
