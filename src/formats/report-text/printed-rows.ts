import { groupings, plainSpaces, readFigure, splitLine } from "./figures.ts";
import { columnsOf } from "./column-heads.ts";

/** A line as a row of a table: what it says first, and the words of its cells. */
export interface PrintedRow {
  readonly label: string;
  /** Cells that the layout keeps apart, or the words of cells that only spaces part. */
  readonly words: readonly string[];
  readonly apart: boolean;
}

const gap = /\t+| {2,}|\s?\.{4,}\s?/;
const yearOnly = /^(?:19|20)\d\d\*?$/;

/** The line as a row, if its end is cells: two at least, or one behind a gap. */
export function printedRow(text: string, inTable = false): PrintedRow | undefined {
  const plain = plainSpaces(text).trim();
  const pieces = plain
    .split(gap)
    .map((piece) => piece.trim())
    .filter(Boolean);
  if (pieces.length >= 2) {
    let from = pieces.length;
    while (from > 0 && readFigure(pieces[from - 1] as string, { line: 0 }) !== undefined) from--;
    const cells = pieces.slice(from);
    const label = pieces.slice(0, from).join(" ");
    if (cells.length >= 1 && !cells.every((cell) => yearOnly.test(cell)) && isLabel(label))
      return { label, words: cells, apart: true };
    if (cells.length > 0) return undefined;
  }
  const { label, words } = splitLine(plain);
  if (words.length < 2 || words.every((word) => yearOnly.test(word)) || !isLabel(label)) return undefined;
  const cells = groupings(words)[0];
  // "402 395" can be one number or two: within a table, and behind a label, it is a row either way.
  if (cells === undefined || (cells.length < 2 && !(inTable && /^\p{Lu}/u.test(label)))) return undefined;
  // "sida 15 (39)", "2024-2026", a date: words with digits, but no cells.
  if (/\(\d+\)$/.test(plain) && label === "") return undefined;
  if (!cells.some((cell) => /\d/.test(cell))) return undefined;
  return { label, words, apart: false };
}

/** One number alone on its line: in some texts each cell has a line of its own. */
export function isLoneFigure(text: string): boolean {
  const plain = plainSpaces(text).trim();
  if (plain === "" || yearOnly.test(plain) || /^[-\u2013\u2212.]$/.test(plain)) return false;
  return readFigure(plain, { line: 0 }) !== undefined;
}

/** What can be the label of a row: no sentence, and not the end of one. */
function isLabel(text: string): boolean {
  if (text.length > 110) return false;
  if (/[.!?] \p{L}/u.test(text) && text.length > 50) return false;
  return !/(?:^|\s)(?:och|eller|med|till|från|för|om|av|på|under|and|or|to|from|of|by|was|were|är|var|cirka|drygt|i)$/i.test(
    text,
  );
}

/** Whether a line belongs to the head of a table: two columns, or nothing but column words. */
export function isHeadLine(text: string): boolean {
  if (text.length > 160) return false;
  const plain = plainSpaces(text).trim();
  const columns = columnsOf(plain);
  if (columns.length === 0) return false;
  if (/[.:;]$/.test(plain) && plain.length > 40) return false;
  let rest = plain;
  for (const column of columns) for (const word of column.head.split(" ")) rest = rest.replace(word, " ");
  rest = rest
    .replace(
      /\b(?:belopp|i|mnkr|mkr|tkr|kr|miljoner|kronor|not|procent|amounts?|in|sek|million|thousand)\b|[%(),]/gi,
      " ",
    )
    .trim();
  // "Summa" alone begins the label of a row more often than it heads a column.
  if (columns.length === 1 && columns[0]?.kind === "total") return false;
  if (columns.length >= 2) return rest.split(/\s+/).length <= 10;
  return rest === "";
}
