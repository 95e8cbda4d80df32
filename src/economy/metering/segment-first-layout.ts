import { parsePeriod } from "../../kernel/index.ts";
import { earlierChecksumOf, readNames } from "./segment-bytes.ts";
import type { Segment } from "./segment.ts";

/**
 * The layout that segments were written in before the columns were narrowed (`segment-layout.ts`); it is read for ever:
 *
 *   0 "UMS" and the format version    8 events    12 customers    16 bytes of dictionary    20 bytes of ids
 *  24 month as 202403                28 checksum of everything but itself
 *  32 quantity (float64) | customer (int32) | end of id (uint32) | day (uint8) | dictionary | ids
 */
export const firstVersion = 1;
const headerBytes = 32;

/** The segment, or what is wrong with it. */
export function readFirstLayout(bytes: Uint8Array): Segment | string {
  if (bytes.length < headerBytes) return "it is shorter than its header";
  if ([0x55, 0x4d, 0x53].some((byte, i) => bytes[i] !== byte)) return "it does not begin like a segment";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const events = view.getUint32(8, true);
  const customerCount = view.getUint32(12, true);
  const dictionaryBytes = view.getUint32(16, true);
  const idBytes = view.getUint32(20, true);
  const month = view.getUint32(24, true);
  if (bytes.length !== headerBytes + 17 * events + dictionaryBytes + idBytes)
    return "its length is not the one its header says";
  if (earlierChecksumOf(bytes, 28, 32) !== view.getUint32(28, true)) return "its checksum does not agree";
  const period = parsePeriod(`${Math.floor(month / 100)}-${String(month % 100).padStart(2, "0")}`);
  if (period === undefined) return "its month is none";
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
  if (names === undefined || names.length !== customerCount + 1) return "its dictionary is damaged";
  const [item = "", ...customers] = names;
  return { period, item, customers, customer, quantityMicro, dayOfMonth, idEnd, ids };
}
