import { type Micro, type Ore, parsePeriod, type Day, type Period } from "../../kernel/index.ts";
import type { Checksum } from "./checksum.ts";
import { cp437ByteOf, decode, invalidUtf8At } from "./encoding.ts";
import { Fields } from "./fields.ts";
import { amountAt, Days, notAnAmount, quantityOf, tooLarge, wholeAt } from "./numbers.ts";
import type { ProblemList } from "./problem-list.ts";
import { type SieProblemCode, sieProblem } from "./problems.ts";
import { Texts } from "./texts.ts";

/**
 * The record being read: its fields as values, and its place for problems. A field that is absent reads as the empty
 * text; a field that is wrong is reported here and reads as undefined.
 */
export class SieRecord {
  readonly file: string;
  readonly fields = new Fields();
  readonly texts = new Texts();
  readonly days = new Days();
  readonly #problems: ProblemList;
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  line = 0;

  constructor(file: string, problems: ProblemList) {
    this.file = file;
    this.#problems = problems;
  }

  problem(code: SieProblemCode, sv?: string, en?: string): void {
    this.#problems.add(sieProblem(code, { file: this.file, line: this.line, text: this.raw() }, sv, en));
  }

  /** A problem of one place in the line. */
  problemAt(code: SieProblemCode, from: number, to: number, sv?: string, en?: string): void {
    const column = decode(this.bytes, this.start, from, this.texts.encoding).length + 1;
    const text = decode(this.bytes, from, to, this.texts.encoding);
    this.#problems.add(sieProblem(code, { file: this.file, line: this.line, column, text }, sv, en));
  }

  problemOf(code: SieProblemCode, field: number, sv?: string, en?: string): void {
    this.problemAt(code, this.fields.start[field] as number, this.fields.end[field] as number, sv, en);
  }

  raw(): string {
    return decode(this.bytes, this.start, this.end, this.texts.encoding).trim();
  }

  has(field: number): boolean {
    const { fields } = this;
    return field < fields.count && (fields.end[field] as number) > (fields.start[field] as number);
  }

  text(field: number): string {
    const { fields } = this;
    if (field >= fields.count) return "";
    return this.#textAt(fields.start[field] as number, fields.end[field] as number);
  }

  objectText(index: number): string {
    return this.#textAt(this.fields.objectStart[index] as number, this.fields.objectEnd[index] as number);
  }

  #textAt(start: number, end: number): string {
    const text = this.texts.get(this.bytes, start, end);
    if (this.texts.unsound) this.#reportUnsound(start, end);
    const { fields } = this;
    if (!fields.escaped && fields.controlAt < 0) return text;
    // Control characters are told of when the form is judged; a database would not take all of them.
    const clean = fields.controlAt < 0 ? text : text.replace(/\p{Cc}/gu, " ");
    return fields.escaped ? clean.replaceAll('\\"', '"') : clean;
  }

  #reportUnsound(start: number, end: number): void {
    this.texts.unsound = false;
    const { encoding } = this.texts;
    const mixed =
      encoding === "utf8"
        ? invalidUtf8At(this.bytes, start, end) >= 0
        : // Letters that are UTF-8 in a file that as a whole is not.
          /[Ã├]/u.test(decode(this.bytes, start, end, encoding));
    this.problemAt(mixed ? "sie4.encoding-mixed" : "sie4.text-damaged", start, end);
  }

  whole(field: number): number | undefined {
    const { fields } = this;
    return field < fields.count
      ? wholeAt(this.bytes, fields.start[field] as number, fields.end[field] as number)
      : undefined;
  }

  amount(field: number): Ore | undefined {
    const value = amountAt(this.bytes, this.fields.start[field] as number, this.fields.end[field] as number);
    if (value === notAnAmount || value === tooLarge) {
      this.problemOf(value === tooLarge ? "sie4.amount-too-large" : "sie4.bad-amount", field);
      return undefined;
    }
    return value as Ore;
  }

  /** Absent is undefined without a problem; see `has`. */
  quantity(field: number): Micro | undefined {
    if (!this.has(field)) return undefined;
    const value = quantityOf(this.text(field));
    if (value === undefined) this.problemOf("sie4.bad-quantity", field);
    return value;
  }

  day(field: number): Day | undefined {
    const { fields } = this;
    if (!this.has(field)) return undefined;
    const day = this.days.at(this.bytes, fields.start[field] as number, fields.end[field] as number);
    if (day === undefined) this.problemOf("sie4.bad-date", field);
    return day;
  }

  period(field: number): Period | undefined {
    const text = this.text(field);
    const period = /^\d{6}$/.test(text) ? parsePeriod(`${text.slice(0, 4)}-${text.slice(4)}`) : undefined;
    if (period === undefined) this.problemOf("sie4.bad-period", field);
    return period;
  }

  /** Adds the label and the content of the fields, in their order, to the checksums: of the bytes, and as CP437. */
  addTo(plain: Checksum, converted: Checksum): void {
    const { fields } = this;
    this.#add(plain, converted, this.start, fields.labelEnd);
    let field = 0;
    while (
      field < fields.count &&
      (fields.listStart < 0 || (fields.start[field] as number) < fields.listStart)
    ) {
      this.#add(plain, converted, fields.start[field] as number, fields.end[field] as number);
      field++;
    }
    if (fields.listStart >= 0) {
      for (let i = 0; i < fields.objectCount; i++) {
        this.#add(plain, converted, fields.objectStart[i] as number, fields.objectEnd[i] as number);
      }
    }
    for (; field < fields.count; field++) {
      this.#add(plain, converted, fields.start[field] as number, fields.end[field] as number);
    }
  }

  #add(plain: Checksum, converted: Checksum, start: number, end: number): void {
    let from = start;
    for (let i = start; i <= end; i++) {
      const quote = i < end && this.bytes[i] === 92 && this.bytes[i + 1] === 34 && i + 1 < end;
      if (!quote && i < end) continue;
      plain.add(this.bytes, from, i);
      from = i + 1;
    }
    const letters = Array.from(
      decode(this.bytes, start, end, this.texts.encoding).replaceAll('\\"', '"'),
      cp437ByteOf,
    );
    converted.add(letters, 0, letters.length);
  }
}
