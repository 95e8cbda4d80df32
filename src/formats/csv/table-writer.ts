import { formatKronor, formatMicro, type Micro, type Ore, unreachable } from "../../kernel/index.ts";
import { guarded } from "./cells.ts";
import type { CellType } from "./columns.ts";

export interface OutColumn {
  /** The header name, and the property of the row unless `key` says another. */
  readonly name: string;
  readonly key?: string;
  readonly type: CellType;
}

export type OutValue = string | number | boolean | null | undefined;

export interface WriteTableOptions {
  /** ";" unless told: what a Swedish spreadsheet opens by itself. */
  readonly separator?: ";" | "," | "\t";
  /** "." unless told. A comma suits a Swedish spreadsheet and asks for another separator than the comma. */
  readonly decimal?: "." | ",";
  /** Begins with the mark by which a spreadsheet knows UTF-8. */
  readonly byteOrderMark?: boolean;
}

/**
 * A table as text, one row a line, CRLF. Text and codes that a spreadsheet would take for a formula get an apostrophe
 * before them, which `readTable` takes away again; numbers, days and months stay what they are.
 */
export function writeTable(
  columns: readonly OutColumn[],
  rows: Iterable<Readonly<Record<string, OutValue>>>,
  options: WriteTableOptions = {},
): string {
  const { separator = ";", decimal = "." } = options;
  const lines = [columns.map(({ name }) => cell(guarded(name), separator)).join(separator)];
  for (const row of rows) {
    const cells = columns.map(({ name, key, type }) => {
      const value = row[key ?? name];
      return cell(written(value, type, decimal), separator);
    });
    const line = cells.join(separator);
    // A line of nothing but one empty cell would be passed over as blank.
    lines.push(/[^;,\t]/.test(line) ? line : `""${line}`);
  }
  return `${options.byteOrderMark ? "\ufeff" : ""}${lines.join("\r\n")}\r\n`;
}

function written(value: OutValue, type: CellType, decimal: "." | ","): string {
  if (value === undefined || value === null) return "";
  switch (type) {
    case "kronor":
      return formatKronor(value as Ore).replace(".", decimal);
    case "micro":
      return formatMicro(value as Micro).replace(".", decimal);
    case "flag":
      return value === true ? "1" : "0";
    case "whole":
    case "day":
    case "period":
      return String(value);
    case "text":
    case "code":
    case "choice":
      return guarded(String(value));
    default:
      return unreachable(type);
  }
}

function cell(text: string, separator: string): string {
  const mustQuote = text.includes(separator) || /["\r\n]|^\s|\s$|^\ufeff/.test(text);
  return mustQuote ? `"${text.replaceAll('"', '""')}"` : text;
}
