import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openXlsx, readXlsx, saveXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ore, type Period, Refusal } from "../../../kernel/index.ts";
import { addPerson } from "../../../platform/access/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../../../platform/database/testing.ts";
import { cellRef, totalsOf } from "../index.ts";
import { accountMapOf } from "../../ledger/actions/index.ts";
import {
  addRow,
  discardDraft,
  draftsOf,
  dropWorking,
  freezeWorking,
  historyOf,
  keepDraft,
  openWorking,
  planLines,
  plansOf,
  proposalOfDraft,
  requiredWorking,
  returnedTemplate,
  saveWorking,
  templateFile,
} from "./index.ts";

let test: TestDatabase;
const provider = "demo";
const now = "2025-01-15T08:00:00.000Z";
const anna = { actor: "anna", now };
const bo = { actor: "bo", now: "2025-01-16T08:00:00.000Z" };

function run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return test.database.transaction({ role: "staff", provider, actor: "anna" }, work);
}

async function refusal(work: (tx: Transaction) => Promise<unknown>): Promise<[code: string, sv: string][]> {
  try {
    await run(work);
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map((one) => [one.code, one.message_sv]);
    throw error;
  }
  return [];
}

beforeAll(async () => {
  test = await testDatabase();
  await run(async (tx) => {
    for (const statement of [
      `insert into ledger.account_mapping (provider_id, account_from, account_to, kind, element, name_sv, name_en)
       values ('demo', '1000', '1999', 'asset', 'x', '', ''), ('demo', '3000', '3999', 'revenue', 'sales', '', ''), ('demo', '5000', '6999', 'cost', 'it', '', '')`,
      `insert into ledger.balance (provider_id, fiscal_year, period, account, cost_centre, project, service, customer, counterparty, amount_ore, line_count)
       values ('demo', 2025, '2025-01', '5010', '1100', '', '', '', '', 71000, 1), ('demo', 2025, '2025-01', '1940', '', '', '', '', '', -71000, 1)`,
      `insert into planning.plan values ('demo', 'budget-2024', 'budget', 2024, null, 'x')`,
      `insert into planning.line (provider_id, plan, line_no, period, account, cost_centre, amount_ore) values
       ('demo', 'budget-2024', 1, '2024-01', '3111', '2800', -100000), ('demo', 'budget-2024', 2, '2024-01', '5010', '1100', 60000),
       ('demo', 'budget-2024', 3, '2024-01', '5010', '1100', 10000), ('demo', 'budget-2024', 4, '2024-02', '6410', '1200', 30000)`,
    ])
      await tx.execute(statement);
    for (const [login, role] of [
      ["anna", "controller"],
      ["bo", "service-owner"],
      ["cecilia", "board"],
    ] as const)
      await addPerson(tx, provider, { login, name: login, role, customers: [] }, { now, knownCustomers: [] });
  });
}, 60_000);
afterAll(() => test.close());

const cell = (row: number, month: string): string => cellRef(row, month as Period);

