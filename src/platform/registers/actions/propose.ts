import type { Problem } from "../../../kernel/index.ts";
import type { Transaction } from "../../database/index.ts";
import {
  type Cells,
  cellsChanged,
  checkedRow,
  type EditFault,
  keyText,
  type Proposal,
  type ProposedEdit,
  referredCodes,
  type RegisterDefinition,
  type RegisterReference,
  type RowEdit,
  rowOfEntry,
  storedRow,
  type StoredRow,
  textsOf,
} from "../index.ts";
import * as problem from "../problems.ts";
import { entriesOf, knownCodes, referenceName, rowsBeside } from "./read.ts";
import { readRow } from "./row-reading.ts";

export interface HowToPropose {
  /** Registers whose rows may refer to a row that is removed. */
  readonly referring?: readonly RegisterDefinition[];
  /** Cells that others have changed meanwhile are written over. */
  readonly overwrite?: boolean;
}

type Entry = object & { readonly line: number };

/** An edit on its way: what is known of it when its row has been read. */
interface Held {
  readonly edit: RowEdit;
  readonly index: number;
  readonly before: Entry | undefined;
  readonly after: Entry | undefined;
  readonly key: string | undefined;
  readonly cells: ProposedEdit["cells"];
  readonly meanwhile: ProposedEdit["meanwhile"];
  readonly faults: EditFault[];
}

/** A proposal with the rows that saving it would write. */
export interface HeldProposal extends Proposal {
  readonly rows: readonly {
    readonly change: RowEdit["change"];
    readonly key: string;
    readonly before: StoredRow | null;
    readonly after: StoredRow | null;
  }[];
}

/**
 * Holds edits against the register as it is now, all of them together: cells, keys, references - to each other too - and the register's
 * own check among all its rows. What was wrong before is not theirs. Writes nothing.
 */
export async function proposeEdits(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  edits: readonly RowEdit[],
  { referring = [], overwrite = false }: HowToPropose = {},
): Promise<HeldProposal> {
  const entries = await entriesOf(tx, provider, definition);
  const before: readonly Entry[] = entries.map((entry, at) => ({ ...(entry as object), line: at + 1 }));
  const after: (Entry | undefined)[] = [...before];
  const held: Held[] = [];
  for (const edit of edits) {
    const one =
      edit.change === "add" ? heldNew(definition, edit, after) : heldOld(definition, edit, before, overwrite);
    if (edit.change === "add") after.push(one.after);
    else if (one.index >= 0 && (edit.change === "remove" || one.after !== undefined))
      after[one.index] = one.after;
    held.push(one);
  }
  const rows = after.filter((entry): entry is Entry => entry !== undefined);
  await holdReferences(tx, provider, definition, { held, rows });
  await holdRemovals(tx, provider, definition, { held, rows, referring });

  const beside = await rowsBeside(tx, provider, definition);
  const check = (among: readonly Entry[]): readonly Problem[] =>
    definition.check?.(among as never, definition.name, beside) ?? [];
  const old = new Set(check(before).map((one) => JSON.stringify(one)));
  const faults: Problem[] = [];
  for (const found of check(rows)) {
    if (old.has(JSON.stringify(found))) continue;
    const { file: _file, line, ...told } = found;
    const own = held.find((one) => one.index + 1 === line);
    if (own === undefined) faults.push(told);
    else own.faults.push({ column: columnNamed(definition, told, own), problem: told });
  }
  const stored = (entry: Entry | undefined): StoredRow | null =>
    entry === undefined ? null : storedRow(definition, rowOfEntry(definition, entry));
  return {
    edits: held.map(({ edit, key, cells, meanwhile, faults: own }) => ({
      edit,
      key,
      cells,
      meanwhile,
      faults: own,
    })),
    faults,
    rows: held.flatMap(({ edit, key, before: was, after: is, cells }) =>
      key === undefined || (edit.change === "change" && cells.length === 0)
        ? []
        : [{ change: edit.change, key, before: stored(was), after: stored(is) }],
    ),
  };
}

/** A cell that a check of the whole row names by its text: the changed one, where only one says it. */
function columnNamed(
  definition: RegisterDefinition,
  { text }: Problem,
  { after, cells }: Held,
): string | undefined {
  if (text === undefined || after === undefined) return undefined;
  const texts = textsOf(definition, after);
  const named = cells.filter(({ column }) => texts[column] === text);
  return named.length === 1 ? named[0]?.column : undefined;
}

