import type { Problem } from "../../kernel/index.ts";
import type { RegisterDefinition } from "./definition.ts";

/** The texts of some cells, by column, as a file would hold them. */
export type Cells = Readonly<Record<string, string>>;

/** A change of one row as somebody typed it (ändring): nothing is sure of it but its words. */
export interface RowEdit {
  readonly change: "add" | "change" | "remove";
  /** The row's key; of a row that is not there yet, its name in the draft: "+1". */
  readonly row: string;
  readonly cells: Cells;
  /** What the row said when its writer saw it; without it, what it says now. */
  readonly base?: Cells | undefined;
}

/** A cell that an edit changes. */
export interface CellChange {
  readonly column: string;
  readonly from: string;
  readonly to: string;
  /** Somebody else has changed the same cell since its writer saw it: what it said then. */
  readonly sawFrom?: string;
}

/** What is wrong with an edit, by its column where it has one. */
export interface EditFault {
  readonly column?: string | undefined;
  readonly problem: Problem;
}

/** An edit held against the register as it is: what saving it would change, and what is in the way. */
export interface ProposedEdit {
  readonly edit: RowEdit;
  /** The key of the row; undefined for a new row whose key cannot be read yet. */
  readonly key: string | undefined;
  readonly cells: readonly CellChange[];
  readonly faults: readonly EditFault[];
  /** Cells that others have changed since, and that this edit leaves alone. */
  readonly meanwhile: readonly CellChange[];
}

export interface Proposal {
  readonly edits: readonly ProposedEdit[];
  /** Faults that belong to no one row. */
  readonly faults: readonly Problem[];
}

/** Whether something hinders the saving of a proposal. */
export function isStopped({ edits, faults }: Proposal): boolean {
  const all = [...faults, ...edits.flatMap((one) => one.faults.map(({ problem }) => problem))];
  return all.some((problem) => problem.severity === "stop");
}

/** Everything that is said of a proposal, in the order of its rows. */
export function problemsOf({ edits, faults }: Proposal): Problem[] {
  return [...edits.flatMap((one) => one.faults.map(({ problem }) => problem)), ...faults];
}

/** Whether a proposal would change anything. */
export function changesAnything({ edits }: Proposal): boolean {
  return edits.some(({ edit, cells }) => edit.change !== "change" || cells.length > 0);
}

/** What differs between two rows, column by column, in the register's order. */
export function cellsChanged(
  { columns }: Pick<RegisterDefinition, "columns">,
  from: Cells,
  to: Cells,
): CellChange[] {
  return columns.flatMap(({ name }) => {
    const [was, is] = [from[name] ?? "", to[name] ?? ""];
    return was === is ? [] : [{ column: name, from: was, to: is }];
  });
}
