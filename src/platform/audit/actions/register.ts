import { assert, byCode } from "../../../kernel/index.ts";
import type { Transaction } from "../../database/index.ts";
import { canonicalJson } from "../chain.ts";
import { type AuditedChange, recordAll } from "./record.ts";

type Value = string | number | boolean | readonly string[] | null;
export type RegisterRow = Readonly<Record<string, Value>>;

/** A table that is kept as a file says it: services, customers, cost centres. */
export interface Register {
  readonly table: string;
  /** What one row is called in the audit: "service". */
  readonly objectKind: string;
  readonly keys: readonly string[];
  /** Every column but provider_id, with its PostgreSQL type. */
  readonly columns: Readonly<Record<string, "text" | "text[]" | "integer" | "bigint" | "boolean" | "date">>;
  /** Whether a row that the file no longer holds is removed; false for what other things point to. */
  readonly removes: boolean;
}

export interface RegisterChange {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** Keys of rows that the file no longer holds and that stay all the same. */
  readonly kept: readonly string[];
}

/** A register and the rows it shall say. */
export interface RegisterFile {
  readonly register: Register;
  readonly rows: readonly RegisterRow[];
  /** Where the rows come from, as its user named it. */
  readonly source: string;
}

/** Makes one register say what the rows say. */
export async function keepRegister(
  tx: Transaction,
  provider: string,
  register: Register,
  rows: readonly RegisterRow[],
  { source, ...by }: { readonly actor: string; readonly now: string; readonly source: string },
): Promise<RegisterChange> {
  const [change] = await keepRegisters(tx, provider, [{ register, rows, source }], by);
  return change as RegisterChange;
}

/**
 * Makes registers say what the rows say, one after the other, and records what that changed: one entry for a register that
 * was empty, one entry per object after that. The same rows again change and record nothing. An empty register is not read,
 * and the audit is written once for all.
 */
export async function keepRegisters(
  tx: Transaction,
  provider: string,
  files: readonly RegisterFile[],
  by: { readonly actor: string; readonly now: string },
): Promise<RegisterChange[]> {
  const filled = await filledTables(
    tx,
    provider,
    files.map(({ register }) => register.table),
  );
  const changes: RegisterChange[] = [];
  const entries: AuditedChange[] = [];
  for (const file of files) {
    const existing = filled.has(file.register.table) ? await rowsOf(tx, provider, file.register) : [];
    const { change, told } = await keepOne(tx, provider, file, existing);
    changes.push(change);
    entries.push(...told.map((entry) => ({ at: by.now, actor: by.actor, ...entry })));
  }
  await recordAll(tx, entries);
  return changes;
}

/** The tables that hold anything of the provider. */
async function filledTables(
  tx: Transaction,
  provider: string,
  tables: readonly string[],
): Promise<ReadonlySet<string>> {
  if (tables.length === 0) return new Set();
  const rows = await tx.query<{ name: string }>(
    tables
      .map((table) => `select '${table}' as name where exists (select from ${table} where provider_id = $1)`)
      .join(" union all "),
    [provider],
  );
  return new Set(rows.map((row) => row.name));
}

function rowsOf(tx: Transaction, provider: string, { table, columns }: Register): Promise<RegisterRow[]> {
  return tx.query<RegisterRow>(
    `select ${Object.keys(columns).join(", ")} from ${table} where provider_id = $1`,
    [provider],
  );
}

async function keepOne(
  tx: Transaction,
  provider: string,
  { register, rows, source }: RegisterFile,
  stored: readonly RegisterRow[],
): Promise<{ readonly change: RegisterChange; readonly told: Omit<AuditedChange, "at" | "actor">[] }> {
  const keyOf = (row: RegisterRow): string => register.keys.map((key) => String(row[key])).join(" ");
  const existing = new Map(stored.map((row) => [keyOf(row), row]));
  const wanted = new Map(rows.map((row) => [keyOf(row), row]));
  assert(wanted.size === rows.length, `each key of ${register.table} is given once`);

  const added: RegisterRow[] = [];
  const changed: RegisterRow[] = [];
  for (const [key, row] of wanted) {
    const was = existing.get(key);
    if (!was) added.push(row);
    else if (canonicalJson(was) !== canonicalJson(row)) changed.push(row);
  }
  const missing = [...existing].filter(([key]) => !wanted.has(key));
  const removed = register.removes ? missing.map(([, row]) => row) : [];

  await removeRows(tx, provider, register, removed);
  await writeRows(tx, provider, register, [...added, ...changed]);
  const told: Omit<AuditedChange, "at" | "actor">[] = [];
  const tell = (action: string, objectId: string, before: unknown, after: unknown): void =>
    void told.push({ action, objectKind: register.objectKind, objectId, before, after });
  if (existing.size === 0) {
    if (added.length > 0) tell("register.first-load", source, null, { rows: added.length });
  } else {
    for (const row of added) tell("register.add", keyOf(row), null, row);
    for (const row of changed) tell("register.change", keyOf(row), existing.get(keyOf(row)), row);
    for (const row of removed) tell("register.remove", keyOf(row), row, null);
  }
  return {
    told,
    change: {
      added: added.length,
      changed: changed.length,
      removed: removed.length,
      unchanged: wanted.size - added.length - changed.length,
      kept: register.removes ? [] : missing.map(([key]) => key).sort(byCode),
    },
  };
}

async function writeRows(
  tx: Transaction,
  provider: string,
  { table, columns, keys }: Register,
  rows: readonly RegisterRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  const rest = names.filter((name) => !keys.includes(name));
  const update = rest.map((name) => `${name} = excluded.${name}`).join(", ");
  await tx.execute(
    `insert into ${table} (provider_id, ${names.join(", ")})
     select $1, ${names.map((name) => `row.${name}`).join(", ")}
     from jsonb_to_recordset($2::jsonb) as row (${names.map((name) => `${name} ${columns[name]}`).join(", ")})
     on conflict (provider_id, ${keys.join(", ")}) do ${rest.length > 0 ? `update set ${update}` : "nothing"}`,
    [provider, JSON.stringify(rows)],
  );
}

async function removeRows(
  tx: Transaction,
  provider: string,
  { table, columns, keys }: Register,
  rows: readonly RegisterRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(
    `delete from ${table} as kept
     using jsonb_to_recordset($2::jsonb) as row (${keys.map((key) => `${key} ${columns[key]}`).join(", ")})
     where kept.provider_id = $1 and ${keys.map((key) => `kept.${key} = row.${key}`).join(" and ")}`,
    [provider, JSON.stringify(rows)],
  );
}
