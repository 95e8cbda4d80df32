import type { CheckResult, Finding } from "./finding.ts";
import { type PlacedTable, tablePlace } from "./reading.ts";
import { agree } from "./rounding.ts";
import { saysClosing, saysOpening, saysSum, subjectOf } from "./words.ts";

/** Roll-forward (ingående är förra årets utgående): what a year opens with is what the year before closed with. */
export function rollForward(table: PlacedTable): CheckResult {
  const findings: Finding[] = [];
  let checks = 0;
  table.rows.forEach((row, at) => {
    if (!saysOpening(row.label)) return;
    const closingAt = table.rows.findIndex(
      (other, index) =>
        index > at &&
        index <= at + 12 &&
        (saysClosing(other.label) || saysSum(other.label)) &&
        isOf(row.label, other.label),
    );
    if (closingAt < 0) return;
    table.columns.forEach((column, index) => {
      if (column.year === undefined || column.kind !== "actual") return;
      const before = table.columns.findIndex(
        (other) => other.kind === "actual" && other.year === (column.year ?? 0) - 1,
      );
      const opening = row.cells[index];
      const closing = table.rows[closingAt]?.cells[before];
      if (before < 0 || opening === undefined || closing === undefined || opening.dash || closing.dash)
        return;
      checks++;
      if (agree(opening.value, closing.value, 0.5 * 10 ** -opening.decimals + 0.5 * 10 ** -closing.decimals))
        return;
      findings.push({
        kind: "roll-forward",
        severity: "warning",
        where: [tablePlace(table, at, index), tablePlace(table, closingAt, before)],
        printed: opening.printed,
        computed: closing.printed,
        rule: `IB ${column.year} = UB ${column.year - 1}`,
        message_sv: `”${row.label}” ${column.year} är ${opening.printed}, men ”${table.rows[closingAt]?.label}” ${column.year - 1} är ${closing.printed}; ingen rad förklarar skillnaden.`,
        message_en: `"${row.label}" ${column.year} is ${opening.printed}, but "${table.rows[closingAt]?.label}" ${column.year - 1} is ${closing.printed}; no row explains the difference.`,
      });
    });
  });
  return { checks, findings };
}

function isOf(opening: string, closing: string): boolean {
  const strip = (label: string): string[] => subjectOf(label.replace(/^\S+/, ""));
  const [a, b] = [strip(opening), strip(closing)];
  return a.every((word) => b.includes(word)) || b.every((word) => a.includes(word));
}
