import { createHash } from "node:crypto";
import { readTable, writeTable } from "../../../formats/csv/index.ts";
import type { Problem } from "../../../kernel/index.ts";
import { type Cells, type EditFault, type RegisterDefinition, textsOf } from "../index.ts";

/** One row as `readRow` gives it: cells by the names of the columns, and its place among the rows. */
export type ReadRow = { readonly line: number };

/**
 * One row read as a file of the pack is read, so that a cell typed in means the same as a cell in a file. What is wrong is told by its
 * column; there is no file, so no place in one.
 */
export function readRow(
  definition: RegisterDefinition,
  texts: Cells,
  index: number,
): { readonly row: ReadRow } | { readonly faults: readonly EditFault[] } {
  const { name, columns } = definition;
  const given = Object.keys(texts);
  const content = writeTable(
    given.map((column) => {
      const type = columns.find((one) => one.name === column)?.type ?? "text";
      // Texts are guarded against formulas and read back; a number below zero is none, and is written as it was typed.
      return {
        name: column,
        type: type === "code" || type === "choice" ? "text" : type === "text" ? type : "whole",
      };
    }),
    [texts],
  );
  const read = readTable(content, { file: name, columns });
  if (!read.ok) return { faults: read.problems.map((problem) => faultOf(problem, given)) };
  const [row] = read.value.values;
  if (row === undefined) throw new Error("Broken invariant: a table of one row has a row");
  return { row: (definition.complete?.({ ...row }, index) ?? row) as ReadRow };
}

function faultOf(
  { file: _file, line: _line, column, ...problem }: Problem,
  given: readonly string[],
): EditFault {
  return { column: column === undefined ? undefined : given[column - 1], problem };
}

/** A short mark of what a row says (ETag): another mark, another row. */
export function markOf(definition: RegisterDefinition, entry: object): string {
  const texts = textsOf(definition, entry);
  const said = definition.columns.map(({ name }) => texts[name] ?? "");
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url").slice(0, 22);
}
