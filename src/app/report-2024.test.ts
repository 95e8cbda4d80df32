import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPack } from "./demo/demo.ts";
import { printed } from "./demo/printed.testing.ts";
import { followUpOf } from "./follow-up.ts";
import { loadPack } from "./pack/load.ts";
import type { PackSource } from "./pack/pack-source.ts";
import type { StaffScope, Transaction } from "../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../platform/database/testing.ts";
import type { Day } from "../kernel/index.ts";
import { customersOverview } from "../service/customers/actions/index.ts";
import { revenueDriversOf } from "../economy/invoicing/actions/index.ts";
import { balancesOf } from "../economy/ledger/actions/index.ts";
import { leavesOf } from "../economy/ledger/index.ts";
import { decideSettlement, issueSettlement, proposeSettlement } from "../economy/settlement/actions/index.ts";
import { explainStatement, invariants, statementsOf } from "../economy/statements/actions/index.ts";
import {
  type ColumnId,
  type Figure,
  percentText,
  printFigure,
  type Statement,
  statementIds,
} from "../economy/statements/index.ts";

/** The example city, loaded as any pack is, must print the published report's figures from its voucher lines. */
let test: TestDatabase;
let statements: Map<string, Statement>;
const provider = "intraservice";
const scope: StaffScope = { role: "staff", provider, actor: "controller" };

function run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return test.database.transaction(scope, work);
}

function packInMemory(): PackSource {
  const files = buildPack({ size: "default" }).files.map(({ path, text }) => {
    const pieces = typeof text === "string" ? [text] : [...text()];
    const content = Buffer.concat(pieces.map((piece) => Buffer.from(piece as Uint8Array)));
    return { path, bytes: content.length, chunks: () => [content], content: () => content };
  });
  return { name: "example", isWhole: true, files, close: () => {} };
}

beforeAll(async () => {
  test = await testDatabase();
  await loadPack(test.database, packInMemory(), {
    actor: "controller",
    now: "2025-01-15T08:00:00Z",
    confirm: false,
    dryRun: false,
    progress: () => {},
  });
  const all = await run((tx) => statementsOf(tx, provider, { ids: statementIds, year: 2024 }));
  statements = new Map(all.map((statement) => [statement.statement, statement]));
});
afterAll(() => test.close());

/** A figure as the report prints it, with a plain minus, no group space and a decimal point. */
function plain(figure: Figure | undefined): string {
  if (figure === undefined) return "nothing";
  if (figure.unit === "percent") return percentText(figure);
  const { text } = printFigure(figure, { unit: "mnkr", language: "sv" });
  return normal(text);
}

function normal(text: string): string {
  const bare = text
    .replace(/[\s\u00a0*%]/g, "")
    .replace("\u2212", "-")
    .replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(bare) ? String(Number(bare)) : bare;
}

function figureOf(statement: string, row: string, column: ColumnId): Figure | undefined {
  return statements.get(statement)?.rows.find(({ layout }) => layout.id === row)?.values[column];
}

