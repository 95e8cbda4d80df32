import type { Transaction } from "../../../platform/database/index.ts";
import type { Activity, CostCentre, Department, Project, Provision } from "../index.ts";

export async function departmentsOf(tx: Transaction, provider: string): Promise<Department[]> {
  return tx.query<Department>(
    `select department, name_sv as "nameSv", name_en as "nameEn", position
     from ledger.department where provider_id = $1 order by position, department collate "C"`,
    [provider],
  );
}

export async function costCentresOf(tx: Transaction, provider: string): Promise<CostCentre[]> {
  return tx.query<CostCentre>(
    `select cost_centre as "costCentre", name, department, common
     from ledger.cost_centre where provider_id = $1 order by cost_centre collate "C"`,
    [provider],
  );
}

export async function projectsOf(tx: Transaction, provider: string): Promise<Project[]> {
  const rows = await tx.query<{ project: string; name: string; activity: Activity; service: string | null }>(
    `select project, name, activity, service
     from ledger.project where provider_id = $1 order by project collate "C"`,
    [provider],
  );
  return rows.map((row) => ({ ...row, service: row.service ?? undefined }));
}

export async function provisionsOf(tx: Transaction, provider: string): Promise<Provision[]> {
  return tx.query<Provision>(
    `select provision, cause, account, amount_ore as "amountOre", period
     from ledger.provision where provider_id = $1 order by provision collate "C"`,
    [provider],
  );
}
