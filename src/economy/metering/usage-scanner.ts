import { type Day, type Micro, parseDay } from "../../kernel/index.ts";
import { usageColumns } from "./columns.ts";
import type { UsageEvent } from "./usage.ts";
import { decodeUtf8 } from "./utf8.ts";

/**
 * Reads the rows of a usage file straight from its bytes into columns, as long as they are plain: bare cells, a day as
 * 2024-01-31, a quantity without sign. Several times faster than the general reader of tables, which a million rows a
 * year are worth. It judges nothing: the first row that is not plain stops it, and the general reader goes on from there
 * and says what is wrong, if anything is.
 */
export class UsageScanner {
  /** How many rows the columns hold since the last call of `scan`. */
  count = 0;
  /** True when `scan` stopped at a row that is not plain. */
  unusual = false;
  /** The line of the file that the next row stands on. */
  line = 2;
  /** The bytes that `idStart` and `idEnd` point into. */
  bytes: Uint8Array = new Uint8Array(0);
  readonly idStart = new Int32Array(capacity);
  readonly idEnd = new Int32Array(capacity);
  /** 20240131. */
  readonly day = new Int32Array(capacity);
  readonly item = new Int32Array(capacity);
  readonly customer = new Int32Array(capacity);
  readonly quantityMicro = new Float64Array(capacity);
  readonly items = new ByteDictionary();
  readonly customers = new ByteDictionary();

  readonly #separator: number;
  /** Place in the row -> place in `usageColumns`. */
  readonly #order: readonly number[];
  readonly #start = new Int32Array(width);
  readonly #end = new Int32Array(width);
  readonly #days = new Map<number, boolean>();

  private constructor(separator: number, order: readonly number[]) {
    this.#separator = separator;
    this.#order = order;
  }

  /** For a header that names the five columns and no others, in any order; undefined for any other header. */
  static of(header: string): UsageScanner | undefined {
    for (const separator of [";", ",", "\t"]) {
      const names = header
        .replace(/^\ufeff/, "")
        .replace(/\r$/, "")
        .split(separator)
        .map(plainName);
      const order = names.map((name) => columnNames.findIndex((known) => known.has(name)));
      if (order.length === width && new Set(order).size === width && !order.includes(-1)) {
        return new UsageScanner(separator.charCodeAt(0), order);
      }
    }
    return undefined;
  }

  /**
   * Fills the columns with rows from `at`, and returns where it stopped: at the end, before a row that is not complete
   * yet, before one that is not plain, or when the columns are full.
   */
  scan(bytes: Uint8Array, at: number, complete: boolean): number {
    this.bytes = bytes;
    this.count = 0;
    this.unusual = false;
    let next = at;
    while (next < bytes.length && this.count < capacity) {
      const after = this.#row(bytes, next, complete);
      if (after < 0) {
        this.unusual = after === notPlain;
        return next;
      }
      next = after;
      this.count += 1;
      this.line += 1;
    }
    return next;
  }

