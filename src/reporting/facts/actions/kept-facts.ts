import { byCode, type Problem } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  type Evaluated,
  exactText,
  type FactDefinition,
  type KeptFact,
  type Marked,
  markOf,
  readValue,
  type StoredValue,
  storedValue,
} from "../index.ts";

/** How much was computed: now, and the last time anything had to be. */
export interface Reevaluation {
  /** The facts computed now; the others stood. */
  readonly evaluated: readonly string[];
  readonly facts: number;
  readonly last: { readonly at: string; readonly evaluated: number; readonly facts: number } | undefined;
}

/** Two who ask at once do not write the same rows in different orders. */
export async function lockFacts(tx: Transaction, provider: string, year: number): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('facts:' || $1 || ':' || $2, 0))", [
    provider,
    String(year),
  ]);
}

export async function keptFactsOf(tx: Transaction, provider: string, year: number): Promise<KeptFact[]> {
  const rows = await tx.query<{
    fact: string;
    formula: string;
    value: StoredValue;
    reads: Record<string, string>;
    problems: Problem[];
  }>(
    "select fact, formula, value, reads, problems from facts.evaluation where provider_id = $1 and year = $2",
    [provider, year],
  );
  return rows.map((row) => ({
    ...row,
    value: readValue(row.value),
    marks: new Map(Object.entries(row.reads)),
  }));
}

/** Keeps what was computed now, and what of it is another value than before. */
export async function keepEvaluated(
  tx: Transaction,
  provider: string,
  {
    year,
    again,
    marked,
    before,
  }: {
    readonly year: number;
    readonly again: ReadonlyMap<string, Evaluated>;
    readonly marked: Marked;
    readonly before: readonly KeptFact[];
  },
): Promise<Reevaluation> {
  const gone = before.map((one) => one.fact).filter((fact) => !marked.definitions.has(fact));
  if (gone.length > 0)
    await tx.execute("delete from facts.evaluation where provider_id = $1 and year = $2 and fact = any($3)", [
      provider,
      year,
      gone,
    ]);
  const last = await tx.maybe<{ at: string; evaluated: number; facts: number; number: number }>(
    `select number, evaluated, facts, done_at as at from facts.evaluation_round
     where provider_id = $1 and year = $2 order by number desc limit 1`,
    [provider, year],
  );
  const evaluated = [...again.keys()].toSorted(byCode);
  const facts = marked.definitions.size;
  if (evaluated.length === 0) return { evaluated, facts, last };
  const was = new Map(before.map((one) => [one.fact, exactText(one.value)]));
  const rows = evaluated.map((fact) => {
    const { value, reads, problems } = again.get(fact) as Evaluated;
    return {
      fact,
      formula: (marked.definitions.get(fact) as FactDefinition).formula,
      value: storedValue(value),
      reads: Object.fromEntries([...reads].map((read) => [read, markOf(read, marked)])),
      problems,
      text: exactText(value),
    };
  });
  await tx.execute(
    `insert into facts.evaluation (provider_id, year, fact, formula, value, reads, problems)
     select $1, $2, fact, formula, value, reads, problems
     from jsonb_to_recordset($3::jsonb) as row (fact text, formula text, value jsonb, reads jsonb, problems jsonb)
     order by fact collate "C"
     on conflict (provider_id, year, fact) do update
     set formula = excluded.formula, value = excluded.value, reads = excluded.reads, problems = excluded.problems`,
    [provider, year, JSON.stringify(rows)],
  );
  const moved = rows.filter((row) => was.get(row.fact) !== row.text);
  await tx.execute(
    `insert into facts.value_history (provider_id, year, fact, number, value)
     select $1, $2, moved.fact, coalesce((select max(h.number) from facts.value_history h
       where h.provider_id = $1 and h.year = $2 and h.fact = moved.fact), 0) + 1, moved.text
     from jsonb_to_recordset($3::jsonb) as moved (fact text, text text) order by moved.fact collate "C"`,
    [provider, year, JSON.stringify(moved.map(({ fact, text }) => ({ fact, text })))],
  );
  await tx.execute(
    `insert into facts.evaluation_round (provider_id, year, number, evaluated, facts, changed)
     values ($1, $2, $3, $4, $5, $6::jsonb)`,
    [
      provider,
      year,
      (last?.number ?? 0) + 1,
      evaluated.length,
      facts,
      JSON.stringify(moved.map((row) => row.fact)),
    ],
  );
  return { evaluated, facts, last };
}

/** What a fact's value has been and when it was first seen so, the oldest first. */
export async function valuesOfFact(
  tx: Transaction,
  provider: string,
  { year, fact }: { readonly year: number; readonly fact: string },
): Promise<readonly { readonly value: string; readonly seenAt: string }[]> {
  return tx.query(
    `select value, seen_at as "seenAt" from facts.value_history
     where provider_id = $1 and year = $2 and fact = $3 order by number`,
    [provider, year, fact],
  );
}
