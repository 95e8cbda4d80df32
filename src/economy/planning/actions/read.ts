import { type Ore, type Period, type Micro, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Plan, PlanLine, PlannedVolume, Scenario } from "../index.ts";
import { problemOf } from "../problems.ts";

export interface StoredPlan extends Plan {
  readonly sha256: string;
  readonly volumesSha256: string | undefined;
}

/** Every plan, by year and name. */
export async function plansOf(tx: Transaction, provider: string): Promise<StoredPlan[]> {
  const rows = await tx.query<{
    plan: string;
    scenario: Scenario;
    fiscalYear: number;
    asOf: Period | null;
    sha256: string;
    volumesSha256: string | null;
  }>(
    `select plan, scenario, fiscal_year as "fiscalYear", as_of as "asOf", sha256, volumes_sha256 as "volumesSha256"
     from planning.plan where provider_id = $1 order by fiscal_year, plan collate "C"`,
    [provider],
  );
  return rows.map((row) => ({
    ...row,
    asOf: row.asOf ?? undefined,
    volumesSha256: row.volumesSha256 ?? undefined,
  }));
}

/** The lines of a plan in the order of its file. A plan that does not exist is a refusal. */
export async function planLines(tx: Transaction, provider: string, plan: string): Promise<PlanLine[]> {
  await requirePlan(tx, provider, plan);
  const rows = await tx.query<
    Omit<PlanLine, "amountOre" | "fileLine"> & { amountOre: Ore; fileLine: number | null }
  >(
    `select period, account, cost_centre as "costCentre", project, service, customer, counterparty,
            amount_ore as "amountOre", file_line as "fileLine"
     from planning.line where provider_id = $1 and plan = $2 order by line_no`,
    [provider, plan],
  );
  return rows.map(({ fileLine, ...row }) => (fileLine === null ? row : { ...row, fileLine }));
}

/** Planned volumes by item, customer and month. */
export async function plannedVolumesOf(
  tx: Transaction,
  provider: string,
  plan: string,
): Promise<PlannedVolume[]> {
  await requirePlan(tx, provider, plan);
  return tx.query<{ item: string; customer: string; period: Period; quantityMicro: Micro }>(
    `select item, customer, period, quantity_micro as "quantityMicro"
     from planning.volume where provider_id = $1 and plan = $2
     order by item collate "C", customer collate "C", period collate "C"`,
    [provider, plan],
  );
}

async function requirePlan(tx: Transaction, provider: string, plan: string): Promise<void> {
  const found = await tx.maybe("select plan from planning.plan where provider_id = $1 and plan = $2", [
    provider,
    plan,
  ]);
  if (found) return;
  throw new Refusal([
    problemOf(
      "planning.no-such-plan",
      {},
      {
        message_sv: `Planen ${plan} är inte inläst.`,
        message_en: `The plan ${plan} has not been loaded.`,
      },
    ),
  ]);
}
