import { createHash } from "node:crypto";
import { type ColumnSpec, createTableReader, type RowOf } from "../../formats/csv/index.ts";
import { closest, type Day, type Problem } from "../../kernel/index.ts";
import type { PackFile } from "./pack-source.ts";
import { problemOf } from "./problems.ts";

/** A table as it was read, with the file it came from. */
export interface ReadTable<C extends readonly ColumnSpec[]> {
  readonly file: string;
  readonly sha256: string;
  readonly rows: readonly RowOf<C>[];
}

/** Reads a whole table; what is wrong is added to the problems, and the good rows are returned all the same. */
export function readRows<const C extends readonly ColumnSpec[]>(
  file: PackFile,
  columns: C,
  problems: Problem[],
): ReadTable<C> {
  const rows: RowOf<C>[] = [];
  const hash = createHash("sha256");
  const reader = createTableReader({
    file: file.path,
    columns,
    onRow: (row: RowOf<C>) => rows.push({ ...row }),
  });
  for (const chunk of file.chunks()) {
    hash.update(chunk);
    reader.push(chunk);
  }
  const end = reader.end();
  problems.push(...(end.ok ? end.warnings : end.problems));
  return { file: file.path, sha256: hash.digest("hex"), rows };
}

export function hashOfFile(file: PackFile): string {
  const hash = createHash("sha256");
  for (const chunk of file.chunks()) hash.update(chunk);
  return hash.digest("hex");
}

/** What a code refers to, in both languages, for the message. */
export interface Register {
  readonly sv: string;
  readonly en: string;
  readonly codes: ReadonlySet<string>;
}

/** Every row whose code is not in the register; empty codes are not references. */
export function unknownReferences(
  file: string,
  rows: readonly { readonly line: number }[],
  column: string,
  register: Register,
): Problem[] {
  const problems: Problem[] = [];
  for (const row of rows) {
    const code = (row as unknown as Record<string, unknown>)[column];
    if (typeof code !== "string" || code === "" || register.codes.has(code)) continue;
    problems.push(unknownReference(code, register, { file, line: row.line }));
  }
  return problems;
}

export function unknownReference(
  code: string,
  register: Register,
  place: { readonly file: string; readonly line?: number },
): Problem {
  const near = closest(code, [...register.codes]);
  return problemOf(
    "pack.unknown-reference",
    { ...place, text: code },
    {
      message_sv: `${code} finns inte bland ${register.sv}.${near ? ` Menades ${near}?` : ""}`,
      message_en: `${code} is not among the ${register.en}.${near ? ` Did you mean ${near}?` : ""}`,
    },
  );
}

/** Rows whose key has come before. */
export function duplicateKeys(
  file: string,
  rows: readonly { readonly line: number }[],
  columns: readonly string[],
): Problem[] {
  const first = new Map<string, number>();
  const problems: Problem[] = [];
  for (const row of rows) {
    const cells = row as unknown as Record<string, unknown>;
    const key = columns.map((column) => JSON.stringify(cells[column] ?? "")).join(" ");
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, row.line);
      continue;
    }
    problems.push(
      problemOf(
        "pack.duplicate-key",
        { file, line: row.line, text: key },
        {
          message_sv: `${key} finns redan på rad ${before}.`,
          message_en: `${key} is already on line ${before}.`,
        },
      ),
    );
  }
  return problems;
}

/** Rows whose last day comes before their first. */
export function reversedValidity(
  file: string,
  rows: readonly {
    readonly line: number;
    readonly valid_from: Day | undefined;
    readonly valid_to: Day | undefined;
  }[],
): Problem[] {
  return rows
    .filter(
      (row) => row.valid_from !== undefined && row.valid_to !== undefined && row.valid_to < row.valid_from,
    )
    .map((row) =>
      problemOf(
        "pack.validity",
        { file, line: row.line },
        {
          message_sv: `Giltig till ${row.valid_to} ligger före giltig från ${row.valid_from}.`,
          message_en: `Valid to ${row.valid_to} comes before valid from ${row.valid_from}.`,
        },
      ),
    );
}
