import { readTable, writeTable } from "../../../formats/csv/index.ts";
import { type Problem, Refusal, required } from "../../../kernel/index.ts";
import { record } from "../../audit/actions/index.ts";
import type { Transaction } from "../../database/index.ts";
import {
  cellText,
  checkedRow,
  keyText,
  propertyName,
  referredCodes,
  type RegisterDefinition,
  storedName,
  storedRow,
  storedType,
} from "../index.ts";
import * as problem from "../problems.ts";
import { entriesOf, knownCodes } from "./read.ts";

/**
 * Changes some cells of one row, given as the texts a file would hold and held to the same rules as a file: type, choice,
 * references and the register's own check. The audit has the row before and after. Returns whether anything changed.
 */
export async function changeEntry(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  change: { readonly key: string; readonly cells: Readonly<Record<string, string>> },
  { actor, now }: { readonly actor: string; readonly now: string },
): Promise<boolean> {
  const { name, columns, key } = definition;
  const unknown = Object.keys(change.cells).filter(
    (cell) => key.includes(cell) || !columns.some((column) => column.name === cell),
  );
  if (unknown.length > 0) throw new Refusal(unknown.map((cell) => problem.unknownColumn(name, cell)));
  const entry = (await entriesOf(tx, provider, definition)).find(
    (candidate) => keyText(definition, candidate) === change.key,
  ) as Readonly<Record<string, unknown>> | undefined;
  if (entry === undefined) throw new Refusal([problem.unknownEntry(name, change.key)]);

  const texts = Object.fromEntries(
    columns.map((column) => [column.name, cellText(column, entry[propertyName(column)])]),
  );
  const before = storedRow(definition, readRow(definition, texts));
  const row = readRow(definition, { ...texts, ...change.cells });
  await holdTo(tx, provider, definition, row);
  const after = storedRow(definition, row);
  if (JSON.stringify(before) === JSON.stringify(after)) return false;

  const rest = columns.filter((column) => !key.includes(column.name));
  const keys = columns.filter((column) => key.includes(column.name));
  const types = columns.map((column) => `${storedName(column)} ${storedType(column, definition)}`);
  await tx.execute(
    `update ${definition.table} as kept
     set ${rest.map((column) => `${storedName(column)} = row.${storedName(column)}`).join(", ")}
     from jsonb_to_recordset($2::jsonb) as row (${types.join(", ")})
     where kept.provider_id = $1
       and ${keys.map((column) => `kept.${storedName(column)} = row.${storedName(column)}`).join(" and ")}`,
    [provider, JSON.stringify([after])],
  );
  await record(tx, {
    at: now,
    actor,
    action: "register.change",
    objectKind: definition.objectKind,
    objectId: change.key,
    before,
    after,
  });
  return true;
}

/** One row read as a file of the pack is read, so that a cell typed in means the same as a cell in a file. */
function readRow(
  { name, columns }: RegisterDefinition,
  texts: Readonly<Record<string, string>>,
): { readonly line: number } {
  const content = writeTable(
    columns.map((column) => ({ name: column.name, type: "text" })),
    [texts],
  );
  const [row] = required(readTable(content, { file: name, columns })).values;
  if (row === undefined) throw new Error("Broken invariant: a table of one row has a row");
  return row;
}

async function holdTo(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  row: { readonly line: number },
): Promise<void> {
  const problems: Problem[] = [];
  for (const reference of definition.references) {
    const known = await knownCodes(tx, provider, reference);
    for (const code of referredCodes(definition, reference, row))
      if (!known.has(code)) problems.push(problem.unknownReference(code, reference.sv, reference.en));
  }
  problems.push(...(definition.check?.([checkedRow(definition, row) as never], definition.name) ?? []));
  if (problems.some((found) => found.severity === "stop")) throw new Refusal(problems);
}
