import type { Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { RawCell, Scenario } from "../index.ts";
import { linesOfPlan, plansOfYear } from "../sql/plans.ts";

export interface PlanCells {
  readonly cells: readonly RawCell[];
  readonly forecast: string | undefined;
  /** The last month with actuals in the forecast. */
  readonly asOf: Period | undefined;
}

/** The budget of a year and one forecast of it: the named one, else the latest. */
export async function planCellsOf(
  tx: Transaction,
  provider: string,
  year: number,
  forecast: string | undefined,
): Promise<PlanCells> {
  const plans = await plansOfYear(tx, provider, year);
  const budget = plans.find((plan) => plan.scenario === "budget");
  const shown = plans.find(
    (plan) => plan.scenario === "forecast" && (forecast === undefined || plan.plan === forecast),
  );
  const cells: RawCell[] = [];
  for (const [scenario, plan] of [
    ["budget", budget],
    ["forecast", shown],
  ] as const) {
    if (plan !== undefined)
      cells.push(...(await linesAsCells(tx, provider, { plan: plan.plan, scenario, year })));
  }
  return { cells, forecast: shown?.plan, asOf: shown?.asOf ?? undefined };
}

async function linesAsCells(
  tx: Transaction,
  provider: string,
  { plan, scenario, year }: { readonly plan: string; readonly scenario: Scenario; readonly year: number },
): Promise<RawCell[]> {
  const lines = await linesOfPlan(tx, provider, plan);
  return lines.map((line) => ({
    scenario,
    fiscalYear: year,
    flow: "movement",
    period: line.period,
    account: line.account,
    costCentre: line.costCentre,
    project: line.project,
    service: line.service,
    customer: line.customer,
    counterparty: line.counterparty,
    amountOre: line.amountOre,
    origin: { file: `planning/${plan}.csv`, ...(line.fileLine === null ? {} : { line: line.fileLine }) },
  }));
}
