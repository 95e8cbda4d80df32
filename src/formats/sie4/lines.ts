import { detectEncoding, type EncodingEvidence, firstHighByte } from "./encoding.ts";

/** Enough bytes with letters above ASCII to tell which table they follow. */
const evidenceBytes = 1 << 16;

export interface LineEvents {
  /** Called once, before the first line with a byte above ASCII. */
  encoding(evidence: EncodingEvidence): void;
  /** Called for a UTF-8 or UTF-16 byte order mark at the very start. */
  byteOrderMark(kind: "utf8" | "utf16"): void;
  /** One line without its line feed; `open` when the file ended instead. Returning false stops the reading. */
  line(bytes: Uint8Array, start: number, end: number, open: boolean): boolean;
  tooLong(): void;
  /**
   * Takes as many whole lines as it can without a closer look, from `at`, where a line begins; `last` is the last line feed.
   * Answers with the place of the first line it did not take.
   */
  plain(bytes: Uint8Array, view: DataView, at: number, last: number): number;
}

/**
 * Chunks of bytes to lines. As long as a file is plain ASCII it flows through; from the first byte above it is held
 * until there is evidence enough to choose the table, or the file ends.
 */
export class Lines {
  readonly #events: LineEvents;
  readonly #longestLine: number;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #decided = false;
  #atStart = true;
  #tail: Uint8Array = new Uint8Array(0);
  #stopped = false;
  bytes = 0;

  constructor(events: LineEvents, longestLine: number) {
    this.#events = events;
    this.#longestLine = longestLine;
  }

  push(piece: Uint8Array): void {
    // A subclass, like Node's Buffer, has its own and slower indexOf.
    const chunk = new Uint8Array(piece.buffer, piece.byteOffset, piece.length);
    this.bytes += chunk.length;
    if (this.#stopped || chunk.length === 0) return;
    if (this.#decided) {
      this.#consume(chunk);
      return;
    }
    if (this.#held.length === 0) {
      if (firstHighByte(chunk) < 0) {
        this.#consume(chunk);
        return;
      }
      if (chunk.length >= evidenceBytes) {
        this.#decide(chunk, false);
        return;
      }
    }
    this.#held.push(Uint8Array.prototype.slice.call(chunk));
    this.#heldBytes += chunk.length;
    if (this.#heldBytes >= evidenceBytes) this.#decide(this.#takeHeld(), false);
  }

  end(): void {
    if (this.#stopped) return;
    if (this.#held.length > 0) this.#decide(this.#takeHeld(), true);
    if (this.#tail.length > 0 && !this.#stopped) this.#events.line(this.#tail, 0, this.#tail.length, true);
  }

  #takeHeld(): Uint8Array {
    const held = concat(this.#held);
    this.#held = [];
    return held;
  }

  #decide(bytes: Uint8Array, complete: boolean): void {
    this.#decided = true;
    let from = 0;
    if (this.#atStart && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      from = 3;
      this.#events.byteOrderMark("utf8");
    } else if (
      this.#atStart &&
      ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    ) {
      this.#stopped = true;
      this.#events.byteOrderMark("utf16");
      return;
    }
    const rest = bytes.subarray(from);
    this.#events.encoding(detectEncoding(rest, complete));
    this.#consume(rest);
  }

  #consume(chunk: Uint8Array): void {
    this.#atStart = false;
    let at = 0;
    if (this.#tail.length > 0) {
      const feed = chunk.indexOf(10);
      if (feed < 0) {
        this.#keep(concat([this.#tail, chunk]));
        return;
      }
      const line = concat([this.#tail, chunk.subarray(0, feed)]);
      this.#tail = new Uint8Array(0);
      if (!this.#line(line, 0, line.length)) return;
      at = feed + 1;
    }
    const last = chunk.lastIndexOf(10);
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
    while (at <= last) {
      at = this.#events.plain(chunk, view, at, last);
      if (at > last) break;
      const feed = chunk.indexOf(10, at);
      if (!this.#line(chunk, at, feed)) return;
      at = feed + 1;
    }
    if (at < chunk.length) this.#keep(Uint8Array.prototype.slice.call(chunk, at));
  }

  #line(bytes: Uint8Array, start: number, end: number): boolean {
    const tooLong = end - start > this.#longestLine;
    if (tooLong) this.#events.tooLong();
    else if (this.#events.line(bytes, start, end, false)) return true;
    this.#stopped = true;
    this.#tail = new Uint8Array(0);
    return false;
  }

  #keep(tail: Uint8Array): void {
    this.#tail = tail;
    if (tail.length <= this.#longestLine) return;
    this.#stopped = true;
    this.#events.tooLong();
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
