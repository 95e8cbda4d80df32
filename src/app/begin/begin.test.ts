import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serviceCostsOf } from "../../economy/costing/actions/index.ts";
import type { SieAccount } from "../../formats/sie4/index.ts";
import { ore, required } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { commandLine, load, minimalPack, refusalOf } from "../pack/testing.ts";
import { chartOf, proposedIntervals, proposedPlace } from "./account-proposal.ts";
import { type Beginning, proposedBeginning, readCustomers, servicesOf } from "./beginning.ts";
import { providerId } from "./first-pack.ts";
import { findInBooks } from "./found-books.ts";
import { writeBeginning } from "./write-beginning.ts";

const account = (number: string, name: string, kind?: SieAccount["kind"]): SieAccount => ({
  account: number,
  name,
  kind,
  unit: "",
  sru: [],
  line: 1,
});

describe("the proposed account mapping", () => {
  it("knows a municipality's chart by its salaries, and BAS", () => {
    expect(chartOf("", [account("5011", "Löner"), account("6541", "IT-tjänster")])).toBe("kommun");
    expect(chartOf("EUBAS97", [account("7010", "Löner till kollektivanställda")])).toBe("bas");
    expect(chartOf("Kommun-Bas 19", [])).toBe("kommun");
  });

  it("goes by the file's own word, then the name, then the number", () => {
    expect(proposedPlace(account("5010", "Lön"), "kommun").element).toBe("staff");
    expect(proposedPlace(account("5010", "Lokalhyra"), "bas").element).toBe("other");
    expect(proposedPlace(account("6550", "Konsultarvoden"), "bas").element).toBe("consultants");
    expect(proposedPlace(account("6540", "IT-tjänster"), "bas").element).toBe("it");
    expect(proposedPlace(account("8999", "Årets resultat"), "bas").kind).toBe("equity");
    expect(proposedPlace(account("4010", "Statsbidrag", "I"), "bas").kind).toBe("revenue");
  });

  it("gives each account one interval, and tomorrow's accounts a place", () => {
    const intervals = proposedIntervals(
      [
        account("1930", "Bank"),
        account("1510", "Kundfordringar"),
        account("5010", "Lön"),
        account("5410", "Pension"),
      ],
      "kommun",
    );
    expect(intervals.map((one) => `${one.from}-${one.to} ${one.element}`)).toEqual([
      "1510-1929 receivables",
      "1930-1999 cash",
      "5010-5999 staff",
    ]);
  });
});

/** Two cost centres with costs of their own and one that all share; nobody has named a service. */
const books = `#FLAGGA 0
#PROGRAM "Prov" 1
#FORMAT PC8
#GEN 20250115
#SIETYP 4
#ORGNR 222000-0117
#FNAMN "Kommunalförbundet Prov"
#RAR 0 20240101 20241231
#KONTO 1940 "Bank"
#KONTO 5010 "Löner"
#KONTO 6540 "IT-drift"
#DIM 1 "Ansvar"
#OBJEKT 1 "10" "Gemensamt"
#OBJEKT 1 "20" "Lön och HR"
#OBJEKT 1 "30" "Arbetsplats"
#VER A 1 20240131 "Januari"
{
#TRANS 5010 {1 "20"} 300.00
#TRANS 6540 {1 "30"} 100.00
#TRANS 5010 {1 "10"} 100.01
#TRANS 1940 {} -500.01
}
`;

