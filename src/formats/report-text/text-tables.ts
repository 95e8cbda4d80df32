import { columnsOf } from "./column-heads.ts";
import type { Block, Column, Figure, ReportTable, TableRow, TextLine, TextPlace } from "./document.ts";
import { groupings, likeliest, readFigure, spread } from "./figures.ts";
import { joined } from "./joined.ts";

/** A table while its lines are being read. */
export interface OpenTable {
  readonly head: readonly TextLine[];
  readonly rows: OpenRow[];
  readonly sections: (readonly TextLine[])[];
}
export interface OpenRow {
  readonly label: string;
  readonly section: string;
  readonly words: readonly string[];
  readonly apart: boolean;
  readonly place: TextPlace;
}

/** The table of the lines, or the lines as they were where they make none. */
export function tableOf(open: OpenTable): Block[] {
  const first = open.rows[0] as OpenRow;
  const caption = joined(open.head.map((line) => line.text));
  const heads = columnsOf(caption);
  const waysOf = (row: OpenRow, count: number): string[][] =>
    row.apart ? (row.words.length === count ? [[...row.words]] : []) : groupings(row.words, count);
  const width = widthOf(open.rows, heads.length, waysOf);
  const columns = columnsFor(heads, width);
  const rows = open.rows.map((row): TableRow => {
    const place = placeOf(row.place);
    const joining = row.apart ? undefined : groupings(row.words)[0];
    const fitting = likeliest(waysOf(row, width));
    // "14 102 16 876" below three heads is two numbers and an empty cell rather than 14 102, 16 and 876.
    const isTorn = fitting !== undefined && joining !== undefined && spread(fitting) > spread(joining) + 1;
    const exact = isTorn ? undefined : fitting;
    const cells = exact ?? (row.apart ? row.words : (groupings(row.words)[0] ?? row.words));
    const figures = cells.slice(0, width).map((cell): Figure | undefined => readFigure(cell, place));
    while (figures.length < width) figures.push(undefined);
    return { label: row.label, section: row.section, cells: figures, aligned: exact !== undefined, place };
  });
  const table: ReportTable = {
    kind: "table",
    caption,
    columns,
    rows,
    place: placeOf(open.head[0] ?? first.place),
  };
  return [table];
}

function placeOf({ page, line }: TextPlace): TextPlace {
  return { ...(page === undefined ? {} : { page }), line };
}

/** How many columns there are: what most rows can be read as, the head's count before others. */
function widthOf(
  rows: readonly OpenRow[],
  heads: number,
  waysOf: (row: OpenRow, count: number) => string[][],
): number {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const cells = row.apart ? row.words.length : (groupings(row.words)[0]?.length ?? 0);
    counts.set(cells, (counts.get(cells) ?? 0) + 1);
  }
  let best = heads;
  let most = heads > 0 ? rows.filter((row) => waysOf(row, heads).length > 0).length : 0;
  for (const count of [...counts.keys()].toSorted((a, b) => b - a)) {
    const fitting = rows.filter((row) => waysOf(row, count).length > 0).length;
    if (count > 0 && (fitting > most * 1.5 || most === 0)) {
      most = fitting;
      best = count;
    }
  }
  return Math.max(best, 1);
}

function columnsFor(heads: readonly Column[], width: number): Column[] {
  if (heads.length === width) return [...heads];
  // A head may name the column of labels as well.
  if (heads.length > width) return heads.slice(heads.length - width);
  return Array.from({ length: width }, () => ({ head: "", kind: "unknown" as const }));
}
