import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Refusal } from "../../kernel/index.ts";
import type { Database, Transaction } from "./database.ts";
import { serverAccount } from "./embedded-account.ts";
import { findBinaries } from "./embedded-binaries.ts";
import { appliedMigrations } from "./migrate.ts";
import { ownRelations } from "./protection.ts";

/** One line of the doctor's: what was looked at and how it is. `stop` hinders work, `warn` is worth knowing. */
export interface Finding {
  readonly check: string;
  readonly state: "ok" | "warn" | "stop";
  readonly sv: string;
  readonly en: string;
}

const ok = (check: string, sv: string, en: string): Finding => ({ check, state: "ok", sv, en });
const judged = (good: boolean, bad: "warn" | "stop", check: string, sv: string, en: string): Finding => ({
  check,
  state: good ? "ok" : bad,
  sv,
  en,
});

/** The machine: what can be told without opening the database. */
export async function diagnoseMachine(where: {
  readonly url: string | undefined;
  readonly directory: string;
}): Promise<readonly Finding[]> {
  const findings = [nodeVersion(process.versions.node)];
  if (where.url === undefined || where.url === "")
    findings.push(embeddedProgram(), await freeDisk(where.directory));
  return findings;
}

function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return judged(enough, "stop", "node", `Node ${version} (minst 20.19)`, `Node ${version} (at least 20.19)`);
}

function embeddedProgram(): Finding {
  try {
    const account = serverAccount();
    const { version } = findBinaries(account);
    const as = account === undefined ? "" : ` (${account.name})`;
    return ok("embedded", `Inbäddad PostgreSQL ${version}${as}`, `Embedded PostgreSQL ${version}${as}`);
  } catch (error) {
    if (!(error instanceof Refusal) || error.problems[0] === undefined) throw error;
    const { message_sv, message_en } = error.problems[0];
    return { check: "embedded", state: "stop", sv: message_sv, en: message_en };
  }
}

const megabyte = 1024 * 1024;

async function freeDisk(directory: string): Promise<Finding> {
  let folder = resolve(directory);
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  const free = Math.floor((bavail * bsize) / megabyte);
  const state = free < 200 ? "stop" : free < 2000 ? "warn" : "ok";
  return { check: "disk", state, sv: `${free} MB ledigt i ${folder}`, en: `${free} MB free in ${folder}` };
}

/** The database: whether what the program relies on really holds there, asked of its own catalogue. */
export async function diagnoseDatabase(database: Database): Promise<readonly Finding[]> {
  return database.transaction({ role: "owner" }, async (tx) => [
    await serverVersion(tx),
    await power(tx),
    await rowSecurity(tx),
    await customersChangeNothing(tx),
    await durability(tx),
    await order(tx),
    await migrations(tx),
    await size(tx),
  ]);
}

async function serverVersion(tx: Transaction): Promise<Finding> {
  const { shown, number } = await tx.one<{ shown: string; number: number }>(
    "select current_setting('server_version') as shown, current_setting('server_version_num')::int as number",
  );
  return judged(number >= 150_000, "stop", "server", `PostgreSQL ${shown}`, `PostgreSQL ${shown}`);
}

async function power(tx: Transaction): Promise<Finding> {
  const strong = await tx.query<{ name: string }>(
    `select rolname as name from pg_roles
     where (rolname = current_user or rolname in ('app_staff', 'app_customer')) and (rolsuper or rolbypassrls)`,
  );
  const names = strong.map(({ name }) => name).join(", ");
  return strong.length === 0
    ? ok("roles", "Ingen roll går förbi radskyddet", "No role bypasses row-level security")
    : judged(false, "stop", "roles", `${names} går förbi radskyddet`, `${names} bypasses row-level security`);
}

async function rowSecurity(tx: Transaction): Promise<Finding> {
  const open = await tx.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relrowsecurity
      and n.nspname not in ('information_schema', 'public') and n.nspname not like 'pg\\_%' order by 1`);
  const relations = await ownRelations(tx);
  const seeing = relations.filter(({ kind, securityInvoker }) => kind === "view" && !securityInvoker);
  const names = [...open, ...seeing].map(({ name }) => name);
  const tables = relations.filter(({ kind }) => kind === "table").length;
  return names.length === 0
    ? ok("row-security", `${tables} tabeller har radskydd`, `${tables} tables have row-level security`)
    : judged(
        false,
        "stop",
        "row-security",
        `Utan radskydd: ${names.join(", ")}`,
        `Unprotected: ${names.join(", ")}`,
      );
}

/** A customer changes nothing, and adds only where a policy lets it add in its own name. */
async function customersChangeNothing(tx: Transaction): Promise<Finding> {
  const rows = await tx.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p')
      and (has_table_privilege('app_customer', c.oid, 'update, delete, truncate')
        or has_table_privilege('app_customer', c.oid, 'insert')
          and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'customer_adds'))
      and n.nspname not in ('information_schema', 'public') and n.nspname not like 'pg\\_%' order by 1`);
  const names = rows.map(({ name }) => name).join(", ");
  return rows.length === 0
    ? ok(
        "customers-read",
        "Kunder ändrar inget, och lägger bara till i eget namn",
        "Customers change nothing, and add only in their own name",
      )
    : judged(false, "stop", "customers-read", `Kunder kan ändra i ${names}`, `Customers can change ${names}`);
}

async function durability(tx: Transaction): Promise<Finding> {
  const { fsync, sums } = await tx.one<{ fsync: string; sums: string }>(
    "select current_setting('fsync') as fsync, current_setting('data_checksums') as sums",
  );
  const text = `fsync ${fsync}, data checksums ${sums}`;
  return judged(fsync === "on" && sums === "on", fsync === "on" ? "warn" : "stop", "durability", text, text);
}

async function order(tx: Transaction): Promise<Finding> {
  const { known } = await tx.one<{ known: boolean }>(
    "select exists (select 1 from pg_collation where collname = 'sv-x-icu') as known",
  );
  return known
    ? ok("collation", "Svensk sorteringsordning finns", "Swedish collation is there")
    : judged(
        false,
        "warn",
        "collation",
        "Svensk sorteringsordning saknas (sv-x-icu)",
        "No Swedish collation (sv-x-icu)",
      );
}

async function migrations(tx: Transaction): Promise<Finding> {
  const { size: count } = await appliedMigrations(tx);
  return judged(count > 0, "stop", "migrations", `${count} migreringar körda`, `${count} migrations applied`);
}

async function size(tx: Transaction): Promise<Finding> {
  const { bytes } = await tx.one<{ bytes: number }>("select pg_database_size(current_database()) as bytes");
  const { n } = await tx.one<{ n: number }>("select count(*) as n from platform.provider");
  const megabytes = Math.ceil(bytes / megabyte);
  return ok("content", `${n} leverantörer, ${megabytes} MB`, `${n} providers, ${megabytes} MB`);
}
