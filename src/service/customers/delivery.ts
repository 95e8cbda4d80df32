import { micro, type Micro, periodOfDay, type Problem, yearOf } from "../../kernel/index.ts";
import {
  defineRegister,
  type Entry,
  type RegisterDefinition,
  synthetic,
} from "../../platform/registers/index.ts";
import { serviceReference } from "../catalogue/index.ts";
import { problemOf } from "./problems.ts";
import { type CountedDelivery, type SingleCase, singleCases } from "./case.ts";
import { customer, customerReference } from "./register-columns.ts";

const source = { name: "source", type: "text", aliases: ["källa"], optional: true, empty: true } as const;

/**
 * Cases of a customer in a month as a case tool counts them, and how many were solved within the agreed time (R015). Where the cases
 * are known one by one they are counted here, and a typed count is refused.
 */
export const deliveries = defineRegister({
  name: "deliveries",
  titleSv: "Leveransuppföljning per kund",
  titleEn: "Delivery by customer",
  path: "customers/deliveries.csv",
  table: "customers.delivery",
  objectKind: "delivery",
  columns: [
    customer,
    { name: "period", type: "period", aliases: ["månad"] },
    { name: "service", type: "code", aliases: ["tjänst", "tjanst"], optional: true, empty: true },
    { name: "cases", type: "whole", aliases: ["ärenden"] },
    { name: "within_target", type: "whole", aliases: ["inom_mål"] },
    source,
    synthetic,
  ],
  lists: [],
  empty: { service: "text" },
  key: ["customer", "period", "service"],
  references: [customerReference("customer"), serviceReference("service")],
  removes: true,
  beside: [singleCases as unknown as RegisterDefinition],
  check: (entries, file, beside) => {
    const known = countedMonths((beside.get(singleCases.name) ?? []) as readonly SingleCase[]);
    return entries.flatMap((entry): Problem[] => {
      const at = { file, line: entry.line };
      if (entry.withinTarget > entry.cases || entry.withinTarget < 0)
        return [
          problemOf("customers.more-than-all", at, {
            message_sv: `${entry.withinTarget} av ${entry.cases} ärenden inom mål är ingen andel.`,
            message_en: `${entry.withinTarget} of ${entry.cases} cases within target is no share.`,
          }),
        ];
      if (known.has(`${entry.customer}|${entry.period}`))
        return [
          problemOf("customers.counted-already", at, {
            message_sv: `Ärendena för ${entry.customer} i ${entry.period} är kända ett för ett och räknas.`,
            message_en: `The cases of ${entry.customer} in ${entry.period} are known one by one and are counted.`,
          }),
        ];
      return [];
    });
  },
});
export type Delivery = Entry<typeof deliveries>;

/** What a survey found of a customer: the satisfaction index (NKI), 0 to 100, and how many answered. */
export const satisfactions = defineRegister({
  name: "satisfactions",
  titleSv: "Nöjd-kund-index per kund",
  titleEn: "Customer satisfaction",
  path: "customers/satisfactions.csv",
  table: "customers.satisfaction",
  objectKind: "satisfaction",
  columns: [
    customer,
    { name: "survey", type: "code", aliases: ["undersökning"] },
    { name: "measured_on", type: "day", aliases: ["mätdag"] },
    { name: "index", type: "micro", aliases: ["nki"] },
    { name: "answers", type: "whole", aliases: ["svar"] },
    source,
    synthetic,
  ],
  lists: [],
  key: ["customer", "survey"],
  references: [customerReference("customer")],
  removes: true,
  check: (entries, file) =>
    entries
      .filter((entry) => entry.indexMicro < 0 || entry.indexMicro > 100_000_000)
      .map((entry): Problem =>
        problemOf(
          "customers.index-out-of-range",
          { file, line: entry.line },
          {
            message_sv: "Nöjd-kund-index ligger mellan 0 och 100.",
            message_en: "The satisfaction index lies between 0 and 100.",
          },
        ),
      ),
});
export type Satisfaction = Entry<typeof satisfactions>;

const countedMonths = (cases: readonly SingleCase[]): Set<string> =>
  new Set(
    cases.flatMap((one) =>
      one.closedOn === undefined ? [] : [`${one.customer}|${periodOfDay(one.closedOn)}`],
    ),
  );

/** Typed counts and counted ones: what is known case by case stands for its customer and month, whatever was typed before. */
export function allDeliveries(
  typed: readonly Delivery[],
  cases: readonly SingleCase[],
  counted: readonly CountedDelivery[],
): CountedDelivery[] {
  const known = countedMonths(cases);
  return [...typed.filter((row) => !known.has(`${row.customer}|${row.period}`)), ...counted];
}

/** Cases of a year and how many were within target: a share with its numerator and denominator. */
export interface DeliveryOfYear {
  readonly year: number;
  readonly numerator: number;
  readonly denominator: number;
}

/** Delivery to one customer, or to all, by year; a year nobody counted is absent. */
export function deliveryOf(
  rows: readonly Pick<CountedDelivery, "customer" | "period" | "cases" | "withinTarget">[],
  customerCode?: string,
): DeliveryOfYear[] {
  const years = new Map<number, { numerator: number; denominator: number }>();
  for (const row of rows) {
    if (customerCode !== undefined && row.customer !== customerCode) continue;
    const year = yearOf(row.period);
    const sum = years.get(year) ?? { numerator: 0, denominator: 0 };
    sum.numerator += row.withinTarget;
    sum.denominator += row.cases;
    years.set(year, sum);
  }
  return [...years].map(([year, sum]) => ({ year, ...sum })).sort((a, b) => a.year - b.year);
}

/** The latest index of a customer through a year, and the one before it: satisfaction is compared with the survey before, not the year before. */
export function satisfactionOf(
  rows: readonly Satisfaction[],
  customerCode: string,
  year: number,
): { readonly latest: Satisfaction; readonly changeMicro: Micro | undefined } | undefined {
  const own = rows
    .filter((row) => row.customer === customerCode && Number(row.measuredOn.slice(0, 4)) <= year)
    .sort((a, b) => (a.measuredOn < b.measuredOn ? -1 : 1));
  const latest = own.at(-1);
  const before = own.at(-2);
  if (latest === undefined) return undefined;
  return {
    latest,
    changeMicro: before === undefined ? undefined : micro(latest.indexMicro - before.indexMicro),
  };
}
