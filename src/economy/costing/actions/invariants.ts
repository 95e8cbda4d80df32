import { type Ore, type Problem, Refusal, formatKronor, ore } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Invariant } from "../../../platform/verify/index.ts";
import { type ServiceCostRow, costYear } from "../index.ts";
import { problem } from "../problems.ts";
import { bookedYears } from "../sql/lines.ts";
import { storedModels } from "../sql/registers.ts";
import { storedRows, storedRuns, type StoredRun } from "../sql/runs.ts";
import { driverInvariants } from "./driver-invariants.ts";
import { costingInputs, costingName, type CostingQuestion } from "./inputs.ts";

export const invariants: readonly Invariant[] = [
  {
    code: "costing.in-is-out",
    sv: "Varje lagrad kalkyl lämnar ut exakt de kostnader som kom in.",
    en: "Every stored costing puts out exactly the costs that came in.",
    check: inIsOut,
  },
  {
    code: "costing.stored-is-recomputed",
    sv: "En lagrad kalkyl vars underlag är oförändrat är densamma när den räknas om.",
    en: "A stored costing whose inputs are unchanged is the same when computed again.",
    check: storedIsRecomputed,
  },
  {
    code: "costing.costs-placed",
    sv: "Varje bokförd kostnad hör till en pool eller en tjänst, alla år som har böcker.",
    en: "Every cost in the books belongs to a pool or a service, in every year that has books.",
    check: costsPlaced,
  },
  ...driverInvariants,
];

async function inIsOut(tx: Transaction, provider: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const run of await storedRuns(tx, provider)) {
    const rows = await storedRows(tx, provider, run.run);
    const sum = ore(rows.reduce((total, row) => total + row.directOre + row.allocatedOre, 0));
    if (run.inOre !== run.outOre) problems.push(notBalanced(run, run.outOre));
    if (sum !== run.outOre) problems.push(notBalanced(run, sum));
  }
  return problems;
}

async function storedIsRecomputed(tx: Transaction, provider: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const run of await storedRuns(tx, provider)) {
    const question = { provider, year: run.year, scenario: run.scenario === "actual" ? "actual" : run.run };
    // New books or a new model: the stored result is replaced the next time it is asked for.
    if ((await inputsHash(tx, question)) !== run.inputsSha256) continue;
    const costing = costYear(await costingInputs(tx, question));
    if (!costing.ok) {
      problems.push(...costing.problems);
      continue;
    }
    if (print(costing.value.rows) !== print(await storedRows(tx, provider, run.run))) {
      problems.push(
        problem(
          "costing.stored-differs",
          `Den lagrade kalkylen ”${run.run}” skiljer sig från en ny beräkning av samma underlag.`,
          `The stored costing "${run.run}" differs from a new computation of the same inputs.`,
        ),
      );
    }
  }
  return problems;
}

async function costsPlaced(tx: Transaction, provider: string): Promise<Problem[]> {
  // A provider without any model does not cost yet, and promises nothing.
  if ((await storedModels(tx, provider)).length === 0) return [];
  const problems: Problem[] = [];
  for (const year of await bookedYears(tx, provider)) {
    try {
      const costing = costYear(await costingInputs(tx, { provider, year, scenario: "actual" }));
      if (!costing.ok) problems.push(...costing.problems);
    } catch (error) {
      // A year with no costs at all has none to place.
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems.filter((one) => one.code !== "costing.no-costs"));
    }
  }
  return problems;
}

async function inputsHash(tx: Transaction, question: CostingQuestion): Promise<string | undefined> {
  try {
    return (await costingName(tx, question)).inputsSha256;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function print(rows: readonly ServiceCostRow[]): string {
  return rows
    .map((row) =>
      [row.service, row.activity, row.element, row.period, row.directOre, row.allocatedOre].join("|"),
    )
    .sort()
    .join("\n");
}

function notBalanced(run: StoredRun, out: Ore): Problem {
  const [came, went] = [formatKronor(run.inOre), formatKronor(out)];
  return problem(
    "costing.in-is-not-out",
    `Kalkylen ”${run.run}” fick in ${came} kr och lämnade ut ${went} kr.`,
    `The costing "${run.run}" took in ${came} kr and put out ${went} kr.`,
  );
}
