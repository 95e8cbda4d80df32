import { spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Period, Problem } from "../../kernel/index.ts";
import { closePeriod } from "../../economy/ledger/actions/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import {
  commandLine,
  copyOfMinimal,
  everything,
  load,
  minimalPack,
  minimalProvider,
  type PackCopy,
  refusalOf,
} from "./testing.ts";

/** Every case: refused with code, place and advice, and all that is stored as it was before. */
describe("bad input", () => {
  let database: Database;
  let url: string;
  let close: () => Promise<void>;
  let pack: PackCopy;

  beforeAll(async () => {
    const made = await testDatabase();
    ({ database, url, close } = made);
    await load(database, minimalPack);
  });
  afterAll(() => close());
  beforeEach(() => {
    pack = copyOfMinimal();
  });
  afterEach(() => pack.clear());

  /** `./underlag load` is refused with the code at the place and advice, exits 1, and nothing has changed. */
  async function refuses(
    path: string,
    code: string,
    place: { readonly file?: string; readonly line?: number } = {},
    ...options: readonly string[]
  ): Promise<readonly Problem[]> {
    const before = await everything(database);
    const argv = ["load", path, "--provider", minimalProvider, "--json", ...options];
    const { exit, stdout } = await commandLine(url, ...argv);
    expect(exit, stdout).toBe(1);
    const { problems } = JSON.parse(stdout) as { problems: Problem[] };
    const found = problems.find((problem) => problem.code === code);
    expect(
      found,
      problems.map((problem) => `${problem.code} ${problem.message_en}`).join("\n"),
    ).toBeDefined();
    expect(found).toMatchObject(place);
    expect(found?.try).toBeTruthy();
    expect(found?.message_sv).toBeTruthy();
    expect(await everything(database)).toBe(before);
    return problems;
  }

  const sie = "ledger/2024.se";
  const inPack = (file: string) => join(pack.path, file);

  test("an unbalanced voucher", async () => {
    pack.edit(sie, '#TRANS 5010 {1 "100"} 30000.00', '#TRANS 5010 {1 "100"} 30000.01');
    await refuses(pack.path, "sie4.unbalanced-voucher", { file: sie, line: 22 });
  });

  test("an unknown account", async () => {
    pack.edit(sie, "#TRANS 6410", "#TRANS 6419");
    await refuses(pack.path, "sie4.undeclared-account", { file: sie, line: 25 });
  });

  test("an unknown dimension", async () => {
    pack.edit(sie, '{1 "200" 20 "PC"}', '{1 "200" 20 "PC" 47 "X"}');
    await refuses(pack.path, "ledger.unknown-dimension", { file: sie, line: 25 });
  });

  test("an unknown object of a dimension", async () => {
    pack.edit(sie, '{1 "200" 20 "PC"}', '{1 "200" 20 "PX"}');
    await refuses(pack.path, "ledger.unknown-object", { file: sie, line: 25 });
  });

  test("an account that the mapping does not cover", async () => {
    pack.edit(sie, '#KONTO 6410 "IT-drift"', '#KONTO 6410 "IT-drift"\r\n#KONTO 8410 "Ranta"');
    pack.edit(sie, "#TRANS 6410", "#TRANS 8410");
    await refuses(pack.path, "ledger.unmapped-account", { file: sie });
  });

  test("the same file twice changes nothing", async () => {
    const before = await everything(database);
    for (const path of [inPack(sie), minimalPack]) {
      const { exit, stdout } = await commandLine(url, "load", path, "--provider", minimalProvider, "--json");
      expect(exit).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ changed: false, problems: [] });
    }
    const told = await commandLine(url, "load", minimalPack);
    expect(told.stdout).toContain("Inget att göra: allt var redan inläst.");
    const english = await commandLine(url, "load", minimalPack, "--language", "en");
    expect(english.stdout).toContain("Nothing to do: all of it was loaded before.");
    expect(await everything(database)).toBe(before);
  });

  test("a corrected file is a list of differences to confirm", async () => {
    pack.edit(sie, '#TRANS 5010 {1 "100"} 30000.00', '#TRANS 5010 {1 "100"} 31000.00');
    pack.edit(sie, "#TRANS 1940 {} -470000.00", "#TRANS 1940 {} -471000.00");
    pack.edit(sie, "#UB 0 1940 -1780000.00", "#UB 0 1940 -1781000.00");
    pack.edit(sie, "#RES 0 5010 920000.00", "#RES 0 5010 921000.00");
    await refuses(inPack(sie), "ledger.corrected-file", { file: inPack(sie) });
    const problems = await refusalOf(() => load(database, inPack(sie)));
    expect(problems.map((problem) => problem.message_en)).toContain(
      "Changed: A 1/2024, 2024-02-29, 470000.00 kr becomes 2024-02-29, 471000.00 kr.",
    );
    expect((await load(database, inPack(sie), { confirm: true, dryRun: true })).changed).toBe(true);
  });

  test("a file for another company", async () => {
    pack.edit(sie, "#ORGNR 212000-0001", "#ORGNR 556000-1111");
    await refuses(pack.path, "ledger.other-company", { file: sie });
  });

  test("a file for a year that is not included", async () => {
    const text = readFileSync(inPack(sie), "latin1").replace(/20240101 20241231/, "20250101 20251231");
    pack.write(sie, text.replace(/ 2024(\d{4}) /g, " 2025$1 "));
    await refuses(pack.path, "ledger.other-year", { file: sie });
  });

  test("a month that is closed", async () => {
    await database.transaction({ role: "staff", provider: minimalProvider, actor: "controller" }, (tx) =>
      closePeriod(tx, minimalProvider, "2024-02" as Period, {
        actor: "controller",
        now: "2025-01-15T08:00:00.000Z",
      }),
    );
    pack.edit(sie, "20240229", "20240228");
    await refuses(inPack(sie), "ledger.period-closed", { file: inPack(sie) }, "--confirm");
  });

  test("a month closed before one that has been booked and is open", async () => {
    const before = await everything(database);
    const closing = (period: string): Promise<boolean> =>
      database.transaction({ role: "staff", provider: minimalProvider, actor: "controller" }, (tx) =>
        closePeriod(tx, minimalProvider, period as Period, {
          actor: "controller",
          now: "2025-01-15T08:00:00.000Z",
        }),
      );
    // February was closed above; nothing is booked in the months up to May.
    await expect(closing("2024-08")).rejects.toThrow("2024-05 has been booked and is open");
    expect(await everything(database)).toEqual(before);
  });

  test("usage for an unknown customer", async () => {
    pack.edit("usage/2024.csv", ";BOLAG;10", ";BOLAGE;10");
    await refuses(pack.path, "metering.unknown-customer", { file: "usage/2024.csv", line: 2 });
  });

  test("two price lists in force", async () => {
    pack.edit("prices/2024/version.yaml", 'version: "2024"', 'version: "2024-again"');
    await refuses(pack.path, "pricing.two-in-force");
  });

  test("a budget that does not sum", async () => {
    pack.edit("planning/budget-2024.csv", "-960000", "-960001");
    await refuses(pack.path, "planning.does-not-sum", { file: "planning/budget-2024.csv", line: 7 });
  });

  test("a budget that does not say its result must be in balance", async () => {
    pack.edit("planning/budget-2024.csv", "total;;;;0\n", "");
    pack.edit("pack.yaml", '  - { plan: budget-2024, declared_result: "0.00" }', "  - { plan: budget-2024 }");
    pack.edit("planning/budget-2024.csv", "900000", "900001");
    await refuses(pack.path, "planning.does-not-sum", { file: "planning/budget-2024.csv" });
  });

  test("a table in the wrong encoding", async () => {
    const text = readFileSync(inPack("customers/customers.csv"), "utf8");
    pack.write("customers/customers.csv", Buffer.from(text, "latin1"));
    await refuses(pack.path, "csv.encoding", { file: "customers/customers.csv" });
  });

  test("a SIE file that mixes encodings", async () => {
    const text = readFileSync(inPack(sie), "latin1");
    const mixed = text.replace('"Bank"', '"B\u00c3\u00a5nk \u0086"');
    pack.write(sie, Buffer.from(mixed, "latin1"));
    const read = { file: inPack(sie), line: 10 };
    expect(await refuses(inPack(sie), "sie4.encoding-mixed", read)).toHaveLength(1);
  });

  test("a truncated SIE file, in the middle of a voucher and between two", async () => {
    const text = readFileSync(inPack(sie), "latin1");
    pack.write(sie, text.slice(0, text.indexOf("#VER A 3") + 80));
    await refuses(pack.path, "sie4.truncated", { file: sie });
    const ends = text.slice(text.indexOf("#UB"));
    pack.write(sie, text.slice(0, text.indexOf("#VER A 4")) + ends);
    await refuses(pack.path, "ledger.stated-balance-differs", { file: sie });
  });

  test("an HTML page saved as .se, and an empty file: the cause alone is told", async () => {
    pack.write(sie, "<!DOCTYPE html>\n<html><body>Logga in</body></html>\n");
    expect(await refuses(pack.path, "sie4.not-sie", { file: sie, line: 1 })).toHaveLength(1);
    expect(await refuses(inPack(sie), "sie4.not-sie", { file: inPack(sie), line: 1 })).toHaveLength(1);
    pack.write(sie, "");
    expect(await refuses(pack.path, "sie4.empty-file", { file: sie })).toHaveLength(1);
    expect(await refuses(inPack(sie), "sie4.empty-file", { file: inPack(sie) })).toHaveLength(1);
  });

  test("a named pipe, a device, a folder and links that lead astray", async () => {
    pack.remove(sie);
    spawnSync("mkfifo", [inPack(sie)]);
    await refuses(pack.path, "pack.not-a-file", { file: sie });
    await refuses(inPack(sie), "pack.not-a-file", { file: inPack(sie) });
    pack.remove(sie);
    symlinkSync("2024.se", inPack(sie));
    await refuses(pack.path, "pack.not-a-file", { file: sie });
    await refuses(inPack(sie), "pack.not-a-file", { file: inPack(sie) });
    pack.remove(sie);
    symlinkSync("/nowhere/2024.se", inPack(sie));
    await refuses(pack.path, "pack.not-found", { file: sie });
    pack.remove(sie);
    mkdirSync(inPack(sie));
    await refuses(pack.path, "pack.not-a-file", { file: sie });
    await refuses("/dev/zero", "pack.not-a-file", { file: "/dev/zero" });
    const socket = createServer().listen(inPack("s.se"));
    await once(socket, "listening");
    await refuses(inPack("s.se"), "pack.not-a-file", { file: inPack("s.se") });
    socket.close();
  });

  test("a link to an ordinary file is that file", async () => {
    renameSync(inPack(sie), inPack("elsewhere.txt"));
    symlinkSync("../elsewhere.txt", inPack(sie));
    expect((await load(database, pack.path)).changed).toBe(false);
  });

  test("a 2 GB file is refused without being read", async () => {
    const file = openSync(inPack(sie), "w");
    ftruncateSync(file, 2 * 1024 ** 3);
    closeSync(file);
    await refuses(inPack(sie), "pack.too-large");
  });

  test("a large file that is no SIE file is refused by its beginning", async () => {
    const file = openSync(inPack(sie), "w");
    ftruncateSync(file, 900 * 1024 ** 2);
    closeSync(file);
    const problems = await refusalOf(() => load(database, inPack(sie)));
    expect(problems.map((problem) => problem.code).join()).toContain("sie4.");
  });

  test("weights that are all zero", async () => {
    pack.edit("model/minimal.yaml", "by: { driver: headcount }", "by: { shares: { SKOLA: 0, VARD: 0 } }");
    await refuses(pack.path, "costing.weights-all-zero", { file: "model/minimal.yaml" });
  });

  test("a service without a key is loaded with a warning that says where and what to do", async () => {
    pack.edit("model/minimal.yaml", '  - services: ["PC"]\n    key: volume\n', "");
    const { exit, stdout } = await commandLine(url, "load", pack.path, "--dry-run", "--json");
    expect(exit).toBe(0);
    const { problems } = JSON.parse(stdout) as { problems: Problem[] };
    expect(problems).toMatchObject([
      { code: "costing.service-without-key", severity: "warn", file: "model/minimal.yaml", line: 24 },
    ]);
    expect(problems[0]?.message_sv).toContain("PC");
    expect(problems[0]?.try).toBeTruthy();
  });

  test("a driver that is zero for everybody from some month on", async () => {
    const values = "drivers/values.csv";
    pack.edit(values, "fte;;PC;2024-01;1;2023-09-30", "fte;;PC;2024-01;0;2023-09-30");
    pack.edit(values, "fte;;PAY;2024-01;1;2023-09-30", "fte;;PAY;2024-01;0;2023-09-30");
    await refuses(pack.path, "costing.weights-all-zero", { file: "model/minimal.yaml", line: 13 });
    await refuses(inPack(values), "costing.weights-all-zero");
  });

  test("a cycle in the model", async () => {
    pack.edit(
      "model/minimal.yaml",
      "direct:",
      `  - pool: other
    name_sv: Annat
    name_en: Other
    select: { cost_centre: ["999"] }
direct:`,
    );
    pack.edit(
      "model/minimal.yaml",
      "  - from: common\n    to: services",
      `  - from: common
    to: ["other"]
    by: { shares: { other: 1 } }
  - from: other
    to: ["common"]
    by: { shares: { common: 1 } }
  - from: common
    to: services`,
    );
    await refuses(pack.path, "costing.cycle", { file: "model/minimal.yaml" });
  });

  test("a reference to a service that does not exist", async () => {
    pack.edit("customers/service-use.csv", "BOLAG;PAY", "BOLAG;PAYY");
    await refuses(pack.path, "pack.unknown-reference", { file: "customers/service-use.csv", line: 2 });
  });

  test("a column that is missing, and one that is unknown", async () => {
    pack.edit("catalogue/areas.csv", "area;name_sv", "areas;name_sv");
    await refuses(pack.path, "csv.missing-column", { file: "catalogue/areas.csv", line: 1 });
  });

  test("pack.yaml with a key missing and one misspelt", async () => {
    pack.edit("pack.yaml", "  org_no: 212000-0001\n", "");
    await refuses(pack.path, "pack.missing-key", { file: "pack.yaml", line: 3 });
    pack.edit("pack.yaml", "fiscal_years: [2024]", 'fiscal_years: ["2024"]');
    await refuses(pack.path, "pack.bad-value", { file: "pack.yaml" });
  });

  test("a posting account outside the mapping", async () => {
    pack.edit("pack.yaml", 'receivable_internal: "1510"', 'receivable_internal: "1410"');
    await refuses(pack.path, "pack.unknown-reference", { file: "pack.yaml" });
  });

  test("a revenue rule for a customer that does not exist, and one that is said twice", async () => {
    const rule = '    - { class: core, activity: operation, account: "3111" }\n';
    pack.edit(
      "pack.yaml",
      rule,
      `${rule}    - { class: core, activity: operation, account: "3112", customer: SKOLAN }\n`,
    );
    await refuses(pack.path, "pack.unknown-reference", { file: "pack.yaml" });
    pack.edit("pack.yaml", ", customer: SKOLAN", "");
    await refuses(pack.path, "invoicing.bad-posting-rules", { file: "pack.yaml" });
  });

  test("a service without a class on its first day", async () => {
    pack.edit("catalogue/classifications.csv", "PC;2024-01-01", "PC;2024-02-01");
    await refuses(pack.path, "pack.service-without-class", { file: "catalogue/services.csv", line: 3 });
  });

  test("a group that goes round", async () => {
    pack.edit("customers/customers.csv", "556000-0001;;701", "556000-0001;BOLAG;701");
    await refuses(pack.path, "customers.group-cycle");
  });

  test("a folder without pack.yaml, a file with another name, and nothing at all", async () => {
    pack.remove("pack.yaml");
    await refuses(pack.path, "pack.not-a-pack");
    pack.write("something.csv", "a;b\n1;2\n");
    await refuses(inPack("something.csv"), "pack.unknown-source");
    await refuses(inPack("no-such-file.se"), "pack.not-found");
  });

  test("a zip that is damaged", async () => {
    writeFileSync(inPack("x.zip"), "PK not really");
    await refuses(inPack("x.zip"), "pack.zip-damaged");
  });
});
