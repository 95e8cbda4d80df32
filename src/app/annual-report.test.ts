import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Refusal, required } from "../kernel/index.ts";
import { statementsOf } from "../economy/statements/actions/index.ts";
import { statementIds } from "../economy/statements/index.ts";
import type { StaffScope, Transaction } from "../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../platform/database/testing.ts";
import { changeEntry } from "../platform/registers/actions/index.ts";
import { checkFile } from "../reporting/checks/actions/index.ts";
import { type FactsOfYear, vouchFor } from "../reporting/facts/actions/index.ts";
import { Evaluation, exactText, printValue, type Value } from "../reporting/facts/index.ts";
import {
  bindReport,
  type Built,
  buildReport,
  copyReport,
  reportFiles,
  reportFormats,
} from "../reporting/documents/actions/index.ts";
import { buildPack } from "./demo/demo.ts";
import { loadPack } from "./pack/load.ts";
import { openPack } from "./pack/pack-source.ts";
import { requiredRegister } from "./registers.ts";

/** The example's annual report, built from its books and registers as anybody's is. */
let test: TestDatabase;
let facts: FactsOfYear;
let built: Built;
const provider = "intraservice";
const emptyFolder = mkdtempSync(join(tmpdir(), "underlag-report-test-"));
const folder = mkdtempSync(join(tmpdir(), "underlag-report-books-"));

/** A salary voucher of the year's books is forty million kronor more: one line and the bank's line against it. */
function oneVoucherChanged(sie: string): string {
  const salary =
    /#VER L 1 \d+ [\s\S]*?#TRANS (5010) (\{[^}]*\}) ([\d.]+)[\s\S]*?#TRANS (1940) \{\} (-[\d.]+)/;
  const changed = sie.replace(salary, (voucher, _staff, _object, amount: string, _bank, paid: string) =>
    voucher
      .replace(` ${amount}`, ` ${(Number(amount) + 40_000_000).toFixed(2)}`)
      .replace(` ${paid}`, ` ${(Number(paid) - 40_000_000).toFixed(2)}`),
  );
  if (changed === sie) throw new Error("the example's books have no salary voucher L 1");
  return changed;
}

function run<T>(work: (tx: Transaction) => Promise<T>, actor = "controller"): Promise<T> {
  const scope: StaffScope = { role: "staff", provider, actor };
  return test.database.transaction(scope, work);
}
/** Does what a person would try, and takes it back. */
async function tried<T>(work: (tx: Transaction) => Promise<T>, actor = "controller"): Promise<T> {
  const done: T[] = [];
  const back = new Error("taken back");
  await run(async (tx) => {
    done.push(await work(tx));
    throw back;
  }, actor).catch((error: unknown) => {
    if (error !== back) throw error;
  });
  return done[0] as T;
}

