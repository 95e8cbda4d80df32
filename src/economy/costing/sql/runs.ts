import type { Ore } from "../../../kernel/index.ts";
import { bulkInsert, type Transaction } from "../../../platform/database/index.ts";
import type { ServiceCostRow, YearCosting } from "../index.ts";

/** A stored costing (kalkylomgång), by what went into it. */
export interface StoredRun {
  /** `actual-2024`, or the name of the plan. */
  readonly run: string;
  readonly year: number;
  readonly scenario: string;
  readonly inputsSha256: string;
  readonly inOre: Ore;
  readonly outOre: Ore;
}

const columns = `run, fiscal_year as "year", scenario, inputs_sha256 as "inputsSha256", in_ore as "inOre", out_ore as "outOre"`;

export async function storedRuns(tx: Transaction, provider: string): Promise<StoredRun[]> {
  return tx.query<StoredRun>(
    `select ${columns} from costing.run where provider_id = $1 order by run collate "C"`,
    [provider],
  );
}

export async function storedRun(
  tx: Transaction,
  provider: string,
  run: string,
): Promise<StoredRun | undefined> {
  return tx.maybe<StoredRun>(`select ${columns} from costing.run where provider_id = $1 and run = $2`, [
    provider,
    run,
  ]);
}

export async function storedRows(tx: Transaction, provider: string, run: string): Promise<ServiceCostRow[]> {
  return tx.query<ServiceCostRow>(
    `select service, activity, element, period, direct_ore as "directOre", allocated_ore as "allocatedOre"
     from costing.service_cost where provider_id = $1 and run = $2
     order by service collate "C", activity collate "C" desc, element collate "C", period collate "C"`,
    [provider, run],
  );
}

/** One at a time for each run, to the end of the transaction: two who ask at once shall not both write. */
export async function lockRun(tx: Transaction, provider: string, run: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('costing:' || $1 || ':' || $2, 0))", [
    provider,
    run,
  ]);
}

/** Replaces a run by a newer costing of the same year and scenario. */
export async function storeRun(
  tx: Transaction,
  provider: string,
  { run, year, scenario, inputsSha256 }: Omit<StoredRun, "inOre" | "outOre">,
  costing: Pick<YearCosting, "rows" | "inOre" | "outOre">,
): Promise<void> {
  await tx.execute("delete from costing.service_cost_source where provider_id = $1 and run = $2", [
    provider,
    run,
  ]);
  await tx.execute("delete from costing.service_cost where provider_id = $1 and run = $2", [provider, run]);
  await tx.execute("delete from costing.run where provider_id = $1 and run = $2", [provider, run]);
  await tx.execute(
    `insert into costing.run (provider_id, run, fiscal_year, scenario, inputs_sha256, in_ore, out_ore, computed_at)
     values ($1, $2, $3, $4, $5, $6, $7, now())`,
    [provider, run, year, scenario, inputsSha256, costing.inOre, costing.outOre],
  );
  await bulkInsert(
    tx,
    "costing.service_cost",
    [
      { name: "run", type: "text" },
      { name: "service", type: "text" },
      { name: "activity", type: "text" },
      { name: "element", type: "text" },
      { name: "period", type: "text" },
      { name: "direct_ore", type: "int8" },
      { name: "allocated_ore", type: "int8" },
    ],
    costing.rows.map((row) => [
      run,
      row.service,
      row.activity,
      row.element,
      row.period,
      row.directOre,
      row.allocatedOre,
    ]),
  );
}
