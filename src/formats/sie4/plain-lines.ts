import type { Day, Ore } from "../../kernel/index.ts";
import { isWithin } from "./chart.ts";
import { decode, looksDamaged } from "./encoding.ts";
import type { ObjectLists } from "./object-lists.ts";
import type { OpenVoucher } from "./open-voucher.ts";
import type { SieRecord } from "./record.ts";
import { RunMemory } from "./run-memory.ts";
import type { SieObjectRef, SieRow, SieVoucherHead, SieYear } from "./sie.ts";
import { digits, type LazyText } from "./texts.ts";
import type { Series, VoucherNumbers } from "./voucher-numbers.ts";

export interface PlainLineEvents {
  readonly onVoucher: ((voucher: SieVoucherHead) => void) | undefined;
  readonly onRow: ((row: SieRow, voucher: SieVoucherHead) => void) | undefined;
  endVoucher(): void;
  years(): readonly SieYear[];
}

interface KnownSeries {
  readonly text: string;
  readonly numbers: Series;
}

const [tab, lineFeed, carriageReturn, blank, quote] = [9, 10, 13, 32, 34] as const;
const [openBrace, closeBrace] = [123, 125] as const;
/** `#TRA` and `NS `, `#VER` and a blank, as words of little-endian bytes. */
const [hashTra, ns, hashVer] = [0x41525423, 0x20534e, 0x52455623] as const;

/** Of a byte in a quoted text: 0 plain ASCII, 1 above ASCII, 2 above and a sign of damage, 4 ends the plain text. */
const kindOf = new Uint8Array(256).map((_, byte) =>
  byte < 32 || byte === 127 || byte === 34 || byte === 92 ? 4 : byte === 0xc3 ? 3 : byte > 127 ? 1 : 0,
);

/** The same of two bytes at a time, the first one lowest: most texts are plain, and are gone through in half the steps. */
const kindOfTwo = new Uint8Array(1 << 16).map(
  (_, two) => (kindOf[two & 0xff] as number) | (kindOf[two >>> 8] as number),
);

/**
 * The lines that make up nearly all of a large file - `#VER`, `{`, `#TRANS`, `}` - read straight from the bytes when they
 * have the plainest form and hold only what the careful reader has understood before. Whatever is not so is left to
 * that reader, line by line, so nothing is decided here and nothing is told of.
 */
export class PlainLines {
  readonly #voucher: OpenVoucher;
  readonly #record: SieRecord;
  readonly #numbers: VoucherNumbers;
  readonly #events: PlainLineEvents;
  readonly #longestLine: number;
  readonly #lists: ObjectLists;
  /** By their digits, four bits each: one more than their place among the values. */
  readonly #fourDigits = new Uint16Array(1 << 16);
  readonly #fourDigitAccounts: string[] = [];
  readonly #accounts = new RunMemory<string>(1 << 12, 12);
  readonly #series = new RunMemory<KnownSeries>(1 << 8, 24);
  #year: SieYear | undefined;
  readonly #daysWithin = new Set<Day>();
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #lastWord = -1;
  /** Where a line that is not too long ends at the latest. */
  #mostEnd = 0;
  /** Where a part that was read ends. */
  #end = 0;

  constructor(
    voucher: OpenVoucher,
    record: SieRecord,
    lists: ObjectLists,
    numbers: VoucherNumbers,
    events: PlainLineEvents,
    longestLine: number,
  ) {
    this.#voucher = voucher;
    this.#record = record;
    this.#lists = lists;
    this.#numbers = numbers;
    this.#events = events;
    this.#longestLine = longestLine;
  }

  /** After the careful reader has taken a `#TRANS` without fault: what its account may be known by when it comes again. */
  learnRow(account: string): void {
    const { fields, bytes } = this.#record;
    if (fields.controlAt >= 0 || fields.escaped) return;
    const from = fields.start[0] as number;
    // Bytes of an account that stands bare are the account, whatever the field before or after.
    if (bytes[from - 1] === blank) this.#learnAccount(account, from, fields.end[0] as number);
  }

