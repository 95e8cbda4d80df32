import { assert, type Period } from "../../kernel/index.ts";

/** In how many slices marks stand, by the first bits of their hash: marks of all events are compared a slice at a time. */
export const markSlices = 64;
const sliceShift = 26;
const bytesPerMark = 8;

/**
 * The marks (id-märken) of some events of one month: the hash of each id, eight bytes, in slices. By them an id that came before is
 * found without reading the events that were stored before.
 */
export interface IdMarks {
  readonly period: Period;
  readonly events: number;
  /** How many marks stand in all slices up to each. */
  readonly ends: readonly number[];
  readonly bytes: Uint8Array;
}

/** The marks of some of the events that hashes are given for; in the memory given, if any is. */
export function marksOf(
  period: Period,
  { high, low }: { readonly high: Int32Array; readonly low: Int32Array },
  rows: Int32Array,
  words: Uint32Array = new Uint32Array(rows.length * 2),
): IdMarks {
  const next = new Uint32Array(markSlices + 1);
  for (let i = 0; i < rows.length; i++) next[((high[rows[i] as number] as number) >>> sliceShift) + 1]! += 1;
  for (let slice = 1; slice <= markSlices; slice++) next[slice]! += next[slice - 1] as number;
  const ends = Array.from(next.subarray(1));
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const at = next[(high[row] as number) >>> sliceShift]!++ * 2;
    words[at] = high[row] as number;
    words[at + 1] = low[row] as number;
  }
  return {
    period,
    events: rows.length,
    ends,
    bytes: new Uint8Array(words.buffer, words.byteOffset, words.byteLength),
  };
}

/** Marks kept in memory, of a source that is small enough: copied, since a part's own memory is used again. */
export class HeldMarks {
  readonly #most: number;
  #held: IdMarks[] | undefined = [];
  #events = 0;
  #parts = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Those of a part. When there are too many, none are held any longer. */
  add(months: readonly IdMarks[]): void {
    this.#parts += 1;
    for (const marks of months) this.#events += marks.events;
    if (this.#events > this.#most) this.#held = undefined;
    this.#held?.push(...months.map((marks) => ({ ...marks, bytes: marks.bytes.slice() })));
  }

  /** How many, where they are held. */
  get count(): number | undefined {
    return this.#held === undefined ? undefined : this.#events;
  }

  /** Within a part the ids themselves have been compared. */
  get isOnePart(): boolean {
    return this.#parts <= 1;
  }

  /** Those of the slices from one to before another. */
  slices<Whose>(
    whose: Whose,
    { from, to }: { readonly from: number; readonly to: number },
  ): SlicedMarks<Whose>[] {
    assert(this.#held !== undefined, "the marks are held");
    return this.#held.map(({ period, ends, bytes }) => {
      const first = from === 0 ? 0 : (ends[from - 1] as number);
      const last = ends[to - 1] as number;
      return { whose, period, bytes: bytes.subarray(first * bytesPerMark, last * bytesPerMark) };
    });
  }
}

/** Marks of some slices, and whose they are. */
export interface SlicedMarks<Whose> {
  readonly whose: Whose;
  readonly period: Period;
  readonly bytes: Uint8Array;
}

/** A hash that stands in two months. Nearly always it is the id itself, but only the events can tell. */
export interface MarkInTwoMonths<Whose> {
  readonly high: number;
  readonly low: number;
  readonly period: Period;
  readonly other: { readonly whose: Whose; readonly period: Period };
}

/**
 * Holds the new marks of some slices against each other and against those that were there. `again` is told of one that came before
 * in its month among the new ones, `elsewhere` of one that is in another month.
 */
export function compareMarks<Whose>(
  added: readonly SlicedMarks<Whose>[],
  before: readonly SlicedMarks<Whose>[],
  {
    again,
    elsewhere,
  }: {
    readonly again: (period: Period) => void;
    readonly elsewhere: (found: MarkInTwoMonths<Whose>) => void;
  },
): void {
  const count = added.reduce((sum, marks) => sum + marks.bytes.length / bytesPerMark, 0);
  let size = 16;
  while (size < count * 2) size *= 2;
  const mask = size - 1;
  const slots = new Uint32Array(size * 2);
  // From 1: 0 is an empty slot.
  const from = new Uint32Array(size);
  for (const [index, marks] of added.entries()) {
    const words = wordsOf(marks.bytes);
    for (let i = 0; i < words.length; i += 2) {
      const high = words[i] as number;
      const low = words[i + 1] as number;
      let slot = low & mask;
      for (; from[slot] !== 0; slot = (slot + 1) & mask) {
        if (slots[slot * 2] !== high || slots[slot * 2 + 1] !== low) continue;
        const other = added[(from[slot] as number) - 1] as SlicedMarks<Whose>;
        if (other.period === marks.period) again(marks.period);
        else elsewhere({ high, low, period: marks.period, other });
        break;
      }
      if (from[slot] !== 0) continue;
      from[slot] = index + 1;
      slots[slot * 2] = high;
      slots[slot * 2 + 1] = low;
    }
  }
  for (const marks of before) {
    const words = wordsOf(marks.bytes);
    for (let i = 0; i < words.length; i += 2) {
      const high = words[i] as number;
      const low = words[i + 1] as number;
      for (let slot = low & mask; from[slot] !== 0; slot = (slot + 1) & mask) {
        if (slots[slot * 2] !== high || slots[slot * 2 + 1] !== low) continue;
        const { period } = added[(from[slot] as number) - 1] as SlicedMarks<Whose>;
        if (period !== marks.period) elsewhere({ high, low, period, other: marks });
        break;
      }
    }
  }
}

/** Bytes out of the database begin anywhere; words do not. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  const own = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  return new Uint32Array(own.buffer, own.byteOffset, own.length / 4);
}
