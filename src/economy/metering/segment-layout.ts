import { assert, micro, type Micro, monthOf, parsePeriod, type Period, yearOf } from "../../kernel/index.ts";
import { checksumOf, earlierChecksumOf, readNames, writtenNames } from "./segment-bytes.ts";
import type { Segment } from "./segment.ts";

/**
 * The payload of a segment, little-endian. Every column is as narrow as its values let it be, and the ids, which nobody adds up,
 * stand last, so that adding up reads the head only:
 *
 *   0 "UMS" and the format version     4 which optional columns     5 width of quantity, customer, id length
 *   8 events    12 customers    16 bytes of dictionary    20 bytes of ids    24 month as 202403    28 subjects
 *  32 checksum of the head but itself    36 checksum of the tail    40 what a quantity of 1 stands for (float64)
 *  48 quantity | customer | second (int32) | subject (int32) | day (uint8) | dictionary    <- the head
 *     id length | ids                                                                      <- the tail
 *
 * A quantity column of width 0 has one value for all, in its place in the header. The dictionary is UTF-8: the item, the customers,
 * the subjects, each closed by a zero byte.
 */
export const layoutVersion = 3;
/** The same but for how its checksums are made. */
const earlierVersion = 2;
const headerBytes = 48;
const magic = [0x55, 0x4d, 0x53, layoutVersion];
const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
const [hasSecond, hasSubject] = [1, 2];

/** A column of whole numbers, as narrow as it was written. */
export type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** What adding up needs of a segment: all of it but the ids. */
export interface SegmentHead {
  readonly period: Period;
  readonly item: string;
  readonly customers: readonly string[];
  readonly events: number;
  readonly customer: Column;
  /** In units of `unitMicro`; empty where every event has the one quantity `unitMicro`. */
  readonly quantity: Column;
  readonly unitMicro: Micro;
  readonly dayOfMonth: Uint8Array;
}

/** The payload of a segment. */
export function encodeSegment(segment: Segment): Uint8Array {
  assert(isLittleEndian, "the columns are written as the machine has them, which is little-endian");
  const events = segment.customer.length;
  const names = [segment.item, ...segment.customers, ...(segment.subjects ?? [])];
  for (const name of names) assert(!name.includes("\0"), "a code holds no zero byte");
  const dictionary = writtenNames(names);
  const { quantity, unit } = narrowQuantity(segment.quantityMicro);
  const customer = narrow(segment.customer, segment.customers.length);
  const idLength = narrow(lengthsOf(segment.idEnd));
  const optional = [segment.second, segment.subject].filter((column) => column !== undefined);
  const columns = [quantity, customer, ...optional, segment.dayOfMonth, dictionary];
  const head = columns.reduce((sum, column) => sum + column.byteLength, headerBytes);
  const bytes = new Uint8Array(head + idLength.byteLength + segment.ids.length);
  let at = headerBytes;
  for (const column of [...columns, idLength, segment.ids]) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  bytes[4] =
    (segment.second === undefined ? 0 : hasSecond) | (segment.subject === undefined ? 0 : hasSubject);
  bytes[5] = quantity.length === 0 ? 0 : quantity.BYTES_PER_ELEMENT;
  bytes[6] = customer.BYTES_PER_ELEMENT;
  bytes[7] = idLength.BYTES_PER_ELEMENT;
  view.setUint32(8, events, true);
  view.setUint32(12, segment.customers.length, true);
  view.setUint32(16, dictionary.length, true);
  view.setUint32(20, segment.ids.length, true);
  view.setUint32(24, yearOf(segment.period) * 100 + monthOf(segment.period), true);
  view.setUint32(28, segment.subjects?.length ?? 0, true);
  view.setFloat64(40, unit, true);
  view.setUint32(36, checksumOf(bytes.subarray(head)), true);
  view.setUint32(32, checksumOf(bytes.subarray(0, head), 32, 36), true);
  return bytes;
}

