import type { CheckResult, Finding } from "./finding.ts";
import { type PlacedTable, tablePlace } from "./reading.ts";
import { agree } from "./rounding.ts";

const assets = /^(?:summa tillgångar|totala tillgångar|tillgångar totalt|total assets)\b/i;
const funds =
  /^(?:summa|totala?|total)\s+(?:(?:eget kapital|kapital|avsättningar|skulder)\b.*\b(?:eget kapital|skulder)|(?:equity|liabilities) and .*(?:equity|liabilities))\b/i;

/** A balance sheet balances (balansräkningen går ihop): assets are equity and liabilities. */
export function balance(table: PlacedTable): CheckResult {
  const left = table.rows.findIndex((row) => assets.test(row.label));
  const right = table.rows.findIndex((row) => funds.test(row.label));
  const findings: Finding[] = [];
  let checks = 0;
  if (left < 0 || right < 0) return { checks, findings };
  table.columns.forEach((column, index) => {
    const [a, b] = [table.rows[left]?.cells[index], table.rows[right]?.cells[index]];
    if (a === undefined || b === undefined || a.dash || b.dash || column.kind === "percent") return;
    checks++;
    if (agree(Math.abs(a.value), Math.abs(b.value), 0.5 * 10 ** -a.decimals + 0.5 * 10 ** -b.decimals))
      return;
    findings.push({
      kind: "sum",
      severity: "error",
      where: [tablePlace(table, left, index), tablePlace(table, right, index)],
      printed: a.printed,
      computed: b.printed,
      rule: "tillgångar = skulder + eget kapital / assets = liabilities + equity",
      message_sv: `Balansräkningen går inte ihop (${column.head}): tillgångar ${a.printed}, skulder och eget kapital ${b.printed}.`,
      message_en: `The balance sheet does not balance (${column.head}): assets ${a.printed}, liabilities and equity ${b.printed}.`,
    });
  });
  return { checks, findings };
}
