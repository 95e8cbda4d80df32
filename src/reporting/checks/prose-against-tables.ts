import type { Column, Figure, TableRow } from "../../formats/report-text/index.ts";
import { gather } from "./gather.ts";
import type { CheckResult, Finding } from "./finding.ts";
import { figuresOf, type ProseFigure } from "./prose-figures.ts";
import { type PlacedTable, type Reading, type Sentence, sentencePlace, tablePlace } from "./reading.ts";
import { agree, looksLike } from "./rounding.ts";
import { stemsOf, subjectOf } from "./words.ts";

/** A row of a table with what it is about, to be found by its words. */
export interface SubjectRow {
  readonly table: PlacedTable;
  readonly row: TableRow;
  readonly at: number;
  readonly subject: readonly string[];
}

/** The rows of all tables by the words of their labels. */
export interface RowIndex {
  readonly rows: readonly SubjectRow[];
  /** The rows whose every word stands in the sentence. */
  within(stems: ReadonlySet<string>, section: string): SubjectRow[];
  /** The rows of which one long word stands there: "personalomsättning" for "Förvaltningsextern personalomsättning". */
  partly(stems: ReadonlySet<string>, section: string): SubjectRow[];
  /** The rows that print a value. */
  valued(value: number): readonly SubjectRow[];
}

/** Makes the index of a report's rows. A label's word that the prose never uses, but with one letter more or less, is taken for that. */
export function rowIndex(reading: Reading): RowIndex {
  const known = made.get(reading);
  if (known !== undefined) return known;
  const index = makeIndex(reading);
  made.set(reading, index);
  return index;
}

/** Several checks ask for the rows of the same report. */
const made = new WeakMap<Reading, RowIndex>();

function makeIndex(reading: Reading): RowIndex {
  const rows: SubjectRow[] = [];
  const byWord = new Map<string, SubjectRow[]>();
  const vocabulary = new Set(reading.sentences.flatMap((sentence) => [...sentence.stems]));
  const long = [...vocabulary].filter((word) => word.length >= 8);
  const asInProse = (word: string): string =>
    vocabulary.has(word) || word.length < 8 ? word : (long.find((other) => isMisspelt(word, other)) ?? word);
  for (const table of reading.tables)
    table.rows.forEach((row, at) => {
      const subject = subjectOf(row.label).map(asInProse);
      const first = longestOf(subject);
      if (first === undefined) return;
      const one = { table, row, at, subject };
      rows.push(one);
      gather(byWord, first, one);
    });
  const byLongWord = new Map<string, SubjectRow[]>();
  for (const one of rows)
    if (one.subject.length <= 3)
      for (const word of one.subject) if (word.length >= 10) gather(byLongWord, word, one);
  const byValue = new Map<number, SubjectRow[]>();
  for (const one of rows)
    for (const value of new Set(one.row.cells.map((cell) => cell?.value ?? 0)))
      if (value !== 0) gather(byValue, value, one);
  return {
    rows,
    valued: (value) => (byValue.get(value) ?? []).slice(0, mostNamesakes),
    within: (stems, section) =>
      [...stems]
        .flatMap((word) => near(byWord.get(word), section))
        .filter((one) => one.subject.every((word) => stems.has(word))),
    partly: (stems, section) => [
      ...new Set(
        [...stems]
          .flatMap((word) => near(byLongWord.get(word), section))
          .filter((one) => !one.subject.every((word) => stems.has(word))),
      ),
    ],
  };
}

const mostNamesakes = 24;

/** Of very many rows of one name, those of the section: a long report repeats its tables chapter by chapter. */
function near(rows: readonly SubjectRow[] | undefined, section: string): readonly SubjectRow[] {
  if (rows === undefined || rows.length <= mostNamesakes) return rows ?? [];
  const own: SubjectRow[] = [];
  // The section's tables stand together; looking from its first on is enough.
  const from = firstOf(rows, section);
  for (let at = Math.max(0, from); at < rows.length && own.length < mostNamesakes; at++)
    own.push(rows[at] as SubjectRow);
  return own;
}

const sections = new WeakMap<readonly SubjectRow[], Map<string, number>>();

function firstOf(rows: readonly SubjectRow[], section: string): number {
  let known = sections.get(rows);
  if (known === undefined) {
    known = new Map();
    for (let at = rows.length - 1; at >= 0; at--) known.set((rows[at] as SubjectRow).table.section, at);
    sections.set(rows, known);
  }
  return known.get(section) ?? 0;
}

function longestOf(words: readonly string[]): string | undefined {
  return words.toSorted((a, b) => b.length - a.length)[0];
}

