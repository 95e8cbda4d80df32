/**
 * What this room uses of csv-parse/sync. The package's own declaration needs Node's types, which a pure floor is
 * compiled without, so `tsconfig.pure.json` reads this one in its place; everything else is compiled against the
 * package's, and `records.test.ts` holds that the two agree.
 */
export interface Info {
  /** Bytes read, the line end of the record included. */
  readonly bytes: number;
  /** The line the record ends on, from 1; a carriage return and a line feed within quotation marks count as two. */
  readonly lines: number;
}

export interface Options {
  readonly delimiter: string;
  readonly record_delimiter: string[];
  readonly trim: boolean;
  readonly relax_column_count: boolean;
  /** Stop after this many records. */
  readonly to?: number;
  /** What it returns is kept for the answer; null is not. */
  readonly on_record: (record: string[], info: Info) => null;
}

export function parse(input: Uint8Array, options: Options): unknown[];

export class CsvError extends Error {
  readonly code: string;
  /** `lines` among others: the line of the fault, counted as in `Info`. */
  [key: string]: unknown;
}
