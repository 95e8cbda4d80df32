import { createHash } from "node:crypto";
import { assert, byCode } from "../../kernel/index.ts";
import type { Transaction } from "./database.ts";
import { identifier } from "./sql-text.ts";

/** What the two roles may do with a table. Declared by the room that owns it, in `sql/protection.ts`. */
export interface TableProtection {
  /** `ledger.line` */
  readonly table: string;
  /** none; read = select; append = select and insert; change = select, insert, update and delete. */
  readonly staff: "none" | "read" | "append" | "change";
  /** What a customer reads: nothing; every row of the provider; or its own, by `customerColumn`. */
  readonly customer: "none" | "all" | "own";
  readonly customerColumn?: string;
  /** Which of those rows, as a condition in SQL: what has been decided, and not what is still being weighed. */
  readonly customerSees?: string;
  /** A customer adds rows of its own, in the name of who is signed in: the column that says who. Never changes any. */
  readonly customerAddsAs?: string;
}

const staffRights = {
  none: "",
  read: "select",
  append: "select, insert",
  change: "select, insert, update, delete",
} as const;

/**
 * Grants and row-level security for all tables, from the rooms' declarations. Append-only is kept by privilege, not by
 * triggers: it holds on a sharded PostgreSQL too and is visible in one place. Each role has one policy per table, since
 * two permissive policies for one role are joined by OR, which hides the index from the planner (10 times slower).
 * A table that no room has declared, and a view that would read with its owner's eyes, stop the program.
 */
export async function applyProtection(tx: Transaction, declared: readonly TableProtection[]): Promise<void> {
  const relations = await ownRelations(tx);
  refuseGaps(relations, declared);
  const print = fingerprint(relations, declared);
  const before = await tx.maybe<{ sha256: string }>("select sha256 from platform.protection");
  if (before?.sha256 === print) return;
  for (const schema of new Set(relations.map((relation) => relation.schema))) {
    await tx.query(`grant usage on schema ${identifier(schema)} to app_staff, app_customer`);
  }
  for (const relation of relations) {
    const name = identifier(relation.name);
    await tx.query(`revoke all on ${name} from public, app_staff, app_customer`);
    if (relation.kind === "view") await tx.query(`grant select on ${name} to app_staff, app_customer`);
  }
  for (const table of declared) {
    const relation = relations.find((candidate) => candidate.name === table.table);
    if (relation !== undefined) await tx.query(tableStatements(table, relation.hasProvider));
  }
  await tx.query("delete from platform.protection");
  await tx.execute("insert into platform.protection (sha256) values ($1)", [print]);
}

function tableStatements(table: TableProtection, hasProvider: boolean): string {
  const name = identifier(table.table);
  const statements = [
    `alter table ${name} enable row level security`,
    `drop policy if exists staff on ${name}`,
    `drop policy if exists customer on ${name}`,
    `drop policy if exists customer_adds on ${name}`,
  ];
  // The settings are read in a subquery, which PostgreSQL evaluates once and not for each row.
  const ofProvider = hasProvider ? "provider_id = (select current_setting('app.provider_id', true))" : "true";
  if (!hasProvider) {
    const readOnly = table.staff === "none" || table.staff === "read";
    assert(readOnly && table.customer !== "own", `${table.table} has no provider and is only read`);
  }
  if (table.staff !== "none") {
    statements.push(
      `grant ${staffRights[table.staff]} on ${name} to app_staff`,
      `create policy staff on ${name} to app_staff using (${ofProvider}) with check (${ofProvider})`,
    );
  }
  if (table.customer !== "none") {
    const own =
      table.customer === "own"
        ? ` and ${identifier(table.customerColumn ?? "customer")} = any((select string_to_array(current_setting('app.customers', true), ','))::text[])`
        : "";
    const seen = table.customerSees === undefined ? "" : ` and (${table.customerSees})`;
    statements.push(
      `grant select on ${name} to app_customer`,
      `create policy customer on ${name} for select to app_customer using (${ofProvider}${own}${seen})`,
    );
    if (table.customerAddsAs !== undefined) {
      assert(table.customer === "own", `${table.table} is added to by customers, each for itself`);
      const who = `${identifier(table.customerAddsAs)} = (select current_setting('app.actor', true))`;
      statements.push(
        `grant insert on ${name} to app_customer`,
        `create policy customer_adds on ${name} for insert to app_customer with check (${ofProvider}${own} and ${who})`,
      );
    }
  }
  return statements.join(";\n");
}

interface Relation {
  readonly schema: string;
  readonly name: string;
  readonly kind: "table" | "view";
  readonly hasProvider: boolean;
  readonly securityInvoker: boolean;
}

/** Every table and view outside PostgreSQL's own schemas. */
export async function ownRelations(tx: Transaction): Promise<readonly Relation[]> {
  const rows = await tx.query<{
    schema: string;
    relation: string;
    relkind: string;
    has_provider: boolean;
    security_invoker: boolean;
  }>(`
    select n.nspname as schema, c.relname as relation, c.relkind::text as relkind,
      exists (select 1 from pg_attribute a
              where a.attrelid = c.oid and a.attname = 'provider_id' and not a.attisdropped) as has_provider,
      coalesce('security_invoker=true' = any(c.reloptions)
               or 'security_invoker=on' = any(c.reloptions), false) as security_invoker
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
      and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%' and n.nspname <> 'public'`);
  return rows
    .map((row) => ({
      schema: row.schema,
      name: `${row.schema}.${row.relation}`,
      kind: row.relkind === "v" || row.relkind === "m" ? ("view" as const) : ("table" as const),
      hasProvider: row.has_provider,
      securityInvoker: row.security_invoker,
    }))
    .sort((a, b) => byCode(a.name, b.name));
}

function refuseGaps(relations: readonly Relation[], declared: readonly TableProtection[]): void {
  const tables = new Set(relations.filter(({ kind }) => kind === "table").map(({ name }) => name));
  const names = new Set(declared.map(({ table }) => table));
  for (const name of tables)
    assert(names.has(name), `${name} has a declared protection (its room's sql/protection.ts)`);
  for (const name of names) assert(tables.has(name), `${name}, whose protection is declared, exists`);
  assert(names.size === declared.length, "no table's protection is declared twice");
  for (const view of relations) {
    assert(
      view.kind === "table" || view.securityInvoker,
      `${view.name} is made "with (security_invoker = true)"`,
    );
  }
}

/** Changes whenever the declarations, the relations or this file's rules do. */
function fingerprint(relations: readonly Relation[], declared: readonly TableProtection[]): string {
  const sorted = [...declared].sort((a, b) => byCode(a.table, b.table));
  const rules = [tableStatements.toString(), staffRights];
  return createHash("sha256")
    .update(JSON.stringify([rules, relations, sorted]))
    .digest("hex");
}