/** "infratruktur": one letter lost in a long word is the same word. */
export function isMisspelt(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 8 || Math.abs(a.length - b.length) !== 1) return false;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  return long.slice(at + 1) === short.slice(at);
}

/** Figures of the prose against the tables' (samma uppgift i text och tabell). */
export function proseAgainstTables(reading: Reading): CheckResult {
  const index = rowIndex(reading);
  const findings: Finding[] = [];
  let checks = 0;
  const values = new Set(index.rows.flatMap(({ table, row }) => row.cells.map((cell) => keyOf(cell, table))));
  for (const sentence of reading.sentences) {
    const figures = figuresOf(sentence);
    if (figures.length === 0) continue;
    const whole = index.within(sentence.stems, sentence.section);
    const partly = index.partly(sentence.stems, sentence.section);
    if (whole.length + partly.length === 0) continue;
    // A row that is named only in part speaks when another figure of the sentence is its own.
    const judged = [
      ...whole.map((one) => judge(one, figures)),
      ...partly
        .map((one) => judge(one, figures))
        .filter(
          (judged) => judged.agreeing > 0 || figures.some((figure) => isDirect(judged.one, figure, sentence)),
        ),
    ];
    for (const figure of figures) {
      const comparable = judged.filter((one) => one.of.get(figure) !== undefined);
      if (comparable.length === 0) continue;
      checks++;
      if (comparable.some((one) => one.of.get(figure)?.agrees)) continue;
      const isBeside = comparable.some((one) => one.agreeing > 0);
      if (
        !isBeside &&
        values.has(`${figure.unit === "percent" ? "%" : figure.factor}:${Math.abs(figure.value)}`) &&
        String(Math.abs(figure.value)).replace(/\D|0+$/g, "").length >= 3
      )
        continue;
      const best = comparable.toSorted(
        (a, b) => b.agreeing - a.agreeing || b.one.subject.length - a.one.subject.length,
      )[0];
      const finding = best === undefined ? undefined : disagreement(best, figure, sentence, reading.year);
      if (finding !== undefined) findings.push(finding);
    }
  }
  return { checks, findings };
}

function keyOf(cell: Figure | undefined, table: PlacedTable): string {
  return cell === undefined
    ? ""
    : `${cell.percent || table.isPercent ? "%" : (table.factor ?? 1)}:${Math.abs(cell.value)}`;
}

interface Judged {
  readonly one: SubjectRow;
  readonly agreeing: number;
  readonly of: ReadonlyMap<
    ProseFigure,
    { readonly agrees: boolean; readonly cells: readonly number[]; readonly saying: readonly number[] }
  >;
}

function judge(one: SubjectRow, figures: readonly ProseFigure[]): Judged {
  const of = new Map<ProseFigure, { agrees: boolean; cells: number[]; saying: number[] }>();
  let agreeing = 0;
  for (const figure of figures) {
    const cells = one.row.cells.flatMap((cell, column) =>
      cell !== undefined && !cell.dash && isComparable(figure, cell, one) ? [column] : [],
    );
    if (cells.length === 0) continue;
    const saying = cells.filter((column) => says(figure, one.row.cells[column] as Figure, one.table));
    const agrees = saying.length > 0;
    if (agrees) agreeing++;
    of.set(figure, { agrees, cells, saying });
  }
  return { one, agreeing, of };
}

function isComparable(figure: ProseFigure, cell: Figure, { table, row, subject }: SubjectRow): boolean {
  const isPercent = cell.percent || table.isPercent || /\(%\)|procent|andel|%/i.test(row.label);
  if (figure.unit === "percent") return isPercent;
  if (isPercent || figure.unit === "points") return false;
  if (figure.unit === "money") return table.factor !== undefined || !/antal|number of/i.test(row.label);
  // A bare count is compared only with a row that counts that very thing.
  return (
    figure.noun !== "" &&
    subject.includes(figure.noun) &&
    (/antal|number/i.test(row.label) || subject.length === 1)
  );
}

/** Whether the prose says what the cell says: units apart, signs apart, and each as exactly as it is printed. */
export function says(figure: ProseFigure, cell: Figure, table: PlacedTable): boolean {
  const scale = figure.unit === "money" && table.factor !== undefined ? figure.factor / table.factor : 1;
  const value = Math.abs(figure.value) * scale;
  const slack = 0.5 * 10 ** -figure.decimals * scale + 0.5 * 10 ** -cell.decimals;
  const loose = figure.about === "" ? 0 : Math.max(value * 0.05, figure.decimals === 0 ? scale : 0);
  return agree(value, Math.abs(cell.value), slack + loose);
}