describe("the example city in the database", () => {
  it("prints every figure of the report", () => {
    const differing: string[] = [];
    let compared = 0;
    for (const [statement, { columns, rows }] of Object.entries(printed)) {
      for (const [row, values] of Object.entries(rows)) {
        for (const [index, column] of columns.split(" ").entries()) {
          const found = plain(figureOf(statement, row, column as ColumnId));
          const expected = normal(String(values[index]));
          compared += 1;
          if (normal(found) !== expected)
            differing.push(`${statement} ${row} ${column}: ${found}, printed ${expected}`);
        }
      }
    }
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(150);
  });

  it("keeps every promise of the statements", async () => {
    for (const invariant of invariants) {
      expect(await run((tx) => invariant.check(tx, provider)), invariant.code).toEqual([]);
    }
  });

  it("restates the service card and keeps what the comparatives were", () => {
    const card = statements.get("income")?.rows.find(({ layout }) => layout.id === "service-card");
    expect(plain(card?.values.previous)).toBe("11.7");
    expect(plain(card?.original?.previous)).toBe("0");
  });

  it("says of its customers what the report says, each share with its denominator", async () => {
    const day = "2024-12-31" as Day;
    const overview = await run((tx) => customersOverview(tx, provider, { day, serviceClass: "core" }));
    expect(overview.counts.map(({ level, total }) => [level, total])).toEqual([
      ["entity", 52],
      ["group", 28],
    ]);
    expect(overview.agreements.departments).toMatchObject({ numerator: 27, denominator: 27 });
    expect(overview.agreements.companies).toMatchObject({ numerator: 11, denominator: 25 });
    expect(overview.consolidation).toMatchObject({ numerator: 7, denominator: 20 });
    // Every company that has not signed says why: personal data or information security.
    expect(overview.obstacles.unsigned).toHaveLength(14);
    expect(overview.obstacles.unexplained).toEqual([]);
    expect(overview.stopped.plans.map((plan) => plan.customer)).toEqual(["GOTEBORGSLOKALER"]);
  });

  it("has agreed volumes that the budget was made from", async () => {
    const page = await run((tx) => followUpOf(tx, provider, { customer: "FSK", year: 2024 }));
    const agreed = page?.volumes.filter((row) => row.agreedMicro !== undefined) ?? [];
    expect(agreed.length).toBeGreaterThan(5);
    expect(agreed.every((row) => row.planAgrees)).toBe(true);
  });

  it("divides the revenue's difference by what drove it, adding up to the income statement", async () => {
    for (const [against, column] of [
      ["previous-year", "previous"],
      ["budget", "budget"],
    ] as const) {
      const found = await run((tx) => revenueDriversOf(tx, provider, { year: 2024, against }));
      const row = statements.get("income")?.rows.find(({ layout }) => layout.id === "revenue");
      expect(row?.values.actual).toMatchObject({ amountOre: found.actualOre });
      expect(row?.values[column]).toMatchObject({ amountOre: found.baseOre });
      const sum = found.drivers.reduce((total, each) => total + each.amountOre, 0);
      expect(sum).toBe(found.differenceOre);
    }
  });

  it("explains a figure down to the voucher lines of the file", async () => {
    const tree = await run((tx) => explainStatement(tx, provider, "statement:income:2024:financial:actual"));
    const leaves = tree === undefined ? [] : leavesOf(tree);
    expect(tree?.amountOre).toBe(leaves.reduce((sum, leaf) => sum + leaf.amountOre, 0));
    expect(leaves.length).toBeGreaterThan(10);
    for (const leaf of leaves)
      expect(leaf).toMatchObject({ voucher: expect.any(String), file: expect.stringMatching("2024.se") });
  });

  it("computes for 2023, by that year's classes, what the books accrued service by service and dissolved in January", async () => {
    const act = { actor: "controller", now: "2024-01-18T08:00:00Z" };
    const [proposal, accrued, dissolved] = await run(async (tx) => {
      const cells = await balancesOf(tx, provider, [2023, 2024]);
      const sum = (rows: typeof cells) => rows.reduce((total, row) => total + row.amountOre, 0);
      return [
        await proposeSettlement(tx, provider, { year: 2023, dryRun: true }, act),
        new Map(
          cells
            .filter((row) => row.period === "2023-12" && ["3211", "3212"].includes(row.account))
            .map((row) => [row.service, row.amountOre as number]),
        ),
        sum(cells.filter((row) => row.period === "2024-01" && row.account === "2980")),
      ] as const;
    });
    const { services, totalOre } = proposal.computed;
    expect(totalOre).toBe(1_409_842_112);
    expect(dissolved).toBe(totalOre);
    expect(services.map((row) => [row.service, row.settledOre])).toEqual(
      services.map((row) => [row.service, accrued.get(row.service) ?? 0]),
    );
    expect(services.find((row) => row.service === "CARD")).toMatchObject({ class: "core", settledOre: 0 });
  });

  it("proposes the settlement that the books already hold, and issues it without changing them", async () => {
    const act = { actor: "controller", now: "2024-12-18T08:00:00Z" };
    const proposal = await run((tx) => proposeSettlement(tx, provider, { year: 2024 }, act));
    const total = { unit: "ore", amountOre: proposal.computed.totalOre, empty: false } as const;
    expect(plain(total)).toBe("14.5");
    expect(proposal.computed.totalOre).toBe(-settlementInBooks());
    // After the closing, what core and infrastructure services earned is what they cost, but for the rest of December, to the öre.
    const revenue = oreOf("income", "operation");
    expect(revenue - oreOf("core-services", "total")).toBe(proposal.rest?.totalOre);
    expect(Math.abs(proposal.rest?.totalOre ?? 10 ** 9)).toBeLessThan(10_000_000);
    const decision = { year: 2024, decision: "ATER-2024" };
    await run((tx) => decideSettlement(tx, provider, decision, { ...act, actor: "approver" }));
    const issued = await run((tx) => issueSettlement(tx, provider, { year: 2024 }, act));
    expect([issued.documents.length, issued.posted, issued.agreed]).toEqual([52, 0, 52]);
    const again = await run((tx) => proposeSettlement(tx, provider, { year: 2024 }, act));
    expect([again.state, again.computed.totalOre]).toEqual(["issued", proposal.computed.totalOre]);
  });
});

