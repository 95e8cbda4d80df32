import { type Problem, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { diffModels, type ModelReport, readWhatCan } from "../index.ts";
import type { CostingQuestion } from "./inputs.ts";
import { checkTextOn, diffOn, type ModelDifference, modelKnowledge, type ModelText } from "./models.ts";

/** A model's text held against what is stored and the books of a year: what a controller reads before it is saved. */
export interface ModelProposal {
  /** Everything that is wrong or to be looked at, each with its line. */
  readonly problems: readonly Problem[];
  /** Absent where the text cannot be read as a model at all. */
  readonly report: ModelReport | undefined;
  /** What it says differently and what that moves; absent where it cannot be costed, or is not compared with anything. */
  readonly difference: ModelDifference | undefined;
}

/** Checks a text on a year's books and, where there is a text before it and both can be costed, tells what moves. Writes nothing. */
export async function proposeModel(
  tx: Transaction,
  question: CostingQuestion,
  {
    text,
    file,
    before,
  }: { readonly text: string; readonly file: string; readonly before?: ModelText | undefined },
): Promise<ModelProposal> {
  const checked = await orProblems(() => checkTextOn(tx, question, { text, file }));
  if ("problems" in checked) return { problems: checked.problems, report: undefined, difference: undefined };
  const report = checked.value;
  const isStopped = report.problems.some(
    (one) => one.severity === "stop" && one.code !== "costing.two-models",
  );
  if (before === undefined || isStopped) return { problems: report.problems, report, difference: undefined };
  const knowledge = await modelKnowledge(tx, question.provider);
  const was = readWhatCan(before.text, before.name, knowledge).model;
  if (was === undefined) return { problems: report.problems, report, difference: undefined };
  // Nothing to cost where nothing but words differ.
  const difference = { changes: [], services: [], customers: [] };
  if (diffModels(was, report.model).length === 0) return { problems: report.problems, report, difference };
  const moved = await orProblems(() => diffOn(tx, question, was, report.model));
  return "problems" in moved
    ? { problems: [...report.problems, ...moved.problems], report, difference: undefined }
    : { problems: report.problems, report, difference: moved.value };
}

async function orProblems<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly problems: readonly Problem[] }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof Refusal) return { problems: error.problems };
    throw error;
  }
}
