import { writeXlsx } from "hucre/xlsx";
import { type Day, monthOf, ok, refused, type Result, unreachable, yearOf } from "../../kernel/index.ts";
import { tooManyRows } from "./problems.ts";
import type { CellKind, Sheet, SheetColumn, SheetValue, Workbook } from "./workbook.ts";

const mostRows = 1_048_575;

/** Excel shows these as its reader's language has them: in Swedish "1 234,50" and "2024-03-31". */
const formats: Readonly<Record<CellKind, string | undefined>> = {
  text: undefined,
  kronor: "#,##0.00",
  micro: "#,##0.######",
  whole: "0",
  day: "yyyy-mm-dd",
};

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
        Object.fromEntries(sheet.columns.map((column) => [column.key, cellOf(row[column.key], column)])),
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

function cellOf(value: SheetValue, { kind }: SheetColumn): string | number | null {
  if (value === null || value === undefined || value === "") return null;
  switch (kind) {
    case "text":
      return plain(String(value));
    case "kronor":
      return Number(value) / 100;
    case "micro":
      return Number(value) / 1_000_000;
    case "whole":
      return Number(value);
    case "day":
      return serialOf(String(value) as Day);
    default:
      return unreachable(kind);
  }
}

/** The number Excel has for a day: days since 1899-12-30. */
function serialOf(day: Day): number {
  const date = Number(day.slice(8));
  // Years that begin in March put the leap day last (days from civil, proleptic Gregorian).
  const month = (monthOf(day) + 9) % 12;
  const year = yearOf(day) - (monthOf(day) <= 2 ? 1 : 0);
  const days =
    365 * year +
    Math.floor(year / 4) -
    Math.floor(year / 100) +
    Math.floor(year / 400) +
    Math.floor((month * 153 + 2) / 5) +
    date -
    1;
  return days - 693_899;
}

/** Excel has no control characters and at most 32 767 letters in a cell. */
function plain(text: string): string {
  let clean = "";
  for (const letter of text) {
    const code = letter.codePointAt(0) as number;
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) continue;
    clean += (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff ? "\ufffd" : letter;
  }
  return clean.slice(0, 32_767);
}

function sheetName(name: string): string {
  return (
    plain(name)
      .replace(/[[\]:*?/\\]/g, "-")
      .slice(0, 31) || "Blad"
  );
}

function rangeOf({ columns, rows }: Sheet): string {
  let letters = "";
  for (let rest = columns.length; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `A1:${letters}${rows.length + 1}`;
}
