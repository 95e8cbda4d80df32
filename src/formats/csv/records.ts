import { CsvError, parse } from "csv-parse/sync";

/** A row as csv-parse reads it, and the bytes it was read from. */
export interface ParsedRow {
  readonly texts: readonly string[];
  readonly from: number;
  /** Where the next row begins. */
  readonly next: number;
}

export interface ParsedBlock {
  /** The rows before the fault. */
  readonly rows: readonly ParsedRow[];
  /** Where reading goes on: behind the row at fault, or where the row begins whose quotation mark is still open. */
  readonly next: number;
  /** Where the row begins that has a quotation mark out of place. */
  readonly stray?: number;
  /** A quotation mark is still open at the end of the block. */
  readonly open?: true;
}

/**
 * Reads the rows of a block of bytes with csv-parse, or only the first of them. The block ends behind a line feed or
 * where the file ends. A row that goes on behind the block is left `open`, to be read again with more.
 */
export function parseBlock(
  bytes: Uint8Array,
  at: number,
  end: number,
  separator: string,
  onlyFirst: boolean,
): ParsedBlock {
  const rows: ParsedRow[] = [];
  let next = at;
  let line = 1;
  try {
    parse(bytes.subarray(at, end), {
      delimiter: separator,
      record_delimiter: ["\n", "\r\n"],
      trim: true,
      relax_column_count: true,
      ...(onlyFirst ? { to: 1 } : {}),
      on_record: (texts, info) => {
        rows.push({ texts, from: next, next: at + info.bytes });
        next = at + info.bytes;
        line = info.lines + 1;
        return null;
      },
    });
    // A last line of nothing but blanks is no record to csv-parse.
    return { rows, next: onlyFirst && rows.length > 0 ? next : end };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === "CSV_QUOTE_NOT_CLOSED") return { rows, next, open: true };
    return { rows, stray: next, next: lineAfter(bytes, next, end, (error.lines as number) - line) };
  }
}

/** Where the line ends that has so many line ends before it, as csv-parse counts them: each byte of CRLF is one. */
function lineAfter(bytes: Uint8Array, from: number, end: number, lineEnds: number): number {
  let at = from;
  for (let left = lineEnds; left > 0 && at < end; at++) if (bytes[at] === 10 || bytes[at] === 13) left -= 1;
  const feed = bytes.indexOf(10, at);
  return feed < 0 || feed >= end ? end : feed + 1;
}
