import type { CheckResult, Finding } from "./finding.ts";
import { type PlacedTable, tablePlace } from "./reading.ts";

const neverNegative =
  /\bantal\b|\bandel|\(%\)|årsarbetare|frånvaro|personalomsättning|\bNKI\b|\bindex\b|number of|full-time|turnover rate/i;
const mayBeNegative = /förändring|avvikelse|netto|resultat|skillnad|change|difference/i;

/** A minus before what is never below nought (tecken): a count, a share, an index. */
export function loneSigns(table: PlacedTable): CheckResult {
  const findings: Finding[] = [];
  let checks = 0;
  table.rows.forEach((row, at) => {
    if (!neverNegative.test(row.label) || mayBeNegative.test(`${row.label} ${table.caption}`)) return;
    checks++;
    const figures = row.cells.flatMap((cell, column) =>
      cell === undefined ||
      cell.dash ||
      ["variance", "change", "percent"].includes(table.columns[column]?.kind ?? "")
        ? []
        : [{ cell, column }],
    );
    const below = figures.filter(({ cell }) => cell.value < 0);
    const [one] = below;
    if (one === undefined || below.length > 1 || figures.length < 2) return;
    findings.push({
      kind: "sign",
      severity: "warning",
      where: [tablePlace(table, at, one.column)],
      printed: one.cell.printed,
      computed: one.cell.printed.replace(/^\D+/, ""),
      rule: "≥ 0",
      message_sv: `”${row.label}” kan inte vara mindre än noll, men är tryckt ${one.cell.printed}.`,
      message_en: `"${row.label}" cannot be below nought, but is printed ${one.cell.printed}.`,
    });
  });
  return { checks, findings };
}