function heldOld(
  definition: RegisterDefinition,
  edit: RowEdit,
  before: readonly Entry[],
  overwrite: boolean,
): Held {
  const index = before.findIndex((candidate) => keyText(definition, candidate) === edit.row);
  const entry = before[index];
  const base = { edit, index, before: entry, key: edit.row };
  if (entry === undefined) {
    const faults = [{ problem: problem.unknownEntry(definition.name, edit.row) }];
    const cells = cellsChanged(definition, edit.base ?? {}, { ...edit.base, ...edit.cells });
    return { ...base, after: undefined, cells, meanwhile: [], faults };
  }
  const says = textsOf(definition, entry);
  const saw = edit.base ?? says;
  const since = cellsChanged(definition, saw, says);
  if (edit.change === "remove") {
    const empty: Cells = Object.fromEntries(definition.columns.map(({ name }) => [name, ""]));
    return {
      ...base,
      after: undefined,
      cells: cellsChanged(definition, says, empty),
      meanwhile: since,
      faults: overwrite
        ? []
        : since.map(({ column, from, to }) => ({ problem: problem.changedMeanwhile(column, from, to) })),
    };
  }
  const faults: EditFault[] = [];
  const rest = definition.columns.map(({ name }) => name).filter((name) => !definition.key.includes(name));
  for (const column of Object.keys(edit.cells))
    if (!rest.includes(column)) faults.push({ problem: problem.unknownColumn(definition.name, column) });
  // A cell that its writer left alone undoes nobody's work.
  const typed = Object.fromEntries(
    rest.flatMap((name) => {
      const text = edit.cells[name];
      return text === undefined || text === (saw[name] ?? "") ? [] : [[name, text]];
    }),
  );
  const read = readRow(definition, { ...says, ...typed }, index);
  if ("faults" in read) faults.push(...read.faults);
  const after =
    "row" in read ? { ...(checkedRow(definition, read.row) as object), line: index + 1 } : undefined;
  const will = after === undefined ? { ...says, ...typed } : textsOf(definition, after);
  const cells = cellsChanged(definition, says, will).map((cell) => {
    const sawFrom = since.find((one) => one.column === cell.column)?.from;
    return sawFrom === undefined ? cell : { ...cell, sawFrom };
  });
  for (const { column, sawFrom, from } of cells)
    if (sawFrom !== undefined && !overwrite)
      faults.push({ column, problem: problem.changedMeanwhile(column, sawFrom, from) });
  const meanwhile = since.filter(({ column }) => cells.every((cell) => cell.column !== column));
  return { ...base, after, cells, meanwhile, faults };
}

function heldNew(definition: RegisterDefinition, edit: RowEdit, rows: readonly (Entry | undefined)[]): Held {
  const faults: EditFault[] = [];
  const names = definition.columns.map(({ name }) => name);
  for (const column of Object.keys(edit.cells))
    if (!names.includes(column)) faults.push({ problem: problem.unknownColumn(definition.name, column) });
  const index = rows.length;
  const given = definition.columns.filter((column) => column.name in edit.cells || column.optional !== true);
  const typed = Object.fromEntries(given.map(({ name }) => [name, edit.cells[name] ?? ""]));
  const read = readRow(definition, typed, index);
  if ("faults" in read) {
    const cells = cellsChanged(definition, {}, typed);
    return {
      edit,
      index,
      before: undefined,
      after: undefined,
      key: undefined,
      cells,
      meanwhile: [],
      faults: [...faults, ...read.faults],
    };
  }
  const after = { ...(checkedRow(definition, read.row) as object), line: index + 1 };
  const key = keyText(definition, after);
  if (rows.some((entry) => entry !== undefined && keyText(definition, entry) === key))
    faults.push({
      column: definition.key.length === 1 ? definition.key[0] : undefined,
      problem: problem.knownEntry(definition.name, key),
    });
  return {
    edit,
    index,
    before: undefined,
    after,
    key,
    cells: cellsChanged(definition, {}, textsOf(definition, after)),
    meanwhile: [],
    faults,
  };
}

/** What the edited rows refer to is there, or is among the rows as they will be. */
async function holdReferences(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  { held, rows }: { readonly held: readonly Held[]; readonly rows: readonly Entry[] },
): Promise<void> {
  const known = await knownCodes(tx, provider, definition.references);
  for (const reference of definition.references) {
    const codes =
      reference.table === definition.table
        ? new Set(rows.map((entry) => keyOfColumns(definition, entry, reference.keys)))
        : known.get(referenceName(reference));
    for (const { after, faults } of held) {
      if (after === undefined) continue;
      for (const code of referredCodes(definition, reference, textsOf(definition, after)))
        if (codes?.has(code) !== true)
          faults.push({
            column: columnOf(reference),
            problem: problem.unknownReference(code, reference.sv, reference.en),
          });
    }
  }
}

function columnOf({ columns }: RegisterReference): string | undefined {
  return columns.length === 1 ? columns[0] : undefined;
}

function keyOfColumns(definition: RegisterDefinition, entry: Entry, keys: readonly string[]): string {
  const texts = textsOf(definition, entry);
  return keys.map((name) => texts[name] ?? "").join(" ");
}

/** A row is removed where its register allows it and nothing names it. */
async function holdRemovals(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  {
    held,
    rows,
    referring,
  }: {
    readonly held: readonly Held[];
    readonly rows: readonly Entry[];
    readonly referring: readonly RegisterDefinition[];
  },
): Promise<void> {
  const removals = held.filter(({ edit, before }) => edit.change === "remove" && before !== undefined);
  if (removals.length === 0) return;
  if (!definition.removes) {
    for (const { edit, faults } of removals)
      faults.push({ problem: problem.notRemovable(definition.name, edit.row) });
    return;
  }
  for (const register of [definition, ...referring.filter(({ name }) => name !== definition.name)]) {
    const references = register.references.filter(({ table }) => table === definition.table);
    if (references.length === 0) continue;
    const there = register.name === definition.name ? rows : await entriesOf(tx, provider, register);
    for (const reference of references) {
      const named = new Set(
        there.flatMap((entry) => referredCodes(register, reference, textsOf(register, entry as object))),
      );
      for (const { edit, before, faults } of removals)
        if (named.has(keyOfColumns(definition, before as Entry, reference.keys)))
          faults.push({
            problem: problem.stillReferred(edit.row, {
              sv: `rader i ${register.titleSv.toLowerCase()}`,
              en: `rows of ${register.titleEn.toLowerCase()}`,
            }),
          });
    }
  }
}
