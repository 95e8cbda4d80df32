/**
 * Rows of cells as places in bytes: RFC 4180 with any one-byte separator, quoted cells with doubled quotation marks and
 * line ends within, CRLF or LF. One pass over the bytes; nothing is copied and the arrays are used again.
 */
export const outcome = { row: 0, incomplete: 1, strayQuote: 2 } as const;

const quote = 34;
const feed = 10;
const carriage = 13;

export class Cells {
  count = 0;
  start = new Int32Array(64);
  end = new Int32Array(64);
  /** 0 bare, 1 quoted, 2 quoted with doubled quotation marks to be halved. */
  quoted = new Uint8Array(64);
  /** Where the next row begins. */
  next = 0;
  /** Line feeds within the quoted cells of the row. */
  feeds = 0;
  faultAt = 0;
  /** The row ended by the end of the bytes, not by a line feed. */
  open = false;

  /**
   * Splits the row that begins at `at`. `complete` says that no more bytes follow; without it a row that is not ended
   * by a line feed is `incomplete` and to be asked for again with more.
   */
  split(bytes: Uint8Array, at: number, end: number, separator: number, complete: boolean): number {
    let i = at;
    let count = 0;
    this.feeds = 0;
    this.open = false;
    for (;;) {
      if (count === this.start.length) this.#grow();
      if (i < end && bytes[i] === quote) {
        const from = ++i;
        let state = 1;
        for (;;) {
          const close = bytes.indexOf(quote, i);
          if (close < 0 || close >= end || (close + 1 >= end && !complete)) {
            this.faultAt = from - 1;
            return outcome.incomplete;
          }
          i = close + 1;
          if (i >= end || bytes[i] !== quote) break;
          state = 2;
          i += 1;
        }
        const to = i - 1;
        for (let k = from; k < to; k++) if (bytes[k] === feed) this.feeds += 1;
        this.start[count] = from;
        this.end[count] = to;
        this.quoted[count] = state;
        count++;
        if (i < end && bytes[i] === carriage) {
          if (i + 1 < end && bytes[i + 1] === feed) i++;
          else if (i + 1 >= end && !complete) return outcome.incomplete;
        }
      } else {
        const from = i;
        let byte = separator;
        for (; i < end; i++) {
          byte = bytes[i] as number;
          if (byte === separator || byte === feed) break;
          if (byte === quote) {
            this.faultAt = i;
            return outcome.strayQuote;
          }
        }
        this.start[count] = from;
        this.end[count] = i < end && byte === feed && i > from && bytes[i - 1] === carriage ? i - 1 : i;
        this.quoted[count] = 0;
        count++;
      }
      if (i >= end) {
        if (!complete) return outcome.incomplete;
        this.open = true;
        this.count = count;
        this.next = end;
        return outcome.row;
      }
      const byte = bytes[i] as number;
      if (byte === separator) i++;
      else if (byte === feed) {
        this.count = count;
        this.next = i + 1;
        return outcome.row;
      } else {
        this.faultAt = i;
        return outcome.strayQuote;
      }
    }
  }

  #grow(): void {
    const larger = this.start.length * 2;
    const start = new Int32Array(larger);
    const end = new Int32Array(larger);
    const quoted = new Uint8Array(larger);
    start.set(this.start);
    end.set(this.end);
    quoted.set(this.quoted);
    this.start = start;
    this.end = end;
    this.quoted = quoted;
  }
}
