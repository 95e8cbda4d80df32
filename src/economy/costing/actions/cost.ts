import { type Ore, type Period, type Problem, required } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  type CustomerCosting,
  type CustomerCostRow,
  type ServiceCostRow,
  type YearCosting,
  costSources,
  costYear,
  distributeToCustomers,
} from "../index.ts";
import { hasSources, storeSources } from "../sql/sources.ts";
import { lockRun, storedRows, storedRun, storeRun } from "../sql/runs.ts";
import {
  type CostingInputs,
  type CostingQuestion,
  costingInputs,
  costingName,
  customerKeysOf,
} from "./inputs.ts";

export interface ComputedCosting {
  readonly run: string;
  readonly rows: readonly ServiceCostRow[];
  readonly inOre: Ore;
  readonly outOre: Ore;
  /** False when the stored result had the same inputs and was taken as it is. */
  readonly computed: boolean;
}

/**
 * What every service cost in a year and scenario. The result is stored by what went into it: asked again with the same
 * books, model and drivers it is read, not computed. Throws `Refusal` when the costing cannot be made.
 */
export async function computeCosting(tx: Transaction, question: CostingQuestion): Promise<ComputedCosting> {
  const { run, plan, inputsSha256 } = await costingName(tx, question);
  const { provider, year } = question;
  await lockRun(tx, provider, run);
  const stored = await storedRun(tx, provider, run);
  if (stored?.inputsSha256 === inputsSha256 && (await hasSources(tx, provider, run))) {
    const rows = await storedRows(tx, provider, run);
    return { run, rows, inOre: stored.inOre, outOre: stored.outOre, computed: false };
  }
  const costing = required(costYear(await costingInputs(tx, question)));
  const scenario = plan === undefined ? "actual" : plan.startsWith("budget") ? "budget" : "forecast";
  await storeRun(tx, provider, { run, year, scenario, inputsSha256 }, costing);
  await storeSources(
    tx,
    run,
    costing.parts.flatMap((part) => costSources(part)),
  );
  return { run, rows: costing.rows, inOre: costing.inOre, outOre: costing.outOre, computed: true };
}

/** The rows of the months asked for, or of the whole year: what settlement, statements and pricing read. */
export async function serviceCostsOf(
  tx: Transaction,
  { periods, ...question }: CostingQuestion & { readonly periods?: readonly Period[] },
): Promise<readonly ServiceCostRow[]> {
  const { rows } = await computeCosting(tx, question);
  return periods === undefined ? rows : rows.filter((row) => periods.includes(row.period));
}

/** The costing in full, with its flows: computed anew, stored nowhere. For explanations and customers. */
export async function costingOf(
  tx: Transaction,
  question: CostingQuestion,
): Promise<{ readonly inputs: CostingInputs; readonly costing: YearCosting }> {
  const inputs = await costingInputs(tx, question);
  return { inputs, costing: required(costYear(inputs)) };
}

/** What each customer's share of each service cost. Services without a key stand on the customer '', with a warning. */
export async function customerCostsOf(
  tx: Transaction,
  question: CostingQuestion,
): Promise<Omit<CustomerCosting, "splits"> & { readonly warnings: readonly Problem[] }> {
  const { costing } = await costingOf(tx, question);
  const keys = await customerKeysOf(tx, question);
  const rows: CustomerCostRow[] = [];
  const warnings: Problem[] = [];
  for (const part of costing.parts) {
    const shared = distributeToCustomers(part, keys);
    // Row by row: a year has more rows than a call may have arguments.
    for (const row of required(shared).rows) rows.push(row);
    if (shared.ok) for (const warning of shared.warnings) warnings.push(warning);
  }
  return { rows, inOre: costing.outOre, outOre: costing.outOre, warnings };
}
