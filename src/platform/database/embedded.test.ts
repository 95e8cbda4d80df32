import { randomBytes } from "node:crypto";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { Refusal } from "../../kernel/index.ts";
import { serverAccount } from "./embedded-account.ts";
import { findBinaries, nativePackage } from "./embedded-binaries.ts";
import { processesOf, recordedPostmaster } from "./embedded-processes.ts";
import { fullDiskLine } from "./embedded-server.ts";
import { startEmbedded } from "./embedded.ts";
import { openDatabase, type OpenDatabase } from "./open.ts";

const isRoot = process.getuid?.() === 0;
const project = fileURLToPath(new URL("../../../", import.meta.url));
const writer = fileURLToPath(new URL("testing-writer.ts", import.meta.url));
const account = serverAccount();

if (!isRoot) console.warn("SKIPPED the embedded database as root: this is an ordinary user");

const folders: string[] = [];
const children: ChildProcess[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "underlag-embedded-"));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** The writing program, and what it has said so far. */
interface Writer {
  readonly process: ChildProcess;
  readonly acknowledged: () => number;
  readonly serverPid: () => number;
  readonly said: () => string;
}

async function startWriter(directory: string, mode: "write" | "hold", uid?: number): Promise<Writer> {
  let said = "";
  const child = spawn(process.execPath, ["--import", "tsx", writer, directory, mode], {
    cwd: project,
    env: { PATH: process.env["PATH"], HOME: directory },
    stdio: ["ignore", "pipe", "pipe"],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  children.push(child);
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await until(() => /^server \d+$/m.test(said) || child.exitCode !== null);
  return {
    process: child,
    acknowledged: () => Number(/(\d+)\n[^\n]*$/.exec(said.replace(/^\D.*$/gm, ""))?.[1] ?? 0),
    serverPid: () => Number(/^server (\d+)$/m.exec(said)?.[1] ?? 0),
    said: () => said,
  };
}

async function until(condition: () => boolean, milliseconds = 60_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!condition()) {
    if (performance.now() > end) throw new Error("It did not happen in time.");
    await pause(10);
  }
}

async function open(directory: string): Promise<OpenDatabase> {
  return openDatabase({ url: undefined, directory });
}

async function written(directory: string): Promise<number> {
  const { database } = await open(directory);
  const { n, last } = await database.transaction({ role: "owner" }, (tx) =>
    tx.one<{ n: number; last: number }>(
      "select count(*) as n, coalesce(max(n), 0) as last from public.written",
    ),
  );
  await database.close();
  expect(n).toBe(last);
  return n;
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(async () => {
  for (const folder of folders) {
    await until(() => processesOf(join(folder, "cluster")).length === 0);
    rmSync(folder, { recursive: true, force: true });
  }
});

describe("the embedded database", () => {
  it("loses no acknowledged transaction when its owner is killed, and leaves nothing running", async () => {
    const folder = newFolder();
    for (const signal of ["SIGKILL", "SIGTERM", "SIGINT"] as const) {
      const running = await startWriter(folder, "write");
      const start = running.acknowledged();
      await until(() => running.acknowledged() > start + 200);
      running.process.kill(signal);
      await until(() => running.process.exitCode !== null || running.process.signalCode !== null);
      // Opened while the watchdog may still be stopping the server.
      expect(await written(folder)).toBeGreaterThanOrEqual(running.acknowledged());
    }
    const last = await startWriter(folder, "hold");
    last.process.kill("SIGKILL");
    await until(() => processesOf(join(folder, "cluster")).length === 0, 30_000);
  });

  it("loses no acknowledged transaction when the server itself is killed, and starts it again", async () => {
    const folder = newFolder();
    const running = await startWriter(folder, "write");
    await until(() => running.acknowledged() > 200);
    process.kill(running.serverPid(), "SIGKILL");
    await until(() => running.process.exitCode !== null);
    expect(running.said()).toMatch(/database\.(connection-lost|unreachable)/);
    expect(await written(folder)).toBeGreaterThanOrEqual(running.acknowledged());

    const { database, serverPid } = await open(folder);
    const before = serverPid?.() ?? 0;
    process.kill(before, "SIGKILL");
    await until(() => serverPid?.() !== before);
    const { n } = await database.transaction({ role: "owner" }, (tx) =>
      tx.one<{ n: number }>("select count(*) as n from public.written"),
    );
    expect(n).toBeGreaterThanOrEqual(running.acknowledged());
    await database.close();
  });

  it("refuses a second process on the same directory, and says which has it", async () => {
    const folder = newFolder();
    const first = await startWriter(folder, "hold");
    const refusal = await refusalOf(open(folder));
    expect(refusal.problems.map(({ code }) => code)).toEqual(["database.in-use"]);
    expect(refusal.message).toContain(String(first.process.pid));
    const second = await startWriter(folder, "hold");
    await until(() => second.process.exitCode !== null);
    expect(second.said()).toContain("database.in-use");
    first.process.kill("SIGKILL");
    await until(() => first.process.signalCode !== null);
    const server = await startEmbedded(folder);
    await server.stop();
  });

  it("stops an orphaned server and starts its own", async () => {
    const folder = newFolder();
    const running = await startWriter(folder, "write");
    await until(() => running.acknowledged() > 50);
    const orphan = running.serverPid();
    const watchdog = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${orphan}/status`, "utf8"))?.[1]);
    const helpers = spawnSync("ps", ["-o", "pid=", "--ppid", String(watchdog)], { encoding: "utf8" });
    for (const pid of helpers.stdout.split("\n").map(Number))
      if (pid > 1 && pid !== orphan) process.kill(pid, "SIGKILL");
    process.kill(watchdog, "SIGKILL");
    running.process.kill("SIGKILL");
    await until(() => running.process.signalCode !== null);
    expect(processesOf(join(folder, "cluster"))).toContain(orphan);
    const server = await startEmbedded(folder);
    expect(server.pid).not.toBe(orphan);
    expect(processesOf(join(folder, "cluster"))).not.toContain(orphan);
    await server.stop();
    expect(await written(folder)).toBeGreaterThanOrEqual(running.acknowledged());
  });

  it("starts over a stale postmaster.pid: of another program, of a zombie, of nobody, of nonsense", async () => {
    const folder = newFolder();
    await (await startEmbedded(folder)).stop();
    const zombieMaker = spawn("/bin/sh", ["-c", "(exit 0) & echo $!; exec sleep 60"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    children.push(zombieMaker);
    const zombie = await new Promise<string>((resolve) => {
      zombieMaker.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    });
    for (const pid of [String(process.pid), zombie, "4194000", "nonsense"]) {
      const file = join(folder, "cluster", "postmaster.pid");
      writeFileSync(file, `${pid}\n${join(folder, "cluster")}\n1700000000\n5432\n${folder}/sockets\n\n`);
      if (account !== undefined) chownSync(file, account.uid, account.gid);
      const server = await startEmbedded(folder);
      expect(recordedPostmaster(server.home.cluster)).toBe(server.pid);
      await server.stop();
    }
  });

  it("begins again when the very first start was killed half-way", async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "cluster.making"));
    writeFileSync(join(folder, "cluster.making", "PG_VERSION"), "18\n");
    const server = await startEmbedded(folder);
    await server.stop();
  });

  it("has no way in but the owner's role, checksums, Swedish order and a flush for every commit", async () => {
    const folder = newFolder();
    const { database } = await open(folder);
    const facts = await database.transaction({ role: "owner" }, (tx) =>
      tx.one(`select rolsuper, rolbypassrls, current_setting('fsync') as fsync, current_setting('data_checksums') as sums,
        current_setting('listen_addresses') as listen, (select datlocale from pg_database where datname = current_database()) as locale,
        has_function_privilege('app_staff', 'set_config(text, text, boolean)', 'execute') as set_config
        from pg_roles where rolname = current_user`),
    );
    expect(facts).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      fsync: "on",
      sums: "on",
      listen: "",
      locale: "sv-SE",
      set_config: false,
    });
    await database.close();
  });

  it("says what is wrong with a directory that cannot be used", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "file"), "");
    const refusal = await refusalOf(open(join(folder, "file")));
    expect(refusal.problems.map(({ code }) => code)).toEqual(["database.directory"]);
  });

  it("works in a directory whose path is too long for a socket", async () => {
    const folder = join(newFolder(), "a".repeat(100));
    const server = await startEmbedded(folder);
    expect(server.host.length).toBeLessThan(80);
    await refusalOf(startEmbedded(folder));
    await server.stop();
    rmSync(server.host, { recursive: true, force: true });
  });

  it("makes the library links that npm may have left out, in a copy when need be", () => {
    const folder = newFolder();
    const { folder: native, version } = nativePackage();
    const bare = join(folder, "closed", "native");
    mkdirSync(join(folder, "closed"), { mode: 0o700 });
    cpSync(native, bare, {
      recursive: true,
      filter: (path) => !/\.so(\.60|\.5|\.6|\.3)?$/.test(path) || !/lib(icu|pq)/.test(path),
    });
    const links = JSON.parse(readFileSync(join(bare, "pg-symlinks.json"), "utf8")) as { target: string }[];
    for (const { target } of links) rmSync(join(folder, "closed", target), { force: true });
    const binaries = findBinaries(account, { folder: bare, version }, join(folder, "cache"));
    const said = spawnSync(binaries.postgres, ["--version"], {
      encoding: "utf8",
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    });
    expect(said.stdout).toContain("(PostgreSQL) 18");
    expect(binaries.postgres.startsWith(isRoot ? join(folder, "cache") : bare)).toBe(true);
  });
});

describe.skipIf(!isRoot)("the embedded database under root", () => {
  it("runs as another account, also below a closed home", async () => {
    const closed = newFolder();
    chmodSync(closed, 0o700);
    const data = join(closed, "project", "data");
    mkdirSync(data, { recursive: true });
    const { database, place } = await open(data);
    try {
      expect(place.startsWith("/var/lib/underlag/")).toBe(true);
      await database.transaction({ role: "owner" }, (tx) => tx.query("create table public.kept (n int)"));
      await refusalOf(open(data));
      await database.close();
      const again = await open(data);
      expect(again.place).toBe(place);
      await again.database.transaction({ role: "owner" }, (tx) => tx.query("select n from public.kept"));
      await again.database.close();
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
    const refusal = await refusalOf(open(data));
    expect(refusal.problems.map(({ code }) => code)).toEqual(["database.directory"]);
  });

  it("runs as an ordinary user in that user's directory", async () => {
    const folder = newFolder();
    chownSync(folder, 65534, 65534);
    const readable =
      spawnSync("test", ["-r", join(project, "package.json")], { uid: 65534, gid: 65534 }).status === 0;
    if (!readable) return console.warn("SKIPPED as an ordinary user: the checkout lies below a closed home");
    const running = await startWriter(folder, "write", 65534);
    await until(() => running.acknowledged() > 10 || running.process.exitCode !== null);
    expect(running.acknowledged(), running.said()).toBeGreaterThan(10);
    running.process.kill("SIGTERM");
    expect(existsSync(join(folder, "cluster", "PG_VERSION"))).toBe(true);
  });

  it("tells of a full disk in one line, not in the server's log", () => {
    const log = [
      "2026-11-24 04:32:09.587 UTC [28137] LOG:  database system is shut down",
      '2026-11-24 04:32:15.731 UTC [28343] FATAL:  could not write lock file "postmaster.pid": No space left on device',
      "",
    ].join("\n");
    expect(fullDiskLine(log)).toBe('could not write lock file "postmaster.pid": No space left on device');
    expect(fullDiskLine("LOG:  database system is shut down")).toBeUndefined();
  });

  it("refuses with the full disk as reason, keeps what was acknowledged, and goes on once there is room", async () => {
    const folder = newFolder();
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=110m,mode=755", "tmpfs", folder], {
      encoding: "utf8",
    });
    if (mounted.status !== 0) return console.warn(`SKIPPED the full disk: mount says ${mounted.stderr}`);
    try {
      const { database } = await open(folder);
      await database.transaction({ role: "owner" }, (tx) =>
        tx.query(
          "create table public.filled (n int primary key, bytes bytea); alter table public.filled alter bytes set storage external",
        ),
      );
      let acknowledged = 0;
      const fill = (n: number) =>
        database.transaction({ role: "owner" }, (tx) =>
          tx.execute("insert into public.filled values ($1, $2)", [n, randomBytes(1_000_000)]),
        );
      const full = async () => {
        for (;;) {
          await fill(acknowledged + 1);
          acknowledged += 1;
        }
      };
      const refusal = await refusalOf(full());
      expect(refusal.problems.map(({ code }) => code)).toEqual(["database.disk-full"]);
      expect(acknowledged).toBeGreaterThan(5);
      spawnSync("mount", ["-o", "remount,size=400m", folder]);
      let kept: number | undefined;
      for (let attempt = 0; kept === undefined && attempt < 600; attempt++) {
        await pause(100);
        kept = await database
          .transaction({ role: "owner" }, (tx) =>
            tx.one<{ n: number }>("select count(*) as n from public.filled"),
          )
          .then(
            ({ n }) => n,
            () => undefined,
          );
      }
      expect(kept).toBe(acknowledged);
      await fill(acknowledged + 1);
      await database.close();
    } finally {
      await until(() => processesOf(join(folder, "cluster")).length === 0);
      spawnSync("umount", [folder]);
    }
  });
});
