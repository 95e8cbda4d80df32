import type { Texts } from "../sie4/index.ts";
import type { ParsedRow } from "./records.ts";

const feed = 10;
const carriage = 13;
const quote = 34;

/** The row in hand: places in the bytes when it was split plainly, texts when csv-parse read it. Used again for each row. */
export class Row {
  count = 0;
  from = 0;
  /** Where the next row begins. */
  next = 0;
  start = new Int32Array(64);
  end = new Int32Array(64);
  texts: readonly string[] | undefined;

  /**
   * The short way, for the lines of a block that has no quotation mark at all: without one, a row is a line and a cell
   * is what stands between two separators, blanks around it taken away. `records.test.ts` holds that csv-parse finds
   * the same in any text without quotation marks. A block that has one is csv-parse's from end to end.
   */
  split(bytes: Uint8Array, at: number, end: number, separator: number): void {
    this.texts = undefined;
    this.from = at;
    let count = 0;
    let from = at;
    let i = at;
    for (; i < end; i++) {
      const byte = bytes[i];
      if (byte === feed) break;
      if (byte !== separator) continue;
      if (count + 1 >= this.start.length) this.#grow();
      this.start[count] = from;
      this.end[count++] = i;
      from = i + 1;
    }
    this.start[count] = from;
    this.end[count++] = i < end && i > from && bytes[i - 1] === carriage ? i - 1 : i;
    this.count = count;
    this.next = i < end ? i + 1 : end;
  }

  take({ texts, from, next }: ParsedRow): void {
    this.texts = texts;
    this.count = texts.length;
    this.from = from;
    this.next = next;
  }

  /**
   * Nothing but separators, or a line of nothing but blanks: no row to anybody. An empty cell in quotation marks makes
   * a row.
   */
  isBlank(bytes: Uint8Array, texts: Texts): boolean {
    let end = this.next;
    if (end > this.from && bytes[end - 1] === feed) end -= 1;
    if (end > this.from && bytes[end - 1] === carriage) end -= 1;
    if (this.count > 1) return end - this.from === this.count - 1;
    const first = bytes[this.from] as number;
    if (first > 32 && first < 128) return false;
    const text = this.texts?.[0] ?? texts.get(bytes, this.from, end);
    return text.trim() === "" && !bytes.subarray(this.from, end).includes(quote);
  }

  #grow(): void {
    const start = new Int32Array(this.start.length * 2);
    const end = new Int32Array(this.end.length * 2);
    start.set(this.start);
    end.set(this.end);
    this.start = start;
    this.end = end;
  }
}

export function feedsIn(bytes: Uint8Array, from: number, to: number): number {
  let feeds = 0;
  for (let i = from; i < to; i++) if (bytes[i] === feed) feeds += 1;
  return feeds;
}
