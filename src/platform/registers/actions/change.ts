import { readTable, writeTable } from "../../../formats/csv/index.ts";
import { type Problem, Refusal, required } from "../../../kernel/index.ts";
import { record } from "../../audit/actions/index.ts";
import type { Transaction } from "../../database/index.ts";
import {
  checkedRow,
  keyText,
  referredCodes,
  type RegisterDefinition,
  storedName,
  storedRow,
  type StoredRow,
  storedType,
  textsOf,
} from "../index.ts";
import * as problem from "../problems.ts";
import { forgetSourceLine } from "../sql/source-lines.ts";
import { entriesOf, knownCodes, referenceName, rowsBeside } from "./read.ts";

type Cells = Readonly<Record<string, string>>;
interface Doing {
  readonly actor: string;
  readonly now: string;
}

/**
 * Changes some cells of one row, given as the texts a file would hold and held to the same rules as a file: type, choice,
 * references and the register's own check. The audit has the row before and after. Returns whether anything changed.
 */
export async function changeEntry(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  change: { readonly key: string; readonly cells: Cells },
  doing: Doing,
): Promise<boolean> {
  const { name, columns, key } = definition;
  refuseUnknown(
    definition,
    change.cells,
    columns.filter((column) => !key.includes(column.name)).map((column) => column.name),
  );
  const entries = await entriesOf(tx, provider, definition);
  const index = entries.findIndex((candidate) => keyText(definition, candidate) === change.key);
  const entry = entries[index];
  if (entry === undefined) throw new Refusal([problem.unknownEntry(name, change.key)]);

  const texts = textsOf(definition, entry);
  const before = storedRow(definition, readRow(definition, texts, index));
  const row = readRow(definition, { ...texts, ...change.cells }, index);
  await holdTo(tx, provider, definition, { entries, index, row });
  const after = storedRow(definition, row);
  if (JSON.stringify(before) === JSON.stringify(after)) return false;

  await write(tx, provider, definition, after, "change");
  await forgetSourceLine(tx, provider, { file: definition.path, key: change.key });
  await tell(tx, definition, { action: "register.change", objectId: change.key, before, after }, doing);
  return true;
}

/** Adds one row, given as the texts a file would hold. A key that is there already is refused. Returns the key. */
export async function addEntry(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  cells: Cells,
  doing: Doing,
): Promise<string> {
  refuseUnknown(
    definition,
    cells,
    definition.columns.map((column) => column.name),
  );
  const entries = await entriesOf(tx, provider, definition);
  const index = entries.length;
  const given = definition.columns.filter((column) => column.name in cells || column.optional !== true);
  const row = readRow(
    definition,
    Object.fromEntries(given.map((column) => [column.name, cells[column.name] ?? ""])),
    index,
  );
  const objectId = keyText(definition, checkedRow(definition, row));
  if (entries.some((entry) => keyText(definition, entry) === objectId))
    throw new Refusal([problem.knownEntry(definition.name, objectId)]);
  await holdTo(tx, provider, definition, { entries, index, row });
  const after = storedRow(definition, row);
  await write(tx, provider, definition, after, "add");
  await tell(tx, definition, { action: "register.add", objectId, before: null, after }, doing);
  return objectId;
}

function refuseUnknown({ name }: RegisterDefinition, cells: Cells, known: readonly string[]): void {
  const unknown = Object.keys(cells).filter((cell) => !known.includes(cell));
  if (unknown.length > 0) throw new Refusal(unknown.map((cell) => problem.unknownColumn(name, cell)));
}

/** One row read as a file of the pack is read, so that a cell typed in means the same as a cell in a file. */
function readRow(definition: RegisterDefinition, texts: Cells, index: number): { readonly line: number } {
  const { name, columns } = definition;
  const content = writeTable(
    Object.keys(texts).map((column) => {
      const type = columns.find((one) => one.name === column)?.type ?? "text";
      // Texts are guarded against formulas and read back; a number below zero is none, and is written as it was typed.
      return {
        name: column,
        type: type === "code" || type === "choice" ? "text" : type === "text" ? type : "whole",
      };
    }),
    [texts],
  );
  const [row] = required(readTable(content, { file: name, columns })).values;
  if (row === undefined) throw new Error("Broken invariant: a table of one row has a row");
  return (definition.complete?.({ ...row }, index) ?? row) as { readonly line: number };
}

async function write(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  after: StoredRow,
  how: "add" | "change",
): Promise<void> {
  const names = definition.columns.map(storedName);
  const keys = definition.columns.filter((column) => definition.key.includes(column.name)).map(storedName);
  const rest = names.filter((name) => !keys.includes(name));
  const types = definition.columns.map((column) => `${storedName(column)} ${storedType(column, definition)}`);
  const values = [provider, JSON.stringify([after])];
  const row = `jsonb_to_recordset($2::jsonb) as row (${types.join(", ")})`;
  if (how === "add")
    await tx.execute(
      `insert into ${definition.table} (provider_id, ${names.join(", ")})
       select $1, ${names.map((name) => `row.${name}`).join(", ")} from ${row}`,
      values,
    );
  else
    await tx.execute(
      `update ${definition.table} as kept
       set ${rest.map((name) => `${name} = row.${name}`).join(", ")}
       from ${row}
       where kept.provider_id = $1 and ${keys.map((name) => `kept.${name} = row.${name}`).join(" and ")}`,
      values,
    );
}

async function tell(
  tx: Transaction,
  { objectKind }: RegisterDefinition,
  change: {
    readonly action: string;
    readonly objectId: string;
    readonly before: unknown;
    readonly after: unknown;
  },
  { actor, now }: Doing,
): Promise<void> {
  await record(tx, { at: now, actor, objectKind, ...change });
}

/** References that are there, and the register's own check among all its rows: what was wrong before is not this change's fault. */
async function holdTo(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  {
    entries,
    index,
    row,
  }: { readonly entries: readonly object[]; readonly index: number; readonly row: { readonly line: number } },
): Promise<void> {
  const problems: Problem[] = [];
  const known = await knownCodes(tx, provider, definition.references);
  for (const reference of definition.references)
    for (const code of referredCodes(definition, reference, row))
      if (known.get(referenceName(reference))?.has(code) !== true)
        problems.push(problem.unknownReference(code, reference.sv, reference.en));
  const beside = await rowsBeside(tx, provider, definition);
  const found = (rows: readonly object[]): readonly Problem[] =>
    definition.check?.(rows as never, definition.name, beside) ?? [];
  const before = entries.map((entry, at) => ({ ...entry, line: at + 1 }));
  const after = [...before];
  after[index] = { ...checkedRow(definition, row), line: index + 1 };
  const old = new Set(found(before).map((one) => JSON.stringify(one)));
  problems.push(...found(after).filter((one) => !old.has(JSON.stringify(one))));
  if (problems.some((one) => one.severity === "stop")) throw new Refusal(problems);
}
