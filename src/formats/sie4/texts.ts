import { decode, type Encoding, isAscii, looksDamaged } from "./encoding.ts";
import { RunMemory } from "./run-memory.ts";

/** Most different damaged texts that are told of once each; beyond that each time. */
const mostDamaged = 10_000;

/** Decoding with a memory: books repeat the same accounts, codes and texts hundreds of thousands of times. */
export class Texts {
  encoding: Encoding = "ascii";
  /** Set when a text just decoded bears signs of damage, the first time it comes. Who asks sets it back. */
  unsound = false;
  readonly #known = new RunMemory<string>(1 << 14, 48);
  readonly #damaged = new Set<string>();

  get(bytes: Uint8Array, start: number, end: number): string {
    if (start === end) return "";
    const known = this.#known.find(bytes, start, end);
    if (known !== undefined) return known;
    const text = decode(bytes, start, end, this.encoding);
    if (!isAscii(bytes, start, end) && looksDamaged(text) && !this.#damaged.has(text)) {
      if (this.#damaged.size < mostDamaged) this.#damaged.add(text);
      this.unsound = true;
    }
    this.#known.keep(bytes, start, end, text);
    return text;
  }
}

/** What makes texts of bytes. */
export type TextSource = Pick<Texts, "get">;

/** For numbers, which hardly ever come again and so are not remembered. */
export const digits: TextSource = { get: (bytes, start, end) => decode(bytes, start, end, "ascii") };

/** A text that is decoded when somebody asks for it, as long as its bytes are there. */
export class LazyText {
  #text = "";
  #bytes: Uint8Array | undefined;
  #start = 0;
  #end = 0;
  #source: TextSource = digits;

  get(): string {
    if (this.#bytes !== undefined) {
      this.#text = this.#source.get(this.#bytes, this.#start, this.#end);
      this.#bytes = undefined;
    }
    return this.#text;
  }

  set(text: string): void {
    this.#text = text;
    this.#bytes = undefined;
  }

  /** Asked for only while the bytes are there. */
  stand(bytes: Uint8Array, start: number, end: number, source: TextSource): void {
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
    this.#source = source;
  }
}
