import { decode, type Encoding, isAscii, looksDamaged } from "./encoding.ts";
import { RunMemory } from "./run-memory.ts";

/** Decoding with a memory: books repeat the same accounts, codes and texts hundreds of thousands of times. */
export class Texts {
  encoding: Encoding = "ascii";
  /** Set when a text just decoded bears signs of damage. Who asks sets it back. */
  unsound = false;
  readonly #known = new RunMemory<string>(1 << 14, 48);

  get(bytes: Uint8Array, start: number, end: number): string {
    if (start === end) return "";
    const known = this.#known.find(bytes, start, end);
    if (known !== undefined) return known;
    const text = decode(bytes, start, end, this.encoding);
    if (!isAscii(bytes, start, end) && looksDamaged(text)) this.unsound = true;
    this.#known.keep(bytes, start, end, text);
    return text;
  }
}
