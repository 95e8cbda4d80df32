import { mostObjects } from "./fields.ts";
import { wholeAt } from "./numbers.ts";
import type { SieRecord } from "./record.ts";
import type { SieObjectRef } from "./sie.ts";

const slots = 1 << 12;
const longest = 96;
const none: readonly SieObjectRef[] = Object.freeze([]);

/**
 * Object lists as shared values: the books repeat the same few thousand combinations, so equal bytes give the same
 * frozen list while it stays in its slot, and a receiver may compare and map them by identity.
 */
export class ObjectLists {
  readonly #kept = new Array<readonly SieObjectRef[]>(slots).fill(none);
  readonly #lengths = new Uint8Array(slots);
  readonly #bytes = new Uint8Array(slots * longest);
  readonly #onDimension: (dimension: number, line: number) => void;

  constructor(onDimension: (dimension: number, line: number) => void) {
    this.#onDimension = onDimension;
  }

  /** Undefined when the list was wrong, which is then reported. No list is the empty one. */
  of(record: SieRecord): readonly SieObjectRef[] | undefined {
    const { fields, bytes } = record;
    if (fields.objectCount === 0 || fields.listStart < 0) return none;
    const start = fields.listStart;
    const length = fields.listEnd - start;
    if (length > longest) return this.#read(record);
    let hash = length;
    for (let i = start; i < fields.listEnd; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (slots - 1);
    const at = slot * longest;
    const kept = this.#bytes;
    if (this.#lengths[slot] === length) {
      let i = 0;
      while (i < length && kept[at + i] === bytes[start + i]) i++;
      if (i === length) return this.#kept[slot];
    }
    const list = this.#read(record);
    if (list === undefined) return undefined;
    for (let i = 0; i < length; i++) kept[at + i] = bytes[start + i] as number;
    this.#lengths[slot] = length;
    this.#kept[slot] = list;
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
      const from = fields.objectStart[i] as number;
      const to = fields.objectEnd[i] as number;
      const dimension = wholeAt(record.bytes, from, to);
      if (dimension === undefined || dimension < 1) {
        record.problemAt("sie4.object-list", from, to);
        return undefined;
      }
      this.#onDimension(dimension, record.line);
      list.push(Object.freeze({ dimension, object: record.objectText(i + 1) }));
    }
    return Object.freeze(list);
  }
}
