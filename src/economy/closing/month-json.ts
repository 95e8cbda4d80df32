import type { Ore, Period } from "../../kernel/index.ts";
import { type MonthStep, whatStops } from "./steps.ts";

/** A month with its steps and, when it is closed, what it was closed as. */
export interface Month {
  readonly period: Period;
  readonly state: "open" | "closed";
  readonly closedAt: string | undefined;
  readonly closedBy: string | undefined;
  /** Of the balances, set at the closing. */
  readonly sha256: string | undefined;
  readonly steps: readonly MonthStep[];
  /** What the month came to: revenue less cost in the books, and what was invoiced. */
  readonly sums: {
    readonly revenueOre: Ore;
    readonly costOre: Ore;
    readonly invoicedOre: Ore;
    readonly documents: number;
  };
  readonly reopening:
    | { readonly reason: string; readonly askedBy: string; readonly askedAt: string }
    | undefined;
}

export function monthJson(month: Month) {
  const stops = whatStops(month.steps);
  return {
    period: month.period,
    state: month.state,
    closed_at: month.closedAt ?? null,
    closed_by: month.closedBy ?? null,
    content_sha256: month.sha256 ?? null,
    stops:
      stops === undefined
        ? null
        : { step: stops.step, sv: stops.tellsSv, en: stops.tellsEn, path: stops.path },
    steps: month.steps.map((step) => ({
      step: step.step,
      group: step.group,
      state: step.state,
      must: step.must,
      sv: `${step.sv}. ${step.tellsSv}`,
      en: `${step.en}. ${step.tellsEn}`,
      judged_by: step.judgement?.judgedBy ?? null,
    })),
    sums: {
      revenue: { ore: String(month.sums.revenueOre) },
      cost: { ore: String(month.sums.costOre) },
      invoiced: { ore: String(month.sums.invoicedOre) },
      documents: month.sums.documents,
    },
    reopening: month.reopening ?? null,
  };
}
