import { assert, byCode, type Micro, type Period, periodOf, type Problem } from "../../kernel/index.ts";
import { EventIds } from "./event-ids.ts";
import { type IdMarks, marksOf } from "./id-marks.ts";
import * as problem from "./problems.ts";
import type { Segment } from "./segment.ts";
import type { UsageEvent } from "./usage.ts";
import type { UsageScanner } from "./usage-scanner.ts";

/** The events of one month in a part, ready to be stored: its segments in item order, and the marks of their ids. */
export interface CollectedMonth {
  readonly period: Period;
  readonly segments: readonly Segment[];
  readonly marks: IdMarks;
}

/** So many events of a source as are held at once. Its columns hold until the part after the next is handed out. */
export interface CollectedPart {
  /** Earliest first. */
  readonly months: readonly CollectedMonth[];
  readonly events: number;
  /** Events that came again within the part with the same content and were counted once. */
  readonly duplicates: number;
}

/**
 * Collects the events of one source into segments while they stream past, a part at a time: as many events as the bound says,
 * of whatever months and in whatever order. Memory is that of the bound, however many events the source has or a month of
 * it; and so small a part's ids are found in the processor's own memory. What came in an earlier part is found by the marks.
 */
export class UsageCollector {
  readonly #partEvents: number;
  readonly #items = new Dictionary();
  readonly #customers = new Dictionary();
  readonly #subjects = new Dictionary();
  readonly #part = new OpenPart();
  #scanner: UsageScanner | undefined;
  /** The scanner's numbers of items and customers -> ours. */
  #itemOf = new Int32Array(0);
  #customerOf = new Int32Array(0);

  constructor({ partEvents = 120_000 }: { partEvents?: number } = {}) {
    this.#partEvents = partEvents;
  }

