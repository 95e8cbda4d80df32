import { assert, byCode } from "../../../kernel/index.ts";
import type { Transaction } from "../../database/index.ts";
import { canonicalJson } from "../chain.ts";
import { record } from "./record.ts";

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

/**
 * Makes a register say what the rows say, and records what that changed: one entry for a register that was empty, one
 * entry per object after that. The same rows again change and record nothing.
 */
export async function keepRegister(
  tx: Transaction,
  provider: string,
  register: Register,
  rows: readonly RegisterRow[],
  { actor, now, source }: { readonly actor: string; readonly now: string; readonly source: string },
): Promise<RegisterChange> {
  const names = Object.keys(register.columns);
  const keyOf = (row: RegisterRow): string => register.keys.map((key) => String(row[key])).join(" ");
  const existing = new Map(
    (
      await tx.query<RegisterRow>(
        `select ${names.join(", ")} from ${register.table} where provider_id = $1`,
        [provider],
      )
    ).map((row) => [keyOf(row), row]),
  );
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
  const entry = (action: string, objectId: string, before: unknown, after: unknown): Promise<void> =>
    record(tx, { at: now, actor, action, objectKind: register.objectKind, objectId, before, after });
  if (existing.size === 0) {
    if (added.length > 0) await entry("register.first-load", source, null, { rows: added.length });
  } else {
    for (const row of added) await entry("register.add", keyOf(row), null, row);
    for (const row of changed) await entry("register.change", keyOf(row), existing.get(keyOf(row)), row);
    for (const row of removed) await entry("register.remove", keyOf(row), row, null);
  }
  return {
    added: added.length,
    changed: changed.length,
    removed: removed.length,
    unchanged: wanted.size - added.length - changed.length,
    kept: register.removes ? [] : missing.map(([key]) => key).sort(byCode),
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
