/**
 * Files that real programs wrote. They are other people's and stand outside the repository; without them this is
 * skipped, and says so.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readSie, reconcile, type SieFile, writeSie } from "./index.ts";

const shared = process.env["UNDERLAG_SHARED"] ?? resolve(import.meta.dirname, "../../../../shared");
const folder = join(shared, "external/sie4");
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED src/formats/sie4/wild-files.test.ts: no ${folder}`);
const files = present ? readdirSync(folder).sort() : [];

/** Refused, each for its own fault; every other file is read. */
const refused: Record<string, readonly string[]> = {
  "_SPEC_4B.txt": ["sie4.not-sie"],
  // Twelve vouchers of one series all have number 1.
  "jsisie__BL0001_typ4.SE": ["sie4.repeated-voucher"],
  // A row on an account without #KONTO in an export of the whole chart.
  "jsisie__Sie 3 + 4.se": ["sie4.undeclared-account"],
  // Texts that hold line ends.
  "jsisie__Sie4.se": ["sie4.undeclared-account", "sie4.unterminated-quote"],
  "jsisie__testWrite.se": ["sie4.unbalanced-voucher"],
  "jsisie__testWrite1.se": ["sie4.unbalanced-voucher"],
};

/** Opening balance + vouchers = closing balance or result, to the öre, for every account. */
const reconciled = [
  "fortnox21__Sie4.se",
  "jsisie__SIE4_Exempelfil_med_underdim.SE",
  "jsisie__SIE_exempelfil.se",
  "jsisie__Test4.SE",
  "jsisie__sie 4.SE",
  "jsisie__typ4.se",
];

/** Letters were lost before the file was published, so it cannot be written again. */
const damaged = ["jsisie__SIE4_Exempelfil_med_underdim.SE"];

function value(file: string): SieFile {
  const result = readSie(readFileSync(join(folder, file)), { file });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

function said(file: SieFile): unknown {
  return JSON.parse(
    JSON.stringify(file, (key, field: unknown) => (key === "line" || key === "format" ? undefined : field)),
  );
}

describe.skipIf(!present)("files from the wild", () => {
  test("there are 44 of them, and the specification", () => {
    expect(files.length).toBe(45);
    expect(files).toEqual(expect.arrayContaining([...Object.keys(refused), ...reconciled]));
  });

  test.each(files)("%s", (file) => {
    const result = readSie(readFileSync(join(folder, file)), { file });
    const stops = (result.ok ? [] : result.problems).filter(({ severity }) => severity === "stop");
    expect([...new Set(stops.map(({ code }) => code))].sort()).toEqual(refused[file] ?? []);
    for (const problem of stops) expect(problem.line).toBeGreaterThan(0);
    if (!result.ok) return;
    // A file of year balances or vouchers is never read as nothing.
    expect(result.value.balances.length + result.value.vouchers.length).toBeGreaterThan(0);
    const disagreeing = reconcile(result.value, { file });
    expect(disagreeing).toEqual([]);
    const { type, direction } = result.value.header;
    expect(type === 4 && direction === "export").toBe(reconciled.includes(file));
  });

  test.each(files.filter((file) => !(file in refused) && !damaged.includes(file)))(
    "%s, written and read",
    (file) => {
      const original = value(file);
      const bytes = Buffer.concat([...writeSie(original, { checksum: true })]);
      const again = readSie(bytes, { file });
      if (!again.ok) throw new Error(JSON.stringify(again.problems));
      expect(said(again.value)).toEqual(said(original));
    },
  );

  test("the checksum of the one file that has it agrees with the standard's algorithm", () => {
    const file = "jsisie__Sie1.se";
    const bytes = readFileSync(join(folder, file));
    expect(bytes.toString("latin1")).toContain("#KSUMMA\t909685525");
    const changed = Buffer.from(bytes.toString("latin1").replace("909685525", "909685526"), "latin1");
    const result = readSie(changed, { file });
    expect(!result.ok && result.problems.map(({ code }) => code)).toEqual(["sie4.checksum-differs"]);
  });
});
