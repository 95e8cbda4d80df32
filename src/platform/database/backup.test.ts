import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Refusal } from "../../kernel/index.ts";
import { backup, contentHash, type BackupWish } from "./backup.ts";
import { contractFolders, contractProtection, prepareContract } from "./contract-suite.ts";
import type { Database } from "./database.ts";
import { databaseName, ownerRole } from "./embedded-server.ts";
import { startEmbedded } from "./embedded.ts";
import { prepare } from "./migrate.ts";
import { openDatabase } from "./open.ts";
import { connectPostgres } from "./postgres.ts";
import { restore } from "./restore.ts";
import { protection as own } from "./sql/protection.ts";
import { testFolder } from "./testing.ts";
import {
  distributionBinaries,
  embeddedBinaries,
  privateServer,
  type PrivateServer,
} from "./testing-servers.ts";

const folder = mkdtempSync(join(tmpdir(), "underlag-backup-"));
const binaries = distributionBinaries() ?? embeddedBinaries();
let source: Database;
let server: PrivateServer;
let target: Database;

const wish = (name: string, more: Partial<BackupWish> = {}): BackupWish => ({
  file: join(folder, name),
  overwrite: false,
  now: "2025-01-31T12:00:00Z",
  actor: "test",
  ...more,
});
const protection = [...own, ...contractProtection];
const restoreFrom = (database: Database, file: string, replace = false) =>
  restore(database, { file: join(folder, file), replace, folders: contractFolders, protection });

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refusal)) throw error instanceof Error ? error : new Error("It was not refused.");
  return error.problems[0]?.code ?? "";
}

beforeAll(async () => {
  const embedded = await startEmbedded(testFolder("backup"), { volatile: true, discard: true });
  const connection = { host: embedded.host, port: 5432, user: ownerRole, database: databaseName };
  source = connectPostgres({ connection, afterClose: () => embedded.stop() });
  await prepareContract(source);
  await source.transaction({ role: "owner" }, async (tx) => {
    await tx.query(
      "insert into platform.provider values ('å', 'Å', '1', true, '{\"x\": [1]}'), ('z', 'Z', '2', false, '{}')",
    );
    await tx.query(`insert into contract.thing
      select case when n % 3 = 0 then 'å' else 'z' end, 'thing ö' || n, 'rad' || chr(10) || chr(9) || '\\N \\ ' || n, date '2024-01-01' + n % 366,
        9007199254740991 - n, n, n % 2 = 0, decode(md5(n::text), 'hex'), jsonb_build_object('n', n, 'text', 'åäö'),
        timestamptz '2024-01-01 00:00:00.123456+00' + n * interval '1 hour'
      from generate_series(1, 5000) n`);
    await tx.query("insert into contract.thing (provider_id, thing) values ('z', 'nulls')");
    await tx.query("insert into contract.bill values ('z', '1', 'X', 5, '1')");
  });
  server = await privateServer(binaries);
  await server.administer("create role underlag login createrole", "create database underlag owner underlag");
  target = (await openDatabase({ url: server.url("underlag", "underlag"), directory: "" })).database;
});