/** How many bytes of a payload are its head. */
export function headLength(payload: Uint8Array): number {
  return placesOf(payload)?.head ?? 0;
}

/** The segment, or what is wrong with it. */
export function readLayout(bytes: Uint8Array): Segment | string {
  const head = readHead(bytes);
  if (typeof head === "string") return head;
  const places = placesOf(bytes) as Places;
  const { view, events } = places;
  if (bytes.length !== places.length) return "its length is not the one its header says";
  if (checksumBy(bytes)(bytes.subarray(places.head)) !== view.getUint32(36, true))
    return "its checksum does not agree";
  const quantityMicro = new Float64Array(events);
  if (head.quantity.length === 0) quantityMicro.fill(head.unitMicro);
  else for (let i = 0; i < events; i++) quantityMicro[i] = (head.quantity[i] as number) * head.unitMicro;
  const idLength = columnOf(bytes, places.head, events, bytes[7] as number);
  const idEnd = new Uint32Array(events);
  let end = 0;
  for (let i = 0; i < events; i++) idEnd[i] = end += idLength[i] as number;
  return {
    period: head.period,
    item: head.item,
    customers: head.customers,
    customer: new Int32Array(head.customer),
    quantityMicro,
    dayOfMonth: head.dayOfMonth,
    idEnd,
    ids: copied(bytes, places.ids, bytes.length),
    ...(places.second === undefined ? {} : { second: signed(bytes, places.second, events) }),
    ...(places.subject === undefined
      ? {}
      : { subject: signed(bytes, places.subject, events), subjects: head.subjects }),
  };
}

/** What adding up needs, out of a head or a whole payload; or what is wrong with it. */
export function readHead(
  bytes: Uint8Array,
): (SegmentHead & { readonly subjects: readonly string[] }) | string {
  if (bytes.length < headerBytes) return "it is shorter than its header";
  if (magic.slice(0, 3).some((byte, i) => bytes[i] !== byte)) return "it does not begin like a segment";
  if (bytes[3] !== layoutVersion && bytes[3] !== earlierVersion)
    return `its format is version ${bytes[3]}, this program reads ${layoutVersion}`;
  const places = placesOf(bytes);
  if (places === undefined || bytes.length < places.head) return "its length is not the one its header says";
  const { view, events } = places;
  if (checksumBy(bytes)(bytes.subarray(0, places.head), 32, 36) !== view.getUint32(32, true))
    return "its checksum does not agree";
  const month = view.getUint32(24, true);
  const period = parsePeriod(`${Math.floor(month / 100)}-${String(month % 100).padStart(2, "0")}`);
  if (period === undefined) return "its month is none";
  const names = readNames(bytes, places.dictionary, places.head);
  const customers = view.getUint32(12, true);
  if (names === undefined || names.length !== customers + 1 + view.getUint32(28, true))
    return "its dictionary is damaged";
  const unit = view.getFloat64(40, true);
  if (!Number.isSafeInteger(unit)) return "a quantity is not a whole number of millionths";
  const width = bytes[5] as number;
  return {
    period,
    item: names[0] as string,
    customers: names.slice(1, customers + 1),
    subjects: names.slice(customers + 1),
    events,
    quantity: columnOf(bytes, headerBytes, width === 0 ? 0 : events, width),
    unitMicro: micro(unit),
    customer: columnOf(bytes, places.customer, events, bytes[6] as number),
    dayOfMonth: copied(bytes, places.day, places.day + events),
  };
}

function checksumBy(bytes: Uint8Array): typeof checksumOf {
  return bytes[3] === earlierVersion ? earlierChecksumOf : checksumOf;
}

interface Places {
  readonly view: DataView;
  readonly events: number;
  readonly customer: number;
  readonly second?: number;
  readonly subject?: number;
  readonly day: number;
  readonly dictionary: number;
  readonly head: number;
  readonly ids: number;
  readonly length: number;
}

