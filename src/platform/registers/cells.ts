import type { CellType, ColumnSpec } from "../../formats/csv/index.ts";
import { formatKronor, formatMicro, type Micro, type Ore } from "../../kernel/index.ts";
import type { LooseRow, RegisterDefinition } from "./definition.ts";

/** A cell as the database has it. */
export type StoredCell = string | number | boolean | readonly string[] | null;
export type StoredRow = Readonly<Record<string, StoredCell>>;

type Lists = Pick<RegisterDefinition, "lists">;

/** The column of the table: amounts and quantities carry their unit last. */
export function storedName(column: ColumnSpec): string {
  if (column.type === "kronor") return `${column.name}_ore`;
  return column.type === "micro" ? `${column.name}_micro` : column.name;
}

/** The property in the program. */
export function propertyName(column: ColumnSpec): string {
  return storedName(column).replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export function storedType(
  column: ColumnSpec,
  { lists }: Lists,
): "text" | "text[]" | "integer" | "bigint" | "boolean" | "date" {
  if (lists.includes(column.name)) return "text[]";
  return storedTypes[column.type];
}

const storedTypes = {
  text: "text",
  code: "text",
  choice: "text",
  period: "text",
  kronor: "bigint",
  micro: "bigint",
  whole: "integer",
  day: "date",
  flag: "boolean",
} as const satisfies Readonly<Record<CellType, string>>;

/** The codes of a cell that holds several. */
export function codesIn(text: string): string[] {
  return text.split(/\s+/).filter((code) => code !== "");
}

/** The names of a cell that holds several, in their order. */
function namesIn(text: string): string[] {
  return text
    .split("|")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** The rows of a file with what they may leave out filled in. */
export function completed<R extends object>(definition: RegisterDefinition, rows: readonly R[]): R[] {
  return rows.map((row, index) => (definition.complete?.(row as LooseRow, index) ?? row) as R);
}

/** From a read row to the table: an empty code is no reference and so null, an empty text is empty, unless the register says else. */
export function storedRow(definition: RegisterDefinition, row: object): StoredRow {
  const cells = row as Readonly<Record<string, StoredCell | undefined>>;
  return Object.fromEntries(
    definition.columns.map((column) => {
      const value = cells[column.name];
      if (definition.lists.includes(column.name))
        return [storedName(column), listOf(definition, column.name, value)];
      if (value !== undefined && value !== null && value !== "") return [storedName(column), value];
      const empty = definition.empty?.[column.name] ?? (column.type === "text" ? "text" : "null");
      return [storedName(column), empty === "text" ? "" : null];
    }),
  );
}

function listOf(
  { names }: RegisterDefinition,
  column: string,
  value: StoredCell | undefined,
): readonly string[] {
  if (names?.includes(column) === true)
    return Array.isArray(value) ? (value as readonly string[]) : namesIn(String(value ?? ""));
  return (Array.isArray(value) ? [...(value as readonly string[])] : codesIn(String(value ?? ""))).toSorted();
}

/** From an entry of the program to a row by the names of the columns. */
export function rowOfEntry({ columns }: Pick<RegisterDefinition, "columns">, entry: object): LooseRow {
  const cells = entry as LooseRow;
  return Object.fromEntries(columns.map((column) => [column.name, cells[propertyName(column)]]));
}

/** From the table to the program: what the database calls null is absent, or the empty text where the type says text. */
export function entryOf(definition: RegisterDefinition, row: StoredRow): Record<string, unknown> {
  return Object.fromEntries(
    definition.columns.map((column) => {
      const value = row[storedName(column)] ?? undefined;
      const isText = column.type === "text" || column.type === "code";
      return [propertyName(column), value === undefined && isText ? "" : value];
    }),
  );
}

/** A cell as a file of the pack writes it. */
export function cellText(column: ColumnSpec, value: unknown, separator = " "): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.join(separator);
  if (column.type === "kronor") return formatKronor(value as Ore);
  if (column.type === "micro") return formatMicro(value as Micro);
  if (column.type === "flag") return value === true ? "1" : "0";
  return typeof value === "number" ? value.toString() : (value as string);
}

/** An entry as the texts that a file of the pack holds, by column. */
export function textsOf(definition: RegisterDefinition, entry: object): Record<string, string> {
  const cells = entry as LooseRow;
  return Object.fromEntries(
    definition.columns.map((column) => [
      column.name,
      cellText(
        column,
        cells[propertyName(column)],
        definition.names?.includes(column.name) === true ? "|" : " ",
      ),
    ]),
  );
}

/** The key of an entry as one text. */
export function keyText(definition: RegisterDefinition, entry: Readonly<Record<string, unknown>>): string {
  return definition.columns
    .filter((column) => definition.key.includes(column.name))
    .sort((a, b) => definition.key.indexOf(a.name) - definition.key.indexOf(b.name))
    .map((column) => cellText(column, entry[propertyName(column)]))
    .join(" ");
}
