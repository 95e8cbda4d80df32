import type { Day, Micro, Ore, Period } from "../../kernel/index.ts";

/** What the cells of a column hold. `kronor` is read to öre, `micro` to millionths, `flag` is yes or no. */
export type CellType = "text" | "code" | "kronor" | "micro" | "whole" | "day" | "period" | "flag" | "choice";

export interface ColumnSpec {
  /** The canonical English name, and the property of the row. */
  readonly name: string;
  readonly type: CellType;
  /** Other names in the header, Swedish ones first. Case, blanks, hyphens and underscores do not matter. */
  readonly aliases?: readonly string[];
  /** Cells may be empty. An empty text or code is "", anything else undefined. */
  readonly empty?: true;
  /** The whole column may be left out; its cells are then empty. */
  readonly optional?: true;
  /** For `choice`. */
  readonly values?: readonly string[];
}

interface CellValues {
  readonly text: string;
  readonly code: string;
  readonly kronor: Ore;
  readonly micro: Micro;
  readonly whole: number;
  readonly day: Day;
  readonly period: Period;
  readonly flag: boolean;
}

type Filled<C extends ColumnSpec> = C["type"] extends keyof CellValues
  ? CellValues[C["type"]]
  : C extends { readonly values: readonly (infer V)[] }
    ? V
    : string;

type MayBeEmpty<C extends ColumnSpec> = C extends { readonly empty: true } | { readonly optional: true }
  ? true
  : false;

export type CellOf<C extends ColumnSpec> =
  MayBeEmpty<C> extends true
    ? C["type"] extends "text" | "code"
      ? string
      : Filled<C> | undefined
    : Filled<C>;

/** A row of a table with these columns, and the line of the file it began on. */
export type RowOf<C extends readonly ColumnSpec[]> = {
  readonly [S in C[number] as S["name"]]: CellOf<S>;
} & { readonly line: number };

/** Header names are compared without case, blanks, hyphens and underscores. */
export function normalName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "_");
}

/** Which column each header name means; undefined is an unknown one. */
export function columnByName(columns: readonly ColumnSpec[]): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  columns.forEach((column, index) => {
    for (const name of [column.name, ...(column.aliases ?? [])]) known.set(normalName(name), index);
  });
  return known;
}