function placesOf(bytes: Uint8Array): Places | undefined {
  if (bytes.length < headerBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [flags = 0, quantity = 9, customer = 9, idLength = 9] = bytes.subarray(4, 8);
  if (
    ![0, 1, 2, 4, 8].includes(quantity) ||
    ![customer, idLength].every((width) => [1, 2, 4].includes(width))
  )
    return undefined;
  const events = view.getUint32(8, true);
  let at = headerBytes + quantity * events;
  const place = (width: number): number => {
    at += width * events;
    return at - width * events;
  };
  const customerAt = place(customer);
  const second = (flags & hasSecond) === 0 ? undefined : place(4);
  const subject = (flags & hasSubject) === 0 ? undefined : place(4);
  const day = place(1);
  const head = at + view.getUint32(16, true);
  const ids = head + idLength * events;
  return {
    view,
    events,
    customer: customerAt,
    day,
    dictionary: at,
    head,
    ids,
    length: ids + view.getUint32(20, true),
    ...(second === undefined ? {} : { second }),
    ...(subject === undefined ? {} : { subject }),
  };
}

/** A column by itself: the machine reads it faster where it is aligned, which inside a payload it need not be. */
function columnOf(bytes: Uint8Array, at: number, events: number, width: number): Column {
  const own = copied(bytes, at, at + events * width).buffer;
  if (width === 8) return new Float64Array(own);
  if (width === 4) return new Uint32Array(own);
  return width === 2 ? new Uint16Array(own) : new Uint8Array(own);
}

/** Bytes of their own: a slice of what the database driver hands out is a view of its buffer. */
function copied(bytes: Uint8Array, from: number, to: number): Uint8Array<ArrayBuffer> {
  const own = new Uint8Array(to - from);
  own.set(bytes.subarray(from, to));
  return own;
}

function signed(bytes: Uint8Array, at: number, events: number): Int32Array {
  return new Int32Array(copied(bytes, at, at + 4 * events).buffer);
}

function lengthsOf(ends: Uint32Array): Uint32Array {
  const lengths = new Uint32Array(ends.length);
  for (let i = 0; i < ends.length; i++)
    lengths[i] = (ends[i] as number) - (i === 0 ? 0 : (ends[i - 1] as number));
  return lengths;
}

function narrow(values: Int32Array | Uint32Array, bound?: number): Uint8Array | Uint16Array | Uint32Array {
  let most = bound ?? 0;
  if (bound === undefined) for (let i = 0; i < values.length; i++) most = Math.max(most, values[i] as number);
  // Made of a typed array as a whole, which is many times faster than value by value with `from`.
  if (most < 256) return new Uint8Array(values);
  return most < 65_536 ? new Uint16Array(values) : new Uint32Array(values);
}

/** Quantities as multiples of the largest round unit they all have: whole pieces, thousandths, or millionths. */
function narrowQuantity(values: Float64Array): { readonly quantity: Column; readonly unit: number } {
  const [first = 0] = values;
  let most = 0;
  let isOne = true;
  let unit = 1_000_000;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value !== first) isOne = false;
    // The remainder by `%` would cost more than all the rest.
    while (Math.floor(value / unit) * unit !== value) unit /= 10;
    if (value < 0) return { quantity: values, unit: 1 };
    if (value > most) most = value;
  }
  if (isOne) return { quantity: new Uint8Array(0), unit: first };
  const multiples = (into: Uint8Array | Uint16Array | Uint32Array): Column => {
    for (let i = 0; i < values.length; i++) into[i] = (values[i] as number) / unit;
    return into;
  };
  most /= unit;
  if (most < 256) return { quantity: multiples(new Uint8Array(values.length)), unit };
  if (most < 65_536) return { quantity: multiples(new Uint16Array(values.length)), unit };
  if (most < 2 ** 32) return { quantity: multiples(new Uint32Array(values.length)), unit };
  return { quantity: values, unit: 1 };
}
