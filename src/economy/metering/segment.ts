import { type Day, micro, ok, type Period, refused, type Result } from "../../kernel/index.ts";
import * as problem from "./problems.ts";
import { firstVersion, readFirstLayout } from "./segment-first-layout.ts";
import { readLayout } from "./segment-layout.ts";
import type { UsageEvent } from "./usage.ts";
import { decodeUtf8, encodeUtf8, utf8Bound } from "./utf8.ts";

/**
 * The usage events of one item and month out of one source, in columns: what a file says, kept whole, so that a volume
 * can always be opened to its events. `customer` numbers the dictionary `customers`; the id of event i is the bytes
 * from idEnd[i - 1] to idEnd[i] of `ids`.
 */
export interface Segment {
  readonly period: Period;
  readonly item: string;
  readonly customers: readonly string[];
  readonly customer: Int32Array;
  readonly quantityMicro: Float64Array;
  /** Day of the month, 1 to 31. */
  readonly dayOfMonth: Uint8Array;
  readonly idEnd: Uint32Array;
  readonly ids: Uint8Array;
  /** Second of the day, -1 where it is not told; absent where it is told of none. */
  readonly second?: Int32Array;
  /** Who or what used it, by place in `subjects`, -1 where it is not told; absent where it is told of none. */
  readonly subject?: Int32Array;
  readonly subjects?: readonly string[];
}

/** Reads a payload back, or says what is wrong with it: a damaged segment is refused, never half read. */
export function decodeSegment(bytes: Uint8Array): Result<Segment> {
  const read = bytes[3] === firstVersion ? readFirstLayout(bytes) : readLayout(bytes);
  if (typeof read === "string") return refused([problem.corruptSegment(read)]);
  const fault = faultOf(read);
  return fault === undefined ? ok(read) : refused([problem.corruptSegment(fault)]);
}

/** What a column may not hold even where the checksum agrees: numbers that lead outside the segment. */
function faultOf(segment: Segment): string | undefined {
  let before = 0;
  for (let i = 0; i < segment.customer.length; i++) {
    const customer = segment.customer[i] as number;
    const end = segment.idEnd[i] as number;
    const day = segment.dayOfMonth[i] as number;
    if (customer < 0 || customer >= segment.customers.length) return "a customer is outside its dictionary";
    if (!Number.isSafeInteger(segment.quantityMicro[i]))
      return "a quantity is not a whole number of millionths";
    if (end < before || end > segment.ids.length) return "an event id is outside its bytes";
    if (day < 1 || day > 31) return "a day is outside the month";
    before = end;
    if ((segment.subject?.[i] ?? -1) >= (segment.subjects?.length ?? 0))
      return "a subject is outside its dictionary";
  }
  return before === segment.ids.length ? undefined : "its event ids do not fill their bytes";
}

/** The events of a segment one by one, for explanations and checks; billing never needs them singly. */
export function* eventsOf(segment: Segment): Generator<UsageEvent> {
  for (let i = 0; i < segment.customer.length; i++) {
    yield {
      eventId: eventIdAt(segment, i),
      day: `${segment.period}-${String(segment.dayOfMonth[i]).padStart(2, "0")}` as Day,
      item: segment.item,
      customer: segment.customers[segment.customer[i] as number] as string,
      quantityMicro: micro(segment.quantityMicro[i] as number),
      ...((segment.second?.[i] ?? -1) < 0 ? {} : { second: segment.second?.[i] as number }),
      ...((segment.subject?.[i] ?? -1) < 0
        ? {}
        : { subject: segment.subjects?.[segment.subject?.[i] as number] as string }),
    };
  }
}

export function eventIdAt(segment: Segment, index: number): string {
  const start = index === 0 ? 0 : (segment.idEnd[index - 1] as number);
  return decodeUtf8(segment.ids, start, segment.idEnd[index] as number) ?? "";
}

/** For tests and small sources: a segment of events that are already known to be of one item and month. */
export function segmentOf(period: Period, item: string, events: readonly UsageEvent[]): Segment {
  const customers = [...new Set(events.map((event) => event.customer))];
  const bytes = new Uint8Array(events.reduce((total, event) => total + utf8Bound(event.eventId), 0));
  const idEnd = new Uint32Array(events.length);
  let end = 0;
  events.forEach((event, i) => {
    end = encodeUtf8(event.eventId, bytes, end);
    idEnd[i] = end;
  });
  const subjects = [...new Set(events.flatMap((event) => event.subject ?? []))];
  return {
    period,
    item,
    customers,
    ...(events.some((event) => event.second !== undefined)
      ? { second: Int32Array.from(events, (event) => event.second ?? -1) }
      : {}),
    ...(subjects.length === 0
      ? {}
      : {
          subjects,
          subject: Int32Array.from(events, (event) =>
            event.subject === undefined ? -1 : subjects.indexOf(event.subject),
          ),
        }),
    customer: Int32Array.from(events, (event) => customers.indexOf(event.customer)),
    quantityMicro: Float64Array.from(events, (event) => event.quantityMicro),
    dayOfMonth: Uint8Array.from(events, (event) => Number(event.day.slice(8))),
    idEnd,
    ids: bytes.slice(0, end),
  };
}
