export function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

/** Text to UTF-8. Surrogates that stand alone become U+FFFD. */
export function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const letter of text) {
    let code = letter.codePointAt(0) as number;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes[length++] = code;
    else {
      if (code < 0x800) bytes[length++] = 0xc0 | (code >> 6);
      else {
        if (code < 0x10000) bytes[length++] = 0xe0 | (code >> 12);
        else {
          bytes[length++] = 0xf0 | (code >> 18);
          bytes[length++] = 0x80 | ((code >> 12) & 0x3f);
        }
        bytes[length++] = 0x80 | ((code >> 6) & 0x3f);
      }
      bytes[length++] = 0x80 | (code & 0x3f);
    }
  }
  return bytes.slice(0, length);
}

/**
 * The end of a block of whole lines, of about `size` bytes: behind its last line feed, or behind the first one when no
 * line is that short. `at` when there is none, unless the bytes are all there is.
 */
export function blockEnd(bytes: Uint8Array, at: number, size: number, complete: boolean): number {
  const cut = Math.min(at + size, bytes.length);
  if (complete && cut === bytes.length) return cut;
  const last = bytes.subarray(at, cut).lastIndexOf(10);
  if (last >= 0) return at + last + 1;
  const next = bytes.indexOf(10, cut);
  if (next >= 0) return next + 1;
  return complete ? bytes.length : at;
}
