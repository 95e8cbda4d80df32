import { type Day, type Micro, parseDay } from "../../kernel/index.ts";
import { usageColumns } from "./columns.ts";
import { finished, primeA, primeB, seedA, seedB } from "./event-ids.ts";
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
  /** The hash of each id, as `IdHash` makes it. */
  readonly idHigh = new Int32Array(capacity);
  readonly idLow = new Int32Array(capacity);
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
  readonly #days = new Map<number, boolean>();
  #lastDay = -1;

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
    // Rows that end are read to their end without asking at every byte whether there are more.
    const limit = complete ? bytes.length : bytes.lastIndexOf(feed) + 1;
    let next = at;
    while (next < limit && this.count < capacity) {
      const after = this.#row(bytes, next, limit);
      if (after < 0) {
        this.unusual = true;
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

  /** Reads a row in one pass over its bytes; returns where the next begins, or -1 where it is not plain. */
  #row(bytes: Uint8Array, from: number, limit: number): number {
    const row = this.count;
    let at = from;
    for (let cell = 0; cell < width; cell++) {
      switch (this.#order[cell] as number) {
        case 0:
          at = this.#id(bytes, at, limit, row);
          break;
        case 1:
          at = this.#dayAt(bytes, at, limit, row);
          break;
        case 2:
          at = this.items.read(bytes, at, limit, this.#separator);
          this.item[row] = this.items.found;
          break;
        case 3:
          at = this.customers.read(bytes, at, limit, this.#separator);
          this.customer[row] = this.customers.found;
          break;
        default:
          at = this.#quantityAt(bytes, at, limit, row);
      }
      if (at < 0) return -1;
      if (cell < width - 1) {
        if (at >= limit || bytes[at] !== this.#separator) return -1;
        at += 1;
      }
    }
    if (at < limit && bytes[at] === carriage) at += 1;
    if (at >= limit) return bytes[at - 1] === carriage ? -1 : at;
    return bytes[at] === feed ? at + 1 : -1;
  }

  /** Each of these returns where its cell ends, or -1 where it is not plain. */
  #id(bytes: Uint8Array, start: number, limit: number, row: number): number {
    const separator = this.#separator;
    if (bytes[start] === apostrophe) return -1;
    let [a, b]: [number, number] = [seedA, seedB];
    let at = start;
    for (; at < limit; at++) {
      const byte = bytes[at] as number;
      if (byte === separator || byte === feed || byte === carriage) break;
      if (byte < 33 || byte > 126 || byte === quote) return -1;
      // As in `IdHash`, while the byte is at hand.
      a = Math.imul(a ^ byte, primeA);
      b = Math.imul(((b << 5) | (b >>> 27)) ^ byte, primeB);
    }
    if (at === start) return -1;
    this.idStart[row] = start;
    this.idEnd[row] = at;
    this.idHigh[row] = finished(a);
    this.idLow[row] = finished(b);
    return at;
  }

  /** 20240131 of 2024-01-31; anything else, and a day that does not exist, is not plain. */
  #dayAt(bytes: Uint8Array, start: number, limit: number, row: number): number {
    if (start + 10 > limit || bytes[start + 4] !== hyphen || bytes[start + 7] !== hyphen) return -1;
    const century = pairAt(bytes, start);
    const year = pairAt(bytes, start + 2);
    const month = pairAt(bytes, start + 5);
    const dayOfMonth = pairAt(bytes, start + 8);
    if ((century | year | month | dayOfMonth) < 0) return -1;
    const day = century * 1_000_000 + year * 10_000 + month * 100 + dayOfMonth;
    if (day !== this.#lastDay && !this.#exists(day)) return -1;
    this.#lastDay = day;
    this.day[row] = day;
    return start + 10;
  }

  #exists(day: number): boolean {
    let exists = this.#days.get(day);
    if (exists === undefined) {
      exists = parseDay(String(day)) !== undefined;
      if (this.#days.size < 10_000) this.#days.set(day, exists);
    }
    return exists;
  }

  /** Millionths of a plain number with at most six decimals, comma or point. */
  #quantityAt(bytes: Uint8Array, start: number, limit: number, row: number): number {
    const separator = this.#separator;
    let value = 0;
    let digits = 0;
    let decimals = -1;
    let at = start;
    for (; at < limit; at++) {
      const byte = bytes[at] as number;
      const digit = byte - zero;
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        digits += 1;
        if (decimals >= 0) decimals += 1;
      } else if (byte === separator || byte === feed || byte === carriage) break;
      else if ((byte === comma || byte === point) && decimals < 0) decimals = 0;
      else return -1;
    }
    // Nine digits before the point leave room for six after it below 2^53.
    if (digits === 0 || decimals > 6 || digits - Math.max(decimals, 0) > 9) return -1;
    this.quantityMicro[row] = value * (powersOfTen[6 - Math.max(decimals, 0)] as number);
    return at;
  }
}

/** The number of two digits, or less than 0. */
function pairAt(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - zero;
  const ones = (bytes[at + 1] as number) - zero;
  return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -1 : tens * 10 + ones;
}

/** Little enough to stay in the fastest memory, and to let others in between when the file is read beside something else. */
const capacity = 2048;
const width = 5;
const [feed, carriage, quote, apostrophe, comma, hyphen, point, zero] = [
  10, 13, 34, 39, 44, 45, 46, 48,
] as const;
const powersOfTen = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000] as const;

const columnNames = usageColumns
  .slice(0, width)
  .map((column) => new Set([column.name, ...column.aliases].map((name) => plainName(name))));

function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "_");
}

/** Codes numbered in the order they come, found by their bytes: no text is made of a code that came before. */
export class ByteDictionary {
  readonly names: string[] = [];
  /** What was read last. */
  found = -1;
  #bytes: Uint8Array[] = [];
  #last: Uint8Array = new Uint8Array(0);
  #slots = new Int32Array(256).fill(-1);

  /**
   * Reads the code that begins at `start` and sets `found`. Returns where it ends, or -1 for bytes that are no plain code: not UTF-8,
   * or with blanks or marks that the general reader must judge.
   */
  read(bytes: Uint8Array, start: number, limit: number, separator: number): number {
    let at = start;
    const last = this.#last;
    // Often it is the one that was read last.
    if (at + last.length < limit) {
      while (at - start < last.length && bytes[at] === last[at - start]) at++;
      if (at - start === last.length && bytes[at] === separator && at > start) return at;
      at = start;
    }
    let hash = 0x811c9dc5;
    for (; at < limit; at++) {
      const byte = bytes[at] as number;
      if (byte === separator || byte === feed || byte === carriage) break;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    this.found = this.#numberOf(bytes, start, at, hash);
    if (this.found < 0) return -1;
    this.#last = this.#bytes[this.found] as Uint8Array;
    return at;
  }

  #numberOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
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
    const judged =
      name === undefined ||
      name === "" ||
      name.includes('"') ||
      name.trim() !== name ||
      name.startsWith("'") ||
      !isPlainText(name);
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
    for (const code of known) this.read(code, 0, code.length, -1);
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