describe("a plan that is being entered", () => {
  it("begins from another year's plan, by people who may, once", async () => {
    expect(
      await refusal((tx) => openWorking(tx, provider, { plan: "budget-2025", from: "" }, bo)),
    ).toMatchObject([["access.not-mandated", expect.anything()]]);
    await run((tx) => openWorking(tx, provider, { plan: "budget-2025", from: "budget-2024" }, anna));
    const working = await run((tx) => requiredWorking(tx, provider, "budget-2025"));
    expect(working.rows.map((row) => `${row.row} ${row.account} ${row.costCentre}`)).toEqual([
      "1 3111 2800",
      "2 5010 1100",
      "3 6410 1200",
    ]);
    expect(Object.fromEntries(working.amounts)).toEqual({
      "1.2025-01": -100_000,
      "2.2025-01": 70_000,
      "3.2025-02": 30_000,
    });
    const codes = [
      { plan: "budget-2025", from: "" },
      { plan: "budget-2024", from: "" },
      { plan: "volumes-2026", from: "" },
      { plan: "budget-2026", from: "budget-1999" },
    ].map((asked) => refusal((tx) => openWorking(tx, provider, asked, anna)));
    expect((await Promise.all(codes)).map((one) => one[0]?.[0])).toEqual([
      "planning.already-open",
      "planning.frozen",
      "planning.not-a-name",
      "planning.no-such-plan",
    ]);
  });

  it("keeps a draft as it was typed, faults too, until it is saved whole", async () => {
    const typed = new Map([
      [cell(2, "2025-01"), "750,50"],
      [cell(2, "2025-02"), "åtta"],
      [cell(3, "2025-02"), "300"],
    ]);
    const kept = await run((tx) =>
      keepDraft(tx, provider, { plan: "budget-2025", cells: typed, revision: 1 }, bo),
    );
    expect(kept).toBe(2);
    expect(await refusal((tx) => saveWorking(tx, provider, { plan: "budget-2025" }, bo))).toEqual([
      ["planning.not-an-amount", "5010 · 1100, 2025-02. Inget belopp: ”åtta”."],
    ]);
    const fixed = new Map([[cell(2, "2025-02"), "8,00"]]);
    await run((tx) => keepDraft(tx, provider, { plan: "budget-2025", cells: fixed, revision: 1 }, bo));
    const saved = await run((tx) => saveWorking(tx, provider, { plan: "budget-2025", comment: "lön" }, bo));
    expect(saved).toEqual({ plan: "budget-2025", revision: 2, changes: 2, byOre: 5_850 });
    expect(await run((tx) => draftsOf(tx, provider, "budget-2025"))).toEqual([]);
    expect(await run((tx) => historyOf(tx, provider, "budget-2025"))).toMatchObject([
      {
        revision: 2,
        by: "bo",
        comment: "lön",
        changes: [
          { account: "5010", period: "2025-01", fromOre: 70_000, toOre: 75_050 },
          { account: "5010", period: "2025-02", fromOre: 0, toOre: 800 },
        ],
      },
    ]);
    expect(await refusal((tx) => saveWorking(tx, provider, { plan: "budget-2025" }, bo))).toMatchObject([
      ["planning.nothing-written", expect.anything()],
    ]);
    expect(
      (
        await refusal((tx) =>
          keepDraft(
            tx,
            provider,
            { plan: "budget-2025", cells: typed, revision: 2 },
            { ...bo, actor: "cecilia" },
          ),
        )
      )[0]?.[0],
    ).toBe("access.not-mandated");
  });

  it("refuses a save over somebody else's, unless it is meant", async () => {
    const cells = new Map([[cell(2, "2025-01"), { text: "900", revision: 1 }]]);
    const [found] = await refusal((tx) => saveWorking(tx, provider, { plan: "budget-2025", cells }, anna));
    expect(found?.[0]).toBe("planning.cell-changed");
    expect(found?.[1]).toContain("bo skrev 750.50");
    const saved = await run((tx) =>
      saveWorking(tx, provider, { plan: "budget-2025", cells, overwrite: true }, anna),
    );
    expect(saved.changes).toBe(1);
  });

  it("takes a new row where its codes are known", async () => {
    const coding = {
      account: "6420",
      costCentre: "1200",
      project: "",
      service: "",
      customer: "",
      counterparty: "",
    };
    expect(await run((tx) => addRow(tx, provider, { plan: "budget-2025", coding }, bo))).toBe(4);
    const again = await refusal((tx) => addRow(tx, provider, { plan: "budget-2025", coding }, bo));
    const wrong = await refusal((tx) =>
      addRow(tx, provider, { plan: "budget-2025", coding: { ...coding, account: "1940" } }, bo),
    );
    expect([again[0]?.[0], wrong[0]?.[0]]).toEqual(["planning.row-exists", "planning.unknown-code"]);
  });

  it("is frozen when it comes to what is declared and nobody has a draft", async () => {
    const left = new Map([[cell(4, "2025-12"), "1"]]);
    await run((tx) => keepDraft(tx, provider, { plan: "budget-2025", cells: left, revision: 3 }, bo));
    expect(await refusal((tx) => freezeWorking(tx, provider, { plan: "budget-2025" }, anna))).toMatchObject([
      ["planning.unsaved-drafts", "Någon har skrivit utan att spara: bo, 1 celler."],
    ]);
    expect(await run((tx) => discardDraft(tx, provider, { plan: "budget-2025", person: "bo" }, anna))).toBe(
      true,
    );
    expect((await refusal((tx) => freezeWorking(tx, provider, { plan: "budget-2025" }, anna)))[0]?.[0]).toBe(
      "planning.does-not-sum",
    );
    const working = await run((tx) => requiredWorking(tx, provider, "budget-2025"));
    const map = await run((tx) => accountMapOf(tx, provider));
    const resultOre = totalsOf(working, map).at(-1)?.resultOre ?? ore(0);
    await run((tx) => freezeWorking(tx, provider, { plan: "budget-2025", resultOre }, anna));
    expect((await run((tx) => plansOf(tx, provider))).map((one) => one.plan)).toContain("budget-2025");
    const lines = await run((tx) => planLines(tx, provider, "budget-2025"));
    expect(lines.map((one) => [one.account, one.period, one.amountOre])).toEqual([
      ["3111", "2025-01", -100_000],
      ["5010", "2025-01", 90_000],
      ["5010", "2025-02", 800],
      ["6410", "2025-02", 30_000],
    ]);
    expect((await refusal((tx) => saveWorking(tx, provider, { plan: "budget-2025" }, bo)))[0]).toEqual([
      "planning.not-open",
      "Planen är inte öppen för inmatning: budget-2025 är fastställd.",
    ]);
  });

  it("holds what is booked in the months a forecast has behind it, and does not let them be written in", async () => {
    await run((tx) => openWorking(tx, provider, { plan: "forecast-2025-01", from: "budget-2025" }, anna));
    const working = await run((tx) => requiredWorking(tx, provider, "forecast-2025-01"));
    expect(Object.fromEntries(working.amounts)).toMatchObject({ "1.2025-01": 71_000, "1.2025-02": 800 });
    expect(working.rows.map((row) => row.account)).toEqual(["5010", "6410"]);
    const cells = new Map([[cell(1, "2025-01"), { text: "1", revision: 1 }]]);
    expect(
      await refusal((tx) => saveWorking(tx, provider, { plan: "forecast-2025-01", cells }, anna)),
    ).toEqual([
      ["planning.cell-locked", "5010 · 1100, 2025-01. Månaden är låst: där står bokfört utfall, 710.00."],
    ]);
    await run((tx) => dropWorking(tx, provider, "forecast-2025-01", anna));
  });
});

