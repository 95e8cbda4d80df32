/** What the cells of a column hold: `kronor` is öre shown as kronor, `micro` millionths, `day` a date. */
export type CellKind = "text" | "kronor" | "micro" | "whole" | "day";

export interface SheetColumn {
  /** What people read above the column. */
  readonly header: string;
  readonly key: string;
  readonly kind: CellKind;
  /** In characters; by its kind unless told. */
  readonly width?: number;
}

export type SheetValue = string | number | null | undefined;

export interface Sheet {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly Readonly<Record<string, SheetValue>>[];
}

export interface Workbook {
  readonly title: string;
  readonly sheets: readonly Sheet[];
}
