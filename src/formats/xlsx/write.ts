import { writeXlsx } from "hucre/xlsx";
import { ok, refused, type Result } from "../../kernel/index.ts";
import { cellOf, formats, plain, sheetName } from "./cell-value.ts";
import { cellAddress } from "./form.ts";
import { tooManyRows } from "./problems.ts";
import type { CellKind, Sheet, Workbook } from "./workbook.ts";

const mostRows = 1_048_575;

const widths: Readonly<Record<CellKind, number>> = { text: 24, kronor: 16, micro: 14, whole: 8, day: 12 };

/**
 * A workbook as bytes: typed cells, a bold header that stays in sight, a filter on every column. A text is a text whatever it
 * begins with; there are no formulas. `madeAt` is stated in the file, so that the same workbook gives the same bytes.
 */
export async function writeWorkbook(
  { title, sheets }: Workbook,
  { madeAt }: { readonly madeAt: Date },
): Promise<Result<Uint8Array>> {
  const problems = sheets
    .filter((sheet) => sheet.rows.length > mostRows)
    .map((sheet) => tooManyRows(sheet.name, sheet.rows.length));
  if (problems.length > 0) return refused(problems);
  const bytes = await writeXlsx({
    properties: { title: plain(title), creator: "Underlag", created: madeAt, modified: madeAt },
    sheets: sheets.map((sheet) => ({
      name: sheetName(sheet.name),
      columns: sheet.columns.map((column) => ({
        header: plain(column.header),
        key: column.key,
        width: column.width ?? widths[column.kind],
        ...(formats[column.kind] === undefined ? {} : { numFmt: formats[column.kind] as string }),
      })),
      data: sheet.rows.map((row) =>
        Object.fromEntries(sheet.columns.map((column) => [column.key, cellOf(row[column.key], column.kind)])),
      ),
      cells: new Map(
        sheet.columns.map((column, index) => [
          `0,${index}`,
          { value: plain(column.header), style: { font: { bold: true } } },
        ]),
      ),
      freezePane: { rows: 1 },
      autoFilter: { range: rangeOf(sheet) },
    })),
  });
  return ok(bytes);
}

function rangeOf({ columns, rows }: Sheet): string {
  return `A1:${cellAddress(rows.length, columns.length - 1)}`;
}
