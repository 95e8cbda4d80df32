import { print, agree, sumOf, weight } from "./rounding.ts";
import type { CheckResult, Finding } from "./finding.ts";
import { type PlacedTable, tablePlace } from "./reading.ts";
import { saysClosing, saysPart, saysResult, saysSum } from "./words.ts";

/** Rows that may make up another: each with its sign. */
interface Candidate {
  readonly parts: readonly { readonly row: number; readonly sign: 1 | -1 }[];
  /** Begins where a reader would begin: after a sum, at a heading, or at the top. */
  readonly natural: boolean;
}
interface Tried extends Candidate {
  readonly holds: readonly number[];
  readonly breaks: readonly number[];
  /** Columns that hold with figures big enough to say something. */
  readonly telling: number;
}

/** Footing (summering): which rows are the sum of which above them, and where the print disagrees. */
export function footing(table: PlacedTable): CheckResult {
  const findings: Finding[] = [];
  let checks = 0;
  if (table.isPercent) return { checks, findings };
  // What no sum has taken up yet, from the top.
  let open: number[] = [];
  const isSum = new Set<number>();
  table.rows.forEach((row, at) => {
    if (saysPart(row.label)) return;
    const strong = saysSum(row.label);
    const named = strong || saysResult(row.label) || saysClosing(row.label);
    const best = bestOf(table, at, candidatesFor(table, open, { at, isSum, named }), { strong, named });
    if (best === undefined) {
      if (strong && open.length > 0) isSum.add(at);
      open.push(at);
      return;
    }
    checks += best.holds.length + best.breaks.length;
    findings.push(...brokenColumns(table, at, best, strong));
    const label = best.breaks.length === 0 ? misnamed(table, at, best, isSum) : undefined;
    if (label !== undefined) findings.push(...label);
    isSum.add(at);
    const taken = new Set(best.parts.map((part) => part.row));
    open = [...open.filter((one) => !taken.has(one)), at];
  });
  return { checks, findings };
}

function candidatesFor(
  table: PlacedTable,
  open: readonly number[],
  { at, isSum, named }: { readonly at: number; readonly isSum: ReadonlySet<number>; readonly named: boolean },
): Candidate[] {
  const found: Candidate[] = [];
  const strong = saysSum(table.rows[at]?.label ?? "");
  for (let length = strong ? 1 : 2; length <= Math.min(open.length, 40); length++) {
    const rows = open.slice(open.length - length);
    const first = rows[0] as number;
    const before = open[open.length - length - 1];
    const natural =
      before === undefined ||
      isSum.has(before) ||
      table.rows[before]?.section !== table.rows[first]?.section ||
      rows.every((one) => isSum.has(one));
    found.push({ parts: rows.map((row) => ({ row, sign: 1 })), natural });
    // Costs printed without sign: the first less the rest.
    if (length >= 2 && named && !strong)
      found.push({ parts: rows.map((row, index) => ({ row, sign: index === 0 ? 1 : -1 })), natural });
  }
  return found;
}

function tried(table: PlacedTable, at: number, candidate: Candidate): Tried {
  const holds: number[] = [];
  const breaks: number[] = [];
  let telling = 0;
  table.columns.forEach((column, index) => {
    const sum = table.rows[at]?.cells[index];
    if (column.kind === "percent" || sum === undefined || sum.percent) return;
    const figures = candidate.parts.map(({ row, sign }) => ({ figure: table.rows[row]?.cells[index], sign }));
    const said = figures.filter(({ figure }) => figure !== undefined);
    if (said.length === 0 || said.some(({ figure }) => figure?.percent)) return;
    const { value, slack } = sumOf(figures);
    const printedOnes = said.filter(({ figure }) => figure?.value !== 0);
    if (sum.value === 0 && printedOnes.length === 0) return;
    if (agree(value, sum.value, slack + (sum.dash ? 0.5 : 0.5 * 10 ** -sum.decimals))) {
      holds.push(index);
      if (
        (printedOnes.length >= 2 || (said.length >= 2 && saysSum(table.rows[at]?.label ?? ""))) &&
        weight(sum) >= 2
      )
        telling++;
    } else breaks.push(index);
  });
  return { ...candidate, holds, breaks, telling };
}

/** The reading of a row as a sum that explains most, if it is to be believed at all. */
function bestOf(
  table: PlacedTable,
  at: number,
  candidates: readonly Candidate[],
  { strong, named }: { readonly strong: boolean; readonly named: boolean },
): Tried | undefined {
  const all = candidates
    .map((candidate) => tried(table, at, candidate))
    .filter((one) => one.holds.length + one.breaks.length > 0);
  const whole = all.filter((one) => one.breaks.length === 0);
  const believed = whole.find(
    (one) => strong || (named && one.telling >= 1 && (one.natural || one.telling >= 2)),
  );
  if (believed !== undefined) return believed;
  // Without a word that says so, only figures that can hardly agree by chance make a sum.
  const silent = whole.find(
    (one) =>
      one.telling >= 2 &&
      weightsAbove(table, at, one.holds, 3) >= 2 &&
      one.parts.every((part) => part.sign === 1),
  );
  if (silent !== undefined) return silent;
  const aligned = (one: Tried): boolean =>
    one.parts.every((part) => table.rows[part.row]?.aligned) && table.rows[at]?.aligned === true;
  const partly = all
    .filter((one) => aligned(one) && one.holds.length > 0 && one.telling > 0)
    .filter((one) =>
      named
        ? one.telling >= 2 ||
          (one.natural && strong) ||
          (one.natural && one.parts.length >= 2 && one.telling >= one.breaks.length)
        : one.telling >= 2 && one.breaks.length === 1 && weightsAbove(table, at, one.holds, 3) >= 2,
    )
    .toSorted(
      (a, b) =>
        b.telling - a.telling || Number(b.natural) - Number(a.natural) || a.parts.length - b.parts.length,
    )[0];
  if (partly !== undefined) return partly;
  if (!strong) return undefined;
  // Nothing holds: only where the rows are plainly those above, and the difference is that of a slip.
  return all.find(
    (one) =>
      one.natural &&
      one.parts.length >= 2 &&
      aligned(one) &&
      one.breaks.every((column) => isNear(table, at, one, column)),
  );
}

