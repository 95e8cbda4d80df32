import { byCode } from "../../kernel/index.ts";
import type { Transaction } from "./database.ts";
import { identifier } from "./sql-text.ts";

/** A table of the books, as backup and restore see it. */
export interface BookTable {
  /** `ledger.line` */
  readonly name: string;
  /** In the order of the table; without computed columns. */
  readonly columns: readonly string[];
  /** The rows as COPY text, always in the same order: the primary key's, compared byte by byte on every server. */
  readonly copyOut: string;
}

/** This room's own notes are not books: the manifest carries them. */
const notes = ["platform.migration", "platform.protection"];

/** All tables of the rooms, those that others refer to first. */
export async function bookTables(tx: Transaction): Promise<readonly BookTable[]> {
  const columns = await tx.query<{ name: string; column: string; text: boolean; key: number | null }>(`
    select n.nspname || '.' || c.relname as name, a.attname as column, a.attcollation <> 0 as text,
      array_position(i.indkey::int2[], a.attnum) as key
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname not in ('information_schema', 'public') and n.nspname not like 'pg\\_%'
    order by 1, a.attnum`);
  const names = [...new Set(columns.map(({ name }) => name))].filter((name) => !notes.includes(name));
  const tables = names.map((name) => {
    const own = columns.filter((column) => column.name === name);
    const key = own
      .filter((column) => column.key !== null)
      .sort((a, b) => (a.key as number) - (b.key as number))
      .map(({ column, text }) => `${identifier(column)}${text ? ' collate "C"' : ""}`);
    const list = own.map(({ column }) => identifier(column)).join(", ");
    const order = key.length > 0 ? ` order by ${key.join(", ")}` : "";
    return {
      name,
      columns: own.map(({ column }) => column),
      copyOut: `copy (select ${list} from ${identifier(name)}${order}) to stdout`,
    };
  });
  return inOrderOfReference(tables, await references(tx));
}

interface Reference {
  readonly from: string;
  readonly to: string;
}

async function references(tx: Transaction): Promise<readonly Reference[]> {
  return tx.query<{ from: string; to: string }>(`
    select distinct fn.nspname || '.' || f.relname as from, tn.nspname || '.' || t.relname as to
    from pg_constraint c
    join pg_class f on f.oid = c.conrelid join pg_namespace fn on fn.oid = f.relnamespace
    join pg_class t on t.oid = c.confrelid join pg_namespace tn on tn.oid = t.relnamespace
    where c.contype = 'f' and c.conrelid <> c.confrelid`);
}

function inOrderOfReference(
  tables: readonly BookTable[],
  references: readonly Reference[],
): readonly BookTable[] {
  const left = new Map(
    [...tables].sort((a, b) => byCode(a.name, b.name)).map((table) => [table.name, table]),
  );
  const ordered: BookTable[] = [];
  while (left.size > 0) {
    const free = [...left.values()].filter(
      ({ name }) => !references.some((reference) => reference.from === name && left.has(reference.to)),
    );
    // Tables that refer to each other in a ring have deferred keys; then any order is as good.
    for (const table of free.length > 0 ? free : [...left.values()]) {
      ordered.push(table);
      left.delete(table.name);
    }
  }
  return ordered;
}
