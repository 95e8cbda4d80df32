import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Client } from "pg";
import { byCode } from "../../kernel/index.ts";
import type { Database } from "./database.ts";
import { accountCan, asAccount, serverAccount, type Account } from "./embedded-account.ts";
import { alive } from "./embedded-processes.ts";
import { databaseName, ownerRole } from "./embedded-server.ts";
import { startEmbedded, type EmbeddedServer } from "./embedded.ts";
import { prepare, type MigrationFolder } from "./migrate.ts";
import { migrationFolders } from "./migrations.ts";
import { connectPostgres } from "./postgres.ts";
import type { TableProtection } from "./protection.ts";
import { identifier } from "./sql-text.ts";

export interface TestDatabase {
  readonly database: Database;
  /** `demo`, whose row stands in platform.provider. */
  readonly provider: string;
  /** As DATABASE_URL takes it. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * A migrated, empty database with one provider, of its own for each call. The server starts at the first call in a test
 * file's process and ends with that process, however it ends. It begins as a copy of a prepared cluster, kept per version
 * of the schema in the temporary folder.
 */
export async function testDatabase(): Promise<TestDatabase> {
  server ??= startTestServer();
  const { host } = await server;
  const name = `test_${++made}`;
  await outside(host, `create database ${identifier(name)} template ${identifier(databaseName)}`);
  const database = connectPostgres({ connection: { host, port: 5432, user: ownerRole, database: name } });
  const url = `postgres://${ownerRole}@${encodeURIComponent(host)}:5432/${name}`;
  return { database, provider: "demo", url, close: () => database.close() };
}

let server: Promise<EmbeddedServer> | undefined;
let made = 0;

/** One statement that PostgreSQL runs only outside transactions, past the port. */
async function outside(host: string, sql: string): Promise<void> {
  const client = new Client({ host, port: 5432, user: ownerRole, database: "postgres" });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

const sources = fileURLToPath(new URL("../../", import.meta.url));

export function testMigrationFolders(): readonly MigrationFolder[] {
  return migrationFolders(sources);
}

/** The declarations of all rooms, found by their place in the tree. */
export async function declaredProtection(): Promise<readonly TableProtection[]> {
  const declared: TableProtection[] = [];
  for (const { directory } of testMigrationFolders()) {
    const file = join(directory, "protection.ts");
    if (!existsSync(file)) continue;
    const module = (await import(pathToFileURL(file).href)) as { protection: readonly TableProtection[] };
    declared.push(...module.protection);
  }
  return declared;
}

async function startTestServer(): Promise<EmbeddedServer> {
  const account = serverAccount();
  const area = testArea(account);
  sweep(area);
  const prepared = join(area, `prepared-${schemaPrint()}`);
  if (!existsSync(prepared)) await makePrepared(area, prepared, account);
  utimesSync(prepared, new Date(), new Date());
  const mine = ownPlace(area, "run");
  copyFolder(prepared, mine, account);
  return startEmbedded(mine, { volatile: true, discard: true });
}

/** A folder that the server's account owns, so that the watchdog can clear up even after a killed test run. */
function testArea(account: Account | undefined): string {
  const uid = account?.uid ?? process.getuid?.() ?? 0;
  const area = join(accountCan(account, "-w", tmpdir()) ? tmpdir() : "/tmp", `underlag-test-${uid}`);
  makeFolder(area, account);
  return area;
}

function makeFolder(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { mode: 0o700, recursive: true });
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
}

/** Several places may be asked for in one process, and processes come and go: its number and a count. */
function ownPlace(area: string, kind: string): string {
  return join(area, `${kind}-${process.pid}-${process.hrtime.bigint()}`);
}

/** An empty folder of the server's account that a later test run sweeps away if this one is killed. */
export function testFolder(kind: string): string {
  const account = serverAccount();
  const folder = ownPlace(testArea(account), kind);
  makeFolder(folder, account);
  return folder;
}

/** The schema as it stands: any change to a migration, a declaration or the making of clusters gives a new one. */
function schemaPrint(): string {
  const hash = createHash("sha256");
  const files = testMigrationFolders().flatMap(({ directory }) =>
    readdirSync(directory)
      .sort(byCode)
      .map((file) => join(directory, file)),
  );
  const own = ["embedded-server.ts", "protection.ts", "testing.ts"].map((file) =>
    fileURLToPath(new URL(file, import.meta.url)),
  );
  for (const file of [...files, ...own])
    hash.update(file.slice(sources.length)).update("\0").update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

async function makePrepared(area: string, prepared: string, account: Account | undefined): Promise<void> {
  const making = ownPlace(area, "making");
  makeFolder(making, account);
  const first = await startEmbedded(making, { volatile: true });
  const connection = { host: first.host, port: 5432, user: ownerRole, database: databaseName };
  const database = connectPostgres({ connection, afterClose: () => first.stop() });
  try {
    await prepare(database, testMigrationFolders(), await declaredProtection());
    await database.transaction({ role: "owner" }, (tx) =>
      tx.execute(
        "insert into platform.provider (provider_id, name, org_no, synthetic, settings) values ('demo', 'Demo', '000000-0000', true, '{}')",
      ),
    );
  } finally {
    await database.close();
  }
  for (const file of ["sockets", "server.log"]) rmSync(join(making, file), { recursive: true, force: true });
  try {
    renameSync(making, prepared);
  } catch {
    // Another test process prepared the same schema first.
    rmSync(making, { recursive: true, force: true });
  }
}

/** Copied by the account itself, which then owns the copy. */
function copyFolder(from: string, to: string, account: Account | undefined): void {
  const copied = spawnSync("cp", ["-Rp", from, to], { ...asAccount(account), cwd: "/", encoding: "utf8" });
  if (copied.status !== 0) throw new Error(`cp: ${copied.stderr}`);
}

/** Removes prepared clusters that nobody has used for some hours, and what killed test runs left behind. */
function sweep(area: string): void {
  for (const entry of readdirSync(area)) {
    const path = join(area, entry);
    const [kind, pid] = entry.split("-");
    try {
      const old = Date.now() - statSync(path).mtimeMs > 4 * 3_600_000;
      if (kind === "prepared" ? old : !alive(Number(pid))) rmSync(path, { recursive: true, force: true });
    } catch {
      // Another test process sweeps the same.
    }
  }
}
