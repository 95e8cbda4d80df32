import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { byCode, Refusal, type Problem } from "../../kernel/index.ts";
import type { Database, Transaction } from "./database.ts";
import { databaseProblem } from "./problems.ts";
import { applyProtection, type TableProtection } from "./protection.ts";

/** The `sql` folder of one room; the list is in the order of the rooms. */
export interface MigrationFolder {
  /** `economy/ledger`. */
  readonly room: string;
  readonly directory: string;
}

export interface PreparedSchema {
  /** `economy/ledger/001-ledger.sql`, as far as they were applied now. */
  readonly applied: readonly string[];
}

/** One file of a room's `sql` folder. */
export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/**
 * Brings the schema up to the program: runs the migrations that have not been run, in order, and sets privileges and
 * row-level security, all in one transaction. Forward only: what has been applied is never edited.
 */
export async function prepare(
  database: Database,
  folders: readonly MigrationFolder[],
  protection: readonly TableProtection[],
): Promise<PreparedSchema> {
  const files = folders.flatMap(migrationFiles);
  return database.transaction({ role: "owner" }, async (tx) => {
    // Two programs that start at once on one server take turns.
    await tx.query("select pg_advisory_xact_lock(7205759403)");
    refuseDisagreements(await appliedMigrations(tx), files);
    const applied = await runMigrations(tx, files);
    await applyProtection(tx, protection);
    return { applied };
  });
}

export function migrationFiles(folder: MigrationFolder): readonly MigrationFile[] {
  return readdirSync(folder.directory)
    .filter((file) => /^\d{3}-.*\.sql$/.test(file))
    .sort(byCode)
    .map((file) => {
      const sql = readFileSync(join(folder.directory, file), "utf8");
      const sha256 = createHash("sha256").update(sql).digest("hex");
      return { name: `${folder.room}/${file}`, sql, sha256 };
    });
}

/** Runs those that have not been run, in order. */
export async function runMigrations(tx: Transaction, files: readonly MigrationFile[]): Promise<string[]> {
  const done = await appliedMigrations(tx);
  const applied: string[] = [];
  for (const file of files) {
    if (done.has(file.name)) continue;
    try {
      await tx.query(file.sql);
    } catch (error) {
      throw new Error(`${file.name}: ${(error as Error).message}`, { cause: error });
    }
    await tx.execute("insert into platform.migration (name, sha256, applied_at) values ($1, $2, now())", [
      file.name,
      file.sha256,
    ]);
    applied.push(file.name);
  }
  // A table made anew under its old name has lost its privileges and policies, which the names alone do not show.
  if (applied.length > 0) await tx.execute("delete from platform.protection");
  return applied;
}

/** Name -> sha256 of what has been applied. The first migration of all makes the table itself. */
export async function appliedMigrations(tx: Transaction): Promise<Map<string, string>> {
  const { known } = await tx.one<{ known: boolean }>(
    "select to_regclass('platform.migration') is not null as known",
  );
  if (!known) return new Map();
  const rows = await tx.query<{ name: string; sha256: string }>(
    "select name, sha256 from platform.migration",
  );
  return new Map(rows.map((row) => [row.name, row.sha256]));
}

function refuseDisagreements(done: ReadonlyMap<string, string>, files: readonly MigrationFile[]): void {
  const problems: Problem[] = [];
  const known = new Map(files.map((file) => [file.name, file.sha256]));
  for (const [name, sha256] of done) {
    const here = known.get(name);
    if (here === undefined) {
      const detail = { sv: `den har ${name}, programmet inte.`, en: `it has ${name}, the program has not.` };
      problems.push(databaseProblem("database.newer-than-program", detail));
    } else if (here !== sha256) {
      const detail = {
        sv: `${name} är inte som när den kördes.`,
        en: `${name} is not as it was when applied.`,
      };
      problems.push(databaseProblem("database.migration-edited", detail, { file: `src/${name}` }));
    }
  }
  if (problems.length > 0) throw new Refusal(problems);
}
