import { assert } from "./problem.ts";

/** A calendar month (period), "2024-03". Compared as text, which is also time order. */
export type Period = string & { readonly __unit: "period" };
/** A calendar day (dag), "2024-03-31". Compared as text. */
export type Day = string & { readonly __unit: "day" };

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function parsePeriod(text: string): Period | undefined {
  return /^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(text) ? (text as Period) : undefined;
}

export function period(text: string): Period {
  const value = parsePeriod(text);
  assert(value !== undefined, `${text} is a month like 2024-03`);
  return value;
}

export function periodOf(year: number, month: number): Period {
  return period(`${year}-${String(month).padStart(2, "0")}`);
}

/** A year as an address or a form names it, "2024": one that books can be about. */
export function parseYear(text: string): number | undefined {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  return year >= 1990 && year <= 2100 ? year : undefined;
}

export function yearOf(value: Period | Day): number {
  return Number(value.slice(0, 4));
}

/** 1 to 12. */
export function monthOf(value: Period | Day): number {
  return Number(value.slice(5, 7));
}

export function periodsOfYear(year: number): Period[] {
  return Array.from({ length: 12 }, (_, index) => periodOf(year, index + 1));
}

/** Months from a first to a last, both included; empty when the last comes before the first. */
export function periodsBetween(first: Period, last: Period): Period[] {
  const periods: Period[] = [];
  for (let at = first; at <= last; at = shiftPeriod(at, 1)) periods.push(at);
  return periods;
}

export function shiftPeriod(value: Period, months: number): Period {
  const index = yearOf(value) * 12 + monthOf(value) - 1 + months;
  return periodOf(Math.floor(index / 12), (index % 12) + 1);
}

export function lastDayOf(value: Period): Day {
  const year = yearOf(value);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const month = monthOf(value);
  const days = month === 2 && leap ? 29 : (daysOfMonth[month - 1] as number);
  return `${value}-${String(days).padStart(2, "0")}` as Day;
}

export function firstDayOf(value: Period): Day {
  return `${value}-01` as Day;
}

export function periodOfDay(value: Day): Period {
  return value.slice(0, 7) as Period;
}

/** Reads both "2024-03-31" and SIE's "20240331"; a day that does not exist is `undefined`. */
export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text);
  if (!match) return undefined;
  const month = parsePeriod(`${match[1]}-${match[2]}`);
  if (month === undefined) return undefined;
  const value = `${month}-${match[3]}` as Day;
  return value >= firstDayOf(month) && value <= lastDayOf(month) ? value : undefined;
}

/** Whether something valid from a day (included) to a day (included, or open) is in force. */
export function isInForce(
  validity: { readonly validFrom: Day; readonly validTo?: Day | undefined },
  at: Day,
): boolean {
  return validity.validFrom <= at && (validity.validTo === undefined || at <= validity.validTo);
}
