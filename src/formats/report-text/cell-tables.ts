import { columnOf } from "./column-heads.ts";
import type { Column, Figure, ReportTable, TableRow, TextPlace } from "./document.ts";
import { groupings, plainSpaces, readFigure } from "./figures.ts";

/** A row of a format that knows its cells. */
export interface CellRow {
  readonly cells: readonly string[];
  readonly isHead: boolean;
  readonly place: TextPlace;
}

const yearOnly = /^(?:19|20)\d\d\*?$/;

/** A table of cells: which are heads, which are labels, and what the columns say. Undefined where it holds no figures at all. */
export function tableOfCells(caption: string, rows: readonly CellRow[]): ReportTable | undefined {
  const [first] = rows;
  const width = Math.max(0, ...rows.map((row) => row.cells.length));
  if (first === undefined || width < 2) return undefined;
  const firstData = rows.findIndex((row) => !row.isHead && row.cells.slice(1).some((cell) => isFigure(cell)));
  if (firstData < 0) return undefined;
  const heads = rows.slice(0, firstData);
  const data = rows.slice(firstData);
  const columns: number[] = [];
  for (let column = 0; column < width; column++) {
    const cells = data.map((row) => clean(row.cells[column])).filter((cell) => cell !== "");
    const figures = cells.filter((cell) => readFigure(cell, first.place) !== undefined).length;
    // A column of words between the figures (a note, a comment) is no column of theirs; the first is the labels'.
    if (column > 0 && figures > 0 && figures >= cells.length / 2) columns.push(column);
  }
  const [firstColumn] = columns;
  if (firstColumn === undefined) return undefined;
  const kinds = columns.map((column): Column =>
    columnOf(
      heads
        .map((row) => clean(row.cells[column]))
        .filter(Boolean)
        .join(" "),
    ),
  );
  let section = "";
  const found: TableRow[] = [];
  for (const row of data) {
    const label = row.cells.slice(0, firstColumn).map(clean).filter(Boolean).join(" ");
    const cells = columns.map((column): Figure | undefined => {
      const text = clean(row.cells[column]);
      return text === "" ? undefined : readFigure(text, row.place);
    });
    if (cells.every((cell) => cell === undefined)) {
      if (label !== "") section = label;
      continue;
    }
    found.push({ label, section, cells, aligned: true, place: row.place });
  }
  const words = heads.map((row) => clean(row.cells[0])).filter(Boolean);
  return {
    kind: "table",
    caption: [caption, ...words].filter(Boolean).join(" "),
    columns: kinds,
    rows: found,
    place: first.place,
  };
}

function clean(cell: string | undefined): string {
  return plainSpaces(cell ?? "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function isFigure(cell: string): boolean {
  const text = clean(cell);
  if (text === "" || yearOnly.test(text)) return false;
  return (
    readFigure(text, { line: 0 })?.dash === false ||
    groupings(text.split(" "))[0]?.every((one) => readFigure(one, { line: 0 })?.dash === false) === true
  );
}
