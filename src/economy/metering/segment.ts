import {
  assert,
  type Day,
  micro,
  monthOf,
  type Period,
  parsePeriod,
  refused,
  ok,
  type Result,
  yearOf,
} from "../../kernel/index.ts";
import * as problem from "./problems.ts";
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
}

/**
 * The payload of a segment, little-endian, the widest column first so that every column can be viewed where it lies:
 *
 *   0 "UMS" and the format version    8 events    12 customers    16 bytes of dictionary    20 bytes of ids
 *  24 month as 202403                28 checksum of everything after the header
 *  32 quantity (float64) | customer (int32) | end of id (uint32) | day (uint8) | dictionary | ids
 *
 * The dictionary is UTF-8: the item, then each customer, every one closed by a zero byte.
 */
const formatVersion = 1;
const headerBytes = 32;
const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
const magic = [0x55, 0x4d, 0x53, formatVersion];

export function encodeSegment(segment: Segment): Uint8Array {
  assert(isLittleEndian, "the columns are written as the machine has them, which is little-endian");
  const events = segment.customer.length;
  const names = [segment.item, ...segment.customers];
  const bound = names.reduce((total, name) => total + utf8Bound(name) + 1, 0);
  const dictionary = new Uint8Array(bound);
  let dictionaryEnd = 0;
  for (const name of names) {
    assert(!name.includes("\0"), "a code holds no zero byte");
    dictionaryEnd = encodeUtf8(name, dictionary, dictionaryEnd) + 1;
  }
  const bytes = new Uint8Array(headerBytes + 17 * events + dictionaryEnd + segment.ids.length);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint32(8, events, true);
  view.setUint32(12, segment.customers.length, true);
  view.setUint32(16, dictionaryEnd, true);
  view.setUint32(20, segment.ids.length, true);
  view.setUint32(24, yearOf(segment.period) * 100 + monthOf(segment.period), true);
  new Float64Array(bytes.buffer, headerBytes, events).set(segment.quantityMicro);
  new Int32Array(bytes.buffer, headerBytes + 8 * events, events).set(segment.customer);
  new Uint32Array(bytes.buffer, headerBytes + 12 * events, events).set(segment.idEnd);
  bytes.set(segment.dayOfMonth, headerBytes + 16 * events);
  const at = headerBytes + 17 * events;
  bytes.set(dictionary.subarray(0, dictionaryEnd), at);
  bytes.set(segment.ids, at + dictionaryEnd);
  view.setUint32(28, checksum(bytes), true);
  return bytes;
}

/** Reads a payload back, or says what is wrong with it: a damaged segment is refused, never half read. */
export function decodeSegment(bytes: Uint8Array): Result<Segment> {
  const corrupt = (reason: string): Result<Segment> => refused([problem.corruptSegment(reason)]);
  if (bytes.length < headerBytes) return corrupt("it is shorter than its header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (magic.slice(0, 3).some((byte, i) => bytes[i] !== byte))
    return corrupt("it does not begin like a segment");
  if (bytes[3] !== formatVersion)
    return corrupt(`its format is version ${bytes[3]}, this program reads ${formatVersion}`);
  const events = view.getUint32(8, true);
  const customerCount = view.getUint32(12, true);
  const dictionaryBytes = view.getUint32(16, true);
  const idBytes = view.getUint32(20, true);
  const month = view.getUint32(24, true);
  if (bytes.length !== headerBytes + 17 * events + dictionaryBytes + idBytes) {
    return corrupt("its length is not the one its header says");
  }
  if (checksum(bytes) !== view.getUint32(28, true)) return corrupt("its checksum does not agree");
  const period = parsePeriod(`${Math.floor(month / 100)}-${String(month % 100).padStart(2, "0")}`);
  if (period === undefined) return corrupt("its month is none");

  const quantityMicro = new Float64Array(events);
  const customer = new Int32Array(events);
  const idEnd = new Uint32Array(events);
  let at = headerBytes;
  for (let i = 0; i < events; i++, at += 8) quantityMicro[i] = view.getFloat64(at, true);
  for (let i = 0; i < events; i++, at += 4) customer[i] = view.getInt32(at, true);
  for (let i = 0; i < events; i++, at += 4) idEnd[i] = view.getUint32(at, true);
  const dayOfMonth = bytes.slice(at, at + events);
  at += events;
  const names = readNames(bytes, at, at + dictionaryBytes);
  const ids = bytes.slice(at + dictionaryBytes);
  if (names === undefined || names.length !== customerCount + 1) return corrupt("its dictionary is damaged");
  const [item = "", ...customers] = names;
  const segment = { period, item, customers, customer, quantityMicro, dayOfMonth, idEnd, ids };
  const fault = faultOf(segment);
  return fault === undefined ? ok(segment) : corrupt(fault);
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
  }
  return before === segment.ids.length ? undefined : "its event ids do not fill their bytes";
}

function readNames(bytes: Uint8Array, start: number, end: number): string[] | undefined {
  const names: string[] = [];
  for (let at = start; at < end;) {
    const stop = bytes.indexOf(0, at);
    if (stop < 0 || stop >= end) return undefined;
    const name = decodeUtf8(bytes, at, stop);
    if (name === undefined) return undefined;
    names.push(name);
    at = stop + 1;
  }
  return names;
}

/** Over everything but the checksum itself. Finds damage, not malice; the source's sha256 stands beside the payload. */
function checksum(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let at = 0; at < bytes.length;) {
    // 3 800 is the longest run whose sums stay below 2^32 (as in Adler-32).
    const end = Math.min(at + 3800, bytes.length);
    for (; at < end; at++) {
      if (at >= 28 && at < 32) continue;
      a += bytes[at] as number;
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
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
  return {
    period,
    item,
    customers,
    customer: Int32Array.from(events, (event) => customers.indexOf(event.customer)),
    quantityMicro: Float64Array.from(events, (event) => event.quantityMicro),
    dayOfMonth: Uint8Array.from(events, (event) => Number(event.day.slice(8))),
    idEnd,
    ids: bytes.slice(0, end),
  };
}