function disagreement(
  { one, agreeing, of }: Judged,
  figure: ProseFigure,
  sentence: Sentence,
  year: number | undefined,
): Finding | undefined {
  const cells = of.get(figure)?.cells ?? [];
  const scale =
    figure.unit === "money" && one.table.factor !== undefined ? figure.factor / one.table.factor : 1;
  const meant = cells.filter((column) => isMeant(figure, one.table.columns[column], year));
  const taken = new Set([...of.values()].filter((other) => other.agrees).flatMap((other) => other.saying));
  const isSaid = meant.length > 0 && (figure.role !== undefined || figure.year !== undefined);
  const isBeside = agreeing > 0 && isSaid && figure.role !== "variance";
  const candidates = (
    meant.length > 0 ? meant : figure.role === undefined && figure.year === undefined ? cells : []
  ).filter(
    (column) =>
      looksLike(figure.value * scale, (one.row.cells[column] as Figure).value, one.subject.length) ||
      // Beside a figure that is right, one that is said to be of a year or a budget is that year's or that budget's: another column's.
      (isBeside && !taken.has(column)) ||
      (isSaid && isDirect(one, figure, sentence)),
  );
  const column = candidates[0];
  if (column === undefined) return undefined;
  const cell = one.row.cells[column] as Figure;
  // A label of one everyday word is found in many sentences that are about something else.
  const isSpecific = one.subject.length >= 2 || (one.subject[0]?.length ?? 0) >= 8 || figure.unit === "count";
  if (agreeing === 0 && !isSpecific) return undefined;
  if (agreeing === 0 && isTouched(sentence, figure)) return undefined;
  const head = one.table.columns[column]?.head ?? "";
  return {
    kind: "same-fact",
    severity: agreeing > 0 || (meant.length > 0 && isSpecific) ? "error" : "warning",
    where: [sentencePlace(sentence, figure.offset), tablePlace(one.table, one.at, column)],
    printed: figure.printed,
    computed: cell.printed,
    rule: "samma uppgift, samma siffra / one fact, one figure",
    message_sv: `Texten säger ${figure.printed}, tabellens rad ”${one.row.label}” (${head}) säger ${cell.printed}.`,
    message_en: `The text says ${figure.printed}, the table's row "${one.row.label}" (${head}) says ${cell.printed}.`,
  };
}

const statement =
  /^\p{L}*\s(?:\([^)]*\)\s)?(?:uppgick till|uppgår till|var|är|blev|ligger på|låg på|amounted to|was|is|totalled)\s(?:cirka |drygt |knappt |totalt |nu |SEK )?$/iu;

/** "Sjukfrånvaron uppgick till 4,2 procent": the row's name, a verb, the figure, and nothing that narrows it. */
function isDirect(one: SubjectRow, figure: ProseFigure, sentence: Sentence): boolean {
  const before = sentence.text.slice(0, figure.offset);
  const last = [...before.matchAll(/\p{L}[\p{L}-]*/gu)].findLast((word) =>
    stemsOf(word[0]).some((part) => one.subject.includes(part)),
  );
  if (last === undefined || one.subject.length > 3) return false;
  const start = before.slice(0, last.index).trim().split(/\s+/).filter(Boolean);
  const own = new Set(one.subject);
  const others = start.filter((word) => stemsOf(word).some((part) => !own.has(part)));
  return others.length === 0 && statement.test(before.slice(last.index));
}

/** A part, a change or somebody else's figure is no statement of the row itself. */
function isTouched(sentence: Sentence, figure: ProseFigure): boolean {
  const before = sentence.text.slice(Math.max(0, figure.offset - 40), figure.offset);
  return (
    figure.role === "variance" ||
    /(?:varav|av dessa|av dem|ytterligare|därutöver|of which|of these|(?:öka|minska|höj|sänk|steg|sjunk)\p{L}* med|by)\s(?:\S+\s)?$/iu.test(
      before,
    )
  );
}

function isMeant(figure: ProseFigure, column: Column | undefined, year: number | undefined): boolean {
  if (column === undefined) return false;
  if (figure.role === "budget" || figure.role === "forecast" || figure.role === "variance")
    return column.kind === figure.role;
  const asked = figure.year ?? (figure.role === "previous" && year !== undefined ? year - 1 : year);
  return (
    (column.kind === "actual" || column.kind === "unknown") &&
    (column.year === undefined || asked === undefined || column.year === asked) &&
    column.part === undefined
  );
}
