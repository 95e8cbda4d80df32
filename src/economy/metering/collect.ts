import {
  assert,
  byCode,
  type Micro,
  type Period,
  periodOf,
  periodOfDay,
  type Problem,
} from "../../kernel/index.ts";
import { EventIds } from "./event-ids.ts";
import * as problem from "./problems.ts";
import type { Segment } from "./segment.ts";
import type { UsageEvent } from "./usage.ts";
import type { UsageScanner } from "./usage-scanner.ts";

/** A month of a source, ready to be stored: its segments in item order. */
export interface CollectedMonth {
  readonly period: Period;
  readonly segments: readonly Segment[];
  readonly events: number;
  /** Events that came again with the same content and were counted once. */
  readonly duplicates: number;
}

/**
 * Collects the events of one source into segments while they stream past. Months are held open only until together
 * they pass `holdEvents`; then all but the latest are handed out and closed. Memory is therefore that of the bound or
 * of one month, whichever is larger, however many events the source has. A file in order of time, as meters write
 * them, never notices; one that returns to a month handed out is refused and told to be sorted.
 */
export class UsageCollector {
  readonly #holdEvents: number;
  readonly #months = new Map<Period, OpenMonth>();
  readonly #closed = new Set<Period>();
  readonly #items = new Dictionary();
  readonly #customers = new Dictionary();
  readonly #subjects = new Dictionary();
  #held = 0;
  #last: { readonly key: number; readonly month: OpenMonth } | undefined;

  constructor({ holdEvents = 500_000 }: { holdEvents?: number } = {}) {
    this.#holdEvents = holdEvents;
  }

  /** Takes one event in; what is wrong with it, if anything. */
  add(event: UsageEvent): Problem | undefined {
    const period = periodOfDay(event.day);
    if (this.#closed.has(period)) return problem.monthsOutOfOrder(period, event.eventId);
    let month = this.#months.get(period);
    if (month === undefined) {
      month = new OpenMonth(period);
      this.#months.set(period, month);
    }
    const before = month.count;
    const same = month.add(
      event.eventId,
      this.#items.numberOf(event.item),
      this.#customers.numberOf(event.customer),
      event.quantityMicro,
      Number(event.day.slice(8)),
      event.second ?? -1,
      event.subject === undefined ? -1 : this.#subjects.numberOf(event.subject),
    );
    this.#held += month.count - before;
    return same ? undefined : problem.eventDiffers(event.eventId, period);
  }

  /**
   * Takes the rows in that a scanner holds, those that `wanted` says yes to, without making an object of any of them.
   * `found` is told of each problem with the row it is about.
   */
  addScanned(
    scanner: UsageScanner,
    wanted: (index: number) => boolean,
    found: (problem: Problem, index: number) => void,
  ): void {
    const { items, customers } = scanner;
    for (let i = 0; i < scanner.count; i++) {
      if (!wanted(i)) continue;
      const key = scanner.day[i] as number;
      const month = this.#monthOf(Math.floor(key / 100));
      if (month === undefined) {
        const event = scanner.rowAt(i);
        found(problem.monthsOutOfOrder(periodOfDay(event.day), event.eventId), i);
        continue;
      }
      const before = month.count;
      const same = month.addBytes(
        scanner.bytes,
        scanner.idStart[i] as number,
        scanner.idEnd[i] as number,
        this.#items.numberOf(items.names[scanner.item[i] as number] as string),
        this.#customers.numberOf(customers.names[scanner.customer[i] as number] as string),
        scanner.quantityMicro[i] as Micro,
        key % 100,
      );
      this.#held += month.count - before;
      if (!same) found(problem.eventDiffers(scanner.rowAt(i).eventId, month.period), i);
    }
  }

  /** The open month of 202401; undefined for one that was handed out. The last one asked for is at hand. */
  #monthOf(key: number): OpenMonth | undefined {
    if (this.#last?.key === key) return this.#last.month;
    const period = periodOf(Math.floor(key / 100), key % 100);
    if (this.#closed.has(period)) return undefined;
    let month = this.#months.get(period);
    if (month === undefined) {
      month = new OpenMonth(period);
      this.#months.set(period, month);
    }
    this.#last = { key, month };
    return month;
  }

  /** Months to store now, earliest first; empty most of the time. */
  ready(): CollectedMonth[] {
    if (this.#held <= this.#holdEvents || this.#months.size < 2) return [];
    return this.#handOut([...this.#months.keys()].toSorted(byCode).slice(0, -1));
  }

  /** The months still held, earliest first. The collector is then empty. */
  finish(): CollectedMonth[] {
    return this.#handOut([...this.#months.keys()].toSorted(byCode));
  }

  #handOut(periods: readonly Period[]): CollectedMonth[] {
    this.#last = undefined;
    return periods.map((period) => {
      const month = this.#months.get(period) as OpenMonth;
      this.#months.delete(period);
      this.#closed.add(period);
      this.#held -= month.count;
      return month.collected(this.#items.names, this.#customers.names, this.#subjects.names);
    });
  }
}

/** Names numbered in the order they come. */
class Dictionary {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.names.length;
      this.names.push(name);
      this.#numbers.set(name, number);
    }
    return number;
  }
}

class OpenMonth {
  readonly period: Period;
  readonly #ids = new EventIds();
  #item = new Int32Array(4096);
  #customer = new Int32Array(4096);
  #quantity = new Float64Array(4096);
  #day = new Uint8Array(4096);
  /** Made when the first event tells of one: most never do. */
  #second: Int32Array<ArrayBuffer> | undefined;
  #subject: Int32Array<ArrayBuffer> | undefined;
  #duplicates = 0;

