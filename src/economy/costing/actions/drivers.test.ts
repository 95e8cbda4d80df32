import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Day, microOf, period, periodsOfYear } from "../../../kernel/index.ts";
import type { Database, StaffScope, Transaction } from "../../../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../../../platform/database/testing.ts";
import type { CommandEffects } from "../../../platform/command/index.ts";
import { driverCommand } from "../commands/driver.ts";
import { keepEntries } from "../../../platform/registers/actions/index.ts";
import { type Driver, driverRegister, type DriverValue, driverValueRegister } from "../index.ts";
import {
  answerDriver,
  checkDriverBook,
  driverSignOffs,
  driversToAnswer,
  driversInForce,
  freezeDrivers,
  invariants,
  zeroWeights,
} from "./index.ts";

const keepDrivers = (tx: Transaction, provider: string, rows: readonly Driver[], from: typeof source) =>
  keepEntries(tx, provider, driverRegister, rows, from);
const keepDriverValues = (
  tx: Transaction,
  provider: string,
  rows: readonly DriverValue[],
  from: typeof source,
) => keepEntries(tx, provider, driverValueRegister, rows, from);

let test: TestDatabase;
let database: Database;
let scope: StaffScope;
const acting = { actor: "anna", now: "2024-02-01T08:00:00Z" };
const source = { ...acting, source: "drivers/values.csv" };
const january = period("2024-01");

function run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database.transaction(scope, work);
}

function driver(name: string, over: Partial<Driver> = {}): Driver {
  const text = { nameSv: name, nameEn: name, unit: "person", owner: "HR", source: "s", definition: "d" };
  return { driver: name, subject: "customer", ...text, ...over };
}

const values = (headcountOfA: number): DriverValue[] =>
  [
    ["headcount", "A", headcountOfA],
    ["headcount", "B", 50],
    ["seasonal", "A", 30],
  ].map(([name, subject, units]) => ({
    driver: name as string,
    service: "",
    subject: subject as string,
    periodFrom: january,
    valueMicro: microOf(units as number),
    measuredOn: "2023-09-30" as Day,
  }));

beforeAll(async () => {
  test = await testDatabase();
  database = test.database;
  scope = { role: "staff", provider: test.provider, actor: "anna" };
  await run(async (tx) => {
    await keepDrivers(
      tx,
      "demo",
      [
        driver("headcount", { quality: "measured", jumpPercent: 20, excludes: "praktikanter" }),
        driver("seasonal", { quality: "agreed" }),
        driver("permanent", { formula: "headcount - seasonal" }),
      ],
      source,
    );
    await keepDriverValues(tx, "demo", values(100), source);
  });
}, 60_000);

afterAll(() => test.close());

const read = (name: string, subject: string, month = january) =>
  run(async (tx) => (await driversInForce(tx, "demo")).drivers.value(name, subject, month));

