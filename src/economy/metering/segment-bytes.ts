import { decodeUtf8, encodeUtf8, utf8Bound } from "./utf8.ts";

/** Texts closed by a zero byte each. */
export function writtenNames(names: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(names.reduce((total, name) => total + utf8Bound(name) + 1, 0));
  let end = 0;
  for (const name of names) end = encodeUtf8(name, bytes, end) + 1;
  return bytes.subarray(0, end);
}

/** The texts back; undefined where the bytes are not such. */
export function readNames(bytes: Uint8Array, start: number, end: number): string[] | undefined {
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

/** Of all bytes but some. Finds damage, not malice; the source's sha256 stands beside the payload. */
export function checksumOf(bytes: Uint8Array, leftOutFrom = 0, leftOutTo = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let a = 0x811c9dc5;
  let b = 0x2f0b4c47;
  let at = 0;
  // Two sums at a time, each of every other word: the processor makes them side by side.
  for (; at + 8 <= bytes.length; at += 8) {
    const isLeftOut = at < leftOutTo && at + 8 > leftOutFrom;
    if (!isLeftOut) {
      // Each step can be undone, so that no single damaged word goes unnoticed.
      a = Math.imul(a ^ view.getInt32(at, true), 0x01000193);
      b = Math.imul(b ^ view.getInt32(at + 4, true), 0x5bd1e995);
      a ^= a >>> 15;
      b ^= b >>> 13;
      continue;
    }
    for (let i = at; i < at + 8; i++)
      if (i < leftOutFrom || i >= leftOutTo) a = Math.imul(a ^ (bytes[i] as number), 0x01000193);
  }
  for (; at < bytes.length; at++) b = Math.imul(b ^ (bytes[at] as number), 0x01000193);
  return (Math.imul(a, 31) ^ b ^ bytes.length) >>> 0;
}

/** As it was made in payloads up to version 2, a byte at a time. */
export function earlierChecksumOf(bytes: Uint8Array, leftOutFrom = 0, leftOutTo = 0): number {
  let a = 1;
  let b = 0;
  for (let at = 0; at < bytes.length;) {
    // 3 800 is the longest run whose sums stay below 2^32 (as in Adler-32).
    const end = Math.min(at + 3800, bytes.length);
    for (; at < end; at++) {
      if (at >= leftOutFrom && at < leftOutTo) continue;
      a += bytes[at] as number;
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}
