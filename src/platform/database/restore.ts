import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { Refusal } from "../../kernel/index.ts";
import { openArchive, type Archive, type Manifest } from "./archive.ts";
import type { Database, Transaction } from "./database.ts";
import { migrationFiles, runMigrations, type MigrationFile, type MigrationFolder } from "./migrate.ts";
import { databaseProblem } from "./problems.ts";
import { applyProtection, ownRelations, type TableProtection } from "./protection.ts";
import { identifier } from "./sql-text.ts";
import { bookTables } from "./tables.ts";

export interface RestoreWish {
  readonly file: string;
  /** Throws away what the database holds now; without it only an empty database is restored into. */
  readonly replace: boolean;
  readonly folders: readonly MigrationFolder[];
  readonly protection: readonly TableProtection[];
  readonly progress?: (text: string) => void;
}

/**
 * Puts an archive's data set in the place of what the database holds, in one transaction. An archive of an earlier
 * version is laid into the schema of that version, and the later migrations then run over it as they would have.
 */
export async function restore(database: Database, wish: RestoreWish): Promise<Manifest> {
  const file = await open(wish.file, "r").catch((error: Error) => {
    const detail = { sv: error.message, en: error.message };
    throw new Refusal([databaseProblem("database.archive-unreadable", detail, { file: wish.file })]);
  });
  try {
    wish.progress?.("...");
    const archive = await openArchive(file, wish.file);
    const files = wish.folders.flatMap(migrationFiles);
    refuseOtherSchema(archive.manifest, files, wish.file);
    await database.transaction({ role: "owner" }, async (tx) => {
      await tx.query("select pg_advisory_xact_lock(7205759403)");
      if (!wish.replace) await refuseBooks(tx, wish.file);
      await dropSchemas(tx);
      const then = new Set(archive.manifest.migrations.map(({ name }) => name));
      await runMigrations(
        tx,
        files.filter(({ name }) => then.has(name)),
      );
      await load(tx, archive, wish);
      await runMigrations(tx, files);
      await applyProtection(tx, wish.protection);
    });
    return archive.manifest;
  } finally {
    await file.close();
  }
}

function refuseOtherSchema(manifest: Manifest, files: readonly MigrationFile[], file: string): void {
  const known = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  const strange = manifest.migrations.filter(({ name, sha256 }) => known.get(name) !== sha256);
  if (strange.length === 0) return;
  const names = strange.map(({ name }) => name).join(", ");
  throw new Refusal([
    databaseProblem(
      "database.archive-schema",
      {
        sv: `programmet känner inte ${names} i den form de kördes.`,
        en: `the program does not know ${names} as they were applied.`,
      },
      { file },
    ),
  ]);
}

async function refuseBooks(tx: Transaction, file: string): Promise<void> {
  const { known } = await tx.one<{ known: boolean }>(
    "select to_regclass('platform.provider') is not null as known",
  );
  if (!known) return;
  const providers = await tx.query<{ provider_id: string }>(
    "select provider_id from platform.provider order by 1",
  );
  if (providers.length === 0) return;
  const names = providers.map((row) => row.provider_id).join(", ");
  throw new Refusal([
    databaseProblem(
      "database.not-empty",
      { sv: `den innehåller ${names}.`, en: `it holds ${names}.` },
      { file },
    ),
  ]);
}

async function dropSchemas(tx: Transaction): Promise<void> {
  const schemas = new Set((await ownRelations(tx)).map(({ schema }) => schema));
  for (const schema of schemas) await tx.query(`drop schema ${identifier(schema)} cascade`);
}

async function load(tx: Transaction, archive: Archive, wish: RestoreWish): Promise<void> {
  const tables = await bookTables(tx);
  const held = new Map(archive.manifest.tables.map((table) => [table.table, table]));
  for (const [index, { name }] of tables.entries()) {
    const table = held.get(name);
    if (table === undefined) continue;
    wish.progress?.(`${index + 1}/${tables.length} ${name}`);
    const columns = table.columns.map(identifier).join(", ");
    await pipeline(archive.rows(table), tx.copyIn(`copy ${identifier(name)} (${columns}) from stdin`));
    await tx.query(`analyze ${identifier(name)}`);
  }
  // Keys that were deferred, such as a customer's parent, are checked now: no table can be altered while they wait.
  await tx.query("set constraints all immediate");
  await setSequences(tx);
}

/** Numbers that the database itself gives go on after the highest one restored. */
async function setSequences(tx: Transaction): Promise<void> {
  const columns = await tx.query<{ name: string; column: string; sequence: string }>(`
    select n.nspname || '.' || c.relname as name, a.attname as column,
      pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname) as sequence
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and n.nspname not in ('information_schema', 'public') and n.nspname not like 'pg\\_%'
      and pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname) is not null`);
  for (const { name, column, sequence } of columns) {
    await tx.query(
      `select setval($1, coalesce(max(${identifier(column)}), 0) + 1, false) from ${identifier(name)}`,
      [sequence],
    );
  }
}
