import type { Ore, Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";

export interface StoredPlan {
  readonly plan: string;
  readonly scenario: "budget" | "forecast";
  readonly asOf: Period | null;
}

export interface StoredPlanLine {
  readonly fileLine: number | null;
  readonly period: Period;
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly counterparty: string;
  readonly amountOre: Ore;
}

/** The plans of a year: its budget, and its forecasts with the latest first. */
export async function plansOfYear(tx: Transaction, provider: string, year: number): Promise<StoredPlan[]> {
  return tx.query<StoredPlan>(
    `select plan, scenario, as_of as "asOf" from planning.plan
     where provider_id = $1 and fiscal_year = $2 order by as_of desc nulls last, plan collate "C" desc`,
    [provider, year],
  );
}

export async function linesOfPlan(
  tx: Transaction,
  provider: string,
  plan: string,
): Promise<StoredPlanLine[]> {
  return tx.query<StoredPlanLine>(
    `select file_line as "fileLine", period, account, cost_centre as "costCentre", project, service, customer,
            counterparty, amount_ore as "amountOre"
     from planning.line where provider_id = $1 and plan = $2 order by line_no`,
    [provider, plan],
  );
}
