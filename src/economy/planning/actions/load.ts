import { byCode, formatKronor, micro, type Ore, Refusal } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/index.ts";
import { bulkInsert, type CopyColumn, type Transaction } from "../../../platform/database/index.ts";
import { accountMapOf, codingColumns, codingValues } from "../../ledger/actions/index.ts";
import { type Plan, type PlanLine, planProblems, plannedResult, type PlannedVolume } from "../index.ts";
import { problemOf } from "../problems.ts";

export interface PlanFile {
  readonly plan: Plan;
  /** Within the pack: "planning/budget-2024.csv". */
  readonly file: string;
  readonly sha256: string;
  readonly lines: readonly PlanLine[];
  /** What the file's own total row, or pack.yaml, says that the result is. */
  readonly declared: { readonly resultOre?: Ore | undefined; readonly line?: number | undefined };
}

export interface PlanLoading {
  readonly actor: string;
  readonly now: string;
  readonly confirm: boolean;
}

export interface PlanLoad {
  readonly plan: string;
  readonly outcome: "loaded" | "unchanged" | "replaced";
  readonly lines: number;
  readonly resultOre: Ore;
}

const lineColumns: readonly CopyColumn[] = [
  { name: "plan", type: "text" },
  { name: "line_no", type: "int4" },
  ...codingColumns,
  { name: "file_line", type: "int4" },
];

/**
 * Loads a budget or a forecast and freezes it: the same file again changes nothing, another file under the same name is
 * refused unless it is confirmed. Throws `Refusal` with everything that is wrong.
 */
export async function loadPlan(
  tx: Transaction,
  provider: string,
  { plan, file, sha256, lines, declared }: PlanFile,
  { actor, now, confirm }: PlanLoading,
): Promise<PlanLoad> {
  const map = await accountMapOf(tx, provider);
  const resultOre = plannedResult(lines, map);
  const held = await tx.maybe<{ sha256: string }>(
    "select sha256 from planning.plan where provider_id = $1 and plan = $2",
    [provider, plan.plan],
  );
  if (held?.sha256 === sha256) return { plan: plan.plan, outcome: "unchanged", lines: 0, resultOre };
  const problems = planProblems(plan, lines, map, declared, file);
  if (held && !confirm && problems.length === 0) {
    const before = plannedResult(await storedLines(tx, provider, plan.plan), map);
    const [was, is] = [formatKronor(before), formatKronor(resultOre)];
    problems.push(
      problemOf(
        "planning.frozen",
        { file },
        {
          message_sv: `${plan.plan} är redan inläst med annat innehåll (resultat ${was} kr, nu ${is} kr).`,
          message_en: `${plan.plan} is already loaded with other content (result ${was} kr, now ${is} kr).`,
        },
      ),
    );
  }
  if (problems.length > 0) throw new Refusal(problems);
  if (held) {
    await tx.execute("delete from planning.line where provider_id = $1 and plan = $2", [provider, plan.plan]);
  }
  await tx.execute(
    `insert into planning.plan (provider_id, plan, scenario, fiscal_year, as_of, sha256)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (provider_id, plan) do update set sha256 = excluded.sha256`,
    [provider, plan.plan, plan.scenario, plan.fiscalYear, plan.asOf ?? null, sha256],
  );
  await bulkInsert(
    tx,
    "planning.line",
    lineColumns,
    lines.map((line, index) => [plan.plan, index + 1, ...codingValues(line), line.fileLine ?? null]),
  );
  await record(tx, {
    at: now,
    actor,
    action: held ? "planning.replace" : "planning.load",
    objectKind: "plan",
    objectId: plan.plan,
    before: held ?? null,
    after: { sha256, lines: lines.length, result_ore: String(resultOre) },
  });
  return { plan: plan.plan, outcome: held ? "replaced" : "loaded", lines: lines.length, resultOre };
}

async function storedLines(tx: Transaction, provider: string, plan: string): Promise<PlanLine[]> {
  return tx.query<PlanLine>(
    `select period, account, cost_centre as "costCentre", project, service, customer, counterparty,
            amount_ore as "amountOre"
     from planning.line where provider_id = $1 and plan = $2`,
    [provider, plan],
  );
}

/** Loads the planned volumes of a budget. A later file replaces the earlier one; the audit keeps both hashes. */
export async function loadPlannedVolumes(
  tx: Transaction,
  provider: string,
  {
    plan,
    file,
    sha256,
    volumes,
  }: {
    readonly plan: Plan;
    readonly file: string;
    readonly sha256: string;
    readonly volumes: readonly PlannedVolume[];
  },
  { actor, now }: Omit<PlanLoading, "confirm">,
): Promise<{ readonly outcome: "loaded" | "unchanged" | "replaced"; readonly volumes: number }> {
  const held = await tx.maybe<{ sha256: string | null }>(
    "select volumes_sha256 as sha256 from planning.plan where provider_id = $1 and plan = $2",
    [provider, plan.plan],
  );
  if (!held) {
    throw new Refusal([
      problemOf(
        "planning.volumes-without-plan",
        { file },
        {
          message_sv: `${file} hör till ${plan.plan}, som inte är inläst.`,
          message_en: `${file} belongs to ${plan.plan}, which has not been loaded.`,
        },
      ),
    ]);
  }
  if (held.sha256 === sha256) return { outcome: "unchanged", volumes: 0 };
  const sums = new Map<string, PlannedVolume>();
  for (const volume of volumes) {
    const key = [volume.item, volume.customer, volume.period].join("|");
    const before = sums.get(key);
    const quantityMicro = micro((before?.quantityMicro ?? 0) + volume.quantityMicro);
    sums.set(key, { ...volume, quantityMicro });
  }
  const rows = [...sums].sort(([a], [b]) => byCode(a, b)).map(([, volume]) => volume);
  await tx.execute("delete from planning.volume where provider_id = $1 and plan = $2", [provider, plan.plan]);
  await bulkInsert(
    tx,
    "planning.volume",
    [
      { name: "plan", type: "text" },
      { name: "item", type: "text" },
      { name: "customer", type: "text" },
      { name: "period", type: "text" },
      { name: "quantity_micro", type: "int8" },
    ],
    rows.map((row) => [plan.plan, row.item, row.customer, row.period, row.quantityMicro]),
  );
  await tx.execute("update planning.plan set volumes_sha256 = $3 where provider_id = $1 and plan = $2", [
    provider,
    plan.plan,
    sha256,
  ]);
  await record(tx, {
    at: now,
    actor,
    action: "planning.load-volumes",
    objectKind: "plan",
    objectId: plan.plan,
    before: held.sha256 === null ? null : { volumes_sha256: held.sha256 },
    after: { volumes_sha256: sha256, volumes: rows.length },
  });
  return { outcome: held.sha256 === null ? "loaded" : "replaced", volumes: rows.length };
}
