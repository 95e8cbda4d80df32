import { chainHead } from "../audit/actions/index.ts";
import type { Database, Scope, Transaction } from "../database/index.ts";

/** Reads under somebody's row-level security and keeps the answer for the next one with the same eyes. */
export type Recall = <T>(scope: Scope, key: string, work: (tx: Transaction) => Promise<T>) => Promise<T>;

/**
 * Keeps the last answers of slow readings. Every change of an economic object appends to the provider's audit chain,
 * so an answer stands exactly as long as the chain's head does. What one scope has read is never shown to another.
 */
export function recaller(database: Database, provider: string, kept = 24): Recall {
  const answers = new Map<string, { readonly head: string; readonly value: Promise<unknown> }>();
  return async <T>(scope: Scope, key: string, work: (tx: Transaction) => Promise<T>): Promise<T> => {
    const { hash: head } = await database.transaction({ role: "staff", provider, actor: "web" }, (tx) =>
      chainHead(tx, provider),
    );
    // With the role first: a customer whose code is "staff" does not read with the provider's eyes.
    const eyes = [scope.role, ...(scope.role === "customer" ? scope.customers : [])];
    const name = JSON.stringify([eyes, key]);
    const known = answers.get(name);
    answers.delete(name);
    if (known?.head === head) {
      answers.set(name, known);
      return known.value as Promise<T>;
    }
    const value = database.transaction(scope, work);
    answers.set(name, { head, value });
    // A refusal is told to who asked and to nobody after.
    value.catch(() => {
      if (answers.get(name)?.value === value) answers.delete(name);
    });
    const [oldest] = answers.keys();
    if (answers.size > kept && oldest !== undefined) answers.delete(oldest);
    return value;
  };
}
