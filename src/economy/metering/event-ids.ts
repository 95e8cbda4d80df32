import { assert } from "../../kernel/index.ts";
import { decodeUtf8, encodeUtf8, utf8Bound } from "./utf8.ts";

/**
 * The event ids of a month, each once, numbered in the order they came. Bytes in one block and a hash table of
 * numbers: 25 bytes per event instead of the hundred or so of a Map of strings, which is what keeps a month of a
 * million events small. Ids are compared whole, so two different ids are never taken for one.
 */
export class EventIds {
  #bytes = new Uint8Array(1 << 16);
  #ends = new Uint32Array(1 << 12);
  #hashes = new Uint32Array(1 << 12);
  #slots = new Int32Array(1 << 13).fill(-1);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The number of an id: its old one where it came before, else the next. */
  add(id: string): number {
    const start = this.#count === 0 ? 0 : (this.#ends[this.#count - 1] as number);
    if (start + utf8Bound(id) > this.#bytes.length) this.#bytes = grown(this.#bytes, start + utf8Bound(id));
    const end = encodeUtf8(id, this.#bytes, start);
    return this.#keep(start, end);
  }

  /** The same for an id that is already bytes, out of a segment. */
  addBytes(bytes: Uint8Array, from: number, to: number): number {
    const start = this.#count === 0 ? 0 : (this.#ends[this.#count - 1] as number);
    const end = start + (to - from);
    if (end > this.#bytes.length) this.#bytes = grown(this.#bytes, end);
    for (let i = from, at = start; i < to; i++, at++) this.#bytes[at] = bytes[i] as number;
    return this.#keep(start, end);
  }

  idAt(index: number): string {
    const [start, end] = this.#range(index);
    return decodeUtf8(this.#bytes, start, end) ?? "";
  }

  /** The ids of some events one after the other, and where each ends. */
  idsOf(indices: Int32Array): { readonly idEnd: Uint32Array; readonly ids: Uint8Array } {
    const idEnd = new Uint32Array(indices.length);
    let length = 0;
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i] as number;
      length += (this.#ends[index] as number) - this.#startOf(index);
      idEnd[i] = length;
    }
    const ids = new Uint8Array(length);
    let at = 0;
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i] as number;
      const end = this.#ends[index] as number;
      for (let from = this.#startOf(index); from < end; from++) ids[at++] = this.#bytes[from] as number;
    }
    return { idEnd, ids };
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] as number);
  }

  #range(index: number): [number, number] {
    assert(index >= 0 && index < this.#count, "the event has been numbered");
    return [index === 0 ? 0 : (this.#ends[index - 1] as number), this.#ends[index] as number];
  }

  /** The id's bytes lie behind the last kept one; they stay there only if the id is new. */
  #keep(start: number, end: number): number {
    if (this.#count * 2 >= this.#slots.length) this.#rehash();
    const hash = hashOf(this.#bytes, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (; (this.#slots[slot] as number) >= 0; slot = (slot + 1) & mask) {
      const index = this.#slots[slot] as number;
      if (this.#hashes[index] === hash && this.#same(index, start, end)) return index;
    }
    if (this.#count === this.#ends.length) {
      this.#ends = grownWords(this.#ends);
      this.#hashes = grownWords(this.#hashes);
    }
    this.#slots[slot] = this.#count;
    this.#ends[this.#count] = end;
    this.#hashes[this.#count] = hash;
    this.#count += 1;
    return this.#count - 1;
  }

  #same(index: number, start: number, end: number): boolean {
    const [from, to] = this.#range(index);
    if (to - from !== end - start) return false;
    for (let i = 0; i < end - start; i++) if (this.#bytes[from + i] !== this.#bytes[start + i]) return false;
    return true;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let index = 0; index < this.#count; index++) {
      let slot = (this.#hashes[index] as number) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = index;
    }
    this.#slots = slots;
  }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  // Spread the high bits down, where the table looks.
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}

function grown(bytes: Uint8Array<ArrayBuffer>, least: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(least, bytes.length * 2));
  larger.set(bytes);
  return larger;
}

function grownWords(words: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(words.length * 2);
  larger.set(words);
  return larger;
}
