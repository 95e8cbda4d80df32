import type { ColumnSpec } from "../../../formats/csv/index.ts";
import type { Transaction } from "../../database/index.ts";
import {
  type EntryOf,
  entryOf,
  keyText,
  type RegisterDefinition,
  type RegisterReference,
  type RowsBeside,
  storedName,
  type StoredRow,
  storedType,
} from "../index.ts";

/** Every row of a register, in order of its key; `only` those whose columns have these values. */
export async function entriesOf<C extends readonly ColumnSpec[], L extends string>(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition<C, L>,
  only?: Readonly<Partial<Record<C[number]["name"], string | number>>>,
): Promise<EntryOf<C, L>[]> {
  const any = definition as unknown as RegisterDefinition;
  const order = any.key.map((name) => {
    const column = any.columns.find((candidate) => candidate.name === name) as ColumnSpec;
    return storedType(column, any) === "text" ? `${storedName(column)} collate "C"` : storedName(column);
  });
  const values: Readonly<Record<string, string | number>> = { ...only };
  const asked = any.columns.filter((column) => column.name in values);
  const rows = await tx.query<StoredRow>(
    `select ${any.columns.map(storedName).join(", ")} from ${any.table}
     where ${["provider_id", ...asked.map(storedName)].map((name, index) => `${name} = $${index + 1}`).join(" and ")}
     order by ${order.join(", ")}`,
    [provider, ...asked.map((column) => values[column.name] ?? null)],
  );
  return rows.map((row) => entryOf(any, row) as EntryOf<C, L>);
}

/** What the registers beside a register say in the database; `given` are those whose new rows are at hand. */
export async function rowsBeside(
  tx: Transaction,
  provider: string,
  { beside = [] }: Pick<RegisterDefinition, "beside">,
  given: RowsBeside = new Map(),
): Promise<RowsBeside> {
  const rows = new Map<string, readonly object[]>();
  for (const other of beside)
    rows.set(other.name, given.get(other.name) ?? (await entriesOf(tx, provider, other)));
  return rows;
}

/** The row of a key, or none. */
export async function entryWithKey(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  key: string,
): Promise<object | undefined> {
  return (await entriesOf(tx, provider, definition)).find((entry) => keyText(definition, entry) === key);
}

/** What is referred to, as one text: references to the same key of the same table are the same question. */
export function referenceName({ table, keys }: Pick<RegisterReference, "table" | "keys">): string {
  return `${table} ${keys.join(" ")}`;
}

/**
 * The codes that references may name, as they stand in the database, by `referenceName`; several columns are joined by a
 * blank. All of them in one statement.
 */
export async function knownCodes(
  tx: Transaction,
  provider: string,
  references: readonly Pick<RegisterReference, "table" | "keys">[],
): Promise<Map<string, Set<string>>> {
  const known = new Map(references.map((reference) => [referenceName(reference), new Set<string>()]));
  const asked = new Map(references.map((reference) => [referenceName(reference), reference]));
  if (asked.size === 0) return known;
  const questions = [...asked.values()].map(
    ({ table, keys }, index) =>
      `select distinct ${index} as question, concat_ws(' ', ${keys.join(", ")}) as code from ${table} where provider_id = $1`,
  );
  const names = [...asked.keys()];
  const rows = await tx.query<{ question: number; code: string }>(questions.join(" union all "), [provider]);
  for (const { question, code } of rows) known.get(names[question] as string)?.add(code);
  return known;
}
