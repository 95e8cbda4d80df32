import type { ColumnSpec } from "../../../formats/csv/index.ts";
import { keepRegisters, type Register, type RegisterChange } from "../../audit/actions/index.ts";
import type { Transaction } from "../../database/index.ts";
import {
  completed,
  type RegisterDefinition,
  rowOfEntry,
  storedName,
  storedRow,
  storedType,
} from "../index.ts";

interface Source {
  readonly actor: string;
  readonly now: string;
  readonly source: string;
}

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

/** The rows of a file that a register shall say. */
export interface RowsToKeep {
  readonly definition: RegisterDefinition;
  readonly rows: readonly object[];
  /** The file as its user named it. */
  readonly source: string;
}

/**
 * Makes registers say what the rows of their files say, in the order given; each change in the audit. The same rows again
 * change nothing. All of them take about as many statements as one.
 */
export async function keepRows(
  tx: Transaction,
  provider: string,
  files: readonly RowsToKeep[],
  by: { readonly actor: string; readonly now: string },
): Promise<RegisterChange[]> {
  return keepRegisters(
    tx,
    provider,
    files.map(({ definition, rows, source }) => ({
      register: keptTable(definition),
      rows: completed(definition, rows).map((row) => storedRow(definition, row)),
      source,
    })),
    by,
  );
}

/** The same for entries of the program. */
export async function keepEntries<C extends readonly ColumnSpec[], L extends string>(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition<C, L>,
  entries: readonly object[],
  { source, ...by }: Source,
): Promise<RegisterChange> {
  const any = definition as unknown as RegisterDefinition;
  const rows = entries.map((entry) => rowOfEntry(any, entry));
  const [change] = await keepRows(tx, provider, [{ definition: any, rows, source }], by);
  if (change === undefined) throw new Error("Broken invariant: one register has one change");
  return change;
}
