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
  readonly #lists = new RunMemory<readonly SieObjectRef[]>(1 << 14, 96);
  readonly #pairs = new RunMemory<SieObjectRef>(1 << 10, 32);
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
    if (list !== undefined) this.#lists.keep(bytes, fields.listStart, fields.listEnd, list);
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