/** A cell of the sheet changed as a person with Excel would, all else as it was. */
async function edited(bytes: Uint8Array, edits: Record<string, string | number | null>): Promise<Uint8Array> {
  const book = await openXlsx(bytes);
  const sheet = book.sheets[0];
  if (sheet === undefined) throw new Error("no sheet");
  for (const [address, value] of Object.entries(edits)) {
    const [, letters = "", digits = ""] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
    const column = letters.split("").reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    const row = Number(digits) - 1;
    while (sheet.rows.length <= row) sheet.rows.push([]);
    const line = sheet.rows[row] ?? [];
    line[column] = value;
    sheet.rows[row] = line;
    sheet.cells?.set(`${row},${column}`, {
      value,
      type: value === null ? "empty" : typeof value === "number" ? "number" : "string",
    });
  }
  return saveXlsx(book);
}

describe("the Excel template", () => {
  const plan = "budget-2026";
  const template = (): Promise<{ bytes: Uint8Array }> =>
    run((tx) => templateFile(tx, provider, { plan, choice: {}, language: "sv", now }));
  const returned = (bytes: Uint8Array, name = "ifylld.xlsx") =>
    run(async (tx) => {
      const working = await requiredWorking(tx, provider, plan);
      const read = await returnedTemplate(working, provider, { name, bytes });
      return {
        ...(await proposalOfDraft(tx, provider, working, read.cells, false, read.placeOf)),
        cells: read.cells,
      };
    });
  const refusedFor = async (bytes: Uint8Array): Promise<string[]> => {
    try {
      const { faults } = await returned(bytes);
      return faults.map((fault) => `${fault.problem.code} ${fault.problem.message_sv}`);
    } catch (error) {
      if (error instanceof Refusal) return error.problems.map((one) => `${one.code} ${one.message_sv}`);
      throw error;
    }
  };

  beforeAll(() => run((tx) => openWorking(tx, provider, { plan, from: "budget-2024" }, anna)));

  it("is locked but for its input cells, checks them itself, and reads back as nothing changed", async () => {
    const { bytes } = await template();
    const [sheet, meta] = (await readXlsx(bytes, { readStyles: true })).sheets;
    expect(sheet?.protection?.sheet).toBe(true);
    const open = [...(sheet?.cells ?? [])].filter(([, one]) => one.style?.protection?.locked === false);
    expect(open.length).toBe(3 * 12);
    expect(open.every(([place]) => Number(place.split(",")[1]) >= 8)).toBe(true);
    expect(sheet?.dataValidations?.length).toBe(12);
    expect(sheet?.cells?.get("5,20")).toMatchObject({ formula: "SUM(I6:T6)", formulaResult: -1000 });
    expect(meta?.veryHidden).toBe(true);
    expect(await returned(bytes)).toMatchObject({ changes: [], faults: [] });
    expect(Buffer.compare(bytes, (await template()).bytes)).toBe(0);
  });

  it("comes back with what was filled in, or is refused cell by cell with addresses", async () => {
    const { bytes } = await template();
    expect(
      (await returned(await edited(bytes, { I7: 750.5, J8: null, K6: "\u2212 1 000,25" }))).changes,
    ).toEqual([
      { row: 1, period: "2026-03", fromOre: 0, toOre: -100_025 },
      { row: 2, period: "2026-01", fromOre: 70_000, toOre: 75_050 },
      { row: 3, period: "2026-02", fromOre: 30_000, toOre: 0 },
    ]);
    expect(await refusedFor(await edited(bytes, { I7: "åtta", J8: 1 / 3 }))).toEqual([
      "planning.not-an-amount Plan!I7. Inget belopp: ”åtta”.",
      "planning.too-many-decimals Plan!J8. Fler än två decimaler: ”0.3333333333333333”.",
    ]);
  });

  it("is refused where it is changed outside them, or is another's, or from another round", async () => {
    const { bytes } = await template();
    expect(await refusedFor(await edited(bytes, { B7: "5110", A8: 7, L5: "april", I30: 12 }))).toEqual([
      "planning.template-changed Mallen är ändrad utanför de gula cellerna: Plan!B7 är ”5110”, mallen har ”5010”.",
      "planning.template-changed Mallen är ändrad utanför de gula cellerna: Plan!A8 är rad 7, som inte finns eller står två gånger.",
      "planning.template-changed Mallen är ändrad utanför de gula cellerna: Plan!I30 innehåller 12 på en rad som mallen inte har.",
      "planning.template-changed Mallen är ändrad utanför de gula cellerna: rad 3 är borttagen.",
      "planning.template-changed Mallen är ändrad utanför de gula cellerna: Plan!L5 är ”april”, mallen har 2026-04.",
    ]);
    expect(await refusedFor(Buffer.from("Konto;Belopp\n1;2"))).toEqual([
      "xlsx.not-a-workbook Filen är ingen Excelarbetsbok (.xlsx): ifylld.xlsx.",
    ]);
    await run((tx) => openWorking(tx, provider, { plan: "budget-2027", from: "budget-2024" }, anna));
    const other = await run((tx) =>
      templateFile(tx, provider, { plan: "budget-2027", choice: {}, language: "sv", now }),
    );
    expect((await refusedFor(other.bytes))[0]).toContain("den är för budget-2027, inte budget-2026");
    await run((tx) => dropWorking(tx, provider, plan, anna));
    await run((tx) =>
      openWorking(
        tx,
        provider,
        { plan, from: "budget-2024" },
        bo.actor === "bo" ? { ...anna, now: bo.now } : anna,
      ),
    );
    expect((await refusedFor(bytes))[0]).toContain("planning.template-too-old");
  });

  it("undoes nobody's work by cells it left alone, and is refused where both wrote", async () => {
    const { bytes } = await template();
    const filled = await edited(bytes, { I6: -1100, I7: 800 });
    const { revision } = await run((tx) => requiredWorking(tx, provider, plan));
    const cells = new Map([
      [cell(2, "2026-01"), { text: "777", revision }],
      [cell(3, "2026-02"), { text: "333", revision }],
    ]);
    await run((tx) => saveWorking(tx, provider, { plan, cells }, bo));
    const { changes, faults } = await returned(filled);
    expect(changes).toEqual([{ row: 1, period: "2026-01", fromOre: -100_000, toOre: -110_000 }]);
    expect(faults.map((one) => one.problem.message_sv)).toEqual([
      "Plan!I7. Någon annan har sparat cellen under tiden: bo skrev 777.00 2025-01-16 08:00, du 800.00.",
    ]);
  });

  const office = "/usr/bin/soffice";
  if (!existsSync(office))
    console.warn(`SKIPPED: ${office} is not there, so the template is not tried in LibreOffice`);
  it.skipIf(!existsSync(office))(
    "survives LibreOffice: re-saved by it, it reads back the same, still protected",
    async () => {
      const { bytes } = await template();
      const folder = mkdtempSync(join(tmpdir(), "underlag-office-"));
      try {
        writeFileSync(join(folder, "mall.xlsx"), bytes);
        execFileSync(
          office,
          [
            `-env:UserInstallation=file://${folder}/profile`,
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            join(folder, "out"),
            join(folder, "mall.xlsx"),
          ],
          { stdio: "ignore" },
        );
        const saved = readFileSync(join(folder, "out/mall.xlsx"));
        expect(await returned(saved)).toMatchObject({ changes: [], faults: [] });
        const { changes } = await returned(await edited(saved, { I7: 800 }));
        expect(changes).toMatchObject([{ row: 2, period: "2026-01", toOre: 80_000 }]);
        const [sheet] = (await readXlsx(saved, { readStyles: true })).sheets;
        expect([sheet?.protection?.sheet, sheet?.dataValidations?.length ?? 0]).toEqual([true, 12]);
        expect(sheet?.cells?.get("7,9")?.style?.protection?.locked).toBe(false);
        expect(sheet?.cells?.get("6,1")?.style?.protection?.locked).toBe(true);
        // It reckons the sums itself, and comes to what we wrote.
        expect(sheet?.cells?.get("6,20")).toMatchObject({ formula: "SUM(I7:T7)", formulaResult: 777 });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
