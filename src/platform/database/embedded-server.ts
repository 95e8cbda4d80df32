import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { Refusal } from "../../kernel/index.ts";
import { asAccount, type Account } from "./embedded-account.ts";
import type { Binaries } from "./embedded-binaries.ts";
import { emptyFolder, type Home } from "./embedded-home.ts";
import { processesOf, recordedPostmaster, worksIn } from "./embedded-processes.ts";
import { databaseProblem } from "./problems.ts";

/** The role that owns the database and all schemas: not a superuser, and the only role that can log in. */
export const ownerRole = "underlag_owner";
export const databaseName = "underlag";

const environment = { LC_ALL: "C", TZ: "UTC", PATH: process.env["PATH"] ?? "/usr/bin:/bin" };

/**
 * Makes the cluster, once: built beside its place and renamed into it, so that a kill half-way leaves nothing that
 * looks finished. Roles are made in single-user mode; afterwards the superuser cannot connect at all.
 */
export function makeCluster(
  binaries: Binaries,
  home: Home,
  account: Account | undefined,
  volatile: boolean,
): void {
  if (existsSync(join(home.cluster, "PG_VERSION"))) return;
  const making = `${home.cluster}.making`;
  emptyFolder(making, account);
  const locale = "--encoding=UTF8 --locale=C --locale-provider=icu --icu-locale=sv-SE";
  const options = `-U postgres ${locale} --data-checksums --auth=reject --no-instructions`;
  const haste = volatile ? ["--no-sync", "--wal-segsize=1"] : [];
  run(binaries.initdb, account, home, ["-D", making, ...options.split(" "), ...haste]);
  run(
    binaries.postgres,
    account,
    home,
    ["--single", "-D", making, ...(volatile ? ["-F"] : []), "template1"],
    [
      // With set_config() a query could step out of the role and the provider that its transaction was given.
      "revoke execute on function pg_catalog.set_config(text, text, boolean) from public",
      `create role ${ownerRole} login createdb`,
      "create role app_staff nologin",
      "create role app_customer nologin",
      `grant app_staff, app_customer to ${ownerRole}`,
      `create database ${databaseName} owner ${ownerRole}`,
    ].join("\n") + "\n",
  );
  const access = join(making, "pg_hba.conf");
  writeFileSync(access, `local all ${ownerRole} trust\nlocal all all reject\n`);
  if (account !== undefined) chownSync(access, account.uid, account.gid);
  renameSync(making, home.cluster);
  const folder = openSync(home.folder, "r");
  fsyncSync(folder);
  closeSync(folder);
}

function run(
  program: string,
  account: Account | undefined,
  home: Home,
  parameters: readonly string[],
  input = "",
): void {
  const done = spawnSync(program, parameters, {
    ...asAccount(account),
    cwd: "/",
    env: environment,
    input,
    encoding: "utf8",
  });
  const said = `${done.stdout}${done.stderr}`;
  if (done.status !== 0 || /\b(ERROR|FATAL|PANIC): /.test(said)) {
    throw new Refusal([startFailed(home, done.error?.message ?? said)]);
  }
}

/**
 * Brings what an earlier owner left behind to rest. Its server may still run (the owner was killed together with its
 * watchdog, or the watchdog is stopping it this moment): it is stopped in good order and started anew under our own
 * watchdog, so that it can never outlive us.
 */
export async function settleCluster(home: Home): Promise<void> {
  const { cluster } = home;
  const recorded = recordedPostmaster(cluster);
  if (recorded !== undefined && worksIn(recorded, cluster)) {
    process.kill(recorded, "SIGINT");
    await until(() => !worksIn(recorded, cluster), 30_000);
    if (worksIn(recorded, cluster)) process.kill(recorded, "SIGQUIT");
  }
  await until(() => processesOf(cluster).length === 0, 30_000);
  // A zombie's number, or one that another program has got since, would make the server refuse to start.
  if (processesOf(cluster).length === 0) rmSync(join(cluster, "postmaster.pid"), { force: true });
}

async function until(condition: () => boolean, milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!condition() && performance.now() < end) await pause(20);
}

/**
 * The watchdog: a shell that runs the server and reads a pipe from us. When we end, in whatever way, the pipe ends,
 * and the shell stops the server in good order (`$1`: INT, or QUIT for one that is thrown away; `$2`: folder to remove then).
 * One that has not stopped within a minute is stopped without ceremony: nothing of ours runs on for ever.
 */