function settlementInBooks(): number {
  return oreOf("departments", "settlement");
}

function oreOf(statement: string, row: string): number {
  const figure = figureOf(statement, row, "actual");
  return figure?.unit === "ore" ? figure.amountOre : Number.NaN;
}

/** Where each fact of the report is computed: the beginning of its id, the statement and the row. */
const places: readonly (readonly [string, string, string])[] = [
  ["rr-intakter", "summary", "revenue"],
  ["rr-kostnader", "summary", "cost"],
  ["rr-kommunbidrag", "summary", "grant"],
  ["rr-kommuninterna-bidrag", "summary", "intra-grant"],
  ["rr-resultat", "summary", "result"],
  ["rr-eget-kapital", "summary", "equity"],
  ["avd-digital-infrastruktur", "departments", "infrastructure"],
  ["avd-gemensamma-tjanster", "departments", "shared-services"],
  ["avd-styrning-stod-gemensamt", "departments", "steering-common"],
  ["avd-styrning-stod", "departments", "steering"],
  ["avd-kund-servicecenter", "departments", "service-centre"],
  ["avd-forandringsinsatser", "departments", "change"],
  ["avd-resultat-innan-aterreglering", "departments", "before-settlement"],
  ["avd-aterreglering", "departments", "settlement"],
  ["avd-resultat", "departments", "result"],
  ["bas-ekonomi", "core-services", "finance"],
  ["bas-hr", "core-services", "hr"],
  ["bas-kls", "core-services", "kls"],
  ["bas-di", "core-services", "infrastructure"],
  ["bas-summa", "core-services", "total"],
  ["fi-ekonomi", "change-initiatives", "finance"],
  ["fi-hr", "change-initiatives", "hr"],
  ["fi-kls", "change-initiatives", "kls"],
  ["fi-di", "change-initiatives", "infrastructure"],
  ["fi-summa", "change-initiatives", "total"],
  ["ir-bas-forvaltning", "income", "core-operation"],
  ["ir-di-forvaltning", "income", "infrastructure-operation"],
  ["ir-tot-forvaltning", "income", "operation"],
  ["ir-bas-fi", "income", "core-change"],
  ["ir-di-fi", "income", "infrastructure-change"],
  ["ir-tot-fi", "income", "change"],
  ["ir-tot-forv-fi", "income", "operation-and-change"],
  ["ir-ink", "income", "sister-procurement"],
  ["ir-dm", "income", "sister-dm"],
  ["ir-etjanstekort", "income", "service-card"],
  ["ir-redovisningstjanster", "income", "accounting-services"],
  ["ir-tillagg", "income", "additional"],
  ["ir-kommunbidrag", "income", "municipal-grant"],
  ["ir-tot-intakter", "income", "revenue"],
  ["ir-personal", "income", "staff"],
  ["ir-konsult", "income", "consultants"],
  ["ir-it", "income", "it"],
  ["ir-ovriga", "income", "other"],
  ["ir-finansnetto", "income", "financial"],
  ["ir-tot-kostnader", "income", "costs"],
  ["ir-resultat", "income", "result"],
  ["br-maskiner", "balance", "machinery"],
  ["br-summa-anlaggning", "balance", "fixed-assets"],
  ["br-kundfordringar", "balance", "receivables"],
  ["br-ovriga-fordringar", "balance", "other-receivables"],
  ["br-forutbetalda", "balance", "prepaid"],
  ["br-kommunkonto", "balance", "cash"],
  ["br-summa-omsattning", "balance", "current-assets"],
  ["br-summa-tillgangar", "balance", "assets"],
  ["br-ingaende-ek", "balance", "opening-equity"],
  ["br-arets-resultat", "balance", "result"],
  ["br-summa-ek", "balance", "equity"],
  ["br-leverantorsskulder", "balance", "payables"],
  ["br-ovriga-skulder", "balance", "other-liabilities"],
  ["br-upplupna", "balance", "accrued"],
  ["br-summa-kortfristiga", "balance", "current-liabilities"],
  ["br-summa-skulder-ek", "balance", "equity-and-liabilities"],
  ["tillvaxt-intakter", "growth", "revenue"],
  ["tillvaxt-personal", "growth", "staff"],
  ["tillvaxt-konsult", "growth", "consultants"],
  ["tillvaxt-it", "growth", "it"],
  ["tillvaxt-ovriga", "growth", "other"],
  ["nt-antal-tjanster", "kpi", "services"],
  ["nt-avtal-forvaltningar", "kpi", "agreements-departments"],
  ["nt-avtal-bolag", "kpi", "agreements-companies"],
  ["nt-konsolideringsgrad", "kpi", "consolidation"],
];