beforeAll(async () => {
  test = await testDatabase();
  const files = buildPack({ size: { lines: 0, events: 1000 } }).files.map(({ path, text }) => {
    const pieces = typeof text === "string" ? [text] : [...text()];
    const content = Buffer.concat(pieces.map((piece) => Buffer.from(piece as Uint8Array)));
    return { path, bytes: content.length, chunks: () => [content], content: () => content };
  });
  mkdirSync(join(folder, "was"));
  writeFileSync(
    join(folder, "was", "2024.se"),
    files.find(({ path }) => path === "ledger/2024.se")?.content() ?? "",
  );
  await loadPack(
    test.database,
    { name: "example", isWhole: true, files, close: () => {} },
    { actor: "controller", now: "2025-01-15T08:00:00Z", confirm: false, dryRun: false, progress: () => {} },
  );
  built = await run((tx) => buildReport(tx, provider, { year: 2024 }));
  facts = built.facts;
}, 120_000);
afterAll(async () => {
  rmSync(emptyFolder, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  await test.close();
});

describe("the annual report of the example", () => {
  it("holds: every figure resolves, every claim is true", () => {
    const { report } = built;
    expect(report.chapters.flatMap((chapter) => chapter.findings)).toEqual([]);
    expect(report.chapters).toHaveLength(6);
  });

  it("is the same bytes each time, in every format", async () => {
    const again = await run((tx) => buildReport(tx, provider, { year: 2024 }));
    const files = (one: typeof built) =>
      reportFiles(one, { formats: reportFormats, emptyFolder }).map(
        ({ path, bytes }) => `${path} ${Buffer.from(bytes).toString("base64")}`,
      );
    const [first, second] = [files(built), files(again)];
    expect(first.length).toBeGreaterThan(9);
    expect(first.every((file, index) => file === second[index])).toBe(true);
  });

  it("reads the same in Word as on the web: no figure, table or finding more or less", async () => {
    const files = reportFiles(built, { formats: ["docx", "html"], emptyFolder });
    const read = async (name: string) => {
      const file = files.find(({ path }) => path === name) as (typeof files)[0];
      const check = required(await checkFile(file.bytes, name));
      const { facts: figures, tables, checks, findings } = check;
      const said = findings.map(({ kind, severity, printed, computed }) =>
        [kind, severity, printed, computed].join(" "),
      );
      return { figures, tables, checks, said };
    };
    const word = await read("arsrapport-2024.docx");
    expect(word).toEqual(await read("arsrapport-2024.html"));
    expect(word.tables).toBeGreaterThan(8);
    expect(word.said.filter((one) => one.includes("error"))).toEqual([]);
  });

  it("lets a changed row of a register turn exactly the figures and claims that read it", async () => {
    const after = await tried(async (tx) => {
      await vouchFor(
        tx,
        provider,
        { year: 2024, facts: [], status: "verified" },
        { actor: "controller", now: "2025-01-20T08:00:00Z" },
      );
      const sickLeave = requiredRegister("sick-leaves");
      const doing = { actor: "controller", now: "2025-01-21T08:00:00Z" };
      await changeEntry(tx, provider, sickLeave, { key: "2024 short", cells: { share: "1.9" } }, doing);
      return buildReport(tx, provider, { year: 2024 });
    });
    const changed = [...after.facts.facts.values()].filter((fact) => fact.was !== undefined);
    expect(changed.map((fact) => fact.definition.fact).toSorted()).toEqual([
      "hr-korttid-2024",
      "hr-sjukfranvaro-2024",
    ]);
    const findings = after.report.chapters.flatMap((chapter) => chapter.findings);
    expect(findings.map(({ kind, text }) => `${kind} ${text}`).toSorted()).toEqual([
      "changed hr-korttid-2024",
      "changed hr-sjukfranvaro-2024",
      "claim hr-korttid-2024 = hr-korttid-2023",
    ]);
  });

  it("lets one changed voucher turn exactly what reads it, and computes nothing else again", async () => {
    const was = readFileSync(join(folder, "was", "2024.se"), "latin1");
    writeFileSync(join(folder, "2024.se"), oneVoucherChanged(was), "latin1");
    const load = async (path: string): Promise<void> => {
      await loadPack(test.database, await openPack(path), {
        actor: "controller",
        now: "2025-01-21T08:00:00Z",
        confirm: true,
        dryRun: false,
        progress: () => {},
        provider,
      });
    };
    const read = () => run((tx) => buildReport(tx, provider, { year: 2024 }));
    await read();
    const first = await read();
    expect(first.facts.reevaluation.evaluated).toEqual([]);
    await load(join(folder, "2024.se"));
    // What was vouched for is what stood before the corrected file.
    const changed = await tried(async (tx) => {
      await tx.execute(
        `insert into facts.verdict (provider_id, year, fact, number, status, value, said_by, said_at)
         select $1, 2024, fact, 1, 'verified', value, 'controller', '2025-01-20'
         from unnest($2::text[], $3::text[]) as said (fact, value)`,
        [
          provider,
          [...first.facts.facts.keys()],
          [...first.facts.facts.values()].map(({ value }) => exactText(value)),
        ],
      );
      const report = await buildReport(tx, provider, { year: 2024 });
      // The statements that were brought up to date are the ones that reading everything gives.
      expect([...report.facts.statements.values()]).toEqual(
        await statementsOf(tx, provider, { ids: statementIds, year: 2024 }),
      );
      return report;
    });
    const full = new Evaluation(
      new Map([...changed.facts.facts].map(([name, fact]) => [name, fact.definition])),
      changed.facts.sources,
    );
    // As it was, for whoever reads these books next.
    await load(join(folder, "was", "2024.se"));
    const valueOf = (one: Built, name: string): string =>
      exactText(one.facts.facts.get(name)?.value ?? { kind: "nothing" });
    const moved = [...changed.facts.facts.keys()].filter(
      (name) => valueOf(first, name) !== valueOf(changed, name),
    );
    const red = [...changed.facts.facts.values()].filter((fact) => fact.was !== undefined);
    expect(moved.length).toBeGreaterThan(5);
    expect(moved).toContain("rr-resultat-2024");
    expect(red.map((fact) => fact.definition.fact).toSorted()).toEqual(moved.toSorted());
    // What was taken as it was is what it would have been, computed anew.
    for (const [name, { value }] of changed.facts.facts)
      expect(exactText(full.fact(name)?.value ?? { kind: "nothing" }), name).toBe(exactText(value));
    const { evaluated } = changed.facts.reevaluation;
    expect(evaluated.length).toBeLessThan(first.facts.facts.size / 3);
    expect(evaluated).toEqual(expect.arrayContaining(moved));
    expect(changed.facts.books.read).toBe("changes");
    expect(changed.facts.books.changed.map(({ period, account }) => `${period} ${account}`)).toHaveLength(2);
    // Red in the text: the figures that print a moved fact, the claims that no longer hold, and nothing else.
    const findings = changed.report.chapters.flatMap((chapter) => chapter.findings);
    const figures = findings.filter((one) => one.kind === "changed").map((one) => one.text);
    expect(figures.every((name) => moved.includes(name))).toBe(true);
    expect(findings.filter((one) => one.kind === "claim").length).toBeGreaterThan(0);
    expect(new Set(findings.map((one) => one.kind))).toEqual(new Set(["changed", "claim"]));
    console.log(
      `${evaluated.length} of ${changed.facts.facts.size} facts computed again, ${moved.length} with another value, ${findings.length} places red`,
    );
  }, 120_000);

  it("lets nobody approve what he verified, and nothing be vouched for that is not there", async () => {
    const say =
      (status: "verified" | "approved", names: readonly string[], actor: string) => (tx: Transaction) =>
        vouchFor(tx, provider, { year: 2024, facts: names, status }, { actor, now: "2025-01-20T08:00:00Z" });
    const own = tried(async (tx) => {
      await say("verified", ["rr-resultat-2024"], "controller")(tx);
      return say("approved", ["rr-resultat-2024"], "controller")(tx);
    });
    await expect(own).rejects.toThrow(Refusal);
    await expect(tried(say("verified", ["rr-resultatet"], "controller"))).rejects.toThrow(/rr-resultat/);
  });

  it("harms nothing else when a figure, a column, a register or a condition is gone", () => {
    const text = [
      "Bra {rr-resultat-2024} och borta {rr-resultaten-2024}.",
      "",
      "```table",
      "statement: summary",
      "columns: actual planned",
      "```",
      "",
      "```register",
      "register: goals",
      "columns: Mål=text | Vem=who",
      "```",
      "",
      "[Kostnaderna minskade]{? income.costs.actual > income.costs.previous}",
    ].join("\n");
    const chapter = { ...(built.chapters[0] as (typeof built.chapters)[0]), chapter: "x", text };
    const bound = bindReport(built.definition, [chapter], built.facts, "P").chapters[0];
    expect(bound?.findings.map(({ kind, line }) => `${kind} ${line}`)).toEqual([
      "figure 1",
      "table 3",
      "table 8",
      "claim 13",
    ]);
    expect(bound?.findings[0]?.message_sv).toContain("menade du rr-resultat-2024");
    expect(bound?.findings[3]?.message_sv).toContain("−1\u00a0409,7 / −1\u00a0351,9");
    expect(
      JSON.stringify(bound?.blocks[0], (_key, value: unknown) =>
        typeof value === "bigint" ? Number(value) : value,
      ),
    ).toContain("3,7");
  });

  it("is copied to the next year with every chapter to be read through", async () => {
    const report = await tried(async (tx) => {
      await copyReport(
        tx,
        provider,
        { from: "arsrapport-2024", to: "kopia", year: 2024 },
        { actor: "controller", now: "2025-01-20T08:00:00Z" },
      );
      return (await buildReport(tx, provider, { report: "kopia" })).report;
    });
    expect(
      report.chapters.map((chapter) => [chapter.state, chapter.findings.map(({ kind }) => kind)]),
    ).toEqual(Array.from({ length: 6 }, () => ["draft", ["stale"]]));
  });

  const known = resolve(process.env["UNDERLAG_SHARED"] ?? "../shared", "seed/facts.json");
  it.skipIf(!existsSync(known))(
    existsSync(known)
      ? "reproduces the published report's facts"
      : "SKIPPED: the published report's facts are not on this machine",
    () => {
      const published = JSON.parse(readFileSync(known, "utf8")) as readonly Published[];
      const outcome = {
        equal: 0,
        computed: 0,
        entered: 0,
        differing: [] as string[],
        absent: [] as string[],
      };
      for (const one of published) {
        const fact = facts.facts.get(one.id);
        if (fact === undefined) outcome.absent.push(one.id);
        else if (isEqual(fact.value, one)) {
          outcome.equal += 1;
          if (fact.definition.formula.startsWith("indicator.")) outcome.entered += 1;
          else outcome.computed += 1;
        } else
          outcome.differing.push(
            `${one.id}: ${printValue(fact.value, { language: "sv", decimals: 2 })}, published ${one.printed}`,
          );
      }
      const { equal, computed, entered, differing, absent } = outcome;
      console.log(
        `${equal} of ${published.length} published facts reproduced (${computed} computed from books and registers, ${entered} entered with their source); ${differing.length} differ, ${absent.length} left out\n${differing.join("\n")}`,
      );
      expect(published.length).toBe(424);
      expect(equal).toBeGreaterThanOrEqual(400);
    },
  );
});

interface Published {
  readonly id: string;
  readonly value: number | string | null;
  readonly unit: string;
  readonly printed: string;
}

/** Equal as printed: rounded to the decimals that the publication shows. A text is the same text, a year also as a number. */
function isEqual(value: Value, { value: expected, unit, printed }: Published): boolean {
  if (expected === null) return value.kind === "nothing";
  if (value.kind === "text")
    return value.text === String(expected) || (unit === "date" && value.text.startsWith(`${expected}-`));
  if (value.kind !== "number") return false;
  const decimals = /[.,](\d+)/.exec(printed.replace(/\s/g, ""))?.[1]?.length ?? (unit === "ratio" ? 2 : 0);
  const text = printValue(value, { language: "en", money: "mnkr", decimals })
    .replace(/\u00a0/g, "")
    .replace("\u2212", "-");
  return Number(text) === Number(Number(expected).toFixed(decimals));
}
