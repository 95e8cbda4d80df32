import type { Transaction } from "../../database/index.ts";

/** A file's rows by their keys, each with the line it stands on. */
export interface SourceLines {
  readonly file: string;
  readonly rows: readonly { readonly key: string; readonly line: number }[];
}

/** Remembers where the rows of some files stand, in place of what was known of those files. */
export async function keepSourceLines(
  tx: Transaction,
  provider: string,
  files: readonly SourceLines[],
): Promise<void> {
  if (files.length === 0) return;
  const rows = files.flatMap(({ file, rows: own }) => own.map(({ key, line }) => ({ file, key, line })));
  await tx.execute("delete from platform.source_line where provider_id = $1 and file = any($2::text[])", [
    provider,
    files.map(({ file }) => file),
  ]);
  // A key that a file has twice is told of by its reader; here the last one stands.
  const last = [...new Map(rows.map((row) => [`${row.file}\u0000${row.key}`, row])).values()];
  await tx.execute(
    `insert into platform.source_line (provider_id, file, row_key, file_line)
     select $1, row.file, row.row_key, row.file_line
     from unnest($2::text[], $3::text[], $4::integer[]) as row (file, row_key, file_line)`,
    [provider, last.map((row) => row.file), last.map((row) => row.key), last.map((row) => row.line)],
  );
}

/** A row that is changed in the program is no longer what its file says. */
export async function forgetSourceLine(
  tx: Transaction,
  provider: string,
  { file, key }: { readonly file: string; readonly key: string },
): Promise<void> {
  await tx.execute("delete from platform.source_line where provider_id = $1 and file = $2 and row_key = $3", [
    provider,
    file,
    key,
  ]);
}

/** The lines of a file's rows, by their keys. Empty for what no file was loaded for. */
export async function sourceLinesOf(
  tx: Transaction,
  provider: string,
  file: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ row_key: string; file_line: number }>(
    "select row_key, file_line from platform.source_line where provider_id = $1 and file = $2",
    [provider, file],
  );
  return new Map(rows.map((row) => [row.row_key, row.file_line]));
}