/** What the report prints but its own books contradict, and why. Each must differ, or it does not belong here. */
const contradicted: Readonly<Record<string, string>> = {
  "rr-eget-kapital-2023":
    "the summary says 11.0; the balance sheet of the same report says 15.1, 4.1 went to the city in 2024",
  "br-summa-kortfristiga-2024": "the row repeats total equity and liabilities; its own rows sum to 145.6",
  "br-summa-kortfristiga-2023": "the row repeats total equity and liabilities; its own rows sum to 213.5",
  "tillvaxt-konsult-2024": "-109.2 against -127.6 is -14.4 per cent, not -15.9",
  "tillvaxt-it-2024": "-643.2 against -564.0 is 14.0 per cent, not 10.5",
  "tillvaxt-ovriga-2024": "-126.7 against -147.6 is -14.2 per cent, not 4.6",
};

interface Fact {
  readonly id: string;
  readonly label_sv: string;
  readonly period: string;
  readonly kind: string;
  readonly section: string;
  readonly where: string;
  readonly printed: string;
}

const shared = resolve(process.env["UNDERLAG_SHARED"] ?? "../shared");
const factsFile = join(shared, "seed", "facts.json");
const hasFacts = existsSync(factsFile);
if (!hasFacts) console.warn(`SKIPPED the report's own facts: there is no ${factsFile}`);

describe.skipIf(!hasFacts)("the report's facts, one by one", () => {
  const sections = ["2.1.1", "3.2.1", "3.2.2", "4.2", "4.3"];

  function columnOf(fact: Fact): ColumnId {
    if (fact.id.endsWith("-avvikelse")) return "variance";
    if (fact.kind === "budget") return "budget";
    if (fact.kind === "forecast") return "forecast";
    const year = fact.period.slice(0, 4);
    return year === "2024" ? "actual" : year === "2023" ? "previous" : "previous2";
  }

  it("prints each of them, but for those that the report itself contradicts", () => {
    const facts = (JSON.parse(readFileSync(factsFile, "utf8")) as Fact[]).filter(
      (fact) => sections.includes(fact.section) && fact.where === "table",
    );
    const wrong: string[] = [];
    let compared = 0;
    for (const fact of facts) {
      const place = places.find(([start]) => fact.id.startsWith(`${start}-`));
      if (place === undefined) continue;
      const [, statement, row] = place;
      const found = figureOf(statement, row, columnOf(fact));
      // A dash is printed where nothing was booked.
      const shown = found?.unit === "count" ? String(found.count) : plain(found);
      const expected = fact.printed === "-" ? "0" : normal(fact.printed);
      compared += 1;
      const isContradicted = fact.id in contradicted;
      if ((normal(shown) === expected) === isContradicted)
        wrong.push(`${fact.id}: ${shown}, printed ${expected}`);
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(200);
  });

  it("carries the printed labels", () => {
    const labels = new Set(
      [...statements.values()].flatMap(({ rows }) => rows.map(({ layout }) => layout.label_sv)),
    );
    const facts = (JSON.parse(readFileSync(factsFile, "utf8")) as Fact[]).filter(
      (fact) => sections.includes(fact.section) && fact.where === "table",
    );
    const missing = new Set(
      facts
        .filter((fact) => places.some(([start]) => fact.id.startsWith(`${start}-`)))
        .map((fact) => fact.label_sv)
        .filter((label) => !labels.has(label)),
    );
    expect([...missing]).toEqual([]);
  });
});