function weightsAbove(table: PlacedTable, at: number, columns: readonly number[], least: number): number {
  const distinct = new Set(
    columns
      .map((column) => table.rows[at]?.cells[column])
      .filter((cell) => cell !== undefined && weight(cell) >= least)
      .map((cell) => cell?.value),
  );
  return distinct.size;
}

function isNear(table: PlacedTable, at: number, one: Candidate, column: number): boolean {
  const sum = table.rows[at]?.cells[column];
  const { value } = sumOf(
    one.parts.map(({ row, sign }) => ({ figure: table.rows[row]?.cells[column], sign })),
  );
  return (
    sum !== undefined &&
    !sum.dash &&
    Math.abs(sum.value - value) <= 0.2 * Math.max(Math.abs(value), Math.abs(sum.value))
  );
}

function brokenColumns(table: PlacedTable, at: number, one: Tried, strong: boolean): Finding[] {
  return one.breaks.map((column) => {
    const row = table.rows[at];
    const sum = row?.cells[column];
    const figures = one.parts.map((part) => ({
      figure: table.rows[part.row]?.cells[column],
      sign: part.sign,
    }));
    const decimals = Math.max(sum?.decimals ?? 0, ...figures.map(({ figure }) => figure?.decimals ?? 0));
    const { value } = sumOf(figures);
    const [printed, computed] = [sum?.printed ?? "", print(value, decimals)];
    const first = one.parts[0]?.row ?? at;
    const last = one.parts.at(-1)?.row ?? at;
    const head = table.columns[column]?.head || `kolumn ${column + 1}`;
    const terms = figures
      .map(
        ({ figure, sign }, index) =>
          `${index === 0 && sign === 1 ? "" : sign === 1 ? " + " : " - "}${figure?.printed ?? "0"}`,
      )
      .join("");
    return {
      kind: "sum",
      severity: strong || one.telling > 0 ? "error" : "warning",
      where: [
        tablePlace(table, at, column),
        tablePlace(table, first, column),
        tablePlace(table, last, column),
      ],
      printed,
      computed,
      rule: `${terms} = ${computed}`,
      message_sv: `”${row?.label ?? ""}” (${head}) är tryckt ${printed}, men raderna ovanför ger ${computed}.`,
      message_en: `"${row?.label ?? ""}" (${head}) is printed ${printed}, but the rows above give ${computed}.`,
    };
  });
}

/**
 * A sum that holds only together with another sum, while the next row says the same figures once more: then this row's label is wrong,
 * for it claims less than it holds.
 */
function misnamed(
  table: PlacedTable,
  at: number,
  one: Tried,
  isSum: ReadonlySet<number>,
): Finding[] | undefined {
  const next = table.rows[at + 1];
  const row = table.rows[at];
  if (row === undefined || next === undefined || !saysSum(row.label) || !saysSum(next.label))
    return undefined;
  const isSame = one.holds.every((column) => row.cells[column]?.value === next.cells[column]?.value);
  const before = one.parts.findLastIndex((part) => isSum.has(part.row));
  const loose = one.parts.slice(before + 1);
  if (!isSame || before < 0 || loose.length === 0) return undefined;
  // A sum of sums is a sum of all: only loose rows beside a finished sum betray the label.
  if (one.parts.every((part) => isSum.has(part.row))) return undefined;
  const wrong: Finding[] = [];
  for (const column of one.holds) {
    const sum = row.cells[column];
    const { value, slack } = sumOf(
      loose.map((part) => ({ figure: table.rows[part.row]?.cells[column], sign: part.sign })),
    );
    if (sum === undefined || agree(value, sum.value, slack)) continue;
    const computed = print(value, sum.decimals);
    wrong.push({
      kind: "label",
      severity: "error",
      where: [
        tablePlace(table, at, column),
        tablePlace(table, at + 1, column),
        tablePlace(table, loose[0]?.row ?? at, column),
      ],
      printed: sum.printed,
      computed,
      rule: "en summa är sina egna raders / a sum is that of its own rows",
      message_sv: `”${row.label}” är tryckt ${sum.printed}, men dess rader ger ${computed}; det tryckta är detsamma som ”${next.label}”.`,
      message_en: `"${row.label}" is printed ${sum.printed}, but its rows give ${computed}; what is printed is that of "${next.label}".`,
    });
  }
  return wrong;
}
