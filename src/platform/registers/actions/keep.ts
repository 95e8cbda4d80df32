import { keepRegister, type Register, type RegisterChange } from "../../audit/actions/index.ts";
import type { Transaction } from "../../database/index.ts";
import { type RegisterDefinition, storedName, storedRow, storedType } from "../index.ts";

/** How the audit's keeper sees a declared register. */
function keptTable(definition: RegisterDefinition): Register {
  const nameOf = new Map(definition.columns.map((column) => [column.name, storedName(column)]));
  return {
    table: definition.table,
    objectKind: definition.objectKind,
    keys: definition.key.map((name) => nameOf.get(name) ?? name),
    columns: Object.fromEntries(
      definition.columns.map((column) => [storedName(column), storedType(column, definition)]),
    ),
    removes: definition.removes,
  };
}

/** Makes the register say what the rows of a file say; each change in the audit. The same rows again change nothing. */
export async function keepEntries(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  rows: readonly object[],
  source: { readonly actor: string; readonly now: string; readonly source: string },
): Promise<RegisterChange> {
  return keepRegister(
    tx,
    provider,
    keptTable(definition),
    rows.map((row) => storedRow(definition, row)),
    source,
  );
}
