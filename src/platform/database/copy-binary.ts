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
 * Rows in PostgreSQL's binary COPY format. Each row is a field count and then length and bytes of each field; this is the
 * fastest way in, several times faster than INSERT and sparing the server all parsing. Rows are written into one buffer, field
 * after field, so that a row need not outlive the call and whoever writes a million of them can fill the same array anew.
 */
export class CopyWriter {
  rows = 0;
  readonly #types: readonly CopyType[];
  /** What begins every row: the number of fields, and the fields that are the same in all of them. */
  readonly #head: Uint8Array;
  #bytes = new Uint8Array(chunkBytes * 4);
  #view = new DataView(this.#bytes.buffer);
  #used = 0;
  /** Where in the buffer what is not on its way yet begins. */
  #from = 0;
  /** What is to be sent before what stands in the buffer. */
  #ready: Buffer[] = [];

  /** `same` are texts that begin every row, before the columns. */
  constructor(columns: readonly CopyColumn[], same: readonly string[] = []) {
    this.#types = columns.map(({ type }) => type);
    this.#int16(same.length + columns.length);
    for (const text of same) this.#text(text);
    this.#head = this.#bytes.slice(0, this.#used);
    this.#used = 0;
    this.#put(signature);
  }

  row(values: readonly CopyValue[]): void {
    assert(values.length === this.#types.length, "a row has one value per column");
    this.#put(this.#head);
    for (let index = 0; index < values.length; index++) {
      this.#field(this.#types[index] as CopyType, values[index] as CopyValue);
    }
    this.rows += 1;
  }

  /** Whether enough has been written to be worth sending. */
  get isFull(): boolean {
    return this.#used - this.#from >= chunkBytes || this.#ready.length > 0;
  }

  /** What has been written since the last time, piece by piece. */
  take(): Buffer[] {
    this.#close();
    const taken = this.#ready;
    this.#ready = [];
    return taken;
  }

  end(): Buffer[] {
    this.#int16(-1);
    return this.take();
  }

  #close(): void {
    if (this.#used === this.#from) return;
    this.#ready.push(Buffer.from(this.#bytes.buffer, this.#from, this.#used - this.#from));
    this.#from = this.#used;
    // What is on its way may not change, but there is room after it: new memory for every large value would be mostly thrown away.
    if (this.#bytes.length - this.#used >= chunkBytes) return;
    this.#bytes = new Uint8Array(chunkBytes * 4);
    this.#view = new DataView(this.#bytes.buffer);
    this.#used = 0;
    this.#from = 0;
  }

  #field(type: CopyType, value: CopyValue): void {
    if (value === null) return this.#int32(-1);
    switch (type) {
      case "text":
        return this.#text(value as string);
      case "int4":
        this.#int32(4);
        return this.#int32(value as number);
      case "int8":
        this.#int32(8);
        return this.#int64(value as number);
      case "bool":
        this.#int32(1);
        return this.#int8(value === true ? 1 : 0);
      case "jsonb":
        return this.#text(value as string, 1);
      case "date":
        this.#int32(4);
        return this.#int32(daysSince2000(value as string));
      case "timestamptz":
        this.#int32(8);
        return this.#int64(Math.round((Date.parse(value as string) - epoch2000) * 1000));
      case "bytea":
        return this.#blob(value as Uint8Array);
    }
  }

  /** A large one is sent as it stands, and may not change until then; only small ones are worth copying. */
  #blob(value: Uint8Array): void {
    this.#int32(value.length);
    if (value.length < chunkBytes) return this.#put(value);
    this.#close();
    this.#ready.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
  }

  #int8(value: number): void {
    this.#room(1);
    this.#bytes[this.#used++] = value;
  }

  #int16(value: number): void {
    this.#room(2);
    this.#view.setInt16(this.#used, value);
    this.#used += 2;
  }

  #int32(value: number): void {
    this.#room(4);
    this.#view.setInt32(this.#used, value);
    this.#used += 4;
  }

  /** In two halves: a BigInt for each amount would cost more than all the rest. */
  #int64(value: number): void {
    // The message of an assertion would be made for every amount, and cost more than writing it.
    if (!Number.isSafeInteger(value)) assert(false, `an int8 is a safe whole number, not ${value}`);
    this.#room(8);
    const high = Math.floor(value / 0x1_0000_0000);
    this.#view.setInt32(this.#used, high);
    this.#view.setUint32(this.#used + 4, value - high * 0x1_0000_0000);
    this.#used += 8;
  }

  #put(value: Uint8Array): void {
    this.#room(value.length);
    this.#bytes.set(value, this.#used);
    this.#used += value.length;
  }

  /** Length and text in UTF-8; the version byte stands before jsonb. */
  #text(value: string, version?: number): void {
    const prefix = version === undefined ? 0 : 1;
    // At most three bytes for each UTF-16 unit.
    this.#room(4 + prefix + value.length * 3);
    if (version !== undefined) this.#bytes[this.#used + 4] = version;
    const length = this.#utf8(value, this.#used + 4 + prefix);
    this.#view.setInt32(this.#used, length + prefix);
    this.#used += 4 + prefix + length;
  }

  /** Codes and amounts are short and plain ASCII, for which a loop is faster than a call into the encoder. */
  #utf8(value: string, at: number): number {
    if (value.length > 24) return encoder.encodeInto(value, this.#bytes.subarray(at)).written;
    for (let index = 0; index < value.length; index++) {
      const unit = value.charCodeAt(index);
      if (unit > 127) return encoder.encodeInto(value, this.#bytes.subarray(at)).written;
      this.#bytes[at + index] = unit;
    }
    return value.length;
  }

  #room(bytes: number): void {
    if (this.#used + bytes <= this.#bytes.length) return;
    const kept = this.#used - this.#from;
    const larger = new Uint8Array(Math.max(chunkBytes * 4, kept * 2, kept + bytes));
    larger.set(this.#bytes.subarray(this.#from, this.#used));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
    this.#used = kept;
    this.#from = 0;
  }
}

const encoder = new TextEncoder();
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