  /** Takes one event in; what is wrong with it, if anything. */
  add(event: UsageEvent): Problem | undefined {
    return this.#part.add(
      event.eventId,
      this.#items.numberOf(event.item),
      this.#customers.numberOf(event.customer),
      event.quantityMicro,
      Number(event.day.slice(0, 4)) * 10_000 +
        Number(event.day.slice(5, 7)) * 100 +
        Number(event.day.slice(8)),
      event.second ?? -1,
      event.subject === undefined ? -1 : this.#subjects.numberOf(event.subject),
    );
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
    this.#know(scanner);
    this.#part.addScanned(scanner, this.#itemOf, this.#customerOf, wanted, found);
  }

  #know(scanner: UsageScanner): void {
    if (this.#scanner !== scanner) {
      this.#scanner = scanner;
      this.#itemOf = new Int32Array(0);
      this.#customerOf = new Int32Array(0);
    }
    const { items, customers } = scanner;
    if (this.#itemOf.length < items.names.length)
      this.#itemOf = Int32Array.from(items.names, (name) => this.#items.numberOf(name));
    if (this.#customerOf.length < customers.names.length)
      this.#customerOf = Int32Array.from(customers.names, (name) => this.#customers.numberOf(name));
  }

  /** A part to store now, where one is full. */
  ready(): CollectedPart | undefined {
    return this.#part.count < this.#partEvents ? undefined : this.#handOut();
  }

  /** What is still held, if anything is. */
  finish(): CollectedPart | undefined {
    return this.#part.count === 0 ? undefined : this.#handOut();
  }

  #handOut(): CollectedPart {
    const part = this.#part.collected(this.#items.names, this.#customers.names, this.#subjects.names);
    this.#part.clear();
    return part;
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

/** The columns of a part while it is filled. Emptied and filled again, so that a large file needs no more memory than a part. */
class OpenPart {
  readonly #ids = new EventIds();
  #item = new Int32Array(4096);
  #customer = new Int32Array(4096);
  #quantity = new Float64Array(4096);
  /** 20240131. */
  #day = new Int32Array(4096);
  /** Made when the first event tells of one: most never do. */
  #second: Int32Array<ArrayBuffer> | undefined;
  #subject: Int32Array<ArrayBuffer> | undefined;
  #duplicates = 0;
  /** Places of the events by month and item, made anew for every part. */
  #rows = new Int32Array(0);
  #groups = new Int32Array(0);
  /** What is handed out, in turns: one is being stored while the next is filled. */
  readonly #handed = [new HandedOut(), new HandedOut()];
  #turn = 0;

  get count(): number {
    return this.#ids.count;
  }

  clear(): void {
    this.#ids.clear();
    this.#second = undefined;
    this.#subject = undefined;
    this.#duplicates = 0;
  }

  add(
    eventId: string,
    item: number,
    customer: number,
    quantity: Micro,
    day: number,
    second: number,
    subject: number,
  ): Problem | undefined {
    const before = this.count;
    const index = this.#ids.add(eventId);
    return (
      this.#keep(index, before, item, customer, quantity, day) ??
      this.#keepTold(index, before, second, subject)
    );
  }

  /** The same for the rows of a scanner, whose items and customers have other numbers there. */
  addScanned(
    { bytes, count, idStart, idEnd, idHigh, idLow, item, customer, quantityMicro, day }: UsageScanner,
    itemOf: Int32Array,
    customerOf: Int32Array,
    wanted: (index: number) => boolean,
    found: (problem: Problem, index: number) => void,
  ): void {
    const ids = this.#ids;
    while (this.#item.length < ids.count + count) this.#grow();
    const [items, customers, quantities, days] = [this.#item, this.#customer, this.#quantity, this.#day];
    for (let i = 0; i < count; i++) {
      if (!wanted(i)) continue;
      const before = ids.count;
      const index = ids.addHashed(
        bytes,
        idStart[i] as number,
        idEnd[i] as number,
        idHigh[i] as number,
        idLow[i] as number,
      );
      if (index === before) {
        items[index] = itemOf[item[i] as number] as number;
        customers[index] = customerOf[customer[i] as number] as number;
        quantities[index] = quantityMicro[i] as number;
        days[index] = day[i] as number;
        continue;
      }
      const problem = this.#keep(
        index,
        before,
        itemOf[item[i] as number] as number,
        customerOf[customer[i] as number] as number,
        quantityMicro[i] as Micro,
        day[i] as number,
      );
      if (problem !== undefined) found(problem, i);
    }
  }

  #keep(
    index: number,
    before: number,
    item: number,
    customer: number,
    quantity: Micro,
    day: number,
  ): Problem | undefined {
    if (index < before) {
      this.#duplicates += 1;
      const isSame =
        this.#item[index] === item &&
        this.#customer[index] === customer &&
        this.#quantity[index] === quantity &&
        this.#day[index] === day;
      return isSame ? undefined : this.#differs(index, day);
    }
    if (index === this.#item.length) this.#grow();
    this.#item[index] = item;
    this.#customer[index] = customer;
    this.#quantity[index] = quantity;
    this.#day[index] = day;
    return undefined;
  }

  /** What few events tell: the time of day and who it was. */
  #keepTold(index: number, before: number, second: number, subject: number): Problem | undefined {
    if (index < before) {
      const isSame = (this.#second?.[index] ?? -1) === second && (this.#subject?.[index] ?? -1) === subject;
      return isSame ? undefined : this.#differs(index, this.#day[index] as number);
    }
    if (second >= 0) this.#second ??= new Int32Array(this.#item.length).fill(-1);
    if (subject >= 0) this.#subject ??= new Int32Array(this.#item.length).fill(-1);
    if (this.#second !== undefined) this.#second[index] = second;
    if (this.#subject !== undefined) this.#subject[index] = subject;
    return undefined;
  }

  #differs(index: number, day: number): Problem {
    const [before, now] = [this.#day[index] as number, day].map((one) => periodOfKey(Math.floor(one / 100)));
    const eventId = this.#ids.idAt(index);
    return before === now
      ? problem.eventDiffers(eventId, before as Period)
      : problem.eventInOtherMonth(eventId, now as Period, { period: before as Period });
  }

  #grow(): void {
    const size = this.#item.length * 2;
    this.#item = grownTold(this.#item, size, 0);
    this.#customer = grownTold(this.#customer, size, 0);
    this.#day = grownTold(this.#day, size, 0);
    const quantity = new Float64Array(size);
    quantity.set(this.#quantity);
    this.#quantity = quantity;
    this.#second = this.#second && grownTold(this.#second, size, -1);
    this.#subject = this.#subject && grownTold(this.#subject, size, -1);
  }

  collected(
    items: readonly string[],
    customers: readonly string[],
    subjects: readonly string[],
  ): CollectedPart {
    const { keys, monthOf } = this.#months();
    const { rows, ends } = this.#rowsByMonthAndItem(monthOf, keys.length, items.length);
    const itemOrder = items.map((_, item) => item);
    itemOrder.sort((a, b) => byCode(items[a] as string, items[b] as string));
    const startOf = (group: number): number => (group === 0 ? 0 : (ends[group - 1] as number));
    const into = this.#handed[this.#turn] as HandedOut;
    this.#turn = 1 - this.#turn;
    into.begin(this.count, this.#ids.bytes);
    const months = keys.map((key, month): CollectedMonth => {
      const period = periodOfKey(key);
      const first = month * items.length;
      const segments = itemOrder
        .filter((item) => (ends[first + item] as number) > startOf(first + item))
        .map((item) =>
          this.#segment(
            period,
            items[item] as string,
            customers,
            subjects,
            rows.subarray(startOf(first + item), ends[first + item]),
            into,
          ),
        );
      const [from, to] = [startOf(first), ends[first + items.length - 1] as number];
      const words = into.marks.subarray(from * 2, to * 2);
      return { period, segments, marks: marksOf(period, this.#ids.hashes, rows.subarray(from, to), words) };
    });
    return {
      months: months.toSorted((a, b) => byCode(a.period, b.period)),
      events: this.count,
      duplicates: this.#duplicates,
    };
  }

  /** The months of the part as 202401, in the order they came, and the place of one among them. */
  #months(): { readonly keys: readonly number[]; readonly monthOf: (day: number) => number } {
    const keys: number[] = [];
    const places = new Map<number, number>();
    let [lastKey, last] = [-1, -1];
    const monthOf = (day: number): number => {
      // Cut to whole numbers this way, V8 multiplies where it would divide.
      const key = (day / 100) | 0;
      if (key === lastKey) return last;
      let place = places.get(key);
      if (place === undefined) {
        place = keys.push(key) - 1;
        places.set(key, place);
      }
      [lastKey, last] = [key, place];
      return place;
    };
    for (let row = 0; row < this.count; row++) monthOf(this.#day[row] as number);
    return { keys, monthOf };
  }

  /** The events of each month and item, in the order they came: a group ends at its place in `ends`, where the next begins. */
  #rowsByMonthAndItem(
    monthOf: (day: number) => number,
    months: number,
    items: number,
  ): { readonly rows: Int32Array; readonly ends: Int32Array } {
    const ends = new Int32Array(months * items);
    const next = new Int32Array(months * items);
    if (this.#rows.length < this.count) {
      this.#rows = new Int32Array(this.#item.length);
      this.#groups = new Int32Array(this.#item.length);
    }
    const [rows, groups] = [this.#rows, this.#groups];
    for (let row = 0; row < this.count; row++) {
      const group = monthOf(this.#day[row] as number) * items + (this.#item[row] as number);
      groups[row] = group;
      ends[group]! += 1;
    }
    for (let group = 1; group < ends.length; group++) {
      next[group] = ends[group - 1] as number;
      ends[group]! += ends[group - 1] as number;
    }
    for (let row = 0; row < this.count; row++) rows[next[groups[row] as number]!++] = row;
    return { rows, ends };
  }

  #segment(
    period: Period,
    item: string,
    customers: readonly string[],
    subjects: readonly string[],
    rows: Int32Array,
    into: HandedOut,
  ): Segment {
    const local = new Int32Array(customers.length).fill(-1);
    const names: string[] = [];
    const { customer, quantityMicro, dayOfMonth, idEnd, ids } = into.next(rows.length);
    const [customerOf, quantityOf, dayOf] = [this.#customer, this.#quantity, this.#day];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const number = customerOf[row] as number;
      if (local[number] === -1) local[number] = names.push(customers[number] as string) - 1;
      customer[i] = local[number] as number;
      quantityMicro[i] = quantityOf[row] as number;
      dayOfMonth[i] = (dayOf[row] as number) % 100;
    }
    const idBytes = this.#ids.writeIds(rows, idEnd, ids);
    into.wrote(rows.length, idBytes);
    return {
      period,
      item,
      customers: names,
      customer,
      quantityMicro,
      dayOfMonth,
      idEnd,
      ids: ids.subarray(0, idBytes),
      ...toldOf(this.#second, rows, (second) => ({ second })),
      ...toldOf(this.#subject, rows, (subject) => ofOwnDictionary(subject, subjects)),
    };
  }
}

/**
 * The memory that a part's segments and marks stand in, one segment after the other: used again and again, since what is made
 * anew for every part makes the collector of garbage run more than all the rest.
 */
class HandedOut {
  marks = new Uint32Array(0);
  #customer = new Int32Array(0);
  #quantity = new Float64Array(0);
  #day = new Uint8Array(0);
  #idEnd = new Uint32Array(0);
  #ids = new Uint8Array(0);
  #events = 0;
  #idBytes = 0;

  begin(events: number, idBytes: number): void {
    if (this.#customer.length < events) {
      this.marks = new Uint32Array(events * 2);
      this.#customer = new Int32Array(events);
      this.#quantity = new Float64Array(events);
      this.#day = new Uint8Array(events);
      this.#idEnd = new Uint32Array(events);
    }
    if (this.#ids.length < idBytes) this.#ids = new Uint8Array(idBytes + (idBytes >> 3));
    this.#events = 0;
    this.#idBytes = 0;
  }

  /** The columns of the next so many events; the ids are as long as there is room. */
  next(events: number): Pick<Segment, "customer" | "quantityMicro" | "dayOfMonth" | "idEnd" | "ids"> {
    const [from, to] = [this.#events, this.#events + events];
    return {
      customer: this.#customer.subarray(from, to),
      quantityMicro: this.#quantity.subarray(from, to),
      dayOfMonth: this.#day.subarray(from, to),
      idEnd: this.#idEnd.subarray(from, to),
      ids: this.#ids.subarray(this.#idBytes),
    };
  }

  wrote(events: number, idBytes: number): void {
    this.#events += events;
    this.#idBytes += idBytes;
  }
}

/** The month of 202401. */
function periodOfKey(key: number): Period {
  return periodOf(Math.floor(key / 100), key % 100);
}

function grownTold(column: Int32Array<ArrayBuffer>, size: number, untold: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(size).fill(untold, column.length);
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

/** A whole list at once: what the generator and the tests use. Problems are bugs there. */
export function collect(events: Iterable<UsageEvent>): readonly CollectedMonth[] {
  const collector = new UsageCollector({ partEvents: Number.MAX_SAFE_INTEGER });
  for (const event of events) {
    const found = collector.add(event);
    assert(found === undefined, found?.message_en ?? "");
  }
  return collector.finish()?.months ?? [];
}
