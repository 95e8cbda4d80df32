import { closest, type Problem, type Result, resultOf } from "../../kernel/index.ts";
import { invalidUtf8At, Texts } from "../sie4/index.ts";
import { CellFault, cellReader, type CellValue } from "./cells.ts";
import { type ColumnSpec, columnByName, normalName, type RowOf } from "./columns.ts";
import { type CsvProblemCode, csvProblem } from "./problems.ts";
import { Cells, outcome } from "./records.ts";

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
  readonly #cells = new Cells();
  readonly #stops: Problem[] = [];
  readonly #warnings: Problem[] = [];
  #more = 0;
  #tail: Uint8Array = none;
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
    if (this.#atStart && bytes.length < 4) {
      this.#tail = Uint8Array.prototype.slice.call(bytes);
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

  #consume(bytes: Uint8Array, complete: boolean): void {
    let at = 0;
    if (this.#atStart) {
      at = this.#skipMark(bytes);
      if (this.#dead) return;
    }
    this.#tail = none;
    const cells = this.#cells;
    while (at < bytes.length) {
      const separator = this.#used === undefined ? this.#headerSeparator(bytes, at) : this.#separatorByte;
      const result = cells.split(bytes, at, bytes.length, separator, complete);
      if (result === outcome.row) {
        this.#row(bytes, at);
        if (this.#dead) return;
        this.#line += 1 + cells.feeds;
        at = cells.next;
      } else if (result === outcome.strayQuote) {
        const feed = bytes.indexOf(10, cells.faultAt);
        if (feed < 0 && !complete && bytes.length - at < longestRow) break;
        this.#strayQuote(bytes, at, feed < 0 ? bytes.length : feed);
        at = feed < 0 ? bytes.length : feed + 1;
        this.#line += 1 + cells.feeds;
        if (this.#used === undefined) this.#dead = true;
        if (this.#dead) return;
      } else if (complete || bytes.length - at > longestRow) {
        this.#dead = true;
        this.#tell("csv.unterminated-quote", { line: this.#line });
        return;
      } else break;
    }
    this.#atStart = false;
    if (at < bytes.length) this.#tail = Uint8Array.prototype.slice.call(bytes, at);
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

  #strayQuote(bytes: Uint8Array, at: number, end: number): void {
    this.#tell("csv.stray-quote", { line: this.#line, text: this.#texts.get(bytes, at, end).trim() });
  }

  /** The separator that makes the most known names of the first row; then the most frequent one. */
  #headerSeparator(bytes: Uint8Array, at: number): number {
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
    return this.#separatorByte;
  }

  #row(bytes: Uint8Array, at: number): void {
    const cells = this.#cells;
    if (this.#isBlank()) return;
    if (this.#used === undefined) {
      this.#header(bytes);
      return;
    }
    if (cells.count !== this.#used.length) {
      const wanted = this.#used.length;
      this.#tell(
        "csv.ragged-row",
        { line: this.#line, text: this.#texts.get(bytes, at, cells.next).trim() },
        `${cells.count} i stället för ${wanted}`,
        `${cells.count} instead of ${wanted}`,
      );
      return;
    }
    this.#values(bytes, this.#used);
  }

  #isBlank(): boolean {
    const { count, start, end, quoted } = this.#cells;
    for (let i = 0; i < count; i++) if (quoted[i] !== 0 || start[i] !== end[i]) return false;
    return true;
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

  /** The text of a cell: blanks around a bare one are not part of it. */
  #text(bytes: Uint8Array, index: number): string {
    const cells = this.#cells;
    const start = cells.start[index] as number;
    const end = cells.end[index] as number;
    const text = this.#texts.get(bytes, start, end);
    if (this.#texts.unsound) {
      this.#texts.unsound = false;
      const invalid = invalidUtf8At(bytes, start, end);
      if (invalid >= 0) this.#refuseEncoding(bytes[invalid] as number, text);
      else this.#tell("csv.text-damaged", { line: this.#line, column: index + 1, text });
    }
    const quoted = cells.quoted[index] as number;
    if (quoted === 0) return text.trim();
    return quoted === 2 ? text.replaceAll('""', '"') : text;
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
    const cells = this.#cells;
    const names = Array.from({ length: cells.count }, (_, i) => this.#text(bytes, i));
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

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

/** Text to UTF-8. Surrogates that stand alone become U+FFFD. */
function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const letter of text) {
    let code = letter.codePointAt(0) as number;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes[length++] = code;
    else {
      if (code < 0x800) bytes[length++] = 0xc0 | (code >> 6);
      else {
        if (code < 0x10000) bytes[length++] = 0xe0 | (code >> 12);
        else {
          bytes[length++] = 0xf0 | (code >> 18);
          bytes[length++] = 0x80 | ((code >> 12) & 0x3f);
        }
        bytes[length++] = 0x80 | ((code >> 6) & 0x3f);
      }
      bytes[length++] = 0x80 | (code & 0x3f);
    }
  }
  return bytes.slice(0, length);
}
