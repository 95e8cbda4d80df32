import { catalogueOf } from "../../service/catalogue/actions/index.ts";
import { customerCodes } from "../../service/customers/actions/index.ts";
import { costCentresOf, projectsOf } from "../../economy/ledger/actions/index.ts";
import { type Plan, planOfName } from "../../economy/planning/index.ts";
import { loadPlan, loadPlannedVolumes } from "../../economy/planning/actions/index.ts";
import { negateOre, type Ore, type Problem, Refusal } from "../../kernel/index.ts";
import { filesOf, type LoadContext, type PackPart } from "./context.ts";
import type { PackFile } from "./pack-source.ts";
import { problemOf } from "./problems.ts";
import { readRows, type Register, unknownReferences } from "./reading.ts";
import { planColumns, volumeColumns } from "./tables.ts";

/** Budget, forecast snapshots and planned volumes. */
export const plansPart: PackPart = {
  name: "plans",
  owns: (path) => /^planning\/(budget|forecast|volumes)-[0-9-]+\.csv$/.test(path),
  async load(context) {
    const files = filesOf(plansPart, context);
    const problems: Problem[] = [];
    const registers = await registersOf(context);
    // budget- and forecast- come before volumes- by name, as volumes need their budget.
    for (const file of files) {
      context.progress(file.path);
      const name = file.path.slice("planning/".length, -".csv".length);
      const plan = planOfName(name);
      if (!plan) problems.push(badName(file));
      else if (name.startsWith("volumes-"))
        problems.push(...(await loadVolumes(context, file, plan, registers)));
      else problems.push(...(await loadLines(context, file, plan, registers)));
    }
    if (problems.length > 0) throw new Refusal(problems);
  },
};

type Registers = Readonly<Record<"cost_centre" | "project" | "service" | "customer", Register>>;

async function registersOf({ tx, provider }: LoadContext): Promise<Registers> {
  const { services } = await catalogueOf(tx, provider);
  return {
    cost_centre: {
      sv: "ansvaren",
      en: "cost centres",
      codes: new Set((await costCentresOf(tx, provider)).map((one) => one.costCentre)),
    },
    project: {
      sv: "projekten",
      en: "projects",
      codes: new Set((await projectsOf(tx, provider)).map((one) => one.project)),
    },
    service: { sv: "tjänsterna", en: "services", codes: new Set(services.map((one) => one.service)) },
    customer: {
      sv: "kunderna",
      en: "customers",
      codes: new Set(await customerCodes(tx, provider)),
    },
  };
}

function badName(file: PackFile): Problem {
  return problemOf(
    "pack.unknown-source",
    { file: file.path },
    {
      message_sv: `${file.path} heter inte budget-ÅÅÅÅ, forecast-ÅÅÅÅ-MM eller volumes-ÅÅÅÅ.`,
      message_en: `${file.path} is not named budget-YYYY, forecast-YYYY-MM or volumes-YYYY.`,
    },
  );
}

async function loadLines(
  context: LoadContext,
  file: PackFile,
  plan: Plan,
  registers: Registers,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const table = readRows(file, planColumns, problems);
  const isTotal = (account: string): boolean => /^(total|totalt|summa)$/i.test(account);
  const totals = table.rows.filter((row) => isTotal(row.account));
  const rows = table.rows.filter((row) => !isTotal(row.account));
  for (const column of ["cost_centre", "project", "service", "customer"] as const) {
    const register = registers[column];
    if (register.codes.size > 0) problems.push(...unknownReferences(file.path, rows, column, register));
  }
  for (const row of rows) {
    if (row.period !== undefined) continue;
    problems.push(
      problemOf(
        "pack.bad-value",
        { file: file.path, line: row.line },
        {
          message_sv: "Raden saknar period; bara summaraden får göra det.",
          message_en: "The row has no period; only the total row may lack one.",
        },
      ),
    );
  }
  if (problems.some((problem) => problem.severity === "stop")) return problems;
  context.warn(problems);
  const total = totals.at(-1);
  // The total row has the signs of its file, where a surplus is negative.
  const stated: Ore | undefined = total === undefined ? undefined : negateOre(total.amount);
  const resultOre = stated ?? context.settings.declaredResults.get(plan.plan);
  const { tx, provider, actor, now, confirm } = context;
  return collect(async () => {
    const loaded = await loadPlan(
      tx,
      provider,
      {
        plan,
        file: file.path,
        sha256: table.sha256,
        lines: rows.flatMap((row) =>
          row.period === undefined
            ? []
            : [
                {
                  period: row.period,
                  account: row.account,
                  costCentre: row.cost_centre,
                  project: row.project,
                  service: row.service,
                  customer: row.customer,
                  counterparty: row.counterparty,
                  amountOre: row.amount,
                  fileLine: row.line,
                },
              ],
        ),
        declared: { resultOre, ...(total === undefined ? {} : { line: total.line }) },
      },
      { actor, now, confirm },
    );
    context.told({
      file: file.path,
      outcome: loaded.outcome === "replaced" ? "changed" : loaded.outcome,
      counts: { lines: rows.length },
    });
  });
}

async function loadVolumes(
  context: LoadContext,
  file: PackFile,
  plan: Plan,
  registers: Registers,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const table = readRows(file, volumeColumns, problems);
  problems.push(...unknownReferences(file.path, table.rows, "customer", registers.customer));
  if (problems.some((problem) => problem.severity === "stop")) return problems;
  context.warn(problems);
  const { tx, provider, actor, now } = context;
  return collect(async () => {
    const volumes = table.rows.map((row) => ({
      item: row.item,
      customer: row.customer,
      period: row.period,
      quantityMicro: row.quantity,
    }));
    const loaded = await loadPlannedVolumes(
      tx,
      provider,
      { plan, file: file.path, sha256: table.sha256, volumes },
      { actor, now },
    );
    context.told({
      file: file.path,
      outcome: loaded.outcome === "replaced" ? "changed" : loaded.outcome,
      counts: { volumes: volumes.length },
    });
  });
}

/** The problems of a refusal as values, so that the other files are looked through too. */
async function collect(work: () => Promise<void>): Promise<readonly Problem[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.problems;
  }
}
