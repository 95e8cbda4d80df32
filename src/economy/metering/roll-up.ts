import {
  byCode,
  type Day,
  micro,
  microPerUnit,
  type Micro,
  type Period,
  type Problem,
} from "../../kernel/index.ts";
import { type Aggregation, type Meter, targetsOf } from "./meter.ts";
import { SeenEvents } from "./seen-events.ts";
import { eventIdAt, type Segment } from "./segment.ts";
import type { SegmentHead } from "./segment-layout.ts";

/** A segment and the file it came from. */
export interface SourcedSegment {
  readonly source: string;
  readonly segment: Segment;
  /** When a source that corrects others was loaded: its events hold instead of theirs, the latest instead of earlier ones. */
  readonly correctedAt?: string;
  /** It may hold an id that stands in another part of the same source too. */
  readonly mayRepeat?: boolean;
}

/** A quantity of one item and customer in a month, or in one day of it. */
export interface RolledUp {
  readonly period: Period;
  readonly day?: Day;
  readonly item: string;
  readonly customer: string;
  readonly quantityMicro: Micro;
  readonly events: number;
  /** The files that it is made of, in code order. */
  readonly sources: readonly string[];
}

/**
 * The events of one month rolled up to the month, or to each of its days, by the meters. A month is never made of its days: the
 * largest of days is, but who was counted on two days is one user of the month. An event that came in several files counts once; the
 * same id with other content is a problem, unless the one file corrects the other. The order of the segments does not matter.
 */
export function rollUp(
  period: Period,
  segments: readonly SourcedSegment[],
  meters: readonly Meter[],
  { by, problems }: { readonly by: "day" | "month"; readonly problems: Problem[] },
): RolledUp[] {
  // Within one source it is known where an id stands twice; else only several sources need comparing.
  const several =
    new Set(segments.map((sourced) => sourced.source)).size > 1 ||
    segments.some((sourced) => sourced.mayRepeat === true);
  const rolling = new RollUp(period, meters, by, several ? new SeenEvents(period, problems) : undefined);
  for (const sourced of segments.toSorted(byTurn)) rolling.add(sourced);
  return rolling.rows();
}

/** The same for the segments of one source in which no id stands twice, as they come: none of them is held. */
export class RollUp {
  readonly #period: Period;
  readonly #meters: readonly Meter[];
  readonly #by: "day" | "month";
  readonly #seen: SeenEvents | undefined;
  readonly #buckets = new Map<string, Bucket>();

  constructor(period: Period, meters: readonly Meter[], by: "day" | "month", seen?: SeenEvents) {
    this.#period = period;
    this.#meters = meters;
    this.#by = by;
    this.#seen = seen;
  }

