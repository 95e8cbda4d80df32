import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { assert } from "../../kernel/index.ts";
import { CopyWriter, type CopyColumn, type CopyValue } from "./copy-binary.ts";
import type { Transaction } from "./database.ts";
import { withConnection } from "./postgres.ts";
import { identifier } from "./sql-text.ts";

/**
 * Loads many rows of the scope's own provider, several times faster than INSERT. `columns` and `rows` leave out provider_id:
 * it is written here, from the scope. Returns the number of rows.
 */
export async function bulkInsert(
  tx: Transaction,
  table: string,
  columns: readonly CopyColumn[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<number> {
  return bulkWrite(tx, table, columns, function* (write) {
    for (const row of rows) {
      write(row);
      yield;
    }
  });
}

/**
 * The same for rows that come out of something else while it is read: `source` writes as many rows as it has at hand and
 * yields, and what it has written is then sent. The row need not outlive the call.
 *
 * PostgreSQL refuses COPY FROM under row-level security, so for this one statement the transaction steps back to the
 * owner. What the policy would have checked holds nevertheless: the provider is ours by construction, and the role's
 * privilege to insert is asked for first.
 */
export async function bulkWrite(
  tx: Transaction,
  table: string,
  columns: readonly CopyColumn[],
  source: (write: (row: readonly CopyValue[]) => void) => Iterable<void>,
): Promise<number> {
  const { scope } = tx;
  assert(scope.role === "staff", "bulk loading is done by the provider's own people");
  assert(!columns.some(({ name }) => name === "provider_id"), "provider_id is written by bulkInsert itself");
  const { allowed } = await tx.one<{ allowed: boolean }>(
    "select has_table_privilege(current_user, $1, 'insert') as allowed",
    [table],
  );
  assert(allowed, `the staff may insert into ${table}`);
  const names = ["provider_id", ...columns.map(({ name }) => name)]
    .map((name) => identifier(name))
    .join(", ");
  const writer = new CopyWriter(columns, [scope.provider]);
  function* pages(): Generator<Buffer> {
    for (const _ of source((row) => writer.row(row))) if (writer.isFull) yield* writer.take();
    yield* writer.end();
  }
  await withConnection(tx, async (client) => {
    await client.query("set local role none");
    const copy = client.query(copyFrom(`copy ${identifier(table)} (${names}) from stdin (format binary)`));
    await pipeline(Readable.from(pages(), { objectMode: false }), copy);
    await client.query("set local role app_staff");
  });
  return writer.rows;
}