  /** A row of the columns as an event, with the line it stands on. */
  rowAt(index: number): UsageEvent & { readonly line: number } {
    const day = String(this.day[index]);
    return {
      eventId: decodeUtf8(this.bytes, this.idStart[index] as number, this.idEnd[index] as number) ?? "",
      day: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` as Day,
      item: this.items.names[this.item[index] as number] as string,
      customer: this.customers.names[this.customer[index] as number] as string,
      quantityMicro: this.quantityMicro[index] as Micro,
      line: this.line - this.count + index,
    };
  }

  #row(bytes: Uint8Array, from: number, complete: boolean): number {
    let cell = 0;
    let start = from;
    let at = from;
    for (; ; at++) {
      const byte = at < bytes.length ? (bytes[at] as number) : feed;
      if (at === bytes.length && !complete) return notComplete;
      if (byte === quote) return notPlain;
      if (byte !== this.#separator && byte !== feed) continue;
      if (cell === width) return notPlain;
      const column = this.#order[cell] as number;
      const end = byte === feed && at > start && bytes[at - 1] === carriage ? at - 1 : at;
      if (end === start || isBlank(bytes[start] as number) || isBlank(bytes[end - 1] as number))
        return notPlain;
      this.#start[column] = start;
      this.#end[column] = end;
      cell += 1;
      start = at + 1;
      if (byte === feed) break;
    }
    if (cell !== width || !this.#values(bytes)) return notPlain;
    return at + 1;
  }

  #values(bytes: Uint8Array): boolean {
    const [starts, ends, row] = [this.#start, this.#end, this.count];
    const idStart = starts[0] as number;
    const idEnd = ends[0] as number;
    if (bytes[idStart] === apostrophe) return false;
    for (let i = idStart; i < idEnd; i++) {
      const byte = bytes[i] as number;
      if (byte < 33 || byte > 126) return false;
    }
    const day = this.#dayOf(bytes, starts[1] as number, ends[1] as number);
    const item = this.items.numberOf(bytes, starts[2] as number, ends[2] as number);
    const customer = this.customers.numberOf(bytes, starts[3] as number, ends[3] as number);
    const quantity = quantityOf(bytes, starts[4] as number, ends[4] as number);
    if (day < 0 || item < 0 || customer < 0 || quantity < 0) return false;
    this.idStart[row] = idStart;
    this.idEnd[row] = idEnd;
    this.day[row] = day;
    this.item[row] = item;
    this.customer[row] = customer;
    this.quantityMicro[row] = quantity;
    return true;
  }

  /** 20240131 of 2024-01-31; -1 for anything else, and for a day that does not exist. */
  #dayOf(bytes: Uint8Array, start: number, end: number): number {
    if (end - start !== 10 || bytes[start + 4] !== hyphen || bytes[start + 7] !== hyphen) return -1;
    let day = 0;
    for (let i = start; i < end; i++) {
      if (i === start + 4 || i === start + 7) continue;
      const digit = (bytes[i] as number) - zero;
      if (digit < 0 || digit > 9) return -1;
      day = day * 10 + digit;
    }
    let exists = this.#days.get(day);
    if (exists === undefined) {
      exists = parseDay(String(day)) !== undefined;
      if (this.#days.size < 10_000) this.#days.set(day, exists);
    }
    return exists ? day : -1;
  }
}

/** Little enough to stay in the fastest memory, and to let others in between when the file is read beside something else. */
const capacity = 2048;
const width = 5;
const notComplete = -1;
const notPlain = -2;
const [feed, carriage, quote, apostrophe, hyphen, zero] = [10, 13, 34, 39, 45, 48] as const;

const columnNames = usageColumns
  .slice(0, width)
  .map((column) => new Set([column.name, ...column.aliases].map((name) => plainName(name))));

function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "_");
}

function isBlank(byte: number): boolean {
  return byte <= 32;
}

/** Millionths of a plain number with at most six decimals, comma or point; -1 for anything else. */
function quantityOf(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  let digits = 0;
  let decimals = -1;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    const digit = byte - zero;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits += 1;
      if (decimals >= 0) decimals += 1;
    } else if ((byte === 44 || byte === 46) && decimals < 0) decimals = 0;
    else return -1;
  }
  // Nine digits before the point leave room for six after it below 2^53.
  if (digits === 0 || decimals > 6 || digits - Math.max(decimals, 0) > 9) return -1;
  for (let k = Math.max(decimals, 0); k < 6; k++) value *= 10;
  return value;
}

/** Codes numbered in the order they come, found by their bytes: no text is made of a code that came before. */
export class ByteDictionary {
  readonly names: string[] = [];
  #bytes: Uint8Array[] = [];
  #slots = new Int32Array(256).fill(-1);

  /** -1 for bytes that are no plain code: not UTF-8, or with blanks or marks that the general reader must judge. */
  numberOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (; (this.#slots[slot] as number) >= 0; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] as number;
      if (same(this.#bytes[number] as Uint8Array, bytes, start, end)) return number;
    }
    return this.#add(bytes.slice(start, end), slot);
  }

  #add(code: Uint8Array, slot: number): number {
    const name = decodeUtf8(code, 0, code.length);
    const judged = name === undefined || name.trim() !== name || name.startsWith("'") || !isPlainText(name);
    if (judged) return -1;
    const number = this.names.length;
    this.names.push(name);
    this.#bytes.push(code);
    this.#slots[slot] = number;
    if (this.names.length * 2 > this.#slots.length) this.#grow();
    return number;
  }

  #grow(): void {
    const known = this.#bytes;
    const names = [...this.names];
    this.#bytes = [];
    this.names.length = 0;
    this.#slots = new Int32Array(this.#slots.length * 4).fill(-1);
    for (const code of known) this.numberOf(code, 0, code.length);
    if (names.length !== this.names.length) throw new Error("Broken invariant: a dictionary grows whole");
  }
}

function same(code: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (code.length !== end - start) return false;
  for (let i = 0; i < code.length; i++) if (code[i] !== bytes[start + i]) return false;
  return true;
}

/** Printable ASCII and the letters of Swedish names; what else there is may be damage, and is not judged here. */
function isPlainText(text: string): boolean {
  return /^[\u0020-\u007eåäöéüÅÄÖÉÜ]*$/.test(text);
}
