import { describe, expect, it } from "vitest";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readText } from "../../formats/report-text/index.ts";
import { agency, asText, english, municipal } from "../../formats/report-text/reports.testing.ts";
import { checkReport, type Finding } from "./index.ts";
import { type Mutation, mutationsOf } from "./mutations.testing.ts";

const shared = process.env["UNDERLAG_SHARED"] ?? resolve(import.meta.dirname, "../../../../shared");
const seedPath = resolve(shared, "seed/arsrapport-2024.txt");
const hasSeed = existsSync(seedPath);
if (!hasSeed) console.warn(`SKIPPED: no ${seedPath}; errors are planted into the synthetic reports only.`);

const synthetic = [
  ["agency, one space between cells", asText(agency)],
  ["agency, laid out", asText(agency, true)],
  ["English", asText(english)],
  ["municipal, one space between cells", asText(municipal)],
  ["municipal, laid out", asText(municipal, true)],
] as const;

const alarms = (findings: readonly Finding[]): Finding[] => findings.filter((one) => one.severity !== "note");
const nameOf = (one: Finding): string => [one.kind, one.printed, one.computed, one.where[0]?.text].join(" ");

/** How many of the planted errors of each kind are found: a finding that was not there before. */
function recallOf(
  text: string,
  pick: (mutation: Mutation, index: number) => boolean,
): Map<string, { planted: number; found: number }> {
  const document = readText(text);
  const before = new Set(alarms(checkReport(document).findings).map(nameOf));
  const tableLines = new Set(
    document.blocks.flatMap((block) =>
      block.kind === "table" ? block.rows.map((row) => row.place.line) : [],
    ),
  );
  const tally = new Map<string, { planted: number; found: number }>();
  mutationsOf(text, tableLines)
    .filter(pick)
    .forEach((mutation) => {
      const one = tally.get(mutation.kind) ?? { planted: 0, found: 0 };
      one.planted++;
      if (
        alarms(checkReport(readText(mutation.text)).findings).some((finding) => !before.has(nameOf(finding)))
      )
        one.found++;
      tally.set(mutation.kind, one);
    });
  return tally;
}

function told(name: string, tally: ReadonlyMap<string, { planted: number; found: number }>): void {
  console.log(
    `${name}: ${[...tally].map(([kind, { planted, found }]) => `${kind} ${found}/${planted}`).join(", ")}`,
  );
}

describe("errors planted one at a time", () => {
  it.each(synthetic)("are found in the synthetic report: %s", (name, text) => {
    expect(alarms(checkReport(readText(text)).findings)).toEqual([]);
    const tally = recallOf(text, () => true);
    told(name, tally);
    const share = (kind: string): number => (tally.get(kind)?.found ?? 0) / (tally.get(kind)?.planted ?? 1);
    expect(share("cell")).toBeGreaterThanOrEqual(0.95);
    expect(share("sign")).toBeGreaterThanOrEqual(0.98);
    const all = [...tally.values()];
    const [found, planted] = [
      all.reduce((sum, one) => sum + one.found, 0),
      all.reduce((sum, one) => sum + one.planted, 0),
    ];
    expect(found / planted).toBeGreaterThanOrEqual(0.95);
  });

  it.skipIf(!hasSeed)("are found in the published report, where anything else in it says otherwise", () => {
    // Every seventeenth: the whole of it takes a minute and is told in the room's README.
    const tally = recallOf(readFileSync(seedPath, "utf8"), (_, index) => index % 17 === 0);
    told("published report, every seventeenth", tally);
    const cells = tally.get("cell") ?? { planted: 1, found: 0 };
    expect(cells.found / cells.planted).toBeGreaterThanOrEqual(0.8);
  });
});
