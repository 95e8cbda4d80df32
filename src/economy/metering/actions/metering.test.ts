import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Day, microOf, type Period, Refusal } from "../../../kernel/index.ts";
import type { Database, StaffScope, Transaction } from "../../../platform/database/index.ts";
import { testDatabase } from "../../../platform/database/testing.ts";
import { keepEntries } from "../../../platform/registers/actions/index.ts";
import { areaRegister, serviceRegister } from "../../../service/catalogue/index.ts";
import { customerRegister } from "../../../service/customers/index.ts";
import { loadPriceList } from "../../pricing/actions/index.ts";
import { wholeTenOreDown } from "../../pricing/index.ts";
import { eventsBehind, invariants, loadSales, loadUsage, salesFor, usageRows, volumesFor } from "./index.ts";

const at = { now: "2024-02-01T08:00:00.000Z", actor: "karin" };
const source = { ...at, source: "test" };
const january = "2024-01" as Period;
const validFrom = "2022-01-01" as Day;
let database: Database;
let provider: string;

const staff = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
  const scope: StaffScope = { role: "staff", provider, actor: "karin" };
  return database.transaction(scope, work);
};

beforeAll(async () => {
  ({ database, provider } = await testDatabase());
  await staff(async (tx) => {
    await keepEntries(
      tx,
      provider,
      areaRegister,
      [{ area: "IT", nameSv: "IT", nameEn: "IT", position: 1 }],
      source,
    );
    const service = {
      service: "IT-1",
      nameSv: "Arbetsplats",
      nameEn: "Workplace",
      area: "IT",
      department: undefined,
      owner: undefined,
      eligible: "all" as const,
      descriptionSv: "",
      descriptionEn: "",
      aliases: [],
      synthetic: true,
      validFrom,
      validTo: undefined,
    };
    await keepEntries(tx, provider, serviceRegister, [service], source);
    const customer = (code: string) => ({
      customer: code,
      name: code,
      shortName: code,
      kind: "department" as const,
      orgNo: "212000-1355",
      parent: undefined,
      counterparty: "1",
      isSelf: false,
      vat: false,
      eAddress: undefined,
      validFrom,
      validTo: undefined,
    });
    await keepEntries(tx, provider, customerRegister, [customer("GRU"), customer("FÖR")], source);
    const item = {
      service: "IT-1",
      activity: "operation" as const,
      nameSv: "Dator",
      nameEn: "Computer",
      unit: "st",
      priceMicro: microOf(300),
    };
    await loadPriceList(
      tx,
      provider,
      {
        files: { version: "version.yaml", items: "items.csv", fees: "fees.csv" },
        version: "2024",
        fiscalYear: 2024,
        validFrom: "2024-01-01" as Day,
        validTo: "2024-12-31" as Day,
        state: "draft",
        rounding: wholeTenOreDown,
        items: [
          { ...item, item: "PC", charge: "metered" },
          { ...item, item: "SCREEN", charge: "direct-sale" },
        ],
        fees: [],
      },
      at,
    );
  });
});
afterAll(() => database.close());

const load = (
  name: string,
  lines: readonly string[],
  { sha256 = lines.join(), marksHeld = 1_000 }: { sha256?: string; marksHeld?: number } = {},
) =>
  staff((tx) => {
    const bytes = Buffer.from(["event_id;day;item;customer;quantity", ...lines, ""].join("\n"));
    return loadUsage(
      tx,
      provider,
      { source: name, sha256, rows: usageRows(name, [bytes]) },
      { ...at, marksHeld },
    );
  });

async function refusedCodes(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refusal)) throw error ?? new Error("nothing was refused");
  return error.problems.map(({ code, file, line, message_en }) => ({ code, file, line, message_en }));
}

const volumes = async (): Promise<unknown> =>
  (await staff((tx) => volumesFor(tx, provider, { first: january, last: "2024-12" as Period }))).map(
    ({ period, customer, quantityMicro, events }) => [period, customer, quantityMicro / 1e6, events],
  );

const verified = (): Promise<unknown> =>
  staff(async (tx) => (await Promise.all(invariants.map((one) => one.check(tx, provider)))).flat());

