import { closest, type Problem, type Result, resultOf } from "../../kernel/index.ts";
import { invalidUtf8At, Texts } from "../sie4/index.ts";
import { blockEnd, joined, utf8 } from "./bytes.ts";
import { CellFault, cellReader, type CellValue } from "./cells.ts";
import { type ColumnSpec, columnByName, normalName, type RowOf } from "./columns.ts";
import { type CsvProblemCode, csvProblem } from "./problems.ts";
import { parseBlock } from "./records.ts";
import { feedsIn, Row as FoundRow } from "./row.ts";

export interface TableReaderOptions<C extends readonly ColumnSpec[]> {
  /** Named in problems. */
  readonly file: string;
  readonly columns: C;
  /** Most problems of each severity that are listed; the rest are counted. 100 unless told. */
  readonly limit?: number;
}

/** What is known of a table when all rows have been handed out. */
export interface TableSummary {
  readonly separator: ";" | "," | "\t";
  readonly rows: number;
}

export interface TableReader {
  /** Any piece of the file, in order; the bytes may be used again afterwards. */
  push(chunk: Uint8Array): void;
  /**
   * All is well, or all the problems. Good rows have been handed out while reading, so who stores them does it in a
   * transaction and keeps it only when this is ok.
   */
  end(): Result<TableSummary>;
}

export interface Table<C extends readonly ColumnSpec[]> extends TableSummary {
  readonly values: readonly RowOf<C>[];
}

/** Reads a table of any size: push the bytes, take the rows as they come, end. */
export function createTableReader<const C extends readonly ColumnSpec[]>(
  options: TableReaderOptions<C> & { readonly onRow: (row: RowOf<C>) => void },
): TableReader {
  return new Reader(options, options.onRow as (row: Row) => void);
}

/** Reads a whole table into plain rows. */
export function readTable<const C extends readonly ColumnSpec[]>(
  content: Uint8Array | string,
  options: TableReaderOptions<C>,
): Result<Table<C>> {
  const values: RowOf<C>[] = [];
  const reader = createTableReader({ ...options, onRow: (row: RowOf<C>) => values.push(row) });
  reader.push(typeof content === "string" ? utf8(content) : content);
  const end = reader.end();
  return end.ok ? { ...end, value: { ...end.value, values } } : end;
}

type Row = Record<string, CellValue> & { line: number };

const separators = [";", ",", "\t"] as const;
const none = new Uint8Array(0);
/** A row longer than this has lost its closing quotation mark. */
const longestRow = 1 << 20;
/** Small, so that a quotation mark now and then leaves most of a large file to the plain split. */
const blockSize = 1 << 12;
const quote = 34;

interface Used {
  readonly name: string;
  /** As the file has it. */
  readonly heading: string;
  readonly read: (text: string) => CellValue | CellFault;
}

class Reader implements TableReader {
  readonly #options: TableReaderOptions<readonly ColumnSpec[]>;
  readonly #onRow: (row: Row) => void;
  readonly #texts = new Texts();
  readonly #found = new FoundRow();
  readonly #stops: Problem[] = [];
  readonly #warnings: Problem[] = [];
  #more = 0;
  #tail: Uint8Array = none;
  /** Fewer bytes than these are not looked at: a row was left open, and reading it again for each piece takes long. */
  #enough = 0;
  #atStart = true;
  #dead = false;
  /** The line the next row begins on. */
  #line = 1;
  #separator: (typeof separators)[number] = ";";
  #separatorByte = 59;
  /** By place in the row; undefined for a column that is skipped. */
  #used: (Used | undefined)[] | undefined;
  #template: Row = { line: 0 };
  #rows = 0;

  constructor(options: TableReaderOptions<readonly ColumnSpec[]>, onRow: (row: Row) => void) {
    this.#options = options;
    this.#onRow = onRow;
    this.#texts.encoding = "utf8";
  }

