import { decode, type Encoding, looksDamaged } from "./encoding.ts";

const slots = 1 << 14;
const longest = 48;

/**
 * Decoding with a memory: books repeat the same accounts, codes and texts hundreds of thousands of times, so each
 * distinct run of bytes is decoded once while it stays in its slot. Bounded; a collision only costs a new decoding.
 */
export class Texts {
  encoding: Encoding = "ascii";
  /** Set when a text just decoded bears signs of damage. Who asks sets it back. */
  unsound = false;
  readonly #kept = new Array<string>(slots).fill("");
  readonly #lengths = new Uint8Array(slots);
  readonly #bytes = new Uint8Array(slots * longest);

  get(bytes: Uint8Array, start: number, end: number): string {
    const length = end - start;
    if (length === 0) return "";
    if (length > longest) return this.#decode(bytes, start, end);
    let hash = length;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (slots - 1);
    const at = slot * longest;
    const kept = this.#bytes;
    if (this.#lengths[slot] === length) {
      let i = 0;
      while (i < length && kept[at + i] === bytes[start + i]) i++;
      if (i === length) return this.#kept[slot] as string;
    }
    const text = this.#decode(bytes, start, end);
    for (let i = 0; i < length; i++) kept[at + i] = bytes[start + i] as number;
    this.#lengths[slot] = length;
    this.#kept[slot] = text;
    return text;
  }

  #decode(bytes: Uint8Array, start: number, end: number): string {
    const text = decode(bytes, start, end, this.encoding);
    if (looksDamaged(text)) this.unsound = true;
    return text;
  }
}
