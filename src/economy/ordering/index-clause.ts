import {
  firstDayOf,
  formatMicro,
  isInForce,
  type Micro,
  micro,
  microPerUnit,
  type Period,
  periodOf,
  type Problem,
  yearOf,
} from "../../kernel/index.ts";
import {
  comment,
  defineRegister,
  type Entry,
  type EntryOf,
  nameEn,
  nameSv,
  synthetic,
  validFrom,
  validTo,
} from "../../platform/registers/index.ts";
import { customerReference } from "../../service/customers/index.ts";
import { agreementReference } from "./order.ts";
import { problemOf } from "./problems.ts";

const series = { name: "series", type: "code", aliases: ["serie", "indexserie"] } as const;
const optional = { optional: true, empty: true } as const;

/** Published series that agreed prices follow (indexserier), each with its source. */
export const indexSeriesRegister = defineRegister({
  name: "index-series",
  titleSv: "Indexserier",
  titleEn: "Index series",
  path: "orders/index-series.csv",
  table: "ordering.index_series",
  objectKind: "index-series",
  columns: [series, nameSv, nameEn, { name: "source", type: "text", aliases: ["källa"] }, synthetic, comment],
  lists: [],
  key: ["series"],
  references: [],
  removes: false,
});

const seriesReference = {
  columns: ["series"],
  table: indexSeriesRegister.table,
  keys: ["series"],
  sv: "indexserierna",
  en: "index series",
} as const;

export const indexValueRegister = defineRegister({
  name: "index-values",
  titleSv: "Indextal",
  titleEn: "Index values",
  path: "orders/index-values.csv",
  table: "ordering.index_value",
  objectKind: "index-value",
  columns: [
    series,
    { name: "period", type: "period", aliases: ["månad"] },
    { name: "value", type: "micro", aliases: ["värde", "indextal"] },
    { name: "source", type: "text", aliases: ["källa"], ...optional },
  ],
  lists: [],
  key: ["series", "period"],
  references: [seriesReference],
  removes: false,
  check: (entries, file) =>
    entries
      .filter((one) => one.valueMicro <= 0)
      .map((one) =>
        problemOf(
          "ordering.index-not-positive",
          { file, line: one.line, text: one.series },
          {
            message_sv: `Indextalet för ${one.series} ${one.period} är ${formatMicro(one.valueMicro)}.`,
            message_en: `The value of ${one.series} ${one.period} is ${formatMicro(one.valueMicro)}.`,
          },
        ),
      ),
});
export type IndexValue = Entry<typeof indexValueRegister>;

const clauseColumns = [
  { name: "clause", type: "code", aliases: ["klausul"] },
  { name: "customer", type: "code", aliases: ["kund"] },
  { name: "item", type: "code", aliases: ["post", "prislistepost", "artikel"] },
  { name: "agreement", type: "code", aliases: ["avtal", "kundavtal"], ...optional },
  { name: "base_price", type: "micro", aliases: ["baspris"] },
  series,
  { name: "base_period", type: "period", aliases: ["basmånad"] },
  { name: "share", type: "micro", aliases: ["andel"] },
  { name: "review_month", type: "whole", aliases: ["omräkningsmånad"] },
  { name: "index_month", type: "whole", aliases: ["indexmånad"] },
  { name: "floor", type: "micro", aliases: ["golv"], ...optional },
  { name: "cap", type: "micro", aliases: ["tak"], ...optional },
  validFrom,
  validTo,
  synthetic,
  comment,
] as const;

export type IndexClause = EntryOf<typeof clauseColumns, never>;

/** Prices agreed with one customer that follow a series, with floor and cap (indexklausuler). */
export const indexClauseRegister = defineRegister({
  name: "index-clauses",
  titleSv: "Indexklausuler",
  titleEn: "Index clauses",
  path: "orders/index-clauses.csv",
  table: "ordering.index_clause",
  objectKind: "index-clause",
  columns: clauseColumns,
  lists: [],
  empty: { agreement: "null" },
  key: ["clause"],
  references: [customerReference("customer"), agreementReference, seriesReference],
  removes: false,
  check: (entries, file) => clauseProblems(entries, file),
});

function clauseProblems(
  entries: readonly (IndexClause & { readonly line: number })[],
  file: string,
): Problem[] {
  return entries.flatMap((one): Problem[] => {
    const place = { file, line: one.line, text: one.clause };
    const problems: Problem[] = [];
    const overlaps = entries.find(
      (other) =>
        other.line < one.line &&
        other.customer === one.customer &&
        other.item === one.item &&
        (other.validTo === undefined || other.validTo >= one.validFrom) &&
        (one.validTo === undefined || one.validTo >= other.validFrom),
    );
    if (overlaps !== undefined)
      problems.push(
        problemOf("ordering.overlapping", place, {
          message_sv: `Klausulerna ${overlaps.clause} och ${one.clause} gäller samma post, ${one.item} för ${one.customer}, samtidigt.`,
          message_en: `The clauses ${overlaps.clause} and ${one.clause} hold for the same item, ${one.item} of ${one.customer}, at once.`,
        }),
      );
    const isMonth = (month: number): boolean => month >= 1 && month <= 12;
    const whole = 100 * microPerUnit;
    const wrong =
      one.basePriceMicro < 0 ||
      one.shareMicro < 0 ||
      one.shareMicro > whole ||
      !isMonth(one.reviewMonth) ||
      !isMonth(one.indexMonth) ||
      (one.floorMicro ?? 0) < 0 ||
      (one.capMicro !== undefined && one.capMicro < (one.floorMicro ?? 0));
    if (wrong)
      problems.push(
        problemOf("ordering.clause-out-of-bounds", place, {
          message_sv: `Klausulen ${one.clause} har ett pris under noll, en andel utanför 0–100 procent, en månad utanför 1–12 eller ett tak under golvet.`,
          message_en: `The clause ${one.clause} has a price below zero, a share outside 0–100 per cent, a month outside 1–12 or a cap below its floor.`,
        }),
      );
    return problems;
  });
}

