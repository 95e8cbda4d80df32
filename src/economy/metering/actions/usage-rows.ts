import { createTableReader, type TableReader } from "../../../formats/csv/index.ts";
import { type Problem, Refusal } from "../../../kernel/index.ts";
import { usageColumns, usageEventOf, UsageScanner } from "../index.ts";
import type { UsageBatch, UsageRow } from "./read-usage.ts";

/**
 * The rows of a usage file as its bytes stream past, whatever its size: plain rows in the columns of a scanner, and from
 * the first row that is not plain by the general reader of tables, as objects. Throws a `Refusal` at the end of the file
 * with everything that is wrong with its form; `warn` is told of columns that are not read and the like.
 */
export async function* usageRows(
  source: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  warn: (warnings: readonly Problem[]) => void = () => undefined,
): AsyncGenerator<UsageBatch> {
  const general = new GeneralReader(source);
  let header: Uint8Array | undefined;
  let scanner: UsageScanner | undefined;
  let rest: Uint8Array = new Uint8Array(0);
  let room = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (general.isOpen) {
      yield general.rowsOf(chunk);
      continue;
    }
    let bytes = chunk;
    if (rest.length > 0) {
      const length = rest.length + chunk.length;
      if (room.length < length) room = new Uint8Array(length + (length >> 3));
      room.set(rest);
      room.set(chunk, rest.length);
      bytes = room.subarray(0, length);
    }
    let at = 0;
    if (header === undefined) {
      at = bytes.indexOf(10) + 1;
      if (at > 0) scanner = UsageScanner.of(Buffer.from(bytes.subarray(0, at)).toString("utf8").trimEnd());
      if (scanner === undefined) {
        yield general.rowsOf(bytes);
        continue;
      }
      header = Uint8Array.from(bytes.subarray(0, at));
    }
    if (scanner === undefined) continue;
    for (let from = -1; at > from && at < bytes.length && !general.isOpen;) {
      from = at;
      at = scanner.scan(bytes, from, false);
      if (scanner.count > 0) yield scanner;
      if (scanner.unusual) yield general.rowsFrom(header, scanner.line, bytes.subarray(at));
    }
    // A copy: a chunk is valid only until the next is asked for, and so is the room.
    rest = Uint8Array.from(bytes.subarray(at));
    // No row is this long: the general reader says so, and what is held stays small.
    if (!general.isOpen && rest.length > longestRow) yield general.rowsFrom(header, scanner.line, rest);
  }
  if (!general.isOpen && scanner !== undefined && header !== undefined) {
    const at = scanner.scan(rest, 0, true);
    if (scanner.count > 0) yield scanner;
    if (scanner.unusual) yield general.rowsFrom(header, scanner.line, rest.subarray(at));
  }
  // A file that was scanned to its end has nothing left to be wrong with; an empty one has.
  if (general.isOpen || header === undefined) yield general.end(warn);
}

const longestRow = 1 << 18;

class GeneralReader {
  isOpen = false;
  readonly #reader: TableReader;
  #rows: UsageRow[] = [];

  constructor(source: string) {
    this.#reader = createTableReader({
      file: source,
      columns: usageColumns,
      onRow: (row) => this.#rows.push(usageEventOf(row)),
    });
  }

  rowsOf(bytes: Uint8Array): readonly UsageRow[] {
    this.isOpen = true;
    this.#rows = [];
    this.#reader.push(bytes);
    return this.#rows;
  }

  /** Goes on in the middle of a file: blank lines stand for the rows that were read already, so that lines are right. */
  rowsFrom(header: Uint8Array, line: number, bytes: Uint8Array): readonly UsageRow[] {
    this.#reader.push(header);
    const blank = new Uint8Array(1 << 16).fill(10);
    for (let left = line - 2; left > 0; left -= blank.length) {
      this.#reader.push(blank.subarray(0, Math.min(left, blank.length)));
    }
    return this.rowsOf(bytes);
  }

  /** The last rows, or everything that is wrong with the form of the file. */
  end(warn: (warnings: readonly Problem[]) => void): readonly UsageRow[] {
    this.#rows = [];
    const end = this.#reader.end();
    if (!end.ok) throw new Refusal(end.problems);
    if (end.warnings.length > 0) warn(end.warnings);
    return this.#rows;
  }
}
