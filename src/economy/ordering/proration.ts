import {
  type Day,
  firstDayOf,
  instalment,
  lastDayOf,
  type Micro,
  micro,
  ore,
  type Period,
  periodOfDay,
  shiftPeriod,
} from "../../kernel/index.ts";

/**
 * From which day a change inside a month counts (avräkningsregel). `calendar-day`: from the day itself, a day being its part
 * of the month. `half-month`: from the 1st for a change up to the 15th, else from the 16th, as half a month. `whole-month`:
 * from the 1st of its month. `next-month`: from the 1st of the month after, unless it is the 1st.
 */
export type OrderProration = "calendar-day" | "half-month" | "whole-month" | "next-month";

export const orderProrations: readonly OrderProration[] = [
  "calendar-day",
  "half-month",
  "whole-month",
  "next-month",
];

export const prorationNames: Readonly<Record<OrderProration, { readonly sv: string; readonly en: string }>> =
  {
    "calendar-day": { sv: "per kalenderdag", en: "by calendar day" },
    "half-month": { sv: "per halv månad", en: "by half month" },
    "whole-month": {
      sv: "hel månad från beställningens månad",
      en: "whole month from the month of the order",
    },
    "next-month": { sv: "från nästa månad", en: "from the next month" },
  };

/** A part of a month: `from` (not included) to `to` of `of` equal parts. */
export interface PartOfMonth {
  readonly from: number;
  readonly to: number;
  readonly of: number;
}

/** The part of a month that something in force from one day to another counts for, by a rule; undefined for none of it. */
export function partOfMonth(
  rule: OrderProration,
  period: Period,
  { validFrom, validTo }: { readonly validFrom: Day; readonly validTo?: Day | undefined },
): PartOfMonth | undefined {
  const parts = partsOf(rule, period);
  const from = partsBefore(rule, period, validFrom);
  // It ends where the day after its last one would begin: what takes over then takes over exactly there.
  const to = validTo === undefined ? parts : partsBefore(rule, period, dayAfter(validTo));
  return from < to ? { from, to, of: parts } : undefined;
}

/**
 * A quantity's part of a month, as the kernel divides a year into twelfths: the parts that a month is split into always sum to the
 * whole, in the sixth decimal too.
 */
export function prorated(quantityMicro: Micro, { from, to, of }: PartOfMonth): Micro {
  let sum = 0;
  for (let index = from + 1; index <= to; index++)
    sum += instalment(ore(quantityMicro), { index, count: of });
  return micro(sum);
}

function partsOf(rule: OrderProration, period: Period): number {
  if (rule === "calendar-day") return Number(lastDayOf(period).slice(8));
  return rule === "half-month" ? 2 : 1;
}

/** How many parts of the month are over when a change of a day begins to count. */
function partsBefore(rule: OrderProration, period: Period, day: Day): number {
  const month = periodOfDay(day);
  const parts = partsOf(rule, period);
  if (month !== period) return month < period ? 0 : parts;
  const inMonth = Number(day.slice(8));
  if (rule === "calendar-day") return inMonth - 1;
  if (rule === "half-month") return inMonth <= 15 ? 0 : 1;
  return rule === "next-month" && day !== firstDayOf(period) ? 1 : 0;
}

/** The day after a day. */
export function dayAfter(day: Day): Day {
  const month = periodOfDay(day);
  return day === lastDayOf(month)
    ? firstDayOf(shiftPeriod(month, 1))
    : dayOf(month, Number(day.slice(8)) + 1);
}

/** The day before a day. */
export function dayBefore(day: Day): Day {
  const month = periodOfDay(day);
  return day === firstDayOf(month)
    ? lastDayOf(shiftPeriod(month, -1))
    : dayOf(month, Number(day.slice(8)) - 1);
}

function dayOf(month: Period, day: number): Day {
  return `${month}-${String(day).padStart(2, "0")}` as Day;
}