/** A price that an agreement gives a customer in a month, with the arithmetic that made it. */
export interface AgreedPrice {
  readonly clause: string;
  readonly priceMicro: Micro;
  readonly formulaSv: string;
  readonly formulaEn: string;
}

/** The clause in force for a customer's item when a month begins, as prices are. */
export function clauseFor(
  clauses: readonly IndexClause[],
  { customer, item, period }: { readonly customer: string; readonly item: string; readonly period: Period },
): IndexClause | undefined {
  return clauses.find(
    (one) => one.customer === customer && one.item === item && isInForce(one, firstDayOf(period)),
  );
}

/** The last month up to a month when a clause's price was looked at anew; undefined before the first time. */
export function reviewBefore(clause: IndexClause, period: Period): Period | undefined {
  const year = yearOf(period);
  const review = [year, year - 1]
    .map((one) => periodOf(one, clause.reviewMonth))
    .find((one) => one <= period);
  return review !== undefined && firstDayOf(review) > clause.validFrom ? review : undefined;
}

/** The month whose value a review takes: the latest of its name that is over when the review is made. */
export function indexPeriodOf(clause: IndexClause, review: Period): Period {
  const year = yearOf(review);
  const same = periodOf(year, clause.indexMonth);
  return same < review ? same : periodOf(year - 1, clause.indexMonth);
}

/** The values that a clause needs in a month and that the register does not have. */
export interface MissingIndex {
  readonly clause: string;
  readonly series: string;
  readonly period: Period;
}

/**
 * The price of a month by its clause: base price x (1 - share + share x index / base index), not below the floor and not above the
 * cap, rounded once to whole öre, half upwards. Before the first review it is the base price.
 */
export function agreedPrice(
  clause: IndexClause,
  period: Period,
  values: readonly IndexValue[],
): AgreedPrice | MissingIndex {
  const review = reviewBefore(clause, period);
  const base = formatMicro(clause.basePriceMicro);
  if (review === undefined)
    return {
      clause: clause.clause,
      priceMicro: clause.basePriceMicro,
      formulaSv: `avtalat pris ${base} kr enligt ${clause.clause}, inte omräknat ännu`,
      formulaEn: `agreed price ${base} kr by ${clause.clause}, not indexed yet`,
    };
  const taken = indexPeriodOf(clause, review);
  const valueOf = (at: Period): Micro | undefined =>
    values.find((one) => one.series === clause.series && one.period === at)?.valueMicro;
  const [then, now] = [valueOf(clause.basePeriod), valueOf(taken)];
  if (then === undefined) return { clause: clause.clause, series: clause.series, period: clause.basePeriod };
  if (now === undefined) return { clause: clause.clause, series: clause.series, period: taken };

  const whole = 100n * BigInt(microPerUnit);
  const share = BigInt(clause.shareMicro);
  const price = BigInt(clause.basePriceMicro);
  const followed = BigInt(then) * (whole - share) + BigInt(now) * share;
  const indexed = inWholeOre(price * followed, BigInt(then) * whole);
  const bound = (percent: Micro): bigint => inWholeOre(price * BigInt(percent), whole);
  const floor = clause.floorMicro === undefined ? undefined : bound(clause.floorMicro);
  const cap = clause.capMicro === undefined ? undefined : bound(clause.capMicro);
  const held =
    floor !== undefined && indexed < floor ? "floor" : cap !== undefined && indexed > cap ? "cap" : undefined;
  const result = held === "floor" ? (floor as bigint) : held === "cap" ? (cap as bigint) : indexed;
  const percent = formatMicro(clause.shareMicro);
  const sum = `${base} kr × (1 + ${percent} % × (${formatMicro(now)} / ${formatMicro(then)} − 1)) = ${formatMicro(micro(Number(indexed)))} kr`;
  const said = held === "floor" ? clause.floorMicro : clause.capMicro;
  const bounded = (sv: boolean): string => {
    if (held === undefined || said === undefined) return "";
    const name = held === "floor" ? (sv ? "golv" : "floor") : sv ? "tak" : "cap";
    return `; ${name} ${formatMicro(said)} % = ${formatMicro(micro(Number(result)))} kr`;
  };
  return {
    clause: clause.clause,
    priceMicro: micro(Number(result)),
    formulaSv: `pris enligt ${clause.clause}, ${clause.series} ${taken}, omräknat ${review}: ${sum}${bounded(true)}`,
    formulaEn: `price by ${clause.clause}, ${clause.series} ${taken}, reviewed ${review}: ${sum}${bounded(false)}`,
  };
}

export function isMissing(price: AgreedPrice | MissingIndex): price is MissingIndex {
  return "series" in price;
}

/** Millionths of a krona in whole öre, half upwards. */
function inWholeOre(dividend: bigint, divisor: bigint): bigint {
  const perOre = 10_000n;
  const step = divisor * perOre;
  return ((dividend * 2n + step) / (step * 2n)) * perOre;
}
