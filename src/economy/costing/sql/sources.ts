import type { Ore, Period } from "../../../kernel/index.ts";
import { bulkInsert, type Transaction } from "../../../platform/database/index.ts";
import type { Activity, CostSource } from "../index.ts";

/** Whether a stored run has its sources: one that was stored before there were any is computed again. */
export async function hasSources(tx: Transaction, provider: string, run: string): Promise<boolean> {
  const found = await tx.maybe(
    "select 1 as one from costing.service_cost_source where provider_id = $1 and run = $2 limit 1",
    [provider, run],
  );
  return found !== undefined;
}

export async function storeSources(
  tx: Transaction,
  run: string,
  sources: readonly CostSource[],
): Promise<void> {
  await bulkInsert(
    tx,
    "costing.service_cost_source",
    [
      { name: "run", type: "text" },
      { name: "service", type: "text" },
      { name: "activity", type: "text" },
      { name: "step", type: "text" },
      { name: "account", type: "text" },
      { name: "period", type: "text" },
      { name: "amount_ore", type: "int8" },
    ],
    sources.map((row) => [run, row.service, row.activity, row.step, row.account, row.period, row.amountOre]),
  );
}

export interface SourceSum {
  readonly activity: Activity;
  readonly step: string;
  readonly account: string;
  readonly period: Period;
  readonly amountOre: Ore;
}

/** Where one service's cost came from, month by month. */
export async function sourcesOf(
  tx: Transaction,
  provider: string,
  run: string,
  service: string,
): Promise<SourceSum[]> {
  return tx.query<SourceSum>(
    `select activity, step, account, period, amount_ore as "amountOre"
     from costing.service_cost_source where provider_id = $1 and run = $2 and service = $3
     order by activity desc, step collate "C", account collate "C", period collate "C"`,
    [provider, run, service],
  );
}

/** What each service of a run cost. */
export async function sourceTotals(
  tx: Transaction,
  provider: string,
  run: string,
): Promise<{ readonly service: string; readonly amountOre: Ore }[]> {
  return tx.query<{ service: string; amountOre: Ore }>(
    `select service, sum(amount_ore)::bigint as "amountOre"
     from costing.service_cost_source where provider_id = $1 and run = $2
     group by service order by service collate "C"`,
    [provider, run],
  );
}

/** What each service of a run cost in a month, or of a cost element. */
export async function serviceTotals(
  tx: Transaction,
  provider: string,
  run: string,
  { period, element }: { readonly period?: Period; readonly element?: string },
): Promise<{ readonly service: string; readonly amountOre: Ore }[]> {
  return tx.query<{ service: string; amountOre: Ore }>(
    `select service, sum(direct_ore + allocated_ore)::bigint as "amountOre"
     from costing.service_cost
     where provider_id = $1 and run = $2 and ($3::text is null or period = $3) and ($4::text is null or element = $4)
     group by service having sum(direct_ore + allocated_ore) <> 0 order by service collate "C"`,
    [provider, run, period ?? null, element ?? null],
  );
}