  #learnAccount(account: string, from: number, to: number): void {
    const { bytes } = this.#record;
    if (/^\d{4}$/.test(account)) {
      const word = new DataView(bytes.buffer, bytes.byteOffset + from, 4).getInt32(0, true);
      if (this.#fourDigits[fourDigitsOf(word)] === 0)
        this.#fourDigits[fourDigitsOf(word)] = this.#fourDigitAccounts.push(account);
    } else if (this.#accounts.find(bytes, from, to) === undefined)
      this.#accounts.keep(bytes, from, to, account);
  }

  /** The same for a `#VER`. */
  learnVoucher(series: string): void {
    const { fields, bytes } = this.#record;
    if (series === "" || fields.controlAt >= 0 || fields.escaped) return;
    const from = fields.start[0] as number;
    const to = fields.end[0] as number;
    if (this.#series.find(bytes, from, to) === undefined)
      this.#series.keep(bytes, from, to, { text: series, numbers: this.#numbers.of(series) });
  }

  /** Takes plain lines from `at`; the first place it did not take, which is where a line begins. `last` is a line feed. */
  take(bytes: Uint8Array, view: DataView, from: number, last: number): number {
    this.#bytes = bytes;
    this.#view = view;
    this.#lastWord = bytes.length - 4;
    const voucher = this.#voucher;
    let line = from;
    while (line <= last) {
      let at = line;
      while (bytes[at] === blank || bytes[at] === tab) at++;
      const first = bytes[at] as number;
      this.#mostEnd = line + this.#longestLine + 1;
      let end: number;
      if (first === 35) {
        if (at > this.#lastWord) return line;
        const word = view.getInt32(at, true);
        if (word === hashTra) end = this.#row(at);
        else if (word === hashVer) end = this.#head(at);
        else return line;
        if (end < 0) return line;
      } else if (first === openBrace) {
        end = this.#lineEnd(at + 1);
        if (end < 0 || voucher.between !== "awaiting") return line;
        voucher.between = "inside";
        this.#record.line += 1;
      } else if (first === closeBrace) {
        end = this.#lineEnd(at + 1);
        if (end < 0 || voucher.between !== "inside") return line;
        this.#record.line += 1;
        this.#events.endVoucher();
      } else return line;
      line = end;
    }
    return line;
  }

  /** The place after the line feed when nothing but blanks is left of the line, -1 when there is more or it is too long. */
  #lineEnd(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    while (bytes[at] === blank) at++;
    if (bytes[at] === carriageReturn) at++;
    return bytes[at] === lineFeed && at < this.#mostEnd ? at + 1 : -1;
  }

  /** Whether a blank and then something else than the line's end comes. */
  #isFieldAt(at: number): boolean {
    return this.#bytes[at] === blank && (this.#bytes[at + 1] as number) > blank;
  }

  /** `#TRANS account {objects} amount [day] [text]`. */
  #row(start: number): number {
    const bytes = this.#bytes;
    const view = this.#view;
    const lastWord = this.#lastWord;
    const voucher = this.#voucher;
    if (voucher.between !== "inside" || voucher.added !== undefined || start + 4 > lastWord) return -1;
    if ((view.getInt32(start + 4, true) & 0xffffff) !== ns) return -1;

    let at = start + 7;
    const account = this.#account(at);
    if (account === undefined) return -1;
    at = this.#end + 1;
    if (bytes[at++] !== openBrace) return -1;
    let objects = none;
    if (bytes[at] !== closeBrace) {
      const known = this.#lists.plain(bytes, view, at, lastWord);
      if (known === undefined) return -1;
      objects = known;
      at = this.#lists.end;
    }
    if (bytes[++at] !== blank) return -1;

    const amountOre = this.#amount(at + 1);
    at = this.#end;
    if (at < 0) return -1;
    let day: Day | undefined;
    let textEnd = -1;
    if (this.#isFieldAt(at)) {
      if (bytes[at + 1] === quote) {
        if (bytes[at + 2] !== quote) return -1;
        at += 3;
      } else {
        day = this.#record.days.at(bytes, at + 1, at + 9);
        if (day === undefined) return -1;
        at += 9;
      }
      if (this.#isFieldAt(at)) {
        if (bytes[at + 1] !== quote) return -1;
        textEnd = this.#soundTextEnd(at + 2, voucher.rowText);
        if (textEnd < 0) return -1;
        at = textEnd + 1;
      }
    }
    const end = this.#lineEnd(at);
    if (end < 0) return -1;

    const { row } = voucher;
    row.change = undefined;
    row.account = account;
    row.objects = objects;
    row.amountOre = amountOre as Ore;
    row.day = day;
    if (textEnd < 0) voucher.rowText.set("");
    row.quantityMicro = undefined;
    row.sign = "";
    row.line = ++this.#record.line;
    voucher.sum += amountOre;
    voucher.rows += 1;
    if (voucher.announced) this.#events.onRow?.(row, voucher.head);
    return end;
  }

  /** `#VER series number day [text [registered]]`. */
  #head(start: number): number {
    const bytes = this.#bytes;
    const view = this.#view;
    const lastWord = this.#lastWord;
    const voucher = this.#voucher;
    if (voucher.between !== "outside" || bytes[start + 4] !== blank) return -1;
    let at = start + 5;
    let stop: number = blank;
    if (bytes[at] === quote) {
      stop = quote;
      at++;
    }
    const series = this.#series.findUntil(view, at, lastWord, stop);
    if (series === undefined) return -1;
    at = this.#series.end;
    if (stop === quote) at++;
    if (bytes[at++] !== blank) return -1;

    const quoted = bytes[at] === quote;
    if (quoted) at++;
    const numberFrom = at;
    let number = 0;
    for (let digit = 0; (digit = (bytes[at] as number) - 48) >= 0 && digit <= 9; at++)
      number = number * 10 + digit;
    const numberTo = at;
    // Longer ones, and those written with zeros before, are compared as texts.
    if (numberTo === numberFrom || numberTo - numberFrom > 9 || bytes[numberFrom] === 48) return -1;
    if (quoted && bytes[at++] !== quote) return -1;
    if (bytes[at++] !== blank || !series.numbers.isBeyond(number)) return -1;

