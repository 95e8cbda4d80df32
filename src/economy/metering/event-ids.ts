import { assert } from "../../kernel/index.ts";
import { decodeUtf8, encodeUtf8, utf8Bound } from "./utf8.ts";

/**
 * The event ids of a part, each once, numbered in the order they came. Bytes in one block and a hash table of
 * numbers: 25 bytes per event instead of the hundred or so of a Map of strings. Ids are compared whole, so two different ids are
 * never taken for one. It can be emptied and filled anew, which spares a large file most of its memory.
 */
export class EventIds {
  #bytes = new Uint8Array(1 << 16);
  #ends = new Uint32Array(1 << 12);
  // With a sign: V8 hands those on as they are, where every other number above 2^31 would be an object of its own.
  #high = new Int32Array(1 << 12);
  #low = new Int32Array(1 << 12);
  #slots = new Int32Array(1 << 13).fill(-1);
  #count = 0;
  readonly #hash = new IdHash();

  get count(): number {
    return this.#count;
  }

  /** The two halves of the hash of each id, by number. */
  get hashes(): { readonly high: Int32Array; readonly low: Int32Array } {
    return { high: this.#high.subarray(0, this.#count), low: this.#low.subarray(0, this.#count) };
  }

  clear(): void {
    this.#slots.fill(-1);
    this.#count = 0;
  }

  /** The number of an id: its old one where it came before, else the next. */
  add(id: string): number {
    const start = this.#end();
    if (start + utf8Bound(id) > this.#bytes.length) this.#bytes = grown(this.#bytes, start + utf8Bound(id));
    const end = encodeUtf8(id, this.#bytes, start);
    this.#hash.of(this.#bytes, start, end);
    return this.#keep(this.#bytes, start, end, this.#hash.high, this.#hash.low);
  }

  /** The same for an id that is already bytes, out of a segment. */
  addBytes(bytes: Uint8Array, from: number, to: number): number {
    this.#hash.of(bytes, from, to);
    return this.#keep(bytes, from, to, this.#hash.high, this.#hash.low);
  }

  /** The same where its hash is known too. */
  addHashed(bytes: Uint8Array, from: number, to: number, high: number, low: number): number {
    return this.#keep(bytes, from, to, high, low);
  }

  idAt(index: number): string {
    assert(index >= 0 && index < this.#count, "the event has been numbered");
    return decodeUtf8(this.#bytes, this.#startOf(index), this.#ends[index] as number) ?? "";
  }

  /** How many bytes all ids have. */
  get bytes(): number {
    return this.#end();
  }

  /** Writes the ids of some events one after the other, and where each ends; returns how many bytes they are. */
  writeIds(indices: Int32Array, idEnd: Uint32Array, ids: Uint8Array): number {
    const [ends, bytes] = [this.#ends, this.#bytes];
    let at = 0;
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i] as number;
      const end = ends[index] as number;
      for (let from = index === 0 ? 0 : (ends[index - 1] as number); from < end; from++)
        ids[at++] = bytes[from] as number;
      idEnd[i] = at;
    }
    return at;
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] as number);
  }

  #end(): number {
    return this.#count === 0 ? 0 : (this.#ends[this.#count - 1] as number);
  }

  #keep(bytes: Uint8Array, from: number, to: number, high: number, low: number): number {
    const count = this.#count;
    if (count * 2 >= this.#slots.length) this.#rehash();
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = low & mask;
    for (let index = slots[slot] as number; index >= 0; index = slots[slot] as number) {
      if (this.#low[index] === low && this.#high[index] === high && this.#same(index, bytes, from, to))
        return index;
      slot = (slot + 1) & mask;
    }
    if (count === this.#ends.length) {
      this.#ends = grownWords(this.#ends);
      this.#high = grownHashes(this.#high);
      this.#low = grownHashes(this.#low);
    }
    let at = count === 0 ? 0 : (this.#ends[count - 1] as number);
    if (at + (to - from) > this.#bytes.length) this.#bytes = grown(this.#bytes, at + (to - from));
    const kept = this.#bytes;
    for (let i = from; i < to; i++) kept[at++] = bytes[i] as number;
    slots[slot] = count;
    this.#ends[count] = at;
    this.#high[count] = high;
    this.#low[count] = low;
    this.#count = count + 1;
    return count;
  }

  #same(index: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#startOf(index);
    if ((this.#ends[index] as number) - start !== to - from) return false;
    for (let i = from, at = start; i < to; i++, at++) if (this.#bytes[at] !== bytes[i]) return false;
    return true;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let index = 0; index < this.#count; index++) {
      let slot = (this.#low[index] as number) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = index;
    }
    this.#slots = slots;
  }
}

/**
 * Sixty-four bits of an id, in two halves that are made side by side. Stored with the events (`id-marks.ts`): it may not change. It
 * only ever says where to look; what is decided is decided by the ids themselves.
 */
export class IdHash {
  high = 0;
  low = 0;

  of(bytes: Uint8Array, from: number, to: number): void {
    let [a, b]: [number, number] = [seedA, seedB];
    for (let i = from; i < to; i++) {
      const byte = bytes[i] as number;
      a = Math.imul(a ^ byte, primeA);
      b = Math.imul(((b << 5) | (b >>> 27)) ^ byte, primeB);
    }
    this.high = finished(a);
    this.low = finished(b);
  }
}

export const [seedA, primeA, seedB, primeB] = [0x811c9dc5, 0x01000193, 0x2f0b4c47, 0x5bd1e995] as const;

/** Every bit of the sum into every bit of the hash: the first and the last are what it is looked up by. */
export function finished(sum: number): number {
  let hash = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function grown(bytes: Uint8Array<ArrayBuffer>, least: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(least, bytes.length * 2));
  larger.set(bytes);
  return larger;
}

function grownHashes(hashes: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(hashes.length * 2);
  larger.set(hashes);
  return larger;
}

function grownWords(words: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(words.length * 2);
  larger.set(words);
  return larger;
}