const watchdog = `
signal=$1 remove=$2; shift 2
exec 3<&0
"$@" </dev/null >&2 3<&- &
server=$!
echo $server
exec >&2
trap 'kill -s INT $server' TERM INT HUP
( trap - TERM INT HUP; while read -r line <&3; do :; done; kill -s $signal $server 2>/dev/null
  left=60; while [ $left -gt 0 ] && kill -s 0 $server 2>/dev/null; do sleep 1 >/dev/null 2>&1 3<&-; left=$((left - 1)); done
  kill -s QUIT $server 2>/dev/null ) &
reader=$!
wait $server; status=$?
while kill -s 0 $server 2>/dev/null; do wait $server; status=$?; done
kill $reader 2>/dev/null
[ -z "$remove" ] || rm -rf "$remove"
exit $status
`;

export interface RunningServer {
  /** The postmaster. */
  readonly pid: number;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface ServerWish {
  /** For tests: nothing is flushed to disk. */
  readonly volatile: boolean;
  /** For tests: stopped without ceremony, and its whole folder removed by the watchdog. */
  readonly discard?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

export async function startServer(
  binaries: Binaries,
  home: Home,
  account: Account | undefined,
  wish: ServerWish,
  role = ownerRole,
): Promise<RunningServer> {
  const log = openLog(home.log);
  const ending = wish.discard === true ? ["QUIT", home.folder] : ["INT", ""];
  const settings = Object.entries(serverSettings(home, wish)).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const child = spawn(
    "/bin/sh",
    ["-c", watchdog, "underlag-database", ...ending, binaries.postgres, "-D", home.cluster, ...settings],
    // Detached: Ctrl-C in the terminal is for us, and we stop the server when our work has ended.
    { ...asAccount(account), cwd: "/", env: environment, detached: true, stdio: ["pipe", "pipe", log] },
  );
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  child.stdin?.on("error", () => undefined);
  const pid = await serverNumber(child);
  loosen(child);
  await ready(child, home, role);
  return {
    pid,
    ended,
    async stop() {
      child.stdin?.end();
      const late = setTimeout(() => process.kill(pid, "SIGQUIT"), 60_000);
      child.ref();
      await ended;
      clearTimeout(late);
    },
  };
}

function serverSettings(home: Home, wish: ServerWish): Record<string, string> {
  const quarter = Math.floor(totalmem() / 1024 / 1024 / 16);
  return {
    listen_addresses: "",
    unix_socket_directories: home.sockets,
    unix_socket_permissions: "0700",
    port: "5432",
    max_connections: "40",
    shared_buffers: wish.volatile ? "32MB" : `${Math.max(64, Math.min(512, quarter))}MB`,
    work_mem: "32MB",
    max_wal_size: wish.volatile ? "256MB" : "2GB",
    jit: "off",
    max_worker_processes: String(Math.max(2, availableParallelism())),
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "warning",
    // What a session did wrong is told to that session; values from the books do not belong in a log.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    ...(wish.volatile
      ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" }
      : {}),
    ...wish.settings,
  };
}

/** The log of the last start or so: it begins anew when it has grown beyond what anyone would read. */
function openLog(file: string): number {
  const long = existsSync(file) && statSync(file).size > 4_000_000;
  return openSync(file, long ? "w" : "a", 0o600);
}

function serverNumber(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.stdout?.once("data", (chunk: Buffer) => resolve(Number(chunk.toString())));
    child.once("exit", () => reject(new Error("The watchdog ended at once.")));
  });
}

/** The server must not keep us alive once our own work has ended. */
function loosen(child: ChildProcess): void {
  child.unref();
  child.stdout?.destroy();
  (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
}

async function ready(child: ChildProcess, home: Home, user: string): Promise<void> {
  for (let wait = 5; ; wait = Math.min(wait * 1.5, 200)) {
    const client = new Client({ host: home.sockets, port: 5432, user, database: "postgres" });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Refusal([startFailed(home, undefined)]);
      if (!/ENOENT|ECONNREFUSED|starting up|not yet accepting|recovery/.test(String(error))) {
        child.stdin?.end();
        throw error;
      }
      await pause(wait);
    }
  }
}

function startFailed(home: Home, said: string | undefined) {
  const text = (said ?? logTail(home.log)).trim().split("\n").slice(-6).join("\n");
  const full = fullDiskLine(text);
  if (full !== undefined)
    return databaseProblem(
      "database.disk-full",
      { sv: `servern säger ”${full}”.`, en: `the server says "${full}".` },
      { file: home.folder },
    );
  return databaseProblem("database.start-failed", { sv: text, en: text }, { file: home.log });
}

/** What the server says of a full disk, without its time and its other lines; undefined where it says nothing of it. */
export function fullDiskLine(log: string): string | undefined {
  return log
    .split("\n")
    .findLast((line) => line.includes("No space left on device"))
    ?.replace(/^.*?\b(?:FATAL|PANIC|ERROR|LOG):\s+/, "")
    .trim();
}

function logTail(file: string): string {
  try {
    return readFileSync(file, "utf8").slice(-3000);
  } catch {
    return "";
  }
}