afterAll(async () => {
  await source.close();
  await target.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("backup and restore", () => {
  it(`moves everything from the embedded server to PostgreSQL ${binaries.version} and back`, async () => {
    const before = await contentHash(source);
    const manifest = await backup(source, wish("one.tar"));
    expect(manifest.content).toBe(before);
    expect(manifest.tables.map(({ table, rows }) => [table, rows])).toEqual([
      ["platform.provider", 2],
      ["contract.bill", 1],
      ["contract.sealed", 0],
      ["contract.thing", 5001],
    ]);
    // Into a server where nothing has been made yet.
    await restoreFrom(target, "one.tar");
    expect(await contentHash(target)).toBe(before);
    await backup(target, wish("two.tar"));
    await restoreFrom(source, "two.tar", true);
    expect(await contentHash(source)).toBe(before);
    const seen = await target.transaction({ role: "staff", provider: "å", actor: "test" }, (tx) =>
      tx.one("select count(*) as n from contract.thing"),
    );
    expect(seen).toEqual({ n: 1666 });
    expect((await prepareContract(target)).applied).toEqual([]);
  });

  it("writes a file that tar reads and only its owner may read, under its name only when whole", async () => {
    const listed = spawnSync("tar", ["-tf", join(folder, "one.tar")], { encoding: "utf8" });
    expect(listed.stderr).toBe("");
    expect(listed.stdout.trim().split("\n").at(-1)).toBe("manifest.json");
    expect(statSync(join(folder, "one.tar")).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
  });

  it("takes no file's place unasked, and leaves the old one when the new one fails", async () => {
    expect(await codeOf(backup(source, wish("one.tar")))).toBe("database.archive-exists");
    const before = readFileSync(join(folder, "one.tar"));
    const failing = backup(
      { ...source, transaction: () => Promise.reject(new Error("killed")) },
      wish("one.tar", { overwrite: true }),
    );
    await expect(failing).rejects.toThrow("killed");
    expect(readFileSync(join(folder, "one.tar")).equals(before)).toBe(true);
    expect(await codeOf(backup(source, wish("nowhere/x.tar")))).toBe("database.archive-unwritable");
    await backup(source, wish("one.tar", { overwrite: true }));
  });

  it("restores only into an empty database unless told to replace", async () => {
    expect(await codeOf(restoreFrom(source, "one.tar"))).toBe("database.not-empty");
    expect(await codeOf(restoreFrom(source, "missing.tar"))).toBe("database.archive-unreadable");
  });

  it("refuses an archive that is cut or altered anywhere, before anything changes", async () => {
    const whole = readFileSync(join(folder, "one.tar"));
    const before = await contentHash(source);
    for (const length of [0, 100, 512, whole.length - 2000, whole.length - 1]) {
      writeFileSync(join(folder, "cut.tar"), whole.subarray(0, length));
      expect(await codeOf(restoreFrom(source, "cut.tar", true))).toBe("database.archive-damaged");
    }
    for (const part of [0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999]) {
      const altered = Buffer.from(whole);
      const at = Math.floor(part * whole.length);
      altered[at] = (altered[at] as number) ^ 1;
      writeFileSync(join(folder, "altered.tar"), altered);
      expect(await codeOf(restoreFrom(source, "altered.tar", true)), `byte ${at}`).toBe(
        "database.archive-damaged",
      );
    }
    writeFileSync(join(folder, "other.tar"), "Detta är ett brev, inte en säkerhetskopia.".repeat(100));
    expect(await codeOf(restoreFrom(source, "other.tar", true))).toBe("database.archive-damaged");
    expect(await contentHash(source)).toBe(before);
  });

  it("refuses an archive of a schema that the program does not know", async () => {
    const narrower = contractFolders.filter(({ room }) => room !== "contract");
    const refused = restore(source, {
      file: join(folder, "one.tar"),
      replace: true,
      folders: narrower,
      protection: own,
    });
    expect(await codeOf(refused)).toBe("database.archive-schema");
  });

  it("lays an earlier version's archive into its own schema and lets later migrations run over it", async () => {
    const later = join(folder, "later-sql");
    spawnSync("cp", ["-R", new URL("contract-sql", import.meta.url).pathname, later]);
    writeFileSync(
      join(later, "002-later.sql"),
      "alter table contract.bill add column doubled bigint; update contract.bill set doubled = amount_ore * 2;",
    );
    const folders = contractFolders.map((entry) =>
      entry.room === "contract" ? { ...entry, directory: later } : entry,
    );
    await restore(target, { file: join(folder, "one.tar"), replace: true, folders, protection });
    const row = await target.transaction({ role: "owner" }, (tx) =>
      tx.one("select doubled from contract.bill"),
    );
    expect(row).toEqual({ doubled: 10 });
    expect(await codeOf(prepareContract(target))).toBe("database.newer-than-program");
    await restoreFrom(target, "one.tar", true);
    expect(await contentHash(target)).toBe(await contentHash(source));
  });

  it("protects a table that a migration makes anew under its old name", async () => {
    const anew = join(folder, "anew-sql");
    spawnSync("cp", ["-R", new URL("contract-sql", import.meta.url).pathname, anew]);
    writeFileSync(
      join(anew, "002-anew.sql"),
      `create table contract.made_anew (like contract.thing including all);
       drop table contract.thing;
       alter table contract.made_anew rename to thing;`,
    );
    const folders = contractFolders.map((entry) =>
      entry.room === "contract" ? { ...entry, directory: anew } : entry,
    );
    expect((await prepare(target, folders, protection)).applied).toEqual(["contract/002-anew.sql"]);
    await target.transaction({ role: "staff", provider: "a", actor: "test" }, async (tx) => {
      await tx.execute("insert into contract.thing (provider_id, thing) values ('a', 'anew')");
      expect(await tx.query("select thing from contract.thing")).toEqual([{ thing: "anew" }]);
    });
    await target.transaction({ role: "staff", provider: "b", actor: "test" }, async (tx) => {
      expect(await tx.query("select thing from contract.thing")).toEqual([]);
    });
    await restoreFrom(target, "one.tar", true);
  });

  it("stops at a table that no room has declared, from the first one on, and changes nothing", async () => {
    const undeclared = join(folder, "undeclared-sql");
    spawnSync("cp", ["-R", new URL("contract-sql", import.meta.url).pathname, undeclared]);
    writeFileSync(
      join(undeclared, "002-open.sql"),
      "create table contract.forgotten (provider_id text primary key);",
    );
    const folders = contractFolders.map((entry) =>
      entry.room === "contract" ? { ...entry, directory: undeclared } : entry,
    );
    await expect(prepare(target, folders, protection)).rejects.toThrow("contract.forgotten");
    const there = await target.transaction({ role: "owner" }, (tx) =>
      tx.one("select to_regclass('contract.forgotten') as found"),
    );
    expect(there).toEqual({ found: null });
  });

  it("keeps what was there when the restore fails half-way", async () => {
    const before = await contentHash(target);
    const failing = restore(target, {
      file: join(folder, "one.tar"),
      replace: true,
      folders: contractFolders,
      protection: own,
    });
    await expect(failing).rejects.toThrow("declared protection");
    expect(await contentHash(target)).toBe(before);
    expect(existsSync(join(folder, "one.tar"))).toBe(true);
  });
});
