/** What is wrong with the form of a record; 0 is nothing. */
export const formFault = {
  none: 0,
  unterminatedQuote: 1,
  strayQuote: 2,
  unclosedList: 3,
  strayBrace: 4,
  twoLists: 5,
} as const;

const most = 64;

/** Bytes that need a second look within a quoted field, and within a bare one. */
const inQuotes = new Uint8Array(256);
const inBare = new Uint8Array(256);
for (let byte = 0; byte < 32; byte++) inQuotes[byte] = inBare[byte] = 1;
for (const byte of [127, 34, 92]) inQuotes[byte] = inBare[byte] = 1;
for (const byte of [32, 123, 125]) inBare[byte] = 1;

/**
 * The fields of one record as places in the bytes, in arrays that are used again for each record.
 * The object list is kept apart: it is a field of its own in the standard, but writers leave it out.
 */
export class Fields {
  /** Fields outside the object list, the label not counted. */
  count = 0;
  readonly start = new Int32Array(most);
  readonly end = new Int32Array(most);
  /** Codes within the object list. */
  objectCount = 0;
  readonly objectStart = new Int32Array(most);
  readonly objectEnd = new Int32Array(most);
  /** The raw list between its braces, -1 when the record has none. */
  listStart = -1;
  listEnd = -1;
  /** Some field holds a backslash before a quote and must be cleaned before it is read. */
  escaped = false;
  /** Place of the first control character in a field, else -1. */
  controlAt = -1;
  labelEnd = 0;
  fault = 0;
  faultAt = 0;

  /** Splits the record whose label starts at `at`; the bytes from `at` to `end` hold no line feed. */
  split(bytes: Uint8Array, at: number, end: number): void {
    let i = at;
    let count = 0;
    let objects = 0;
    let inList = false;
    this.listStart = -1;
    this.escaped = false;
    this.controlAt = -1;
    this.fault = 0;
    while (i < end && (bytes[i] as number) > 32) i++;
    this.labelEnd = i;
    while (i < end) {
      let byte = bytes[i] as number;
      if (byte === 32 || byte === 9) {
        i++;
        continue;
      }
      let from = i;
      let to: number;
      if (byte === 34) {
        from = ++i;
        for (;;) {
          while (i < end && inQuotes[bytes[i] as number] === 0) i++;
          if (i >= end) {
            this.#refuse(formFault.unterminatedQuote, from - 1);
            this.count = count;
            this.objectCount = objects;
            return;
          }
          byte = bytes[i] as number;
          if (byte === 34) break;
          if (byte === 92 && bytes[i + 1] === 34 && i + 1 < end) {
            this.escaped = true;
            i++;
          } else if ((byte < 32 || byte === 127) && this.controlAt < 0) this.controlAt = i;
          i++;
        }
        to = i++;
        const after = i < end ? (bytes[i] as number) : 32;
        if (after !== 32 && after !== 9 && after !== 125 && after !== 123)
          this.#refuse(formFault.strayQuote, to);
      } else if (byte === 123) {
        if (inList || this.listStart >= 0)
          this.#refuse(inList ? formFault.strayBrace : formFault.twoLists, i);
        inList = true;
        this.listStart = ++i;
        continue;
      } else if (byte === 125) {
        if (!inList) this.#refuse(formFault.strayBrace, i);
        inList = false;
        this.listEnd = i++;
        continue;
      } else {
        for (; i < end; i++) {
          byte = bytes[i] as number;
          if (byte === 32 || byte === 9) break;
          if (inBare[byte] === 0) continue;
          if (byte === 92 && i + 1 < end && bytes[i + 1] === 34) {
            this.escaped = true;
            i++;
          } else if (byte === 34) this.#refuse(formFault.strayQuote, i);
          else if (inList ? byte === 125 : byte === 123) break;
          else if ((byte < 32 || byte === 127) && this.controlAt < 0) this.controlAt = i;
        }
        to = i;
      }
      if (inList) {
        if (objects < most) {
          this.objectStart[objects] = from;
          this.objectEnd[objects] = to;
        }
        objects++;
      } else {
        if (count < most) {
          this.start[count] = from;
          this.end[count] = to;
        }
        count++;
      }
    }
    if (inList) this.#refuse(formFault.unclosedList, this.listStart - 1);
    this.count = count;
    this.objectCount = objects;
  }

  #refuse(fault: number, at: number): void {
    if (this.fault !== 0) return;
    this.fault = fault;
    this.faultAt = at;
  }
}

/** Most pairs of an object list that are read. */
export const mostObjects = most / 2;
