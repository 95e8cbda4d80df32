import { gather } from "./gather.ts";
import type { CheckResult, Finding } from "./finding.ts";
import type { SubjectRow } from "./prose-against-tables.ts";
import { isMisspelt, rowIndex } from "./prose-against-tables.ts";
import { type PlacedTable, type Reading, tablePlace } from "./reading.ts";
import { agree, weight } from "./rounding.ts";
import { saysOpening } from "./words.ts";

interface Pair {
  readonly column: number;
  readonly other: number;
}

/** The same fact in two tables (samma uppgift två gånger): rows of one subject that agree elsewhere and differ here. */
export function sameFactTwice(reading: Reading): CheckResult {
  const { rows } = rowIndex(reading);
  const findings: Finding[] = [];
  let checks = 0;
  const byWord = new Map<string, SubjectRow[]>();
  for (const one of rows) for (const word of one.subject) gather(byWord, word, one);
  const seen = new Set<string>();
  rows.forEach((one) => {
    const near = new Set(
      one.subject.flatMap((word) => ((byWord.get(word)?.length ?? 0) <= 40 ? (byWord.get(word) ?? []) : [])),
    );
    for (const other of near) {
      if (
        other.table === one.table ||
        saysOpening(one.row.label) !== saysOpening(other.row.label) ||
        !isSameSubject(one, other)
      )
        continue;
      const key = [one, other]
        .map((row) => `${row.table.place.page ?? 0}:${row.table.place.line}:${row.at}`)
        .toSorted()
        .join("|");
      if (seen.has(key)) continue;
      seen.add(key);
      const { same, different } = compared(one, other);
      checks += same.length + different.length;
      const telling = same.filter(({ column }) => weight(one.row.cells[column] as never) >= 3).length;
      if (telling === 0 || different.length === 0 || different.length > same.length + 1) continue;
      findings.push(...different.map((pair) => finding(one, other, pair)));
    }
  });
  return { checks, findings };
}

function isSameSubject(a: SubjectRow, b: SubjectRow): boolean {
  const [few, many] = a.subject.length <= b.subject.length ? [a.subject, b.subject] : [b.subject, a.subject];
  return (
    few.length > 0 && few.every((word) => many.some((other) => other === word || isMisspelt(word, other)))
  );
}

function unitOf(table: PlacedTable): string {
  return table.isPercent ? "%" : String(table.factor ?? "");
}

function compared(one: SubjectRow, other: SubjectRow): { same: Pair[]; different: Pair[] } {
  const same: Pair[] = [];
  const different: Pair[] = [];
  if (unitOf(one.table) !== unitOf(other.table) && unitOf(one.table) !== "" && unitOf(other.table) !== "")
    return { same, different };
  one.table.columns.forEach((column, at) => {
    if (column.year === undefined || !["actual", "budget", "forecast"].includes(column.kind)) return;
    const twin = other.table.columns.findIndex(
      (candidate) =>
        candidate.kind === column.kind && candidate.year === column.year && candidate.part === column.part,
    );
    const [a, b] = [one.row.cells[at], other.row.cells[twin]];
    if (twin < 0 || a === undefined || b === undefined || a.dash || b.dash || a.percent !== b.percent) return;
    if (!one.row.aligned || !other.row.aligned) return;
    const isSame = agree(
      Math.abs(a.value),
      Math.abs(b.value),
      0.5 * 10 ** -a.decimals + 0.5 * 10 ** -b.decimals - (a.decimals === b.decimals ? 10 ** -a.decimals : 0),
    );
    (isSame ? same : different).push({ column: at, other: twin });
  });
  return { same, different };
}

function finding(one: SubjectRow, other: SubjectRow, { column, other: twin }: Pair): Finding {
  const [a, b] = [one.row.cells[column], other.row.cells[twin]];
  const unit = 10 ** -Math.min(a?.decimals ?? 0, b?.decimals ?? 0);
  // One unit in the last place is what rounding two ways gives.
  const isRounding = agree(Math.abs(a?.value ?? 0), Math.abs(b?.value ?? 0), unit);
  const head = one.table.columns[column]?.head ?? "";
  return {
    kind: "same-fact",
    severity: isRounding ? "note" : "error",
    where: [tablePlace(one.table, one.at, column), tablePlace(other.table, other.at, twin)],
    printed: a?.printed ?? "",
    computed: b?.printed ?? "",
    rule: "samma uppgift, samma siffra / one fact, one figure",
    message_sv: `”${one.row.label}” (${head}) är ${a?.printed}, men ”${other.row.label}” är ${b?.printed} för samma period, fast raderna annars är lika.`,
    message_en: `"${one.row.label}" (${head}) is ${a?.printed}, but "${other.row.label}" is ${b?.printed} for the same period, though the rows agree otherwise.`,
  };
}
