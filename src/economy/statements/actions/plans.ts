import { byCode, type Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { planLines, plansOf } from "../../planning/actions/index.ts";
import type { RawCell, Scenario } from "../index.ts";

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
  const plans = (await plansOf(tx, provider))
    .filter((plan) => plan.fiscalYear === year)
    .toSorted((a, b) => byCode(b.asOf ?? "", a.asOf ?? ""));
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
  return { cells, forecast: shown?.plan, asOf: shown?.asOf };
}

async function linesAsCells(
  tx: Transaction,
  provider: string,
  { plan, scenario, year }: { readonly plan: string; readonly scenario: Scenario; readonly year: number },
): Promise<RawCell[]> {
  const lines = await planLines(tx, provider, plan);
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
    origin: { file: `planning/${plan}.csv`, ...(line.fileLine === undefined ? {} : { line: line.fileLine }) },
  }));
}
