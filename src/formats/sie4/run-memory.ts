const ways = 4;

/**
 * What short runs of bytes were last understood as, bounded: each run has four places it may stand in, and losing one
 * only costs reading it again. When they are taken a run is kept the second time it comes by, because most of what
 * comes once in a large file never comes again.
 */
export class RunMemory<T> {
  readonly #sets: number;
  readonly #longest: number;
  readonly #values: (T | undefined)[];
  readonly #hashes: Int32Array;
  readonly #lengths: Uint8Array;
  readonly #bytes: Uint8Array;
  /** Hash of the run that last missed in each set. */
  readonly #candidates: Int32Array;
  /** Of the run last looked for. */
  #hash = 0;

  /** `runs` is a power of two, `longest` below 256. */
  constructor(runs: number, longest: number) {
    this.#sets = runs / ways;
    this.#longest = longest;
    this.#values = new Array<T | undefined>(runs).fill(undefined);
    this.#hashes = new Int32Array(runs);
    this.#lengths = new Uint8Array(runs);
    this.#bytes = new Uint8Array(runs * longest);
    this.#candidates = new Int32Array(this.#sets);
  }

  find(bytes: Uint8Array, start: number, end: number): T | undefined {
    const length = end - start;
    if (length > this.#longest) return undefined;
    const hash = hashOf(bytes, start, end);
    this.#hash = hash;
    const first = (hash & (this.#sets - 1)) * ways;
    const hashes = this.#hashes;
    for (let at = first; at < first + ways; at++) {
      if (hashes[at] === hash && this.#lengths[at] === length && this.#isAt(at, bytes, start, end)) {
        return this.#values[at];
      }
    }
    return undefined;
  }

  #isAt(at: number, bytes: Uint8Array, start: number, end: number): boolean {
    const kept = this.#bytes;
    const shift = at * this.#longest - start;
    for (let i = start; i < end; i++) if (kept[i + shift] !== bytes[i]) return false;
    return true;
  }

  /** Right after a `find` of the same run that found nothing. */
  keep(bytes: Uint8Array, start: number, end: number, value: T): void {
    const length = end - start;
    if (length > this.#longest) return;
    const hash = this.#hash;
    const set = hash & (this.#sets - 1);
    let at = set * ways;
    const full = at + ways;
    while (at < full && this.#lengths[at] !== 0) at++;
    if (at === full) {
      if (this.#candidates[set] !== hash) {
        this.#candidates[set] = hash;
        return;
      }
      at = set * ways + (hash >>> 30);
    }
    const shift = at * this.#longest - start;
    for (let i = start; i < end; i++) this.#bytes[i + shift] = bytes[i] as number;
    this.#hashes[at] = hash;
    this.#lengths[at] = length;
    this.#values[at] = value;
  }
}

/** Four bytes a step: the chain of multiplications is what takes the time. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  let at = start;
  for (; at + 3 < end; at += 4) {
    const four =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    hash = Math.imul(hash ^ four, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash ^ (hash >>> 13);
}
