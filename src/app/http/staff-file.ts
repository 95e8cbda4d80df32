import type { Context } from "hono";
import { Refusal } from "../../kernel/index.ts";
import type { Database, Scope, Transaction } from "../../platform/database/index.ts";
import { problemJson, type ProviderFace, staffRoles } from "../../platform/web/index.ts";
import type { Identify } from "./answer.ts";

export interface FileDoors {
  readonly database: Database;
  readonly provider: ProviderFace;
  readonly identify: Identify;
  readonly now: () => string;
}

interface SentOut {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A file to take home, for the provider's own people; undefined is not found. */
export async function staffFile(
  c: Context,
  { database, provider, identify, now }: FileDoors,
  work: (
    tx: Transaction,
    who: { readonly now: string; readonly actor: string },
  ) => Promise<SentOut | undefined>,
): Promise<Response> {
  const person = await identify(c);
  if (person === undefined) return problemJson(c, 401, "Sign in first", []);
  if (!(staffRoles as readonly string[]).includes(person.role)) return problemJson(c, 404, "Not found", []);
  const scope: Scope = { role: "staff", provider: provider.id, actor: person.login };
  try {
    const file = await database.transaction(scope, (tx) => work(tx, { now: now(), actor: person.login }));
    if (file === undefined) return problemJson(c, 404, "Not found", []);
    return c.body(new Uint8Array(file.bytes), 200, {
      "content-type": file.mediaType,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "x-content-type-options": "nosniff",
    });
  } catch (error) {
    if (error instanceof Refusal) return problemJson(c, 422, "Refused", error.problems);
    throw error;
  }
}
