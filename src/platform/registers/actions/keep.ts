import type { ColumnSpec } from "../../../formats/csv/index.ts";
import { keepRegisters, type Register, type RegisterChange } from "../../audit/actions/index.ts";
import type { Transaction } from "../../database/index.ts";
import { keepSourceLines, type SourceLines } from "../sql/source-lines.ts";
import {
  checkedRow,
  completed,
  keyText,
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
  const complete = files.map((file) => ({ ...file, rows: completed(file.definition, file.rows) }));
  const changes = await keepRegisters(
    tx,
    provider,
    complete.map(({ definition, rows, source }) => ({
      register: keptTable(definition),
      rows: rows.map((row) => storedRow(definition, row)),
      source,
    })),
    by,
  );
  await keepSourceLines(tx, provider, complete.map(linesOf));
  return changes;
}

/** Where the rows of a file stand; entries of the program stand in none. */
function linesOf({ definition, rows }: RowsToKeep): SourceLines {
  return {
    file: definition.path,
    rows: rows.flatMap((row) => {
      const line = (row as { readonly line?: number }).line;
      return line === undefined
        ? []
        : [{ key: keyText(definition, checkedRow(definition, row as never)), line }];
    }),
  };
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
