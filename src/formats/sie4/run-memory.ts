import { assert } from "../../kernel/index.ts";

const placeBits = 20;
const placeMask = 2 ** placeBits - 1;

/**
 * What short runs of bytes were understood as, bounded: when it is full it begins anew, and losing a run only costs
 * reading it again. A run is found by its hash, but never without its bytes being the same.
 */
export class RunMemory<T> {
  readonly #most: number;
  readonly #longest: number;
  /** By hash: where in `words` the run is, below the twelve highest bits of its hash; 0 where nothing stands. */
  #slots = new Int32Array(1 << 8);
  #mask = this.#slots.length - 1;
  /** One run after the other: its number and length, and its bytes, four a word, the last filled up with zeros. */
  #words = new Int32Array(1 << 10);
  #wordsUsed = 1;
  readonly #values: T[] = [];
  readonly #hashes: number[] = [];
  /** Of the run last looked for. */
  #hash = 0;
  /** Where the run ended that `findUntil` last looked for; -1 when it was too long to be kept. */
  end = -1;

  constructor(most: number, longest: number) {
    this.#most = most;
    this.#longest = longest;
    assert(longest < 256 && most * (2 + longest / 4) <= placeMask, "lengths and places fit into their bits");
  }

  find(bytes: Uint8Array, start: number, end: number): T | undefined {
    const length = end - start;
    if (length > this.#longest) return undefined;
    let even = 0;
    let odd = 0;
    let at = start;
    for (; at + 8 <= end; at += 8) {
      even = (((even << 5) | (even >>> 27)) + wordAt(bytes, at, end)) | 0;
      odd = (((odd << 7) | (odd >>> 25)) + wordAt(bytes, at + 4, end)) | 0;
    }
    if (at < end) even = (((even << 5) | (even >>> 27)) + wordAt(bytes, at, end)) | 0;
    if (at + 4 < end) odd = (((odd << 7) | (odd >>> 25)) + wordAt(bytes, at + 4, end)) | 0;
    const hash = mixed(even, odd, length);
    this.#hash = hash;
    const words = this.#words;
    let slot = hash & this.#mask;
    for (let held = 0; (held = this.#slots[slot] as number) !== 0; slot = (slot + 1) & this.#mask) {
      if ((held ^ hash) >>> placeBits !== 0) continue;
      let word = held & placeMask;
      const head = words[word] as number;
      if ((head & 0xff) !== length) continue;
      at = start;
      while (at < end && words[++word] === wordAt(bytes, at, end)) at += 4;
      if (at >= end) return this.#values[head >>> 8];
    }
    return undefined;
  }

  /**
   * Looks for the run from `start` up to the first byte that is `stop`, in one pass over eight bytes at a time.
   * `lastWord` is the last place of `view` from which four bytes can be read.
   */
  findUntil(view: DataView, start: number, lastWord: number, stop: number): T | undefined {
    const stops = Math.imul(stop, 0x01010101);
    const most = Math.min(lastWord, start + this.#longest);
    let even = 0;
    let odd = 0;
    let at = start;
    let found = 0;
    let word = 0;
    for (;;) {
      if (at > most) {
        this.end = -1;
        return undefined;
      }
      word = view.getInt32(at, true);
      const different = word ^ stops;
      // The lowest byte that is zero, and so is a stop, has its highest bit set.
      found = (different - 0x01010101) & ~different & 0x80808080;
      if (found !== 0) break;
      even = (((even << 5) | (even >>> 27)) + word) | 0;
      at += 4;
      if (at > most) {
        this.end = -1;
        return undefined;
      }
      word = view.getInt32(at, true);
      const differentToo = word ^ stops;
      found = (differentToo - 0x01010101) & ~differentToo & 0x80808080;
      if (found !== 0) break;
      odd = (((odd << 7) | (odd >>> 25)) + word) | 0;
      at += 4;
    }
    const over = (31 - Math.clz32(found & -found)) >> 3;
    const end = at + over;
    const length = end - start;
    if (length > this.#longest) {
      this.end = -1;
      return undefined;
    }
    this.end = end;
    const last = word & ((1 << (over << 3)) - 1);
    if (over !== 0) {
      if (((at - start) & 4) === 0) even = (((even << 5) | (even >>> 27)) + last) | 0;
      else odd = (((odd << 7) | (odd >>> 25)) + last) | 0;
    }
    const hash = mixed(even, odd, length);
    this.#hash = hash;
    const words = this.#words;
    const slots = this.#slots;
    const mask = this.#mask;
    let slot = hash & mask;
    for (let held = 0; (held = slots[slot] as number) !== 0; slot = (slot + 1) & mask) {
      if ((held ^ hash) >>> placeBits !== 0) continue;
      let kept = held & placeMask;
      const head = words[kept++] as number;
      if ((head & 0xff) !== length) continue;
      let from = start;
      while (from < at && words[kept] === view.getInt32(from, true)) {
        kept++;
        from += 4;
      }
      if (from === at && (over === 0 || words[kept] === last)) return this.#values[head >>> 8];
    }
    return undefined;
  }

  /** Right after a `find` or `findUntil` of the same run that found nothing. */
  keep(bytes: Uint8Array, start: number, end: number, value: T): void {
    const length = end - start;
    if (length > this.#longest) return;
    if (this.#values.length === this.#most) this.#forget();
    if (this.#values.length * 4 === this.#slots.length) this.#makeRoom();
    if (this.#wordsUsed + 1 + (length >> 2) >= this.#words.length) {
      const words = new Int32Array(this.#words.length * 2);
      words.set(this.#words);
      this.#words = words;
    }
    this.#stand(this.#hash, this.#wordsUsed);
    this.#words[this.#wordsUsed++] = (this.#values.length << 8) | length;
    for (let at = start; at < end; at += 4) this.#words[this.#wordsUsed++] = wordAt(bytes, at, end);
    this.#values.push(value);
    this.#hashes.push(this.#hash);
  }

  #forget(): void {
    this.#values.length = 0;
    this.#hashes.length = 0;
    this.#wordsUsed = 1;
    this.#slots.fill(0);
  }

  /** Three quarters empty, so that a run mostly stands in the first place where it is looked for; no larger, to stay in the fast cache. */
  #makeRoom(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.#mask = this.#slots.length - 1;
    let place = 1;
    for (const hash of this.#hashes) {
      this.#stand(hash, place);
      place += 1 + ((((this.#words[place] as number) & 0xff) + 3) >> 2);
    }
  }

  #stand(hash: number, place: number): void {
    let slot = hash & this.#mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    this.#slots[slot] = (hash & ~placeMask) | place;
  }
}

function mixed(even: number, odd: number, length: number): number {
  const both = even ^ Math.imul(odd, 0x9e3779b1);
  const once = Math.imul(both ^ (both >>> 15) ^ length, 0x85ebca6b);
  return once ^ (once >>> 13) ^ (once << 11);
}

/** Four bytes as the little-endian word that a DataView gives; zeros beyond `end`. */
function wordAt(bytes: Uint8Array, at: number, end: number): number {
  if (at + 3 < end) {
    return (
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    );
  }
  let word = bytes[at] as number;
  if (at + 1 < end) word |= (bytes[at + 1] as number) << 8;
  if (at + 2 < end) word |= (bytes[at + 2] as number) << 16;
  return word;
}
