import { keepRegister, type Register, type RegisterChange } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { AccountMapping, Activity, CostCentre, Department, Project, Provision } from "../index.ts";

interface Source {
  readonly actor: string;
  readonly now: string;
  readonly source: string;
}

const department: Register = {
  table: "ledger.department",
  objectKind: "department",
  keys: ["department"],
  columns: { department: "text", name_sv: "text", name_en: "text", position: "integer" },
  removes: false,
};

export async function keepDepartments(
  tx: Transaction,
  provider: string,
  departments: readonly Department[],
  source: Source,
): Promise<RegisterChange> {
  const rows = departments.map((one) => ({
    department: one.department,
    name_sv: one.nameSv,
    name_en: one.nameEn,
    position: one.position,
  }));
  return keepRegister(tx, provider, department, rows, source);
}

export async function departmentsOf(tx: Transaction, provider: string): Promise<Department[]> {
  return tx.query<Department>(
    `select department, name_sv as "nameSv", name_en as "nameEn", position
     from ledger.department where provider_id = $1 order by position, department collate "C"`,
    [provider],
  );
}

const costCentre: Register = {
  table: "ledger.cost_centre",
  objectKind: "cost-centre",
  keys: ["cost_centre"],
  columns: { cost_centre: "text", name: "text", department: "text", common: "boolean" },
  removes: false,
};

export async function keepCostCentres(
  tx: Transaction,
  provider: string,
  costCentres: readonly CostCentre[],
  source: Source,
): Promise<RegisterChange> {
  const rows = costCentres.map((one) => ({
    cost_centre: one.costCentre,
    name: one.name,
    department: one.department,
    common: one.common,
  }));
  return keepRegister(tx, provider, costCentre, rows, source);
}

export async function costCentresOf(tx: Transaction, provider: string): Promise<CostCentre[]> {
  return tx.query<CostCentre>(
    `select cost_centre as "costCentre", name, department, common
     from ledger.cost_centre where provider_id = $1 order by cost_centre collate "C"`,
    [provider],
  );
}

const project: Register = {
  table: "ledger.project",
  objectKind: "project",
  keys: ["project"],
  columns: { project: "text", name: "text", activity: "text", service: "text" },
  removes: false,
};

export async function keepProjects(
  tx: Transaction,
  provider: string,
  projects: readonly Project[],
  source: Source,
): Promise<RegisterChange> {
  const rows = projects.map((one) => ({
    project: one.project,
    name: one.name,
    activity: one.activity,
    service: one.service ?? null,
  }));
  return keepRegister(tx, provider, project, rows, source);
}

export async function projectsOf(tx: Transaction, provider: string): Promise<Project[]> {
  const rows = await tx.query<{ project: string; name: string; activity: Activity; service: string | null }>(
    `select project, name, activity, service
     from ledger.project where provider_id = $1 order by project collate "C"`,
    [provider],
  );
  return rows.map((row) => ({ ...row, service: row.service ?? undefined }));
}

/** The whole mapping is one thing: intervals that the file no longer holds are gone, or two of them would overlap. */
const mapping: Register = {
  table: "ledger.account_mapping",
  objectKind: "account-mapping",
  keys: ["account_from"],
  columns: {
    account_from: "text",
    account_to: "text",
    kind: "text",
    element: "text",
    activity: "text",
    role: "text",
    name_sv: "text",
    name_en: "text",
  },
  removes: true,
};

export async function keepAccountMapping(
  tx: Transaction,
  provider: string,
  mappings: readonly AccountMapping[],
  source: Source,
): Promise<RegisterChange> {
  const rows = mappings.map((one) => ({
    account_from: one.accountFrom,
    account_to: one.accountTo,
    kind: one.kind,
    element: one.element,
    activity: one.activity,
    role: one.role,
    name_sv: one.nameSv,
    name_en: one.nameEn,
  }));
  return keepRegister(tx, provider, mapping, rows, source);
}

const provision: Register = {
  table: "ledger.provision",
  objectKind: "provision",
  keys: ["provision"],
  columns: { provision: "text", cause: "text", account: "text", amount_ore: "bigint", period: "text" },
  removes: false,
};

export async function keepProvisions(
  tx: Transaction,
  provider: string,
  provisions: readonly Provision[],
  source: Source,
): Promise<RegisterChange> {
  const rows = provisions.map((one) => ({
    provision: one.provision,
    cause: one.cause,
    account: one.account,
    amount_ore: one.amountOre,
    period: one.period,
  }));
  return keepRegister(tx, provider, provision, rows, source);
}

export async function provisionsOf(tx: Transaction, provider: string): Promise<Provision[]> {
  return tx.query<Provision>(
    `select provision, cause, account, amount_ore as "amountOre", period
     from ledger.provision where provider_id = $1 order by provision collate "C"`,
    [provider],
  );
}