  push(chunk: Uint8Array): void {
    if (this.#dead || chunk.length === 0) return;
    const bytes = this.#tail.length === 0 ? chunk : joined(this.#tail, chunk);
    // The byte order mark and the header are judged together, so the first few bytes are waited for.
    if ((this.#atStart && bytes.length < 4) || bytes.length < this.#enough) {
      this.#tail = bytes === chunk ? Uint8Array.prototype.slice.call(bytes) : bytes;
      return;
    }
    this.#consume(bytes, false);
  }

  end(): Result<TableSummary> {
    if (!this.#dead) this.#consume(this.#tail, true);
    if (!this.#dead && this.#used === undefined) this.#tell("csv.empty-file", {});
    const last = Number.MAX_SAFE_INTEGER;
    const problems = [...this.#stops, ...this.#warnings].sort((a, b) => (a.line ?? last) - (b.line ?? last));
    if (this.#more > 0) {
      const { file } = this.#options;
      problems.push(csvProblem("csv.more-problems", { file }, `${this.#more} till`, `${this.#more} more`));
    }
    return resultOf({ separator: this.#separator, rows: this.#rows }, problems);
  }

  #tell(
    code: CsvProblemCode,
    at: { line?: number; column?: number; text?: string },
    sv?: string,
    en?: string,
  ): void {
    const problem = csvProblem(code, { file: this.#options.file, ...at }, sv, en);
    const list = problem.severity === "stop" ? this.#stops : this.#warnings;
    if (list.length < (this.#options.limit ?? 100)) list.push(problem);
    else this.#more += 1;
  }

  /**
   * Block by block, each of whole lines: one without any quotation mark is split plainly, any other is read by
   * csv-parse, which also says whether a quotation mark is open at its end, so that the row needs a longer block.
   */
  #consume(bytes: Uint8Array, complete: boolean): void {
    let at = 0;
    if (this.#atStart) {
      at = this.#skipMark(bytes);
      if (this.#dead) return;
    }
    this.#atStart = false;
    this.#tail = none;
    this.#enough = 0;
    let size = blockSize;
    while (at < bytes.length) {
      const end = blockEnd(bytes, at, size, complete);
      const next = end === at ? at : this.#block(bytes, at, end);
      if (this.#dead) return;
      if (next > at) {
        at = next;
        size = blockSize;
        continue;
      }
      const isAll = at + size >= bytes.length;
      if (end - at > longestRow || (isAll && (complete || bytes.length - at > longestRow))) {
        this.#dead = true;
        this.#tell("csv.unterminated-quote", { line: this.#line });
        return;
      }
      if (isAll) {
        if (end > at) this.#enough = 2 * (bytes.length - at);
        break;
      }
      size *= 2;
    }
    if (at < bytes.length) this.#tail = Uint8Array.prototype.slice.call(bytes, at);
  }

  /** Where reading goes on: at the end, or where the row begins that is left open. */
  #block(bytes: Uint8Array, at: number, end: number): number {
    const isPlain = !bytes.subarray(at, end).includes(quote);
    return isPlain ? this.#splitBlock(bytes, at, end) : this.#parseBlock(bytes, at, end);
  }

  #splitBlock(bytes: Uint8Array, at: number, end: number): number {
    const found = this.#found;
    for (let from = at; from < end && !this.#dead; from = found.next) {
      if (this.#used === undefined) this.#findSeparator(bytes, from);
      found.split(bytes, from, end, this.#separatorByte);
      this.#row(bytes);
      this.#line += 1;
    }
    return end;
  }

  #parseBlock(bytes: Uint8Array, at: number, end: number): number {
    const found = this.#found;
    // The header names the separator of the rows after it, so it is read alone.
    const beforeHeader = this.#used === undefined;
    if (beforeHeader) this.#findSeparator(bytes, at);
    const { rows, next, stray } = parseBlock(bytes, at, end, this.#separator, beforeHeader);
    for (const row of rows) {
      found.take(row);
      this.#row(bytes);
      if (this.#dead) return next;
      this.#line += feedsIn(bytes, row.from, row.next);
    }
    if (stray !== undefined) {
      this.#tell("csv.stray-quote", { line: this.#line, text: this.#cited(bytes, stray, next) });
      this.#line += feedsIn(bytes, stray, next);
      if (this.#used === undefined) this.#dead = true;
    }
    return next;
  }

  /** The mark of UTF-8 is passed over, those of UTF-16 refused. */
  #skipMark(bytes: Uint8Array): number {
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      this.#atStart = false;
      return 3;
    }
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
      this.#dead = true;
      this.#tell("csv.encoding", { line: 1 }, "den är UTF-16", "it is UTF-16");
    }
    return 0;
  }

  /** Some of the file as a problem quotes it. */
  #cited(bytes: Uint8Array, from: number, to: number): string {
    const text = this.#texts.get(bytes, from, to).trim();
    // Signs of damage are told where a cell has them.
    this.#texts.unsound = false;
    return text;
  }

  /** The separator that makes the most known names of the first row; then the most frequent one. */
  #findSeparator(bytes: Uint8Array, at: number): void {
    const feed = bytes.indexOf(10, at);
    const line = this.#texts.get(bytes, at, feed < 0 ? bytes.length : feed);
    const known = columnByName(this.#options.columns);
    let best = -1;
    for (const separator of separators) {
      const names = line.split(separator);
      const matches = names.filter((name) => known.has(normalName(name.replaceAll('"', "")))).length;
      const score = matches * 10_000 + Math.min(names.length, 9_999);
      if (score > best) {
        best = score;
        this.#separator = separator;
      }
    }
    this.#separatorByte = this.#separator.charCodeAt(0);
    // Signs of damage are told where a cell has them; a line of one cell is the cell.
    if (line.includes(this.#separator)) this.#texts.unsound = false;
  }

  #row(bytes: Uint8Array): void {
    const found = this.#found;
    if (found.isBlank(bytes, this.#texts)) return;
    if (this.#used === undefined) {
      this.#header(bytes);
      return;
    }
    if (found.count !== this.#used.length) {
      const wanted = this.#used.length;
      this.#tell(
        "csv.ragged-row",
        { line: this.#line, text: this.#cited(bytes, found.from, found.next) },
        `${found.count} i stället för ${wanted}`,
        `${found.count} instead of ${wanted}`,
      );
      return;
    }
    this.#values(bytes, this.#used);
  }

  #values(bytes: Uint8Array, used: readonly (Used | undefined)[]): void {
    // A copy of a row that has all its properties is made in one step.
    const row: Row = { ...this.#template, line: this.#line };
    let good = true;
    for (let i = 0; i < used.length; i++) {
      const column = used[i];
      if (column === undefined) continue;
      const text = this.#text(bytes, i);
      if (this.#dead) return;
      const value = column.read(text);
      if (value instanceof CellFault) {
        good = false;
        const place = { line: this.#line, column: i + 1, text };
        const { sv, en } = value;
        this.#tell(
          value.code,
          place,
          sv === undefined ? `kolumnen ${column.heading}` : `kolumnen ${column.heading}; ${sv}`,
          en === undefined ? `column ${column.heading}` : `column ${column.heading}; ${en}`,
        );
      } else row[column.name] = value;
    }
    if (!good) return;
    this.#rows += 1;
    this.#onRow(row);
  }

  /** The text of a cell, blanks around a bare one taken away. */
  #text(bytes: Uint8Array, index: number): string {
    const found = this.#found;
    const parsed = found.texts?.[index];
    let from = found.from;
    let to = found.next;
    let text = parsed ?? "";
    if (parsed === undefined) {
      from = found.start[index] as number;
      to = found.end[index] as number;
      text = this.#texts.get(bytes, from, to).trim();
    } else if (/[^ -~]/.test(parsed)) {
      // csv-parse does not tell damage: the memory of texts does, and the bytes of the row.
      const own = utf8(parsed);
      this.#texts.get(own, 0, own.length);
    }
    if (this.#texts.unsound) {
      this.#texts.unsound = false;
      const invalid = text.includes("\ufffd") ? invalidUtf8At(bytes, from, to) : -1;
      if (invalid >= 0) this.#refuseEncoding(bytes[invalid] as number, text);
      else this.#tell("csv.text-damaged", { line: this.#line, column: index + 1, text });
    }
    return text;
  }

  #refuseEncoding(byte: number, text: string): void {
    this.#dead = true;
    const latin = [0xe5, 0xe4, 0xf6, 0xc5, 0xc4, 0xd6, 0xe9, 0xc9, 0xfc].includes(byte);
    this.#tell(
      "csv.encoding",
      { line: this.#line, text },
      latin ? "den ser ut som Latin-1 (Windows-1252)" : undefined,
      latin ? "it looks like Latin-1 (Windows-1252)" : undefined,
    );
  }

  #header(bytes: Uint8Array): void {
    const { columns } = this.#options;
    const names = Array.from({ length: this.#found.count }, (_, i) => this.#text(bytes, i));
    if (this.#dead) return;
    // Excel's own line that names the separator.
    if (/^sep=.?$/i.test(names[0] ?? "") && names.every((name, i) => i === 0 || name === "")) return;
    const known = columnByName(columns);
    const found = new Set<number>();
    this.#used = names.map((name, i) => {
      const index = known.get(normalName(name));
      const place = { line: this.#line, column: i + 1, text: name };
      if (index === undefined) {
        if (name !== "") this.#unknownColumn(name, place);
        return undefined;
      }
      if (found.has(index)) this.#tell("csv.repeated-column", place);
      found.add(index);
      const column = columns[index] as ColumnSpec;
      return { name: column.name, heading: name, read: cellReader(column) };
    });
    columns.forEach((column, index) => {
      this.#template[column.name] = undefined;
      if (found.has(index)) return;
      if (column.optional) {
        const value = column.type === "text" || column.type === "code" ? "" : undefined;
        this.#template[column.name] = value;
      } else {
        const names = [column.name, ...(column.aliases ?? [])].join(" / ");
        this.#tell("csv.missing-column", { line: this.#line, text: column.name }, names, names);
        this.#dead = true;
      }
    });
  }

  #unknownColumn(name: string, place: { line: number; column: number; text: string }): void {
    const near = closest(
      name,
      this.#options.columns.flatMap((column) => [column.name, ...(column.aliases ?? [])]),
    );
    if (near === undefined) this.#tell("csv.unknown-column", place);
    else this.#tell("csv.unknown-column", place, `menades ${near}?`, `did you mean ${near}?`);
  }
}
