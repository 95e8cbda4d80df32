import { type Day, type Micro, parseDay, parseMicro } from "../../kernel/index.ts";

/** Answers of `amountAt` that are not amounts; no amount of öre is a fraction. */
export const notAnAmount = 0.5;
export const tooLarge = 0.25;

/** Kronor with a decimal point, at most two decimals and no plus sign, straight from the bytes to whole öre. */
export function amountAt(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  const negative = bytes[i] === 45;
  if (negative) i++;
  if (i >= end) return notAnAmount;
  let value = 0;
  let decimals = -1;
  for (; i < end; i++) {
    const digit = (bytes[i] as number) - 48;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      if (decimals >= 0 && ++decimals > 2) return notAnAmount;
    } else if (digit === -2 && decimals < 0 && i > start + (negative ? 1 : 0)) decimals = 0;
    else return notAnAmount;
  }
  if (decimals === 0) return notAnAmount;
  value *= decimals === 2 ? 1 : decimals === 1 ? 10 : 100;
  if (value > Number.MAX_SAFE_INTEGER) return tooLarge;
  return negative && value !== 0 ? -value : value;
}

/** A small whole number with an optional minus, or undefined. */
export function wholeAt(bytes: Uint8Array, start: number, end: number): number | undefined {
  let i = start;
  const negative = bytes[i] === 45;
  if (negative) i++;
  if (i >= end || end - i > 9) return undefined;
  let value = 0;
  for (; i < end; i++) {
    const digit = (bytes[i] as number) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return negative && value !== 0 ? -value : value;
}

/** Quantities may have decimals of any number; six are kept exactly and more are refused. */
export function quantityOf(text: string): Micro | undefined {
  return /^-?\d+(\.\d+)?$/.test(text) ? parseMicro(text) : undefined;
}

/** Days as eight digits, remembered: a year of books has at most a few hundred. */
export class Days {
  readonly #known = new Map<number, Day | undefined>();
  #lastNumber = -1;
  #last: Day | undefined;

  /** The day, or undefined when the bytes are not a day of the calendar written YYYYMMDD. */
  at(bytes: Uint8Array, start: number, end: number): Day | undefined {
    if (end - start !== 8) return undefined;
    let value = 0;
    for (let i = start; i < end; i++) {
      const digit = (bytes[i] as number) - 48;
      if (digit < 0 || digit > 9) return undefined;
      value = value * 10 + digit;
    }
    if (value === this.#lastNumber) return this.#last;
    let day = this.#known.get(value);
    if (day === undefined && !this.#known.has(value)) {
      day = parseDay(String(value).padStart(8, "0"));
      if (this.#known.size < 100_000) this.#known.set(value, day);
    }
    this.#lastNumber = value;
    this.#last = day;
    return day;
  }
}
