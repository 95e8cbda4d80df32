import { Refusal } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { beginProblem } from "./problems.ts";

/**
 * Removes the example with everything that was done in it, in one transaction; refuses any provider that is not synthetic. What refers to
 * other rows goes before them, as the database's own foreign keys say.
 */
export async function removeExample(database: Database, provider: string): Promise<void> {
  await database.transaction({ role: "owner" }, async (tx) => {
    const found = await tx.maybe<{ synthetic: boolean }>(
      "select synthetic from platform.provider where provider_id = $1 for update",
      [provider],
    );
    if (found?.synthetic !== true)
      throw new Refusal([beginProblem("begin.not-the-example", undefined, provider)]);
    const tables = await tx.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'provider_id' and not a.attisdropped
       where c.relkind in ('r', 'p') and not c.relispartition`,
    );
    const references = await tx.query<{ child: string; parent: string }>(
      `select distinct conrelid::regclass::text as child, confrelid::regclass::text as parent
       from pg_constraint where contype = 'f' and conrelid <> confrelid`,
    );
    for (const name of childrenFirst(
      tables.map((one) => one.name),
      references,
    ))
      await tx.execute(`delete from ${name} where provider_id = $1`, [provider]);
  });
}

function childrenFirst(
  tables: readonly string[],
  references: readonly { readonly child: string; readonly parent: string }[],
): string[] {
  const left = new Set(tables);
  const ordered: string[] = [];
  while (left.size > 0) {
    const free = [...left].filter(
      (name) => !references.some((one) => one.parent === name && left.has(one.child)),
    );
    if (free.length === 0)
      throw new Error(`Broken invariant: tables refer to each other in a circle: ${[...left].join(", ")}`);
    for (const name of free) {
      left.delete(name);
      ordered.push(name);
    }
  }
  return ordered;
}
