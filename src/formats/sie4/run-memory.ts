const ways = 4;

/**
 * What short runs of bytes were last understood as, bounded: each run has four places it may stand in, and losing one
 * only costs reading it again. When they are taken a run is kept the second time it comes by, because most of what
 * comes once in a large file never comes again. A run is found by its hash, but never without its bytes being the same.
 */
export class RunMemory<T> {
  readonly #sets: number;
  readonly #longest: number;
  readonly #values: (T | undefined)[];
  readonly #hashes: Int32Array;
  /** One more than the length of the run, 0 where nothing stands, and its bytes: four a word, the last filled up with zeros. */
  readonly #words: Int32Array;
  readonly #wordsOfRun: number;
  /** Hash of the run that last missed in each set. */
  readonly #candidates: Int32Array;
  /** Of the run last looked for. */
  #hash = 0;
  /** Where the run ended that `findUntil` last looked for; -1 when it was too long to be kept. */
  end = -1;

  /** `runs` is a power of two, `longest` a multiple of four below 252. */
  constructor(runs: number, longest: number) {
    this.#sets = runs / ways;
    this.#longest = longest;
    this.#wordsOfRun = longest / 4 + 1;
    this.#values = new Array<T | undefined>(runs).fill(undefined);
    this.#hashes = new Int32Array(runs);
    this.#words = new Int32Array(runs * this.#wordsOfRun);
    this.#candidates = new Int32Array(this.#sets);
  }

  find(bytes: Uint8Array, start: number, end: number): T | undefined {
    const length = end - start;
    if (length > this.#longest) return undefined;
    let hash = 0;
    for (let at = start; at < end; at += 4)
      hash = (((hash << 5) | (hash >>> 27)) + wordAt(bytes, at, end)) | 0;
    hash = mixed(hash, length);
    this.#hash = hash;
    const first = (hash & (this.#sets - 1)) * ways;
    for (let place = first; place < first + ways; place++) {
      if (this.#hashes[place] !== hash) continue;
      let word = place * this.#wordsOfRun;
      if (this.#words[word++] !== length + 1) continue;
      let at = start;
      while (at < end && this.#words[word] === wordAt(bytes, at, end)) {
        word++;
        at += 4;
      }
      if (at >= end) return this.#values[place];
    }
    return undefined;
  }

  /**
   * Looks for the run from `start` up to the first byte that is `stop`, in one pass over four bytes at a time.
   * `lastWord` is the last place of `view` from which four bytes can be read.
   */
  findUntil(view: DataView, start: number, lastWord: number, stop: number): T | undefined {
    const stops = Math.imul(stop, 0x01010101);
    const most = Math.min(lastWord, start + this.#longest);
    let hash = 0;
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
      hash = (((hash << 5) | (hash >>> 27)) + word) | 0;
      at += 4;
    }
    const over = (31 - Math.clz32(found & -found)) >> 3;
    const end = at + over;
    this.end = end;
    const length = end - start;
    if (length > this.#longest) {
      this.end = -1;
      return undefined;
    }
    const last = word & ((1 << (over << 3)) - 1);
    if (over !== 0) hash = (((hash << 5) | (hash >>> 27)) + last) | 0;
    hash = mixed(hash, length);
    this.#hash = hash;
    const hashes = this.#hashes;
    const first = (hash & (this.#sets - 1)) * ways;
    for (let place = first; place < first + ways; place++) {
      if (hashes[place] !== hash) continue;
      const words = this.#words;
      let kept = place * this.#wordsOfRun;
      if (words[kept++] !== length + 1) continue;
      let from = start;
      while (from < at && words[kept] === view.getInt32(from, true)) {
        kept++;
        from += 4;
      }
      if (from === at && (over === 0 || words[kept] === last)) return this.#values[place];
    }
    return undefined;
  }

  /** Whether the run of the `find` or `findUntil` just missed is going to be kept. */
  wants(): boolean {
    const set = this.#hash & (this.#sets - 1);
    for (let place = set * ways; place < set * ways + ways; place++)
      if (this.#words[place * this.#wordsOfRun] === 0) return true;
    if (this.#candidates[set] === this.#hash) return true;
    this.#candidates[set] = this.#hash;
    return false;
  }

  /** Right after a `find` or `findUntil` of the same run that found nothing. */
  keep(bytes: Uint8Array, start: number, end: number, value: T): void {
    const length = end - start;
    if (length > this.#longest || !this.wants()) return;
    const hash = this.#hash;
    const first = (hash & (this.#sets - 1)) * ways;
    let place = first;
    while (place < first + ways && this.#words[place * this.#wordsOfRun] !== 0) place++;
    if (place === first + ways) place = first + (hash >>> 30);
    let word = place * this.#wordsOfRun;
    this.#words[word++] = length + 1;
    for (let at = start; at < end; at += 4) this.#words[word++] = wordAt(bytes, at, end);
    this.#hashes[place] = hash;
    this.#values[place] = value;
  }
}

function mixed(hash: number, length: number): number {
  const once = Math.imul(hash ^ (hash >>> 15) ^ length, 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
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
