import { createHash } from "node:crypto";
import { type Problem, type Result, Refusal, byCode, ok, refused } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf, serviceUsesOf } from "../../../service/customers/actions/index.ts";
import { accountMapOf, projectsOf } from "../../ledger/actions/index.ts";
import type { AccountMap } from "../../ledger/index.ts";
import { planLines, plannedVolumesOf, plansOf, type StoredPlan } from "../../planning/actions/index.ts";
import {
  type CostCell,
  type CostingInput,
  type CostModel,
  type CustomerKeys,
  type Volume,
  cellKey,
  readModel,
  volumeReader,
} from "../index.ts";
import { problem } from "../problems.ts";
import { balanceLines, balancePrint, bookedAccounts, type CodedLine } from "../sql/lines.ts";
import { meteredVolumes, servicesOfItems, storedModels } from "../sql/registers.ts";
import { driversInForce } from "./drivers.ts";

/** Which year, and from where its costs are read. */
export interface CostingQuestion {
  readonly provider: string;
  readonly year: number;
  /** `actual`, `budget`, `forecast` (the latest of the year) or a plan by name, `forecast-2024-10`. */
  readonly scenario: string;
}

/** Everything a costing is made of. */
export interface CostingInputs extends Omit<CostingInput, "model"> {
  readonly question: CostingQuestion;
  /** The plan behind a budget or a forecast. */
  readonly plan: string | undefined;
  readonly models: readonly CostModel[];
}

/** Which costing it is and what goes into it, without reading the books: enough to see that nothing has changed. */
export interface CostingName {
  /** The name the result is stored by: `actual-2024`, or the plan's. */
  readonly run: string;
  readonly plan: string | undefined;
  readonly inputsSha256: string;
}

/** Throws `Refusal` when the year has no costs or the plan does not exist. */
export async function costingName(tx: Transaction, question: CostingQuestion): Promise<CostingName> {
  const { provider, year, scenario } = question;
  const accounts = await accountMapOf(tx, provider);
  const hash = createHash("sha256");
  const plan = scenario === "actual" ? undefined : await planOf(tx, provider, year, scenario);
  if (plan !== undefined) hash.update(plan.sha256);
  else if (scenario === "actual") {
    const costs = await costAccounts(tx, provider, year, accounts);
    if (costs.length === 0) throw new Refusal([noCosts(question)]);
    hash.update(await balancePrint(tx, provider, year, costs));
  } else throw new Refusal([noCosts(question)]);
  const costs = accounts.mappings.filter((one) => one.kind === "cost");
  const { services, projects } = await registersOf(tx, provider);
  const models = (await storedModels(tx, provider)).map((one) => one.sha256);
  hash.update(
    JSON.stringify([
      costs.map((one) => [one.accountFrom, one.accountTo, one.element]),
      models,
      services,
      projects,
    ]),
  );
  hash.update((await driversInForce(tx, provider)).print);
  return { run: plan?.plan ?? `actual-${year}`, plan: plan?.plan, inputsSha256: hash.digest("hex") };
}

export async function costingInputs(tx: Transaction, question: CostingQuestion): Promise<CostingInputs> {
  const { provider, year, scenario } = question;
  const accounts = await accountMapOf(tx, provider);
  const plan = scenario === "actual" ? undefined : await planOf(tx, provider, year, scenario);
  if (scenario !== "actual" && plan === undefined) throw new Refusal([noCosts(question)]);
  const lines =
    plan === undefined
      ? await balanceLines(tx, provider, year, await costAccounts(tx, provider, year, accounts))
      : await planLines(tx, provider, plan.plan);
  const cells = costCells(lines, accounts);
  if (cells.length === 0) throw new Refusal([noCosts(question)]);
  const models = await modelsOf(tx, provider);
  if (!models.ok) throw new Refusal(models.problems);
  const { drivers } = await driversInForce(tx, provider);
  const registers = await registersOf(tx, provider);
  return { question, plan: plan?.plan, cells, models: models.value, drivers, ...registers };
}