  add(sourced: SourcedSegment): void {
    const { segment, source } = sourced;
    const targets = targetsOf(segment.item, this.#meters);
    const bucketOf = bucketsOf(this.#buckets, segment, this.#by);
    if (this.#seen === undefined && targets.every((target) => target.aggregation === "sum")) {
      for (const { item } of targets) addSums(sourced, this.#by, (index) => bucketOf(item, "sum", index));
      return;
    }
    for (let i = 0; i < segment.customer.length; i++) {
      if (this.#seen?.countsAgain(sourced, i) === false) continue;
      for (const target of targets) bucketOf(target.item, target.aggregation, i).take(segment, i, source);
    }
  }

  rows(): RolledUp[] {
    return [...this.#buckets]
      .toSorted(([a], [b]) => byCode(a, b))
      .map(([key, bucket]) => {
        const [item, customer, day] = key.split("\n") as [string, string, string | undefined];
        return {
          period: this.#period,
          ...(day === undefined ? {} : { day: `${this.#period}-${day}` as Day }),
          item,
          customer,
          quantityMicro: bucket.quantity(),
          events: bucket.events,
          sources: [...bucket.sources].toSorted(byCode),
        };
      });
  }
}

/** Finds the bucket of an event without making a text of its key more than once per customer and day. */
function bucketsOf(
  buckets: Map<string, Bucket>,
  segment: Segment,
  by: "day" | "month",
): (item: string, aggregation: Aggregation, index: number) => Bucket {
  const known = new Map<string, (Bucket | undefined)[]>();
  return (item, aggregation, index) => {
    let ofItem = known.get(item);
    if (ofItem === undefined) known.set(item, (ofItem = []));
    const customer = segment.customer[index] as number;
    const day = by === "day" ? (segment.dayOfMonth[index] as number) : 0;
    const place = customer * 32 + day;
    const found = ofItem[place];
    if (found !== undefined) return found;
    const code = segment.customers[customer] as string;
    const key = by === "day" ? `${item}\n${code}\n${String(day).padStart(2, "0")}` : `${item}\n${code}`;
    const bucket = buckets.get(key) ?? new Bucket(aggregation);
    buckets.set(key, bucket);
    ofItem[place] = bucket;
    return bucket;
  };
}

/** The same for a month that one file holds, out of the heads of its segments: for meters that add. */
export function addUpHeads(
  heads: readonly { readonly source: string; readonly head: SegmentHead }[],
  meters: readonly Meter[],
  by: "day" | "month",
): RolledUp[] {
  const sums = new Map<string, RolledUp>();
  for (const { source, head } of heads) {
    const { quantities, events } = sumsOf(head, by === "day" ? 32 : 1);
    const width = by === "day" ? 32 : 1;
    for (const { item } of targetsOf(head.item, meters)) {
      for (let place = 0; place < events.length; place++) {
        if (events[place] === 0) continue;
        const customer = head.customers[Math.floor(place / width)] as string;
        const day = by === "day" ? `-${String(place % width).padStart(2, "0")}` : "";
        const key = `${item}\n${customer}\n${day}`;
        const before = sums.get(key);
        sums.set(key, {
          period: head.period,
          ...(by === "day" ? { day: `${head.period}${day}` as Day } : {}),
          item,
          customer,
          quantityMicro: micro((before?.quantityMicro ?? 0) + (quantities[place] as number) * head.unitMicro),
          events: (before?.events ?? 0) + (events[place] as number),
          sources: [source],
        });
      }
    }
  }
  return [...sums].toSorted(([a], [b]) => byCode(a, b)).map(([, row]) => row);
}

function sumsOf(
  { customer, quantity, dayOfMonth, customers, events: count }: SegmentHead,
  width: number,
): { readonly quantities: Float64Array; readonly events: Uint32Array } {
  const quantities = new Float64Array(customers.length * width);
  const events = new Uint32Array(quantities.length);
  const isOne = quantity.length === 0;
  for (let i = 0; i < count; i++) {
    const place =
      width === 1 ? (customer[i] as number) : (customer[i] as number) * 32 + (dayOfMonth[i] as number);
    quantities[place]! += isOne ? 1 : (quantity[i] as number);
    events[place]! += 1;
  }
  return { quantities, events };
}

/** What most events are: added, once per customer and day, without asking anything of each. */
function addSums(
  { segment, source }: SourcedSegment,
  by: "day" | "month",
  bucketOf: (index: number) => Bucket,
): void {
  const { customer, quantityMicro, dayOfMonth } = segment;
  const width = by === "day" ? 32 : 1;
  const sums = new Float64Array(segment.customers.length * width);
  const events = new Uint32Array(sums.length);
  const last = new Int32Array(sums.length);
  for (let i = 0; i < customer.length; i++) {
    const place =
      width === 1 ? (customer[i] as number) : (customer[i] as number) * 32 + (dayOfMonth[i] as number);
    sums[place]! += quantityMicro[i] as number;
    events[place]! += 1;
    last[place] = i;
  }
  for (let place = 0; place < sums.length; place++)
    if (events[place] !== 0)
      bucketOf(last[place] as number).add(sums[place] as number, events[place] as number, source);
}

class Bucket {
  events = 0;
  readonly sources = new Set<string>();
  readonly #aggregation: Aggregation;
  #lastSource = "";
  #quantity = 0;
  #at = -1;
  #id = "";
  #subjects: Set<string> | undefined;

  constructor(aggregation: Aggregation) {
    this.#aggregation = aggregation;
  }

  /** The sum of several events of one source. */
  add(quantity: number, events: number, source: string): void {
    this.#quantity += quantity;
    this.events += events;
    this.sources.add(source);
  }

  take(segment: Segment, index: number, source: string): void {
    this.events += 1;
    if (source !== this.#lastSource) {
      this.sources.add(source);
      this.#lastSource = source;
    }
    const quantity = segment.quantityMicro[index] as number;
    switch (this.#aggregation) {
      case "sum":
        this.#quantity += quantity;
        break;
      case "max":
        if (quantity > this.#quantity) this.#quantity = quantity;
        break;
      case "last":
        this.#takeLast(segment, index, quantity);
        break;
      case "unique": {
        const subject = segment.subject?.[index] ?? -1;
        this.#subjects ??= new Set();
        // Who says nothing of who it was counts as one of its own, never as the same as another who said nothing.
        this.#subjects.add(
          subject < 0 ? `\0${eventIdAt(segment, index)}` : (segment.subjects?.[subject] as string),
        );
        break;
      }
    }
  }

  /** The latest by day and time; of two at the same time the one whose id is last, so that the order of files does not decide. */
  #takeLast(segment: Segment, index: number, quantity: number): void {
    const at = (segment.dayOfMonth[index] as number) * 86_400 + Math.max(0, segment.second?.[index] ?? 0);
    if (at < this.#at) return;
    const id = eventIdAt(segment, index);
    if (at === this.#at && byCode(id, this.#id) < 0) return;
    this.#at = at;
    this.#id = id;
    this.#quantity = quantity;
  }

  quantity(): Micro {
    return micro(this.#subjects === undefined ? this.#quantity : this.#subjects.size * microPerUnit);
  }
}

/** Corrections first, the latest of them first: what is seen first holds. */
function byTurn(a: SourcedSegment, b: SourcedSegment): number {
  return (
    byCode(b.correctedAt ?? "", a.correctedAt ?? "") ||
    byCode(a.source, b.source) ||
    byCode(a.segment.item, b.segment.item)
  );
}
