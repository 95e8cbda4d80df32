import { monthOf, type Ore, type Period } from "../../kernel/index.ts";
import { inProportion } from "../costing/index.ts";

/** An amount of one month, of a cost element. */
export interface ElementMonth {
  readonly element: string;
  readonly period: Period;
  readonly amountOre: Ore;
}

/** Twelve weights, January first: how a cost element is spread over a year. */
export type Season = readonly number[];

/** No season at all: a twelfth a month. */
export const evenSeason: Season = Array.from({ length: 12 }, () => 1);

/**
 * How each cost element was spread over the months of earlier years (säsongsprofil): their months added up. Staff cost dips
 * in the holiday month, licences come when they are renewed. A month that came to a credit weighs nothing.
 */
export function seasonsOf(earlier: readonly ElementMonth[]): ReadonlyMap<string, Season> {
  const sums = new Map<string, number[]>();
  for (const { element, period, amountOre } of earlier) {
    const months = sums.get(element) ?? evenSeason.map(() => 0);
    months[monthOf(period) - 1] = (months[monthOf(period) - 1] as number) + amountOre;
    sums.set(element, months);
  }
  return new Map([...sums].map(([element, months]) => [element, months.map((sum) => Math.max(sum, 0))]));
}

/**
 * What a later month is expected to be, when the months so far came to an amount: that amount in the proportion that the
 * later month bears to the same months of the season. A season with nothing in those months says nothing, and a twelfth is taken.
 */
export function expectedMonth(
  soFarOre: Ore,
  { season, through, month }: { readonly season: Season; readonly through: number; readonly month: number },
): Ore {
  let whole = 0;
  for (const weight of season.slice(0, through)) whole += weight;
  return whole > 0
    ? inProportion(soFarOre, season[month - 1] as number, whole)
    : inProportion(soFarOre, 1, through);
}

/**
 * Which of two seasons the months so far are more like: the first, unless the second is nearer to them, months added up. One
 * month is like any season and says nothing.
 */
export function nearerSeason(months: readonly number[], first: Season, second: Season): Season {
  if (months.length < 2) return first;
  const distance = (season: Season): number => {
    let [soFar, whole] = [0, 0];
    for (const [at, amount] of months.entries()) {
      soFar += amount;
      whole += season[at] as number;
    }
    if (whole === 0) return Number.POSITIVE_INFINITY;
    return months.reduce(
      (sum, amount, at) => sum + Math.abs(amount - (soFar * (season[at] as number)) / whole),
      0,
    );
  };
  return distance(second) < distance(first) ? second : first;
}