    const dayQuote = bytes[at] === quote ? 1 : 0;
    at += dayQuote;
    const day = this.#record.days.at(bytes, at, at + 8);
    if (day === undefined || !this.#isWithinYear(day)) return -1;
    at += 8;
    if (dayQuote === 1 && bytes[at++] !== quote) return -1;
    let hasText = false;
    let registered: Day | undefined;
    let end = this.#lineEnd(at);
    if (end < 0) {
      if (bytes[at++] !== blank || bytes[at++] !== quote) return -1;
      hasText = true;
      at = this.#soundTextEnd(at, voucher.headText) + 1;
      if (at === 0) return -1;
      end = this.#lineEnd(at);
      if (end < 0) {
        if (bytes[at++] !== blank) return -1;
        registered = this.#record.days.at(bytes, at, at + 8);
        end = registered === undefined ? -1 : this.#lineEnd(at + 8);
        if (end < 0) return -1;
      }
    }

    const { head } = voucher;
    const line = ++this.#record.line;
    series.numbers.add(number);
    voucher.isGood = true;
    head.series = series.text;
    voucher.number.stand(bytes, numberFrom, numberTo, digits);
    head.day = day;
    if (!hasText) voucher.headText.set("");
    head.registered = registered;
    head.sign = "";
    head.line = line;
    this.#events.onVoucher?.(head);
    voucher.enter(true, line);
    return end;
  }

  /** A known account that ends with a blank; nearly all have four digits. */
  #account(from: number): string | undefined {
    if (from <= this.#lastWord && this.#bytes[from + 4] === blank) {
      const word = this.#view.getInt32(from, true);
      if ((word & 0xf0f0f0f0) === 0x30303030) {
        this.#end = from + 4;
        const place = this.#fourDigits[fourDigitsOf(word)] as number;
        return place === 0 ? undefined : this.#fourDigitAccounts[place - 1];
      }
    }
    const account = this.#accounts.findUntil(this.#view, from, this.#lastWord, blank);
    this.#end = this.#accounts.end;
    return account;
  }

  /**
   * Digits, with a point and one or two more. Up to thirteen, beyond which the careful reader looks at the size.
   * No amount leaves `#end` at -1.
   */
  #amount(from: number): number {
    const bytes = this.#bytes;
    this.#end = -1;
    let at = from;
    const negative = bytes[at] === 45;
    if (negative) at++;
    const first = at;
    let value = 0;
    let digit = 0;
    for (; (digit = (bytes[at] as number) - 48) >= 0 && digit <= 9; at++) value = value * 10 + digit;
    if (at === first || at - first > 13) return 0;
    value *= 100;
    if (bytes[at] === 46) {
      const tens = (bytes[at + 1] as number) - 48;
      if (!(tens >= 0 && tens <= 9)) return 0;
      value += tens * 10;
      at += 2;
      const ones = (bytes[at] as number) - 48;
      if (ones >= 0 && ones <= 9) {
        value += ones;
        at++;
      }
    }
    this.#end = at;
    return negative && value !== 0 ? -value : value;
  }

  /**
   * The closing quote of a text that starts at `start` and is plain and without signs of damage, -1 for others. The text
   * is put into `into`, decoded only when somebody asks, if its bytes alone can tell that it is sound.
   */
  #soundTextEnd(start: number, into: LazyText): number {
    const bytes = this.#bytes;
    const view = this.#view;
    const lastWord = this.#lastWord;
    let at = start;
    let kinds = 0;
    for (let kind = 0; at <= lastWord; at += 2) {
      kind = kindOfTwo[view.getUint16(at, true)] as number;
      if (kind > 3) break;
      kinds |= kind;
    }
    for (let kind = 0; (kind = kindOf[bytes[at] as number] as number) !== 4; at++) kinds |= kind;
    if (bytes[at] !== quote) return -1;
    const { texts } = this.#record;
    const { encoding } = texts;
    if (kinds === 0 || (encoding === "cp437" && kinds === 1)) into.stand(bytes, start, at, texts);
    else {
      const text = decode(bytes, start, at, encoding);
      if (looksDamaged(text)) return -1;
      into.set(text);
    }
    return at;
  }

  #isWithinYear(day: Day): boolean {
    let year: SieYear | undefined;
    for (const each of this.#events.years()) if (each.index === 0) year ??= each;
    if (year !== this.#year) {
      this.#year = year;
      this.#daysWithin.clear();
    }
    if (this.#daysWithin.has(day)) return true;
    if (!isWithin(day, year)) return false;
    this.#daysWithin.add(day);
    return true;
  }
}

const none: readonly SieObjectRef[] = [];

/** The word of four digits, which the bytes 0x30 to 0x3f stand for here, as four times four bits. */
function fourDigitsOf(word: number): number {
  return (word & 0xf) | ((word >>> 4) & 0xf0) | ((word >>> 8) & 0xf00) | ((word >>> 12) & 0xf000);
}
