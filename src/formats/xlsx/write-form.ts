import { writeXlsx } from "hucre/xlsx";
import { cellOf, formats, plain, sheetName } from "./cell-value.ts";
import { cellAddress, type FormCell, type FormLook, type FormSheet } from "./form.ts";

/**
 * A workbook to fill in, as bytes: every sheet protected, only its input cells open; sums that reckon by themselves; Excel's own check of
 * what is written. Protection keeps honest hands from slipping and is no secret: what comes back is held to the form cell by cell.
 */
export async function writeForm(
  { title, sheets }: { readonly title: string; readonly sheets: readonly FormSheet[] },
  { madeAt }: { readonly madeAt: Date },
): Promise<Uint8Array> {
  return writeXlsx({
    properties: { title: plain(title), creator: "Underlag", created: madeAt, modified: madeAt },
    workbookProtection: { lockStructure: true },
    sheets: sheets.map((sheet) => ({
      name: sheetName(sheet.name),
      columns: sheet.widths.map((width) => (width === 0 ? { hidden: true } : { width })),
      rows: sheet.rows.map((row) =>
        row.map((cell) => (cell === undefined ? null : cellOf(cell.value, cell.kind))),
      ),
      cells: new Map(
        sheet.rows.flatMap((row, at) =>
          row.flatMap((cell, column) =>
            cell === undefined ? [] : [[`${at},${column}`, styled(cell)] as const],
          ),
        ),
      ),
      dataValidations: sheet.checks.map(({ range, least, most, title: about, message }) => ({
        type: "decimal" as const,
        operator: "between" as const,
        formula1: String(least),
        formula2: String(most),
        range,
        allowBlank: true,
        showErrorMessage: true,
        errorTitle: about,
        errorMessage: message,
      })),
      // A row may be made higher and a column wider; nothing may be moved, put in or taken out.
      protection: { sheet: true, formatColumns: false, formatRows: false },
      ...(sheet.frozen.rows + sheet.frozen.columns > 0 ? { freezePane: sheet.frozen } : {}),
      ...(sheet.hidden === true ? { veryHidden: true } : {}),
      pageSetup: {
        orientation: "landscape" as const,
        paperSize: "a4" as const,
        fitToPage: true,
        fitToHeight: 0,
      },
    })),
  });
}

function styled(cell: FormCell) {
  const { look, kind, sumOf } = cell;
  const value = cellOf(cell.value, kind);
  const numFmt = formats[kind];
  const style = { ...looks[look], ...(numFmt === undefined ? {} : { numFmt }) };
  return sumOf === undefined
    ? { value, style }
    : { value, style, formula: `SUM(${sumOf})`, formulaResult: value };
}

const fill = (rgb: string) => ({ type: "pattern", pattern: "solid", fgColor: { rgb } }) as const;
const line = { style: "thin", color: { rgb: "D9D4C8" } } as const;

const looks = {
  title: { font: { bold: true, size: 14 } },
  note: { font: { color: { rgb: "57534B" } } },
  head: { font: { bold: true }, fill: fill("EEEBE4"), alignment: { wrapText: true, vertical: "top" } },
  label: {},
  figure: { fill: fill("F4F2EC") },
  input: {
    fill: fill("FFF6D5"),
    border: { bottom: line, right: line },
    protection: { locked: false },
  },
  sum: { font: { bold: true }, border: { top: line } },
} as const satisfies Readonly<Record<FormLook, object>>;

/** The range of a row's or a column's cells, both ends counted from 0. */
export function rangeBetween(
  from: { readonly row: number; readonly column: number },
  to: { readonly row: number; readonly column: number },
): string {
  return `${cellAddress(from.row, from.column)}:${cellAddress(to.row, to.column)}`;
}
