/**
 * UTF-8 by hand: the floors are compiled without Node and without the web, and so have no TextEncoder. A lone
 * surrogate, which no file can hold, becomes U+FFFD as everywhere else.
 */
export function encodeUtf8(text: string, into: Uint8Array, at: number): number {
  let end = at;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      into[end++] = code;
      continue;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = text.charCodeAt(i + 1);
      if (code < 0xdc00 && low >= 0xdc00 && low <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i += 1;
      } else {
        code = 0xfffd;
      }
    }
    if (code < 0x800) {
      into[end++] = 0xc0 | (code >> 6);
    } else {
      if (code < 0x10000) {
        into[end++] = 0xe0 | (code >> 12);
      } else {
        into[end++] = 0xf0 | (code >> 18);
        into[end++] = 0x80 | ((code >> 12) & 0x3f);
      }
      into[end++] = 0x80 | ((code >> 6) & 0x3f);
    }
    into[end++] = 0x80 | (code & 0x3f);
  }
  return end;
}

/** The most bytes a text can take. */
export function utf8Bound(text: string): number {
  return text.length * 3;
}

/** The text of well-formed bytes, undefined where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string | undefined {
  let text = "";
  for (let at = start; at < end;) {
    const first = bytes[at] as number;
    const more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : -1;
    if (more < 0 || first > 0xf4 || at + more >= end) return undefined;
    let code = more === 0 ? first : first & (0x3f >> more);
    for (let k = 1; k <= more; k++) {
      const byte = bytes[at + k] as number;
      if ((byte & 0xc0) !== 0x80) return undefined;
      code = (code << 6) | (byte & 0x3f);
    }
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || code < (least[more] as number))
      return undefined;
    text += String.fromCodePoint(code);
    at += more + 1;
  }
  return text;
}

/** The least code point that needs so many continuation bytes; a longer form than needed is refused. */
const least = [0, 0x80, 0x800, 0x10000];
