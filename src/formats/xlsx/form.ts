import type { CellKind, SheetValue } from "./workbook.ts";

/** How a cell of a form looks and behaves: only `input` may be written in, everything else is locked. */
export type FormLook = "title" | "note" | "head" | "label" | "figure" | "input" | "sum";

export interface FormCell {
  readonly look: FormLook;
  readonly kind: CellKind;
  readonly value?: SheetValue;
  /** The range that a `sum` adds up, "H6:S6"; `value` is what it comes to now, for programs that do not reckon. */
  readonly sumOf?: string;
}

/** What Excel itself holds the input cells of a range to, before anybody sees the file again. */
export interface FormCheck {
  readonly range: string;
  readonly least: number;
  readonly most: number;
  readonly title: string;
  readonly message: string;
}

/** A sheet that people fill in (ifyllnadsblad), cell by cell from A1. */
export interface FormSheet {
  readonly name: string;
  /** In characters, column by column; 0 hides the column. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly (FormCell | undefined)[])[];
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly checks: readonly FormCheck[];
  /** A sheet for the program alone. */
  readonly hidden?: true;
}

/** "H6": where a cell stands, both counted from 0. */
export function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${row + 1}`;
}

/** "A" for 0, "AA" for 26. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}
