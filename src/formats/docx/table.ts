import type { ReportBlock } from "../pdf/index.ts";
import { element } from "../xml/index.ts";
import { is, paragraph, textRun } from "./names.ts";
import { bold, doesNotHold } from "./runs.ts";

type SheetTable = Extract<ReportBlock, { k: "table" }>;

/** The room between the margins, in twentieths of a point: 152 mm. */
export const textWidth = 8617;

/**
 * A table with its caption before it. The head's row is marked as such and comes again on each page; the first column is marked as the
 * rows' heads; the caption is the table's alternative text too.
 */
export function tableXml(table: SheetTable): string {
  const widths = columnWidths(table);
  const cell = (at: number, runs: string, level = 1): string =>
    element(
      "w:tc",
      {},
      element(
        "w:tcPr",
        {},
        element("w:tcW", { "w:w": widths[at], "w:type": "dxa" }),
        is("w:vAlign", "bottom"),
      ),
      paragraph(
        "TableText",
        runs,
        level > 1 ? element("w:ind", { "w:left": (level - 1) * 160 }) : "",
        table.right[at] === true ? is("w:jc", "right") : "",
      ),
    );
  const row = (isHead: boolean, cells: readonly string[]): string =>
    element("w:tr", {}, element("w:trPr", {}, "<w:cantSplit/>", isHead ? "<w:tblHeader/>" : ""), ...cells);
  const small = table.head.length > 5 ? [is("w:sz", 17)] : [];
  const head = row(
    true,
    table.head.map((text, at) => cell(at, textRun(text, bold, ...small))),
  );
  const rows = table.rows.map(({ label, level, total, cells }) =>
    row(false, [
      cell(0, textRun(label, ...(total ? [bold] : []), ...small), level),
      ...cells.map(({ v, bad }, index) =>
        cell(index + 1, textRun(v, ...(bad ? [doesNotHold] : []), ...(total ? [bold] : []), ...small)),
      ),
    ]),
  );
  return [
    table.caption === "" ? "" : paragraph("Caption", textRun(table.caption)),
    element(
      "w:tbl",
      {},
      element(
        "w:tblPr",
        {},
        is("w:tblStyle", "ReportTable"),
        element("w:tblW", { "w:w": textWidth, "w:type": "dxa" }),
        element("w:tblLayout", { "w:type": "fixed" }),
        element("w:tblLook", {
          "w:val": "00A0",
          "w:firstRow": 1,
          "w:lastRow": 0,
          "w:firstColumn": 1,
          "w:lastColumn": 0,
          "w:noHBand": 1,
          "w:noVBand": 1,
        }),
        table.caption === "" ? "" : is("w:tblCaption", table.caption),
      ),
      element("w:tblGrid", {}, ...widths.map((width) => element("w:gridCol", { "w:w": width }))),
      head,
      ...rows,
    ),
    // Word needs a paragraph between two tables, and after the last one.
    ...(table.notes.length === 0 ? [paragraph("TableNote", "")] : []),
    ...table.notes.map((note) => paragraph("TableNote", textRun(note))),
  ].join("");
}

/** Columns by what stands in them: each gets its longest word, figures all they need, and running words share what is left. */
function columnWidths({ head, rows, right }: SheetTable): readonly number[] {
  // Wide enough for a reader without Calibri too, whose Word takes another typeface: a figure must not be broken.
  const letter = head.length > 5 ? 125 : 140;
  const columns = head.map((title, at) => {
    const texts = [title, ...rows.map((row) => (at === 0 ? row.label : (row.cells[at - 1]?.v ?? "")))];
    const words =
      right[at] === true
        ? [...title.split(/\s+/), ...texts.slice(1)]
        : texts.flatMap((text) => text.split(/\s+/));
    const longest = (of: readonly string[], most: number): number =>
      Math.min(most, Math.max(0, ...of.map((text) => text.length))) * letter + 200;
    // No column is narrower than its longest word; what is wider than that wraps.
    return { least: longest(words, 22), most: right[at] === true ? longest(words, 22) : longest(texts, 60) };
  });
  const least = columns.reduce((sum, column) => sum + column.least, 0);
  const wished = columns.reduce((sum, column) => sum + column.most - column.least, 0);
  const room = textWidth - least;
  const widths = columns.map((column) =>
    Math.floor(
      room < 0
        ? (column.least / least) * textWidth
        : column.least +
            (wished === 0 ? 0 : ((column.most - column.least) / wished) * Math.min(room, wished)),
    ),
  );
  const rest = textWidth - widths.reduce((sum, width) => sum + width, 0);
  return widths.map((width, at) => (at === 0 ? width + rest : width));
}
