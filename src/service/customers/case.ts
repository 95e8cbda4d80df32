import { byCode, type Period, periodOfDay, type Problem, type Ratio, yearOf } from "../../kernel/index.ts";
import {
  comment,
  defineRegister,
  type Entry,
  namedAndPlaced,
  nameEn,
  nameSv,
  synthetic,
} from "../../platform/registers/index.ts";
import { serviceReference } from "../catalogue/index.ts";
import { problemOf } from "./problems.ts";
import { customer, customerReference } from "./register-columns.ts";

const minutes = <const N extends string>(name: N, alias: string) =>
  ({ name, type: "whole", aliases: [alias], optional: true, empty: true }) as const;

/** Kinds of cases (ärendekategorier), and within how many minutes of opening hours each shall be answered and solved. */
export const caseCategories = defineRegister({
  name: "case-categories",
  titleSv: "Ärendekategorier",
  titleEn: "Case categories",
  path: "customers/case-categories.csv",
  table: "customers.case_category",
  objectKind: "case-category",
  columns: [
    { name: "category", type: "code", aliases: ["kategori"] },
    nameSv,
    nameEn,
    minutes("response_target_minutes", "svarsmål_minuter"),
    minutes("resolve_target_minutes", "lösningsmål_minuter"),
    comment,
  ] as const,
  lists: [],
  key: ["category"],
  references: [],
  removes: false,
  complete: namedAndPlaced,
  check: (entries, file) =>
    entries
      .filter((entry) => (entry.responseTargetMinutes ?? 1) < 1 || (entry.resolveTargetMinutes ?? 1) < 1)
      .map((entry) => wrongTimes(file, entry, entry.category)),
});
export type CaseCategory = Entry<typeof caseCategories>;

/** Single cases (ärenden) as a case tool exports them; the counts of delivery are computed from them, never typed beside (R015). */
export const singleCases = defineRegister({
  name: "cases",
  titleSv: "Ärenden",
  titleEn: "Cases",
  path: "customers/cases.csv",
  table: "customers.single_case",
  objectKind: "case",
  columns: [
    { name: "case_no", type: "code", aliases: ["ärende", "arende", "ärendenummer", "case"] },
    customer,
    { name: "service", type: "code", aliases: ["tjänst", "tjanst"], optional: true, empty: true },
    { name: "category", type: "code", aliases: ["kategori"] },
    { name: "opened_on", type: "day", aliases: ["öppnat", "öppnad"] },
    {
      name: "closed_on",
      type: "day",
      aliases: ["avslutat", "avslutad", "stängt"],
      optional: true,
      empty: true,
    },
    minutes("response_minutes", "svarstid_minuter"),
    minutes("resolve_minutes", "lösningstid_minuter"),
    { name: "source", type: "text", aliases: ["källa"], optional: true, empty: true },
    synthetic,
  ],
  lists: [],
  empty: { service: "null" },
  key: ["case_no"],
  references: [
    customerReference("customer"),
    serviceReference("service"),
    {
      columns: ["category"],
      table: "customers.case_category",
      keys: ["category"],
      sv: "ärendekategorierna",
      en: "case categories",
    },
  ],
  // An export holds the cases of its month: those of other months stay.
  removes: false,
  check: (entries, file) =>
    entries.flatMap((entry): Problem[] => {
      const closed = entry.closedOn !== undefined;
      const wrong =
        (closed && entry.closedOn < entry.openedOn) ||
        closed !== (entry.resolveMinutes !== undefined) ||
        (entry.resolveMinutes ?? 0) < 0 ||
        (entry.responseMinutes ?? 0) < 0 ||
        (entry.resolveMinutes !== undefined && (entry.responseMinutes ?? 0) > entry.resolveMinutes);
      return wrong ? [wrongTimes(file, entry, entry.caseNo)] : [];
    }),
});
export type SingleCase = Entry<typeof singleCases>;

function wrongTimes(file: string, { line }: { readonly line: number }, code: string): Problem {
  return problemOf(
    "customers.case-times",
    { file, line, text: code },
    {
      message_sv: `Tiderna för ${code} går inte ihop.`,
      message_en: `The times of ${code} do not agree with each other.`,
    },
  );
}

/** What single cases count to for a customer in a month of closing: the row that would else be typed. */
export interface CountedDelivery {
  readonly customer: string;
  readonly period: Period;
  readonly service: string;
  readonly cases: number;
  readonly withinTarget: number;
}

type Targets = ReadonlyMap<string, Pick<CaseCategory, "responseTargetMinutes" | "resolveTargetMinutes">>;

/** Closed cases whose category has a target, by customer, month of closing and service. */
export function countedDeliveries(
  cases: readonly SingleCase[],
  categories: readonly CaseCategory[],
): CountedDelivery[] {
  const targets: Targets = new Map(categories.map((one) => [one.category, one]));
  const counts = new Map<string, { -readonly [K in keyof CountedDelivery]: CountedDelivery[K] }>();
  for (const one of cases) {
    const target = targets.get(one.category)?.resolveTargetMinutes;
    if (one.closedOn === undefined || one.resolveMinutes === undefined || target === undefined) continue;
    const period = periodOfDay(one.closedOn);
    const key = `${one.customer}|${period}|${one.service}`;
    const count = counts.get(key) ?? {
      customer: one.customer,
      period,
      service: one.service,
      cases: 0,
      withinTarget: 0,
    };
    count.cases += 1;
    if (one.resolveMinutes <= target) count.withinTarget += 1;
    counts.set(key, count);
  }
  return [...counts.values()].sort(
    (a, b) => byCode(a.customer, b.customer) || byCode(a.period, b.period) || byCode(a.service, b.service),
  );
}

/** A year's cases of a category. */
export interface CasesOfCategory {
  readonly category: string;
  readonly opened: number;
  readonly closed: number;
  /** Opened through the year's end and not closed then. */
  readonly open: number;
  /** Answered or solved within target, of those that have a time and whose category has a target. */
  readonly answered: Ratio;
  readonly solved: Ratio;
  /** The middle one of the closed cases' times to a solution, the lower of two. */
  readonly medianResolveMinutes: number | undefined;
}

/** Cases of a year by category, in order of code; categories without any are left out. */
export function casesOfYear(
  cases: readonly SingleCase[],
  categories: readonly CaseCategory[],
  year: number,
): CasesOfCategory[] {
  return [...categories]
    .sort((a, b) => byCode(a.category, b.category))
    .flatMap((category): CasesOfCategory[] => {
      const own = cases.filter((one) => one.category === category.category && yearOf(one.openedOn) <= year);
      const opened = own.filter((one) => yearOf(one.openedOn) === year);
      const closed = own.filter((one) => one.closedOn !== undefined && yearOf(one.closedOn) === year);
      const open = own.filter((one) => one.closedOn === undefined || yearOf(one.closedOn) > year);
      if (opened.length + closed.length + open.length === 0) return [];
      const times = closed.map((one) => one.resolveMinutes ?? 0).sort((a, b) => a - b);
      return [
        {
          category: category.category,
          opened: opened.length,
          closed: closed.length,
          open: open.length,
          answered: within(
            opened.map((one) => one.responseMinutes),
            category.responseTargetMinutes,
          ),
          solved: within(times, category.resolveTargetMinutes),
          medianResolveMinutes: times[Math.floor((times.length - 1) / 2)],
        },
      ];
    });
}

function within(times: readonly (number | undefined)[], target: number | undefined) {
  const known = target === undefined ? [] : times.filter((time) => time !== undefined);
  return { numerator: known.filter((time) => time <= (target ?? 0)).length, denominator: known.length };
}