async function costAccounts(
  tx: Transaction,
  provider: string,
  year: number,
  accounts: AccountMap,
): Promise<string[]> {
  const booked = await bookedAccounts(tx, provider, year);
  return booked.filter((account) => accounts.mappingOf(account)?.kind === "cost");
}

async function registersOf(
  tx: Transaction,
  provider: string,
): Promise<Pick<CostingInputs, "services" | "projects">> {
  const services = (await catalogueOf(tx, provider)).services.map(({ service }) => ({ service }));
  const projects = (await projectsOf(tx, provider)).map(({ project, activity, service }) => ({
    project,
    activity,
    service,
  }));
  return { services, projects };
}

/** Lines on cost accounts, added up to cells. An account that the mapping lacks is a refusal of the ledger's, not ours. */
export function costCells(lines: readonly CodedLine[], accounts: AccountMap): CostCell[] {
  const cells = new Map<string, { -readonly [K in keyof CostCell]: CostCell[K] }>();
  for (const line of lines) {
    const mapping = accounts.mappingOf(line.account);
    if (mapping?.kind !== "cost") continue;
    const cell: CostCell = {
      account: line.account,
      element: mapping.element,
      costCentre: line.costCentre,
      project: line.project,
      service: line.service,
      customer: line.customer,
      counterparty: line.counterparty,
      period: line.period,
      amountOre: line.amountOre,
    };
    const key = cellKey(cell);
    const known = cells.get(key);
    if (known === undefined) cells.set(key, { ...cell });
    else known.amountOre = (known.amountOre + line.amountOre) as CostCell["amountOre"];
  }
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

/** Every stored model, read anew: the text is what was decided. */
export async function modelsOf(tx: Transaction, provider: string): Promise<Result<CostModel[]>> {
  const models: CostModel[] = [];
  const problems: Problem[] = [];
  for (const stored of await storedModels(tx, provider)) {
    const read = readModel(stored.source, `model/${stored.model}.yaml`);
    if (read.ok) models.push(read.value);
    else problems.push(...read.problems);
  }
  return problems.length > 0 ? refused(problems) : ok(models);
}

/** What keys to customers read: drivers, volumes of the scenario, customers and their use of services. */
export async function customerKeysOf(tx: Transaction, question: CostingQuestion): Promise<CustomerKeys> {
  const { provider } = question;
  return {
    drivers: (await driversInForce(tx, provider)).drivers,
    volumes: volumeReader(await volumesOf(tx, question)),
    customers: await customersOf(tx, provider),
    uses: await serviceUsesOf(tx, provider),
  };
}

/** The metered volumes of the year, or the planned ones of its plan, by the service of each item. */
export async function volumesOf(
  tx: Transaction,
  { provider, year, scenario }: CostingQuestion,
): Promise<Volume[]> {
  const plan = scenario === "actual" ? undefined : await planOf(tx, provider, year, scenario);
  const volumes =
    plan === undefined
      ? await meteredVolumes(tx, provider, year)
      : await plannedVolumesOf(tx, provider, plan.plan);
  const serviceOf = await servicesOfItems(tx, provider);
  return volumes.map((volume) => ({ ...volume, service: serviceOf.get(volume.item) ?? "" }));
}

/** The plan of a scenario: the year's budget, its latest forecast, or a plan by its own name. */
async function planOf(
  tx: Transaction,
  provider: string,
  year: number,
  scenario: string,
): Promise<StoredPlan | undefined> {
  const plans = (await plansOf(tx, provider)).filter(
    (plan) => plan.fiscalYear === year && (plan.scenario === scenario || plan.plan === scenario),
  );
  return plans.sort((a, b) => byCode(a.asOf ?? "", b.asOf ?? "") || byCode(a.plan, b.plan)).at(-1);
}

function noCosts({ year, scenario }: CostingQuestion): Problem {
  return problem(
    "costing.no-costs",
    `Det finns inga kostnader för ${year} i ”${scenario}”.`,
    `There are no costs for ${year} in "${scenario}".`,
  );
}