describe("drivers with the database", () => {
  it("refuses values of a driver that is computed, when they are loaded", async () => {
    const undo = new Error("undo");
    const loaded = run(async (tx) => {
      const own = { ...(values(1)[0] as DriverValue), driver: "permanent" };
      await keepDriverValues(tx, "demo", [...values(100), own], source);
      expect(await zeroWeights(tx, "demo")).toMatchObject([{ code: "costing.driver-has-values" }]);
      throw undo;
    });
    await expect(loaded).rejects.toBe(undo);
  });

  it("freezes a month once, and lets it stand when new values come", async () => {
    const freeze = (reason = "") =>
      run((tx) => freezeDrivers(tx, "demo", { periods: [january], reason }, acting));
    expect(await freeze()).toMatchObject([
      { driver: "headcount", outcome: "frozen", snapshot: 1, values: 2 },
      { driver: "permanent", outcome: "frozen", snapshot: 1, values: 2 },
      { driver: "seasonal", outcome: "frozen", snapshot: 1, values: 1 },
    ]);
    expect((await freeze()).map((one) => one.outcome)).toEqual(["unchanged", "unchanged", "unchanged"]);
    const before = (await run((tx) => driversInForce(tx, "demo"))).print;
    await run((tx) => keepDriverValues(tx, "demo", values(110), source));
    expect([await read("headcount", "A"), await read("headcount", "A", period("2024-02"))]).toEqual([
      100e6, 110e6,
    ]);
    // The costing is computed anew when values change, also where a snapshot hides them for a month.
    expect((await run((tx) => driversInForce(tx, "demo"))).print).not.toBe(before);
    expect((await run((tx) => checkDriverBook(tx, "demo", [january]))).map((one) => one.code)).toEqual([
      "costing.driver-drift",
      "costing.driver-drift",
    ]);
    await expect(freeze()).rejects.toMatchObject({
      problems: [
        { code: "costing.driver-frozen", message_en: expect.stringContaining("A 100 → 110") as string },
        { code: "costing.driver-frozen" },
      ],
    });
    expect(await read("headcount", "A")).toBe(100e6);
  });

  it("takes a customer's word for its frozen values, until a new snapshot changes them", async () => {
    const open = () => run((tx) => driverSignOffs(tx, "demo", { period: january, customer: "A" }));
    const states = async () => (await open()).map((one) => `${one.driver} ${one.state}`);
    expect(await states()).toEqual(["headcount open", "permanent open", "seasonal open"]);
    const answer = (said: object) =>
      run((tx) =>
        answerDriver(
          tx,
          "demo",
          { customer: "A", period: january, state: "signed", reason: "", ...said },
          acting,
        ),
      );
    await answer({});
    await answer({ driver: "headcount", state: "objected", reason: "säsongsanställda" });
    expect(await states()).toEqual(["headcount objected", "permanent signed", "seasonal signed"]);
    expect((await run((tx) => checkDriverBook(tx, "demo", [january]))).map((one) => one.code)).toContain(
      "costing.driver-objection",
    );
    await run((tx) => freezeDrivers(tx, "demo", { periods: [january], reason: "rättad lista" }, acting));
    expect(await read("headcount", "A")).toBe(110e6);
    expect(await states()).toEqual(["headcount open", "permanent open", "seasonal signed"]);
    await expect(answer({ customer: "Z" })).rejects.toMatchObject({
      problems: [{ code: "costing.driver-answer" }],
    });
    await expect(answer({ period: period("2024-09") })).rejects.toMatchObject({
      problems: [{ code: "costing.driver-not-frozen" }],
    });
    const actions = await run((tx) =>
      tx.query<{ action: string }>(
        "select distinct action from audit.entry where action like 'driver.%' order by 1",
      ),
    );
    expect(actions.map((one) => one.action)).toEqual([
      "driver.freeze",
      "driver.freeze-again",
      "driver.object",
      "driver.sign",
    ]);
  });

  it("lets a customer's person answer for its own customer, and for no other's by any way", async () => {
    await run((tx) =>
      tx.execute(
        `insert into access.person (provider_id, login, name, role, customers)
         values ('demo', 'bodil', 'Bodil', 'customer', '{B}'), ('demo', 'cecilia', 'Cecilia', 'controller', '{}')`,
      ),
    );
    const asBodil = <T>(work: (tx: Transaction) => Promise<T>, actor = "bodil"): Promise<T> =>
      database.transaction({ role: "customer", provider: "demo", customers: ["B"], actor }, work);
    const said = { customer: "B", period: january, state: "signed", reason: "" } as const;
    const by = { actor: "bodil", now: acting.now };
    expect(await asBodil((tx) => driversToAnswer(tx, "demo", 2024))).toMatchObject([
      {
        driver: { driver: "headcount" },
        spans: [{ customer: "B", from: january, to: january, state: "open" }],
      },
      { driver: { driver: "permanent" }, spans: [{ customer: "B", state: "open" }] },
    ]);
    const entries = () =>
      run((tx) => tx.query("select 1 from audit.entry where actor = 'bodil' and action = 'driver.sign'"));
    const undo = new Error("undo");
    await expect(
      asBodil(async (tx) => {
        await answerDriver(tx, "demo", said, by);
        throw undo;
      }),
    ).rejects.toBe(undo);
    expect(await entries()).toEqual([]);
    await asBodil((tx) => answerDriver(tx, "demo", said, by));
    expect(await entries()).toHaveLength(2);
    await asBodil(async (tx) => {
      await answerDriver(tx, "demo", { ...said, driver: "headcount", state: "objected", reason: "fel" }, by);
      // What the audit wrote in the provider's name has opened nothing to the customer.
      expect(await tx.query("select distinct customer from costing.driver_answer")).toEqual([
        { customer: "B" },
      ]);
      expect(await tx.query("select distinct subject from costing.driver_snapshot_value")).toEqual([
        { subject: "B" },
      ]);
      expect(await tx.query("select login from access.person")).toEqual([{ login: "bodil" }]);
    });
    await expect(
      asBodil((tx) => answerDriver(tx, "demo", { ...said, customer: "A" }, by)),
    ).rejects.toMatchObject({ problems: [{ code: "costing.driver-answer" }] });
    // Who works at the provider has another way; who has no mandate has none.
    await expect(
      asBodil((tx) => answerDriver(tx, "demo", said, { ...by, actor: "cecilia" }), "cecilia"),
    ).rejects.toMatchObject({ problems: [{ code: "access.not-mandated" }] });
    const insert = (customer: string, who: string) =>
      asBodil((tx) =>
        tx.execute(
          `insert into costing.driver_answer
           values ('demo', $1, 'headcount', '2024-01', 99, 2, 'signed', 50000000, '', '2024-02-01', $2)`,
          [customer, who],
        ),
      );
    await expect(insert("A", "bodil")).rejects.toThrow(/row-level security/);
    await expect(insert("B", "anna")).rejects.toThrow(/row-level security/);
    for (const sql of [
      "update costing.driver_answer set state = 'signed'",
      "delete from costing.driver_answer",
      "select 1 from audit.entry",
      "select 1 from costing.driver_value",
    ])
      await expect(asBodil((tx) => tx.query(sql))).rejects.toThrow(/permission denied/);
  });

  it("sees when a snapshot was changed behind its back", async () => {
    const promise = invariants.find((one) => one.code === "costing.frozen-drivers");
    const check = () => run(async (tx) => (await promise?.check(tx, "demo"))?.map((one) => one.code));
    expect(await check()).toEqual([]);
    await expect(
      run((tx) =>
        tx.execute("update costing.driver_snapshot_value set value_micro = 1 where provider_id = 'demo'"),
      ),
    ).rejects.toThrow(/permission denied/);
    await database.transaction({ role: "owner" }, (tx) =>
      tx.execute(
        "update costing.driver_snapshot_value set value_micro = 1 where provider_id = 'demo' and subject = 'B'",
      ),
    );
    expect(await check()).toContain("costing.snapshot-differs");
  });

  it("flags a month without values and a jump", async () => {
    const codes = await run((tx) => checkDriverBook(tx, "demo", periodsOfYear(2023)));
    expect(codes.map((one) => one.message_en)).toEqual([
      '"headcount" has no values that hold in 2023-01–2023-12.',
      '"permanent" has no values that hold in 2023-01–2023-12.',
      '"seasonal" has no values that hold in 2023-01–2023-12.',
    ]);
    await run((tx) =>
      keepDriverValues(
        tx,
        "demo",
        [...values(110), { ...values(200)[0], periodFrom: period("2024-03") } as DriverValue],
        source,
      ),
    );
    const jumps = await run((tx) => checkDriverBook(tx, "demo", [period("2024-03")]));
    expect(jumps.map((one) => one.message_en)).toEqual([
      '"headcount" of "A" goes from 110 to 200 in 2024-03.',
    ]);
  });

  it("speaks from the command line", async () => {
    const said: string[] = [];
    const effects = {
      database: () => Promise.resolve(database),
      provider: () => Promise.resolve("demo"),
      actor: "anna",
      now: () => acting.now,
      print: (text: string) => said.push(text),
      problems: () => undefined,
    } as unknown as CommandEffects;
    const call = (positionals: string[], options: Record<string, string>, json = false) =>
      driverCommand.run({ positionals, options, json, effects });
    expect(await call(["show", "permanent"], { subject: "A", period: "2024-02" })).toBe(0);
    expect(said.pop()).toContain("permanent 80 = headcount - seasonal\n    headcount 110\n    seasonal 30");
    await call(["values", "permanent"], { period: "2024-02" }, true);
    expect(JSON.parse(said.pop() ?? "")).toMatchObject({
      frozen: false,
      values: [
        { subject: "A", value: "80" },
        { subject: "B", value: "50" },
      ],
    });
    await expect(call(["show", "permanant"], {})).rejects.toMatchObject({
      problems: [{ code: "costing.unknown-driver", try: 'Write "permanent".' }],
    });
    await expect(call(["freeze"], {})).rejects.toThrow("--period");
    await expect(call(["thaw"], {})).rejects.toThrow("driver kan inte göra ”thaw”.");
  });
});