  constructor(period: Period) {
    this.period = period;
  }

  get count(): number {
    return this.#ids.count;
  }

  /** False where the id came before with other content. */
  add(
    eventId: string,
    item: number,
    customer: number,
    quantity: Micro,
    day: number,
    second: number,
    subject: number,
  ): boolean {
    const before = this.count;
    const index = this.#ids.add(eventId);
    return (
      this.#keep(index, before, item, customer, quantity, day) &&
      this.#keepTold(index, before, second, subject)
    );
  }

  /** The same for an id that lies in bytes. */
  addBytes(
    bytes: Uint8Array,
    idStart: number,
    idEnd: number,
    item: number,
    customer: number,
    quantity: Micro,
    day: number,
  ): boolean {
    const before = this.count;
    return this.#keep(this.#ids.addBytes(bytes, idStart, idEnd), before, item, customer, quantity, day);
  }

  #keep(
    index: number,
    before: number,
    item: number,
    customer: number,
    quantity: Micro,
    day: number,
  ): boolean {
    if (index < before) {
      this.#duplicates += 1;
      return (
        this.#item[index] === item &&
        this.#customer[index] === customer &&
        this.#quantity[index] === quantity &&
        this.#day[index] === day
      );
    }
    if (index === this.#item.length) this.#grow();
    this.#item[index] = item;
    this.#customer[index] = customer;
    this.#quantity[index] = quantity;
    this.#day[index] = day;
    return true;
  }

  /** What few events tell: the time of day and who it was. */
  #keepTold(index: number, before: number, second: number, subject: number): boolean {
    if (index < before)
      return (this.#second?.[index] ?? -1) === second && (this.#subject?.[index] ?? -1) === subject;
    if (second >= 0) this.#second ??= new Int32Array(this.#item.length).fill(-1);
    if (subject >= 0) this.#subject ??= new Int32Array(this.#item.length).fill(-1);
    if (this.#second !== undefined) this.#second[index] = second;
    if (this.#subject !== undefined) this.#subject[index] = subject;
    return true;
  }

  #grow(): void {
    const size = this.#item.length * 2;
    const grown = { item: new Int32Array(size), customer: new Int32Array(size) };
    grown.item.set(this.#item);
    grown.customer.set(this.#customer);
    const quantity = new Float64Array(size);
    quantity.set(this.#quantity);
    const day = new Uint8Array(size);
    day.set(this.#day);
    this.#item = grown.item;
    this.#customer = grown.customer;
    this.#quantity = quantity;
    this.#day = day;
    this.#second = this.#second && grownTold(this.#second, size);
    this.#subject = this.#subject && grownTold(this.#subject, size);
  }

  collected(
    items: readonly string[],
    customers: readonly string[],
    subjects: readonly string[],
  ): CollectedMonth {
    const { rows, ends } = this.#rowsByItem(items.length);
    const order = items
      .map((_, item) => item)
      .filter((item) => (ends[item] as number) > (item === 0 ? 0 : (ends[item - 1] as number)))
      .toSorted((a, b) => byCode(items[a] as string, items[b] as string));
    return {
      period: this.period,
      segments: order.map((item) =>
        this.#segment(
          items[item] as string,
          customers,
          subjects,
          rows.subarray(item === 0 ? 0 : ends[item - 1], ends[item]),
        ),
      ),
      events: this.count,
      duplicates: this.#duplicates,
    };
  }

  /** The events of each item, in the order they came: those of item i end at `ends[i]`, where those of the next begin. */
  #rowsByItem(items: number): { readonly rows: Int32Array; readonly ends: Int32Array } {
    const ends = new Int32Array(items);
    const next = new Int32Array(items);
    for (let row = 0; row < this.count; row++) ends[this.#item[row] as number]! += 1;
    for (let item = 1; item < items; item++) {
      next[item] = ends[item - 1] as number;
      ends[item]! += ends[item - 1] as number;
    }
    const rows = new Int32Array(this.count);
    for (let row = 0; row < this.count; row++) rows[next[this.#item[row] as number]!++] = row;
    return { rows, ends };
  }

  #segment(
    item: string,
    customers: readonly string[],
    subjects: readonly string[],
    rows: Int32Array,
  ): Segment {
    const local = new Int32Array(customers.length).fill(-1);
    const names: string[] = [];
    const customer = new Int32Array(rows.length);
    const quantityMicro = new Float64Array(rows.length);
    const dayOfMonth = new Uint8Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const number = this.#customer[row] as number;
      if (local[number] === -1) local[number] = names.push(customers[number] as string) - 1;
      customer[i] = local[number] as number;
      quantityMicro[i] = this.#quantity[row] as number;
      dayOfMonth[i] = this.#day[row] as number;
    }
    const { idEnd, ids } = this.#ids.idsOf(rows);
    return {
      period: this.period,
      item,
      customers: names,
      customer,
      quantityMicro,
      dayOfMonth,
      idEnd,
      ids,
      ...toldOf(this.#second, rows, (second) => ({ second })),
      ...toldOf(this.#subject, rows, (subject) => ofOwnDictionary(subject, subjects)),
    };
  }
}

function grownTold(column: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(size).fill(-1);
  grown.set(column);
  return grown;
}

/** A column of what few events tell, for some rows; nothing where none of them tells it. */
function toldOf<T extends object>(
  column: Int32Array | undefined,
  rows: Int32Array,
  made: (column: Int32Array) => T,
): T | object {
  if (column === undefined) return {};
  const told = Int32Array.from(rows, (row) => column[row] as number);
  return told.some((value) => value >= 0) ? made(told) : {};
}

/** The same codes numbered among themselves. */
function ofOwnDictionary(
  column: Int32Array,
  names: readonly string[],
): { readonly subject: Int32Array; readonly subjects: readonly string[] } {
  const own = new Dictionary();
  const subject = column.map((number) => (number < 0 ? -1 : own.numberOf(names[number] as string)));
  return { subject, subjects: own.names };
}

/** Splits a whole list at once: what the generator and the tests use. Problems are bugs there. */
export function collect(events: Iterable<UsageEvent>): CollectedMonth[] {
  const collector = new UsageCollector({ holdEvents: Number.MAX_SAFE_INTEGER });
  for (const event of events) {
    const found = collector.add(event);
    assert(found === undefined, found?.message_en ?? "");
  }
  return collector.finish();
}
