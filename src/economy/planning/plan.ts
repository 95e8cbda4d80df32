import {
  byCode,
  formatKronor,
  type Ore,
  ore,
  type Period,
  type Problem,
  yearOf,
  type Micro,
} from "../../kernel/index.ts";
import type { AccountMap } from "../ledger/index.ts";
import { problemOf } from "./problems.ts";

export type Scenario = "budget" | "forecast";

/** A budget, or a named forecast snapshot (prognos). Frozen once loaded: another content is another plan. */
export interface Plan {
  /** "budget-2024", "forecast-2024-10": the name of its file. */
  readonly plan: string;
  readonly scenario: Scenario;
  readonly fiscalYear: number;
  /** The last month with actuals, for a forecast. */
  readonly asOf: Period | undefined;
}

/** The shape of a month's balance, with SIE signs: revenue -, cost +. */
export interface PlanLine {
  readonly period: Period;
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly counterparty: string;
  readonly amountOre: Ore;
  readonly fileLine?: number;
}

/** Planned volume of a metered price item, per customer and month (per item when the customer is ""). */
export interface PlannedVolume {
  readonly item: string;
  readonly customer: string;
  readonly period: Period;
  readonly quantityMicro: Micro;
  readonly fileLine?: number;
}

/** "budget-2024" and "forecast-2024-10" by the name of the file; anything else is no plan. */
export function planOfName(name: string): Plan | undefined {
  const match = /^(budget|forecast|volumes)-(20\d\d)(?:-(0[1-9]|1[0-2]))?$/.exec(name);
  if (!match) return undefined;
  const [, kind = "", year = "", month] = match;
  if ((kind === "forecast") !== (month !== undefined)) return undefined;
  return {
    plan: kind === "volumes" ? `budget-${year}` : name,
    scenario: kind === "forecast" ? "forecast" : "budget",
    fiscalYear: Number(year),
    asOf: month === undefined ? undefined : (`${year}-${month}` as Period),
  };
}

/** What the lines add up to as a result: revenue less cost, surplus positive. Balance accounts do not count. */
export function plannedResult(lines: readonly PlanLine[], map: AccountMap): Ore {
  let result = 0;
  for (const line of lines) {
    const kind = map.mappingOf(line.account)?.kind;
    if (kind === "revenue" || kind === "cost") result -= line.amountOre;
  }
  return ore(result);
}

/**
 * Whether a plan can be used: every account mapped, every month in its year, and the result what was declared. A budget
 * with nothing declared is one in balance; a forecast with nothing declared is not checked, since its result is its message.
 */
export function planProblems(
  plan: Plan,
  lines: readonly PlanLine[],
  map: AccountMap,
  declared: { readonly resultOre?: Ore | undefined; readonly line?: number | undefined },
  file: string,
): Problem[] {
  const problems: Problem[] = [];
  const unmapped = new Set<string>();
  for (const line of lines) {
    if (map.mappingOf(line.account) === undefined && !unmapped.has(line.account)) {
      unmapped.add(line.account);
      problems.push(
        problemOf(
          "planning.unmapped-account",
          { file, line: line.fileLine },
          {
            message_sv: `Konto ${line.account} täcks inte av kontomappningen.`,
            message_en: `Account ${line.account} is not covered by the account mapping.`,
          },
        ),
      );
    }
    if (yearOf(line.period) !== plan.fiscalYear) {
      problems.push(
        problemOf(
          "planning.other-year",
          { file, line: line.fileLine },
          {
            message_sv: `Perioden ${line.period} ligger utanför planens år ${plan.fiscalYear}.`,
            message_en: `The period ${line.period} lies outside the plan's year ${plan.fiscalYear}.`,
          },
        ),
      );
    }
  }
  if (problems.length > 0) return problems;
  const expected = declared.resultOre ?? (plan.scenario === "budget" ? ore(0) : undefined);
  const result = plannedResult(lines, map);
  if (expected !== undefined && result !== expected) {
    const [is, should, off] = [result, expected, ore(result - expected)].map(formatKronor);
    problems.push(
      problemOf(
        "planning.does-not-sum",
        { file, line: declared.line },
        {
          message_sv: `Planen ${plan.plan} ger resultatet ${is} kr, men ${should} kr är angivet: ${off} kr skiljer.`,
          message_en: `The plan ${plan.plan} has a result of ${is} kr, but ${should} kr is declared: ${off} kr apart.`,
        },
      ),
    );
  }
  return problems;
}

/** Sum per month, in order: the shape of a plan over the year. */
export function resultByPeriod(
  lines: readonly PlanLine[],
  map: AccountMap,
): { readonly period: Period; readonly resultOre: Ore }[] {
  const byPeriod = new Map<Period, PlanLine[]>();
  for (const line of lines) {
    const list = byPeriod.get(line.period);
    if (list) list.push(line);
    else byPeriod.set(line.period, [line]);
  }
  return [...byPeriod]
    .sort(([a], [b]) => byCode(a, b))
    .map(([period, list]) => ({ period, resultOre: plannedResult(list, map) }));
}
