import type { CellOf, ColumnSpec } from "../../formats/csv/index.ts";
import type { Problem } from "../../kernel/index.ts";

/** What some columns of a register refer to: the key of another table. */
export interface RegisterReference {
  readonly columns: readonly string[];
  readonly table: string;
  readonly keys: readonly string[];
  /** The other register's name in a sentence: "finns inte bland tjänsterna". */
  readonly sv: string;
  readonly en: string;
}

/**
 * A register (register): rows with a key that people keep in a file and that the program reads, lists, exports and follows in
 * the audit. A room declares what is special about its own; one engine does what all of them have in common.
 */
export interface RegisterDefinition<
  C extends readonly ColumnSpec[] = readonly ColumnSpec[],
  L extends string = string,
> {
  /** What commands and addresses call it: "consolidation-plans". */
  readonly name: string;
  readonly titleSv: string;
  readonly titleEn: string;
  /** The place of its file in a pack. */
  readonly path: string;
  readonly table: string;
  /** What one row is called in the audit. */
  readonly objectKind: string;
  readonly columns: C;
  /** Columns that hold several codes, separated by blanks. */
  readonly lists: readonly L[];
  /** Those of the lists that hold names instead: separated by "|", in the order they are written. */
  readonly names?: readonly L[];
  /** What an empty cell is in the table, where the type does not say it: a text is else empty, all other types null. */
  readonly empty?: Readonly<Record<string, "null" | "text">>;
  readonly key: readonly string[];
  readonly references: readonly RegisterReference[];
  /** Whether a row that the file no longer holds is removed; false for what other rows point to. */
  readonly removes: boolean;
  /** Fills in what a file may leave out, from the rest of the row and its place in the file. */
  complete?(row: LooseRow, index: number): LooseRow;
  /** Registers whose rows the check has to see as well. */
  readonly beside?: readonly RegisterDefinition[];
  /** What is wrong between the cells of a row, between rows, or with the registers beside; each with its line. */
  check?(
    entries: readonly (EntryOf<C, L> & { readonly line: number })[],
    file: string,
    beside: RowsBeside,
  ): readonly Problem[];
}

/** The entries of registers beside, by their name. */
export type RowsBeside = ReadonlyMap<string, readonly object[]>;

/** A row of a file by the names of its columns, as it was read. */
export type LooseRow = Readonly<Record<string, unknown>>;

type Camel<S extends string> = S extends `${infer A}_${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;

type PropertyOf<S extends ColumnSpec> = S["type"] extends "kronor"
  ? `${Camel<S["name"]>}Ore`
  : S["type"] extends "micro"
    ? `${Camel<S["name"]>}Micro`
    : Camel<S["name"]>;

/** A row of a register in the program: `planned_from` is plannedFrom, an amount in kronor is in öre and says so. */
export type EntryOf<C extends readonly ColumnSpec[], L extends string> = {
  readonly [S in C[number] as PropertyOf<S>]: S["name"] extends L ? readonly string[] : CellOf<S>;
};

/** The row type of a declared register. */
export type Entry<D> = D extends RegisterDefinition<infer C, infer L> ? EntryOf<C, L> : never;

/** Declares a register, keeping the exact types of its columns. */
export function defineRegister<const C extends readonly ColumnSpec[], const L extends string = never>(
  definition: RegisterDefinition<C, L>,
): RegisterDefinition<C, L> {
  return definition;
}
