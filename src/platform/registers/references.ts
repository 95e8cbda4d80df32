import { codesIn, entryOf, storedRow } from "./cells.ts";
import type { RegisterDefinition, RegisterReference } from "./definition.ts";

/** The codes that a row names by a reference; a reference with an empty cell refers to nothing. */
export function referredCodes(
  { lists }: Pick<RegisterDefinition, "lists">,
  { columns }: RegisterReference,
  row: object,
): string[] {
  const cells = row as Readonly<Record<string, string | number | undefined>>;
  const [first = ""] = columns;
  if (columns.length === 1 && lists.includes(first)) return codesIn(String(cells[first] ?? ""));
  const parts = columns.map((column) => String(cells[column] ?? ""));
  return parts.some((part) => part === "") ? [] : [parts.join(" ")];
}

/** A row of a file as the register's own check sees it: as an entry, with its line. */
export function checkedRow(definition: RegisterDefinition, row: { readonly line: number }) {
  return { ...entryOf(definition, storedRow(definition, row)), line: row.line };
}
