/**
 * Which letters the bytes are. The standard knows only code page 437 and every file says `#FORMAT PC8`, but a third of
 * those met in the wild hold UTF-8 and some Windows-1252, so the bytes decide and the label is only compared.
 */
export type Encoding = "ascii" | "cp437" | "utf8" | "windows1252";

/** Code page 437 from byte 128, in order. */
const cp437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»" +
  "░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀" +
  "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/** Windows-1252 where it differs from Latin-1, bytes 128 to 159. Unassigned bytes keep their control codes. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

const ascii = Array.from({ length: 128 }, (_, byte) => String.fromCharCode(byte));
const letters437: readonly string[] = [...ascii, ...Array.from(cp437)];
const letters1252: readonly string[] = [
  ...ascii,
  ...Array.from(windows1252),
  ...Array.from({ length: 96 }, (_, index) => String.fromCharCode(160 + index)),
];

/** All of them lie in the basic plane, so a code unit each. */
const codes437 = Uint16Array.from(letters437, (letter) => letter.charCodeAt(0));
const codes1252 = Uint16Array.from(letters1252, (letter) => letter.charCodeAt(0));

const cp437Byte = new Map(Array.from(cp437, (letter, index) => [letter, 128 + index]));

/** Å Ä Ö É å ä ö é ü: what Swedish text has above ASCII. */
const swedish437 = new Set([0x8f, 0x8e, 0x99, 0x90, 0x86, 0x84, 0x94, 0x82, 0x81]);
const swedish1252 = new Set([0xc5, 0xc4, 0xd6, 0xc9, 0xe5, 0xe4, 0xf6, 0xe9, 0xfc]);

export interface EncodingEvidence {
  readonly encoding: Encoding;
  /** Neither table makes Swedish letters of the bytes; the standard's was taken. */
  readonly unsure: boolean;
}

/** Decides from all bytes given. `complete` is false when a letter may be cut at the end. */
export function detectEncoding(bytes: Uint8Array, complete: boolean): EncodingEvidence {
  let score437 = 0;
  let score1252 = 0;
  let other = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte < 128) continue;
    other += 1;
    if (swedish437.has(byte)) score437 += 1;
    else if (swedish1252.has(byte)) score1252 += 1;
  }
  if (other === 0) return { encoding: "ascii", unsure: false };
  if (invalidUtf8At(bytes, 0, bytes.length, complete) < 0) return { encoding: "utf8", unsure: false };
  if (score1252 > score437) return { encoding: "windows1252", unsure: false };
  return { encoding: "cp437", unsure: score437 === 0 };
}

/** First byte above ASCII from `at`, or -1. */
export function firstHighByte(bytes: Uint8Array, at = 0): number {
  for (let i = at; i < bytes.length; i++) if ((bytes[i] as number) > 127) return i;
  return -1;
}

/** Where the bytes stop being valid UTF-8, or -1. */
export function invalidUtf8At(bytes: Uint8Array, start: number, end: number, complete = true): number {
  for (let i = start; i < end;) {
    const length = utf8Length(bytes, i, end);
    if (length === 0) return i;
    if (length < 0) return complete ? i : -1;
    i += length;
  }
  return -1;
}

/** Bytes of the letter at `i`; 0 when it is invalid, -1 when the end cuts it. */
function utf8Length(bytes: Uint8Array, i: number, end: number): number {
  const lead = bytes[i] as number;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  if (length === 0) return 0;
  for (let k = 1; k < length; k++) {
    if (i + k >= end) return -1;
    const next = bytes[i + k] as number;
    if (next < 0x80 || next > 0xbf) return 0;
    if (k > 1) continue;
    // Overlong forms, surrogates and what lies above U+10FFFF.
    if (lead === 0xe0 && next < 0xa0) return 0;
    if (lead === 0xed && next > 0x9f) return 0;
    if (lead === 0xf0 && next < 0x90) return 0;
    if (lead === 0xf4 && next > 0x8f) return 0;
  }
  return length;
}

/** Text of some bytes. Invalid UTF-8 becomes U+FFFD; who reads must have asked `invalidUtf8At` first. */
export function decode(bytes: Uint8Array, start: number, end: number, encoding: Encoding): string {
  const table = encoding === "windows1252" ? codes1252 : codes437;
  if (encoding === "utf8" && !isAscii(bytes, start, end)) return decodeUtf8(bytes, start, end);
  let text = "";
  for (let from = start; from < end; from += mostAtOnce) {
    const codes: number[] = [];
    for (let i = from; i < end && i < from + mostAtOnce; i++) codes.push(table[bytes[i] as number] as number);
    const part = String.fromCharCode.apply(null, codes);
    text = text === "" ? part : text + part;
  }
  return text;
}

/** Letters that are made a text in one step. */
const mostAtOnce = 4096;

export function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((bytes[i] as number) > 127) return false;
  return true;
}

function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end;) {
    const length = utf8Length(bytes, i, end);
    const lead = bytes[i] as number;
    if (length <= 0) {
      text += "\ufffd";
      i += 1;
      continue;
    }
    let code = length === 1 ? lead : lead & (0x7f >> length);
    for (let k = 1; k < length; k++) code = (code << 6) | ((bytes[i + k] as number) & 0x3f);
    text += String.fromCodePoint(code);
    i += length;
  }
  return text;
}

/** Byte of a letter in code page 437, or -1 where the page has none. */
export function cp437ByteOf(letter: string): number {
  const code = letter.codePointAt(0) as number;
  return code < 128 ? code : (cp437Byte.get(letter) ?? -1);
}

/** Signs of text that was damaged before the file came here: read with the wrong table, or letters lost. */
export function looksDamaged(text: string): boolean {
  return /\ufffd|Ã[¥¤¶…„–]|├[Ññ╢àäû]|[a-z][†„”][a-z]/u.test(text);
}
