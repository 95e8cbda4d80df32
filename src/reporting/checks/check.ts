import type { ReportDocument } from "../../formats/report-text/index.ts";
import { balance } from "./balance.ts";
import { claims } from "./claims.ts";
import { columnRelations } from "./columns.ts";
import { datesAndTenses } from "./dates.ts";
import { type CheckResult, type Finding, severities } from "./finding.ts";
import { footing } from "./footing.ts";
import { growthOfRows } from "./growth.ts";
import { loneSigns } from "./lone-signs.ts";
import { proseAgainstTables } from "./prose-against-tables.ts";
import { references } from "./references.ts";
import { repeatedInProse } from "./repeated.ts";
import { rollForward } from "./roll-forward.ts";
import { sameFactTwice } from "./same-fact.ts";
import { series } from "./series.ts";
import { shares } from "./shares.ts";
import { surplusAndDeficit } from "./surplus.ts";
import { type Reading, readingOf } from "./reading.ts";

/** What a report came to: how many figures were read, how many checks were made, what was found. */
export interface ReportCheck {
  readonly facts: number;
  readonly checks: number;
  readonly tables: number;
  readonly findings: readonly Finding[];
}

/** The checks of a whole report, in the order a reader meets them. A new check is a line here. */
const checksOfReport: readonly ((reading: Reading) => CheckResult)[] = [
  (reading) => together(reading.tables.map(footing)),
  (reading) => together(reading.tables.map(columnRelations)),
  (reading) => together(reading.tables.map(rollForward)),
  sameFactTwice,
  growthOfRows,
  (reading) => together(reading.tables.map(balance)),
  (reading) => together(reading.tables.map(loneSigns)),
  proseAgainstTables,
  repeatedInProse,
  surplusAndDeficit,
  series,
  shares,
  claims,
  datesAndTenses,
  references,
];

/** Reads a report and says what in it does not add up. Knows nothing but the report itself. */
export function checkReport(document: ReportDocument): ReportCheck {
  const reading = readingOf(document);
  const { checks, findings } = together(checksOfReport.map((check) => check(reading)));
  return {
    facts: reading.tables.reduce(
      (sum, table) =>
        sum +
        table.rows.reduce(
          (all, row) => all + row.cells.filter((cell) => cell !== undefined && !cell.dash).length,
          0,
        ),
      0,
    ),
    checks,
    tables: reading.tables.length,
    findings: inOrder(findings),
  };
}

function together(results: readonly CheckResult[]): CheckResult {
  return {
    checks: results.reduce((sum, one) => sum + one.checks, 0),
    findings: results.flatMap((one) => one.findings),
  };
}

/** Gravest first, then as they stand in the report; the same finding once. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  const place = (one: Finding): number => (one.where[0]?.page ?? 0) * 1e6 + (one.where[0]?.line ?? 0);
  return findings
    .filter((one) => {
      const key = `${one.kind} ${place(one)} ${one.printed} ${one.computed} ${one.where[0]?.text}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .toSorted(
      (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || place(a) - place(b),
    );
}
