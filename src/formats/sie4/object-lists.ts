import { mostObjects } from "./fields.ts";
import { wholeAt } from "./numbers.ts";
import type { SieRecord } from "./record.ts";
import { RunMemory } from "./run-memory.ts";
import type { SieObjectRef } from "./sie.ts";

const none: readonly SieObjectRef[] = [];

/**
 * Object lists as shared values: the books repeat the same few thousand combinations, so equal bytes mostly give the
 * very same list, and a receiver may map lists by identity as a first try.
 */
export class ObjectLists {
  readonly #lists = new RunMemory<readonly SieObjectRef[]>(1 << 15, 96);
  readonly #pairs = new RunMemory<SieObjectRef>(1 << 12, 32);
  /** Where the list ended that `plain` last looked at. */
  end = -1;
  readonly #onDimension: (dimension: number, line: number) => void;

  constructor(onDimension: (dimension: number, line: number) => void) {
    this.#onDimension = onDimension;
  }

  /** Undefined when the list was wrong, which is then reported. No list is the empty one. */
  of(record: SieRecord): readonly SieObjectRef[] | undefined {
    const { fields, bytes } = record;
    if (fields.objectCount === 0 || fields.listStart < 0) return none;
    const known = this.#lists.find(bytes, fields.listStart, fields.listEnd);
    if (known !== undefined) return known;
    const list = this.#read(record);
    // A control character is told of each time it comes, and a brace within quotes would make the list seem to end there.
    const isPlain = fields.controlAt < 0 && !fields.escaped;
    if (list !== undefined && isPlain && !bytes.subarray(fields.listStart, fields.listEnd).includes(125))
      this.#lists.keep(bytes, fields.listStart, fields.listEnd, list);
    return list;
  }

  /**
   * The list of a record not yet split, from `start` up to the next closing brace, without a problem to tell of: known,
   * or put together of known pairs. Else undefined. `end` is where the brace stands.
   */
  plain(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    lastWord: number,
  ): readonly SieObjectRef[] | undefined {
    const known = this.#lists.findUntil(view, start, lastWord, 125);
    this.end = this.#lists.end;
    return known !== undefined || this.end < 0 ? known : this.#compose(bytes, start, this.end);
  }

  #compose(bytes: Uint8Array, start: number, end: number): readonly SieObjectRef[] | undefined {
    const list: SieObjectRef[] = [];
    let at = start;
    while (at < end) {
      const from = bytes[at] === 34 ? at + 1 : at;
      const dimensionEnd = plainCodeEnd(bytes, at, end);
      if (dimensionEnd < 0 || bytes[dimensionEnd] !== 32) return undefined;
      const objectEnd = plainCodeEnd(bytes, dimensionEnd + 1, end);
      if (objectEnd < 0 || list.length === mostObjects) return undefined;
      const pair = this.#pairs.find(bytes, from, bytes[dimensionEnd + 1] === 34 ? objectEnd - 1 : objectEnd);
      if (pair === undefined) return undefined;
      list.push(pair);
      at = bytes[objectEnd] === 32 ? objectEnd + 1 : objectEnd;
    }
    this.#lists.keep(bytes, start, end, list);
    return list;
  }

  #read(record: SieRecord): readonly SieObjectRef[] | undefined {
    const { fields } = record;
    if (fields.objectCount % 2 !== 0 || fields.objectCount > mostObjects * 2) {
      record.problemAt("sie4.object-list", fields.listStart - 1, fields.listEnd + 1);
      return undefined;
    }
    const list: SieObjectRef[] = [];
    for (let i = 0; i < fields.objectCount; i += 2) {
      const pair = this.#pair(record, i);
      if (pair === undefined) return undefined;
      list.push(pair);
    }
    return list;
  }

  #pair(record: SieRecord, i: number): SieObjectRef | undefined {
    const { fields, bytes } = record;
    const from = fields.objectStart[i] as number;
    const to = fields.objectEnd[i] as number;
    const end = fields.objectEnd[i + 1] as number;
    const known = this.#pairs.find(bytes, from, end);
    if (known !== undefined) return known;
    const dimension = wholeAt(bytes, from, to);
    if (dimension === undefined || dimension < 1) {
      record.problemAt("sie4.object-list", from, to);
      return undefined;
    }
    this.#onDimension(dimension, record.line);
    const pair = { dimension, object: record.objectText(i + 1) };
    this.#pairs.keep(bytes, from, end, pair);
    return pair;
  }
}

/** The place after a code, quoted or bare, that has nothing in it to look closer at; -1 for others. */
function plainCodeEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const quoted = bytes[at] === 34;
  if (quoted) at++;
  const from = at;
  for (; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte < 32 || byte === 127 || byte === 92 || byte === 34 || byte === 123) break;
    if (byte === 32 && !quoted) break;
  }
  if (at === from) return -1;
  if (quoted && (at === end || bytes[at++] !== 34)) return -1;
  return at === end || bytes[at] === 32 ? at : -1;
}
