const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Bytes as text for XML, without line breaks. */
export function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const have = bytes.length - i;
    parts.push(
      (letters[a >> 2] as string) +
        (letters[((a & 3) << 4) | (b >> 4)] as string) +
        (have > 1 ? (letters[((b & 15) << 2) | (c >> 6)] as string) : "=") +
        (have > 2 ? (letters[c & 63] as string) : "="),
    );
  }
  return parts.join("");
}

/** The bytes again; undefined when the text is something else. Blanks and line ends are passed over. */
export function fromBase64(text: string): Uint8Array | undefined {
  const plain = text.replace(/\s/g, "");
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return undefined;
  const padding = plain.endsWith("==") ? 2 : plain.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((plain.length / 4) * 3 - padding);
  let at = 0;
  for (let i = 0; i < plain.length; i += 4) {
    const value = [0, 1, 2, 3].reduce(
      (sum, k) => (sum << 6) | Math.max(0, letters.indexOf(plain[i + k] as string)),
      0,
    );
    for (const shift of [16, 8, 0]) if (at < bytes.length) bytes[at++] = (value >> shift) & 255;
  }
  return bytes;
}
