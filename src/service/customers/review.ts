import { byCode, type Micro, micro, type Period, periodsOfYear, type Problem } from "../../kernel/index.ts";
import { comment, defineRegister, type Entry, owner } from "../../platform/registers/index.ts";
import { problemOf } from "./problems.ts";
import { customer, customerReference } from "./register-columns.ts";

const year = { name: "year", type: "whole", aliases: ["år"] } as const;

/** The yearly review with a customer (kundgenomgång, R012): needs, what is bought and used, and what is agreed for the year. */
export const reviews = defineRegister({
  name: "reviews",
  titleSv: "Årliga kundgenomgångar",
  titleEn: "Yearly customer reviews",
  path: "customers/reviews.csv",
  table: "customers.review",
  objectKind: "customer-review",
  columns: [
    customer,
    year,
    { name: "held_on", type: "day", aliases: ["dag", "hölls"], optional: true, empty: true },
    { name: "state", type: "choice", values: ["planned", "held", "agreed"], aliases: ["läge"] },
    { name: "participants", type: "text", aliases: ["deltagare"], optional: true, empty: true },
    { name: "decisions", type: "text", aliases: ["beslut"], optional: true, empty: true },
    owner,
    comment,
  ],
  lists: [],
  key: ["customer", "year"],
  references: [customerReference("customer")],
  removes: false,
  check: (entries, file) =>
    entries
      .filter((entry) => entry.state !== "planned" && entry.heldOn === undefined)
      .map((entry): Problem =>
        problemOf(
          "customers.review-without-day",
          { file, line: entry.line },
          {
            message_sv: `Genomgången med ${entry.customer} för ${entry.year} är hållen men saknar dag.`,
            message_en: `The review with ${entry.customer} for ${entry.year} has been held but has no day.`,
          },
        ),
      ),
});
export type Review = Entry<typeof reviews>;

/** Volumes a month that a review proposed and agreed, item by item of the price list. */
export const reviewVolumes = defineRegister({
  name: "review-volumes",
  titleSv: "Volymer ur kundgenomgångar",
  titleEn: "Volumes of customer reviews",
  path: "customers/review-volumes.csv",
  table: "customers.review_volume",
  objectKind: "review-volume",
  columns: [
    customer,
    year,
    { name: "item", type: "code", aliases: ["post", "artikel", "prislistepost"] },
    { name: "proposed", type: "micro", aliases: ["föreslagen"] },
    { name: "agreed", type: "micro", aliases: ["överenskommen"], optional: true, empty: true },
    comment,
  ],
  lists: [],
  key: ["customer", "year", "item"],
  references: [
    customerReference("customer"),
    {
      columns: ["customer", "year"],
      table: "customers.review",
      keys: ["customer", "year"],
      sv: "kundgenomgångarna",
      en: "customer reviews",
    },
  ],
  removes: true,
});
export type ReviewVolume = Entry<typeof reviewVolumes>;

/** A volume of an item for a customer in some months. */
export interface VolumeOfCustomer {
  readonly item: string;
  readonly customer: string;
  readonly quantityMicro: Micro;
}

export interface ReviewedVolume {
  readonly item: string;
  /** A month, as the review has it. */
  readonly proposedMicro: Micro;
  readonly agreedMicro: Micro | undefined;
  /** Agreed a month, times the months. */
  readonly agreedTotalMicro: Micro | undefined;
  readonly plannedMicro: Micro | undefined;
  readonly usedMicro: Micro | undefined;
  /** Whether the plan was made from what was agreed: the agreed volumes shall become the planned ones. */
  readonly planAgrees: boolean | undefined;
}

/** Agreed volumes of a customer beside the planned and the used ones of the same months. */
export function reviewedVolumes(
  volumes: readonly ReviewVolume[],
  {
    customer: code,
    year: of,
    months,
  }: { readonly customer: string; readonly year: number; readonly months: number },
  planned: readonly VolumeOfCustomer[],
  used: readonly VolumeOfCustomer[],
): ReviewedVolume[] {
  const sum = (rows: readonly VolumeOfCustomer[], item: string): Micro | undefined => {
    const own = rows.filter((row) => row.customer === code && row.item === item);
    return own.length === 0 ? undefined : micro(own.reduce((total, row) => total + row.quantityMicro, 0));
  };
  return volumes
    .filter((row) => row.customer === code && row.year === of)
    .sort((a, b) => byCode(a.item, b.item))
    .map((row) => {
      const agreedTotalMicro = row.agreedMicro === undefined ? undefined : micro(row.agreedMicro * months);
      const plannedMicro = sum(planned, row.item);
      return {
        item: row.item,
        proposedMicro: row.proposedMicro,
        agreedMicro: row.agreedMicro,
        agreedTotalMicro,
        plannedMicro,
        usedMicro: sum(used, row.item),
        planAgrees:
          agreedTotalMicro === undefined || plannedMicro === undefined
            ? undefined
            : agreedTotalMicro === plannedMicro,
      };
    });
}

/** Agreed, planned and used of an item in a month: the yearly review followed up while there is still time (R012). */
export interface VolumeOfMonth {
  readonly period: Period;
  readonly agreedMicro: Micro | undefined;
  readonly plannedMicro: Micro | undefined;
  readonly usedMicro: Micro | undefined;
  /** Used less agreed, or less planned where nothing is agreed; undefined where either side is not known. */
  readonly differenceMicro: Micro | undefined;
}

export interface VolumeByMonth {
  readonly item: string;
  readonly months: readonly VolumeOfMonth[];
}

/** The same volumes month by month, item by item; a month that nobody has measured yet has no difference. */
export function volumesByMonth(
  agreed: readonly Pick<ReviewVolume, "customer" | "year" | "item" | "agreedMicro">[],
  { customer: code, year: of }: { readonly customer: string; readonly year: number },
  planned: readonly (VolumeOfCustomer & { readonly period: Period })[],
  used: readonly (VolumeOfCustomer & { readonly period: Period })[],
): VolumeByMonth[] {
  const sums = (rows: typeof planned): Map<string, number> => {
    const found = new Map<string, number>();
    for (const row of rows)
      if (row.customer === code) {
        const key = `${row.item}|${row.period}`;
        found.set(key, (found.get(key) ?? 0) + row.quantityMicro);
      }
    return found;
  };
  const own = agreed.filter((row) => row.customer === code && row.year === of);
  const [plan, use] = [sums(planned), sums(used)];
  // A month with any use of any item has been measured: who used nothing of an item then used none of it.
  const measured = new Set(used.map((row) => row.period));
  const items = new Set([
    ...own.map((row) => row.item),
    ...[...plan.keys(), ...use.keys()].map((key) => key.slice(0, key.indexOf("|"))),
  ]);
  const known = (value: number | undefined): Micro | undefined =>
    value === undefined ? undefined : micro(value);
  return [...items].sort(byCode).map((item) => ({
    item,
    months: periodsOfYear(of).map((period): VolumeOfMonth => {
      const agreedMicro = own.find((row) => row.item === item)?.agreedMicro;
      const plannedMicro = known(plan.get(`${item}|${period}`));
      const usedMicro = known(use.get(`${item}|${period}`) ?? (measured.has(period) ? 0 : undefined));
      const against = agreedMicro ?? plannedMicro;
      return {
        period,
        agreedMicro,
        plannedMicro,
        usedMicro,
        differenceMicro:
          against === undefined || usedMicro === undefined ? undefined : micro(usedMicro - against),
      };
    }),
  }));
}
