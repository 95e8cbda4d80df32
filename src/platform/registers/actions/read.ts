import type { ColumnSpec } from "../../../formats/csv/index.ts";
import type { Transaction } from "../../database/index.ts";
import {
  type EntryOf,
  entryOf,
  type RegisterDefinition,
  type RegisterReference,
  storedName,
  type StoredRow,
  storedType,
} from "../index.ts";

/** Every row of a register, in order of its key. */
export async function entriesOf<C extends readonly ColumnSpec[], L extends string>(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition<C, L>,
): Promise<EntryOf<C, L>[]> {
  const any = definition as unknown as RegisterDefinition;
  const order = any.key.map((name) => {
    const column = any.columns.find((candidate) => candidate.name === name) as ColumnSpec;
    return storedType(column, any) === "text" ? `${storedName(column)} collate "C"` : storedName(column);
  });
  const rows = await tx.query<StoredRow>(
    `select ${any.columns.map(storedName).join(", ")} from ${any.table}
     where provider_id = $1 order by ${order.join(", ")}`,
    [provider],
  );
  return rows.map((row) => entryOf(any, row) as EntryOf<C, L>);
}

/** The codes that a reference may name, as they stand in the database; several columns are joined by a blank. */
export async function knownCodes(
  tx: Transaction,
  provider: string,
  { table, keys }: RegisterReference,
): Promise<Set<string>> {
  const rows = await tx.query<{ code: string }>(
    `select distinct concat_ws(' ', ${keys.join(", ")}) as code from ${table} where provider_id = $1`,
    [provider],
  );
  return new Set(rows.map((row) => row.code));
}
