import { assert } from "../../kernel/index.ts";

/** A value as an SQL string literal; for the few statements that take no parameters. */
export function literal(value: string): string {
  assert(!value.includes("\0"), "text for the database holds no NUL");
  const quoted = `'${value.replaceAll("'", "''")}'`;
  return value.includes("\\") ? ` E${quoted.replaceAll("\\", "\\\\")}` : quoted;
}

/** A name as an SQL identifier; `schema.table` becomes `"schema"."table"`. */
export function identifier(name: string): string {
  return name
    .split(".")
    .map((part) => {
      assert(part !== "" && !part.includes("\0"), `a name in SQL: ${name}`);
      return `"${part.replaceAll('"', '""')}"`;
    })
    .join(".");
}
