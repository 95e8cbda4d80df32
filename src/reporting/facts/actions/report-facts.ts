import type { Problem } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import {
  Evaluation,
  type Evaluated,
  type Fact,
  facts,
  freshFacts,
  type Standing,
  standingOf,
  type Value,
  type Verdict,
} from "../index.ts";
import { keepEvaluated, keptFactsOf, lockFacts, type Reevaluation } from "./kept-facts.ts";
import { type ReadSources, readSources, reportedRegisters } from "./sources.ts";
import { verdictsOf } from "./read-verdicts.ts";

/** A fact with its value, what it rests on and how it stands. */
export interface ReportFact extends Standing {
  readonly definition: Fact;
  readonly value: Value;
  readonly reads: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

export interface FactsOfYear extends ReadSources {
  readonly year: number;
  readonly evaluation: Evaluation;
  readonly facts: ReadonlyMap<string, ReportFact>;
  readonly verdicts: ReadonlyMap<string, readonly Verdict[]>;
  /** How many had to be computed again. */
  readonly reevaluation: Reevaluation;
}

/**
 * Every fact of a year. A fact is computed again only when something that it read has changed since it was last computed; the others are
 * taken as they were. `texts` are what else will be computed beside them: registers named there are read too.
 */
export async function factsOf(
  tx: Transaction,
  provider: string,
  { year, texts = [] }: { readonly year: number; readonly texts?: readonly string[] },
): Promise<FactsOfYear> {
  const definitions = await entriesOf(tx, provider, facts);
  const named = [...definitions.map((one) => one.formula), ...texts].join("\n");
  const registers = new Set(reportedRegisters.map((one) => one.name).filter((name) => named.includes(name)));
  const read = await readSources(tx, provider, { year, registers });
  const marked = { ...read, definitions: new Map(definitions.map((one) => [one.fact, one])) };
  await lockFacts(tx, provider, year);
  const before = await keptFactsOf(tx, provider, year);
  const evaluation = new Evaluation(marked.definitions, read.sources, freshFacts(before, marked));
  const verdicts = await verdictsOf(tx, provider, year);
  const found = new Map(
    definitions.map((definition) => [definition.fact, factOf(evaluation, definition, verdicts)]),
  );
  const again = new Map<string, Evaluated>(
    [...evaluation.again].flatMap((name) => {
      const one = evaluation.fact(name);
      return one === undefined ? [] : [[name, one]];
    }),
  );
  const reevaluation = await keepEvaluated(tx, provider, { year, again, marked, before });
  return { ...read, year, evaluation, verdicts, facts: found, reevaluation };
}

export function factOf(
  evaluation: Evaluation,
  definition: Fact,
  verdicts: ReadonlyMap<string, readonly Verdict[]>,
): ReportFact {
  const found = evaluation.fact(definition.fact);
  const { value, reads, problems } = found ?? {
    value: { kind: "nothing" as const },
    reads: new Set<string>(),
    problems: [],
  };
  return { definition, value, reads, problems, ...standingOf(value, verdicts.get(definition.fact) ?? []) };
}
