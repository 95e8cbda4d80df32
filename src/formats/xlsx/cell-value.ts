import { type Day, monthOf, unreachable, yearOf } from "../../kernel/index.ts";
import type { CellKind, SheetValue } from "./workbook.ts";

/** Excel shows these as its reader's language has them: in Swedish "1 234,50" and "2024-03-31". */
export const formats: Readonly<Record<CellKind, string | undefined>> = {
  text: undefined,
  kronor: "#,##0.00",
  micro: "#,##0.######",
  whole: "0",
  day: "yyyy-mm-dd",
};

/** A value as Excel keeps it. */
export function cellOf(value: SheetValue, kind: CellKind): string | number | null {
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
export function plain(text: string): string {
  let clean = "";
  for (const letter of text) {
    const code = letter.codePointAt(0) as number;
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) continue;
    clean += (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff ? "\ufffd" : letter;
  }
  return clean.slice(0, 32_767);
}

export function sheetName(name: string): string {
  return (
    plain(name)
      .replace(/[[\]:*?/\\]/g, "-")
      .slice(0, 31) || "Blad"
  );
}
