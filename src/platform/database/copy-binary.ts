import { assert } from "../../kernel/index.ts";

/** The types that books are made of. jsonb takes JSON text, date "2024-03-31", timestamptz ISO text in UTC. */
export type CopyType = "int4" | "int8" | "text" | "date" | "timestamptz" | "bool" | "bytea" | "jsonb";
export type CopyValue = number | string | boolean | Uint8Array | null;

export interface CopyColumn {
  readonly name: string;
  readonly type: CopyType;
}

const signature = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const chunkBytes = 64 * 1024;

/**
 * Rows in PostgreSQL's binary COPY format, in chunks of some 64 kB. Each row is a field count and then length and bytes of
 * each field; this is the fastest way in, several times faster than INSERT and sparing the server all parsing.
 */
export function* copyBinary(
  columns: readonly CopyColumn[],
  rows: Iterable<readonly CopyValue[]>,
): Generator<Buffer> {
  const page = new Page();
  page.bytes(signature);
  for (const row of rows) {
    assert(row.length === columns.length, "a row has one value per column");
    page.int16(columns.length);
    for (let index = 0; index < columns.length; index++) {
      field(page, (columns[index] as CopyColumn).type, row[index] as CopyValue);
    }
    if (page.used >= chunkBytes) yield page.take();
  }
  page.int16(-1);
  yield page.take();
}

function field(page: Page, type: CopyType, value: CopyValue): void {
  if (value === null) return page.int32(-1);
  switch (type) {
    case "int4":
      page.int32(4);
      return page.int32(value as number);
    case "int8":
      page.int32(8);
      return page.int64(value as number);
    case "bool":
      page.int32(1);
      return page.int8(value === true ? 1 : 0);
    case "text":
      return page.text(value as string);
    case "jsonb":
      return page.text(value as string, 1);
    case "date":
      page.int32(4);
      return page.int32(daysSince2000(value as string));
    case "timestamptz":
      page.int32(8);
      return page.int64(Math.round((Date.parse(value as string) - epoch2000) * 1000));
    case "bytea":
      page.int32((value as Uint8Array).length);
      return page.bytes(value as Uint8Array);
  }
}

const epoch2000 = Date.UTC(2000, 0, 1);
const days = new Map<string, number>();

/** Books hold few different days and many lines, so each day is worked out once. */
function daysSince2000(date: string): number {
  let day = days.get(date);
  if (day === undefined) {
    const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
    assert(parts !== null, `a date is written 2024-03-31, not ${date}`);
    day = Math.round(
      (Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) - epoch2000) / 86_400_000,
    );
    if (days.size > 20_000) days.clear();
    days.set(date, day);
  }
  return day;
}

/** A buffer that is written from the left and handed over whole. */
class Page {
  #buffer = Buffer.allocUnsafe(chunkBytes * 2);
  used = 0;

  int8(value: number): void {
    this.#room(1);
    this.#buffer[this.used++] = value;
  }

  int16(value: number): void {
    this.#room(2);
    this.used = this.#buffer.writeInt16BE(value, this.used);
  }

  int32(value: number): void {
    this.#room(4);
    this.used = this.#buffer.writeInt32BE(value, this.used);
  }

  /** In two halves: a BigInt for each amount would cost more than all the rest. */
  int64(value: number): void {
    assert(Number.isSafeInteger(value), `an int8 is a safe whole number, not ${value}`);
    this.#room(8);
    const high = Math.floor(value / 0x1_0000_0000);
    this.used = this.#buffer.writeInt32BE(high, this.used);
    this.used = this.#buffer.writeUInt32BE(value - high * 0x1_0000_0000, this.used);
  }

  bytes(value: Uint8Array): void {
    this.#room(value.length);
    this.#buffer.set(value, this.used);
    this.used += value.length;
  }

  /** Length and text in UTF-8; the version byte stands before jsonb. */
  text(value: string, version?: number): void {
    const prefix = version === undefined ? 0 : 1;
    // At most three bytes for each UTF-16 unit.
    this.#room(4 + prefix + value.length * 3);
    if (version !== undefined) this.#buffer[this.used + 4] = version;
    const length = this.#write(value, this.used + 4 + prefix);
    this.#buffer.writeInt32BE(length + prefix, this.used);
    this.used += 4 + prefix + length;
  }

  /** Codes and amounts are short and plain ASCII, for which a loop is faster than a call into the encoder. */
  #write(value: string, at: number): number {
    if (value.length > 24) return this.#buffer.write(value, at, "utf8");
    for (let index = 0; index < value.length; index++) {
      const unit = value.charCodeAt(index);
      if (unit > 127) return this.#buffer.write(value, at, "utf8");
      this.#buffer[at + index] = unit;
    }
    return value.length;
  }

  take(): Buffer {
    const filled = this.#buffer.subarray(0, this.used);
    this.#buffer = Buffer.allocUnsafe(chunkBytes * 2);
    this.used = 0;
    return filled;
  }

  #room(bytes: number): void {
    if (this.used + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.used + bytes));
    this.#buffer.copy(larger, 0, 0, this.used);
    this.#buffer = larger;
  }
}