describe("a beginning", () => {
  let database: Database;
  let close: () => Promise<void>;
  let place: string;
  beforeEach(async () => {
    ({ database, close } = await testDatabase());
    place = mkdtempSync(join(tmpdir(), "underlag-begin-test-"));
  });
  afterEach(async () => {
    rmSync(place, { recursive: true, force: true });
    await close();
  });

  const foundIn = (path: string) =>
    required(findInBooks([{ name: path, chunks: () => [new Uint8Array(readFileSync(path))] }]));

  const costs = async (provider: string) => {
    const rows = await database.transaction({ role: "staff", provider, actor: "controller" }, (tx) =>
      serviceCostsOf(tx, { provider, year: 2024, scenario: "actual" }),
    );
    const sums = new Map<string, number>();
    for (const row of rows)
      sums.set(row.service, (sums.get(row.service) ?? 0) + row.directOre + row.allocatedOre);
    return Object.fromEntries(sums);
  };

  it("makes services of cost centres, and common costs follow their own costs", async () => {
    const path = join(place, "2024.se");
    writeFileSync(path, books);
    const found = foundIn(path);
    expect(found).toMatchObject({ orgNo: "222000-0117", chart: "kommun", costOre: ore(50_001) });
    const proposed = proposedBeginning(found);
    expect(proposed.common).toEqual(["10"]);
    const beginning: Beginning = {
      ...proposed,
      customers: required(readCustomers("KOM;Kommunen;60\nREG;Regionen;40")),
    };
    expect(servicesOf(found, beginning).map((one) => one.object)).toEqual(["20", "30"]);
    const folder = join(place, "pack");
    writeBeginning(folder, found, { beginning, books: new Map() });
    await load(database, folder);
    expect((await load(database, folder)).changed).toBe(false);
    // 100.01 by 300 : 100, the odd öre to the larger remainder.
    expect(await costs(providerId(beginning.name))).toEqual({ "20": 37_501, "30": 12_500 });
  });

  it("takes the services that the books name themselves", async () => {
    const found = foundIn(join(minimalPack, "ledger/2024.se"));
    const folder = join(place, "pack");
    writeBeginning(folder, found, { beginning: proposedBeginning(found), books: new Map() });
    await load(database, folder);
    const { PAY = 0, PC = 0, ...others } = await costs("exempelservice");
    expect(others).toEqual({});
    // All 1 880 000 kr of the books; the 120 000 common ones by 800 : 960.
    expect(PAY + PC).toBe(188_000_000);
    expect(Math.abs(PAY - (80_000_000 + 12_000_000 * (800 / 1760)))).toBeLessThan(12);
  });

  it("has one service where the books know no cost centre", () => {
    const path = join(place, "2024.se");
    writeFileSync(path, books.replaceAll(/\{1 "\d+"\}/g, "{}").replaceAll(/#(DIM|OBJEKT).*\n/g, ""));
    const found = foundIn(path);
    expect(servicesOf(found, proposedBeginning(found)).map((one) => one.object)).toEqual(["ALLT"]);
  });

  it("refuses files that nothing could begin with, by name", () => {
    const text = (content: string) => ({ name: "x.se", chunks: () => [new TextEncoder().encode(content)] });
    const codes = (content: string): string => {
      const read = findInBooks([text(content)]);
      return read.ok ? "ok" : (read.problems[0]?.code ?? "");
    };
    expect(codes(books.slice(0, books.indexOf("#VER")))).toBe("begin.no-vouchers");
    expect(codes(books.replace("20240101 20241231", "20230701 20240630"))).toBe("begin.broken-year");
    expect(codes("<html>")).toMatch(/^sie4\./);
    const twice = findInBooks([text(books), text(books)]);
    expect(twice.ok ? [] : twice.problems.map((one) => one.code)).toEqual(["begin.same-year"]);
  });

  it("refuses a folder that holds something, a customer said twice, and an unreadable number", async () => {
    const path = join(place, "2024.se");
    writeFileSync(path, books);
    const found = foundIn(path);
    const beginning = { ...proposedBeginning(found), orgNo: "tjugo" };
    const problems = await refusalOf(async () =>
      writeBeginning(place, found, { beginning, books: new Map() }),
    );
    expect(problems.map((one) => one.code)).toEqual(["begin.org-no"]);
    const taken = await refusalOf(async () =>
      writeBeginning(place, found, { beginning: proposedBeginning(found), books: new Map() }),
    );
    expect(taken.map((one) => one.code)).toEqual(["begin.directory-not-empty"]);
    const customers = readCustomers("A;Aa;1\nA;Bb;2\nC;Cc;många");
    expect(customers.ok ? [] : customers.problems.map((one) => one.message_en)).toHaveLength(2);
  });

  it("is a command: tells what it found, and writes when it is told where", async () => {
    const path = join(place, "2024.se");
    writeFileSync(path, books);
    const run = (...argv: string[]) => commandLine("", "begin", ...argv);
    expect(JSON.parse((await run(path, "--json")).stdout)).toMatchObject({
      costOre: 50_001,
      common: ["10"],
      folder: null,
      files: [],
    });
    const folder = join(place, "mitt");
    expect((await run(path, "--to", folder)).exit).toBe(0);
    expect(readdirSync(folder)).toContain("pack.yaml");
    expect((await run(path, "--to", folder)).exit).toBe(1);
    expect((await run()).exit).toBe(2);
    expect((await run(path, "--dimension", "1=ring")).exit).toBe(2);
  });
});
