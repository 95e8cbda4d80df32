import { cellText, propertyName, type RegisterDefinition } from "../platform/registers/index.ts";

const cellOre = (value: unknown): string => (value as number).toString();

/** A register as JSON, by the names of its columns: amounts as öre in text, quantities as text, empty cells null. */
export function registerJson(definition: RegisterDefinition, entries: readonly object[]) {
  return {
    register: definition.name,
    title_sv: definition.titleSv,
    title_en: definition.titleEn,
    key: definition.key,
    entries: entries.map((entry) => {
      const cells = entry as Readonly<Record<string, unknown>>;
      return Object.fromEntries(
        definition.columns.map((column) => {
          const value = cells[propertyName(column)];
          if (value === undefined) return [column.name, null];
          if (column.type === "kronor") return [column.name, { ore: cellOre(value) }];
          return [column.name, column.type === "micro" ? cellText(column, value) : value];
        }),
      );
    }),
  };
}
