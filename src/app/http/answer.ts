import type { Context } from "hono";
import { Refusal } from "../../kernel/index.ts";
import type { Person } from "../../platform/access/index.ts";
import type { Database, Transaction } from "../../platform/database/index.ts";
import { problemJson, type ProviderFace, scopeOf } from "../../platform/web/index.ts";

export type Identify = (c: Context) => Promise<Person | undefined>;

export interface AnswerDoors {
  readonly database: Database;
  readonly provider: ProviderFace;
  readonly identify: Identify;
}

/**
 * Answers a question of the machines' door as JSON, in the asker's own scope. Who is not signed in is told so; what does not exist
 * (`undefined`), and with `staffOnly` everything to a customer, is not found; a refusal is a problem document; one about what its asker saw
 * of a thing (If-Match) says so by its status.
 */
export function answering(
  { database, provider, identify }: AnswerDoors,
  work: (c: Context, tx: Transaction, person: Person) => Promise<unknown>,
  { staffOnly }: { readonly staffOnly: boolean },
) {
  return async (c: Context): Promise<Response> => {
    const person = await identify(c);
    if (person === undefined) return problemJson(c, 401, "Sign in first", []);
    const scope = scopeOf(person, provider.id);
    if (staffOnly && scope.role !== "staff") return problemJson(c, 404, "Not found", []);
    try {
      const value = await database.transaction(scope, (tx) => work(c, tx, person));
      return value === undefined ? problemJson(c, 404, "Not found", []) : c.json(value as object);
    } catch (error) {
      if (error instanceof Refusal) {
        const isStale = error.problems.some((problem) => problem.code === "registers.not-what-was-seen");
        return problemJson(c, isStale ? 412 : 422, "Refused", error.problems);
      }
      throw error;
    }
  };
}