describe("usage", () => {
  test("from file to volume, and the same file again is nothing", async () => {
    const lines = [
      "e1;2024-01-05;PC;GRU;2",
      "e2;2024-01-06;PC;FÖR;1,5",
      "e1;2024-01-05;PC;GRU;2",
      "e3;2024-02-01;PC;GRU;1",
    ];
    const first = await load("usage/2024-01.csv", lines);
    expect(first).toMatchObject({ version: 1, changed: true, events: 3, duplicates: 1 });
    expect(first.changes).toHaveLength(3);
    expect(await volumes()).toEqual([
      ["2024-01", "FÖR", 1.5, 1],
      ["2024-01", "GRU", 2, 1],
      ["2024-02", "GRU", 1, 1],
    ]);
    expect(await load("usage/2024-01.csv", lines)).toMatchObject({ version: 1, changed: false, changes: [] });
    expect(await verified()).toEqual([]);
  });

  test("a late file adds to its month, and what it sends again counts once", async () => {
    const late = await load("usage/2024-01-late.csv", ["e9;2024-01-30;PC;GRU;4", "e1;2024-01-05;PC;GRU;2"]);
    expect(late.changes).toEqual([
      {
        period: "2024-01",
        item: "PC",
        customer: "GRU",
        beforeMicro: microOf(2),
        afterMicro: microOf(6),
      },
    ]);
    const behind = await staff((tx) =>
      eventsBehind(tx, provider, { period: january, item: "PC", customer: "GRU" }),
    );
    expect(behind.map(({ eventId, source: file }) => [eventId, file])).toEqual([
      ["e9", "usage/2024-01-late.csv"],
      ["e1", "usage/2024-01-late.csv"],
    ]);
    expect(await verified()).toEqual([]);
  });

  test("a corrected file replaces its own events, also in months it no longer mentions", async () => {
    const corrected = await load("usage/2024-01.csv", ["e2;2024-01-06;PC;FÖR;3"]);
    expect(corrected).toMatchObject({ version: 2, events: 1 });
    expect(
      corrected.changes.map(({ period, customer, afterMicro }) => [period, customer, afterMicro]),
    ).toEqual([
      ["2024-01", "FÖR", microOf(3)],
      ["2024-02", "GRU", 0],
    ]);
    expect(await volumes()).toEqual([
      ["2024-01", "FÖR", 3, 1],
      ["2024-01", "GRU", 6, 2],
    ]);
    expect(await verified()).toEqual([]);
  });

  test("days outside the file's month or the fiscal years are counted, with a warning that names the first line", async () => {
    const lines = [
      "m1;2024-11-01;PC;GRU;1",
      "m2;2024-10-01;PC;GRU;1",
      "m3;2024-10-02;PC;GRU;1",
      "m4;2042-11-01;PC;GRU;1",
    ];
    const name = "usage/2024-11.csv";
    // The first bytes are of the general reader, by a quoted cell, and the second of the scanner.
    for (const quoted of [true, false]) {
      const bytes = Buffer.from(["event_id;day;item;customer;quantity", ...lines, ""].join("\n"));
      const text = quoted ? Buffer.from(bytes.toString().replace("m1", '"m1"')) : bytes;
      const file = { source: name, sha256: String(quoted), rows: usageRows(name, [text]) };
      const expected = { month: "2024-11" as Period, years: [2024] };
      const found = await staff((tx) => loadUsage(tx, provider, { ...file, expected }, at));
      expect(
        found.warnings.map(({ code, line, message_en }) => [
          code,
          line,
          /\((\d+) events/.exec(message_en)?.[1],
        ]),
      ).toEqual([
        ["metering.other-month", 3, "2"],
        ["metering.other-year", 5, "1"],
      ]);
    }
    await load(name, []);
  });

  test("what is unknown, negative or contradictory is refused with file and line, and nothing is kept", async () => {
    const before = await volumes();
    const file = "usage/2024-03.csv";
    expect(
      await refusedCodes(
        load(file, [
          "a;2024-03-01;PC;GRUU;1",
          "b;2024-03-01;PX;GRU;1",
          "c;2024-03-01;PC;GRU;-1",
          "d;2024-03-01;PC;GRU;1",
        ]),
      ),
    ).toEqual([
      {
        code: "metering.unknown-customer",
        file,
        line: 2,
        message_en: "Customer GRUU is not in the register. Do you mean GRU?",
      },
      {
        code: "metering.unknown-item",
        file,
        line: 3,
        message_en: "Item PX is in no price list. Do you mean PC?",
      },
      { code: "metering.negative-quantity", file, line: 4, message_en: "Event c has a negative quantity." },
    ]);
    expect(await refusedCodes(load(file, ["e9;2024-01-30;PC;FÖR;4"]))).toMatchObject([
      { code: "metering.event-differs", file: "usage/2024-03.csv" },
    ]);
    expect(await refusedCodes(load(file, ["x;2024-03-01;PC;GRU;1", "x;2024-03-01;PC;GRU;2"]))).toMatchObject([
      { code: "metering.event-differs", file, line: 3 },
    ]);
    expect(await volumes()).toEqual(before);
  });

  test("an id that comes again in another month is refused, in one file, by a correction and across files", async () => {
    const before = await volumes();
    const first = await load("usage/2024-05.csv", ["m1;2024-05-01;PC;GRU;1", "m2;2024-05-02;PC;GRU;1"]);
    expect(first.events).toBe(2);
    const refused = { code: "metering.event-in-other-month", file: "usage/2024-06.csv" };
    expect(
      await refusedCodes(load("usage/2024-06.csv", ["m3;2024-06-01;PC;GRU;1", "m2;2024-06-01;PC;GRU;1"])),
    ).toMatchObject([
      {
        ...refused,
        message_en: "Event m2 in 2024-06 is already in 2024-05 (usage/2024-05.csv).",
      },
    ]);
    expect(
      await refusedCodes(load("usage/2024-06.csv", ["x;2024-06-01;PC;GRU;1", "x;2024-07-01;PC;GRU;1"])),
    ).toMatchObject([{ ...refused, line: 3 }]);
    // Marks that were stored before there were any are made when they are needed.
    await database.transaction({ role: "owner" }, (tx) =>
      tx.execute("delete from metering.id_mark where source = 'usage/2024-05.csv'"),
    );
    expect(await refusedCodes(load("usage/2024-06.csv", ["m1;2024-06-01;PC;GRU;1"]))).toMatchObject([
      refused,
    ]);
    // The file that held it, sent again with the right day, holds it no longer.
    expect((await load("usage/2024-05.csv", ["m1;2024-06-30;PC;GRU;1"])).changes).toHaveLength(2);
    expect(await verified()).toEqual([]);
    await load("usage/2024-05.csv", []);
    expect(await volumes()).toEqual(before);
  });

  test.each([
    ["held", 1_000_000],
    ["read back", 0],
  ])(
    "a file of several parts, marks %s: an id far from its first is counted once, and not in another month",
    async (_, marksHeld) => {
      const rows = 125_000;
      const far = (last: string): string[] => [
        ...Array.from({ length: rows }, (_, i) => `p${i};2024-08-${(i % 19) + 10};PC;GRU;1`),
        last,
      ];
      const whole = far("p0;2024-08-10;PC;GRU;1");
      expect(await load("usage/2024-08.csv", whole, { marksHeld })).toMatchObject({
        events: rows,
        duplicates: 1,
      });
      expect(await volumes()).toContainEqual(["2024-08", "GRU", rows, rows]);
      expect(await verified()).toEqual([]);
      expect(
        await refusedCodes(load("usage/2024-08.csv", far("p0;2024-08-10;PC;GRU;2"), { marksHeld })),
      ).toMatchObject([{ code: "metering.event-differs" }]);
      expect(
        await refusedCodes(load("usage/2024-08.csv", far("p0;2024-09-10;PC;GRU;1"), { marksHeld })),
      ).toMatchObject([
        {
          code: "metering.event-in-other-month",
          message_en: "Event p0 in 2024-09 is already in 2024-08.",
        },
      ]);
      await load("usage/2024-08.csv", []);
    },
  );

  test("usage of an item that is not metered is kept and warned about", async () => {
    const loaded = await load("usage/2024-04.csv", ["s1;2024-04-01;SCREEN;GRU;1"]);
    expect(loaded.warnings).toMatchObject([{ code: "metering.not-metered", line: 2 }]);
  });

  test("a tampered volume and a damaged segment are found", async () => {
    await database.transaction({ role: "owner" }, async (tx) => {
      await tx.execute("update metering.volume set events = events + 1 where period = '2024-04'");
      await tx.execute(
        "update metering.segment set payload = set_byte(payload, 40, 255) where source = 'usage/2024-01-late.csv'",
      );
    });
    expect(await verified()).toMatchObject([
      { code: "metering.corrupt-segment" },
      { code: "metering.volume-differs" },
    ]);
  });
});

describe("sales", () => {
  const sale = {
    sale: "S1",
    day: "2024-01-20" as Day,
    item: "SCREEN",
    customer: "GRU",
    text: "Skärm 27 tum",
    quantityMicro: microOf(2),
    unit: "st",
    priceMicro: microOf(1500),
  };
  const loadFile = (sales: readonly (typeof sale)[]) =>
    staff((tx) =>
      loadSales(
        tx,
        provider,
        { source: "sales/2024.csv", sales: sales.map((one, i) => ({ ...one, line: i + 2 })) },
        at,
      ),
    );

  test("are kept as the file says, with what it changed", async () => {
    const second = { ...sale, sale: "S2", day: "2024-02-01" as Day };
    expect(await loadFile([sale, second])).toMatchObject({ added: ["S1", "S2"], changed: [], removed: [] });
    expect(await loadFile([sale, second])).toMatchObject({ added: [], changed: [], removed: [] });
    const cheaper = { ...sale, priceMicro: microOf(1400) };
    expect(await loadFile([cheaper])).toMatchObject({ added: [], changed: ["S1"], removed: ["S2"] });
    expect(await staff((tx) => salesFor(tx, provider, january))).toEqual([cheaper]);
  });

  test("are refused with file and line", async () => {
    expect(
      await refusedCodes(
        loadFile([
          { ...sale, item: "PC" },
          { ...sale, customer: "NN" },
        ]),
      ),
    ).toMatchObject([
      { code: "metering.not-for-sale", line: 2 },
      { code: "metering.sale-twice", line: 3 },
      { code: "metering.unknown-customer", line: 3 },
    ]);
  });
});

test("a customer sees its own volumes and sales, and no events", async () => {
  const scope = { role: "customer" as const, provider, customers: ["FÖR"], actor: "f" };
  await database.transaction(scope, async (tx) => {
    const mine = await volumesFor(tx, provider, january);
    expect(mine.map((row) => row.customer)).toEqual(["FÖR"]);
    expect(await salesFor(tx, provider, january)).toEqual([]);
  });
  const segments = database.transaction(scope, (tx) => tx.query("select 1 from metering.segment"));
  await expect(segments).rejects.toThrow();
});
