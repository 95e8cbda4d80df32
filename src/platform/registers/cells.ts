import type { CellType, ColumnSpec } from "../../formats/csv/index.ts";
import { formatKronor, formatMicro, type Micro, type Ore } from "../../kernel/index.ts";
import type { RegisterDefinition } from "./definition.ts";

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

/** From a read row to the table: an empty code is no reference and so null, an empty text is empty. */
export function storedRow(definition: RegisterDefinition, row: object): StoredRow {
  const cells = row as Readonly<Record<string, StoredCell | undefined>>;
  return Object.fromEntries(
    definition.columns.map((column) => {
      const value = cells[column.name];
      if (definition.lists.includes(column.name))
        return [storedName(column), codesIn(String(value ?? "")).toSorted()];
      if (column.type === "text") return [storedName(column), value ?? ""];
      if (value === undefined || value === "") return [storedName(column), null];
      return [storedName(column), value];
    }),
  );
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
export function cellText(column: ColumnSpec, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.join(" ");
  if (column.type === "kronor") return formatKronor(value as Ore);
  if (column.type === "micro") return formatMicro(value as Micro);
  if (column.type === "flag") return value === true ? "1" : "0";
  return typeof value === "number" ? value.toString() : (value as string);
}

/** The key of an entry as one text. */
export function keyText(definition: RegisterDefinition, entry: Readonly<Record<string, unknown>>): string {
  return definition.columns
    .filter((column) => definition.key.includes(column.name))
    .sort((a, b) => definition.key.indexOf(a.name) - definition.key.indexOf(b.name))
    .map((column) => cellText(column, entry[propertyName(column)]))
    .join(" ");
}
