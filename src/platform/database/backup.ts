import { createHash } from "node:crypto";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Refusal } from "../../kernel/index.ts";
import { contentOf, manifestName, seal, tableEntry, type Manifest, type TableManifest } from "./archive.ts";
import type { Database, Transaction } from "./database.ts";
import { databaseProblem } from "./problems.ts";
import { bookTables, type BookTable } from "./tables.ts";
import { TarWriter } from "./tar.ts";

export interface BackupWish {
  readonly file: string;
  /** Replaces an earlier file of the same name, when the new one is whole. */
  readonly overwrite: boolean;
  readonly now: string;
  readonly actor: string;
  readonly progress?: (text: string) => void;
}

/**
 * Writes the whole data set, as it was at one moment, to one file: a tar of gzipped COPY text per table, readable with
 * ordinary tools, and a manifest last. The file appears under its name only when it is whole and flushed to disk. It
 * holds personal data and password hashes, so it is readable by its owner alone.
 */
export async function backup(database: Database, wish: BackupWish): Promise<Manifest> {
  if (existsSync(wish.file) && !wish.overwrite) {
    throw new Refusal([
      databaseProblem(
        "database.archive-exists",
        { sv: "den skrivs inte över.", en: "it is not overwritten." },
        { file: wish.file },
      ),
    ]);
  }
  const partial = `${wish.file}.partial-${process.pid}`;
  const file = await open(partial, "wx+", 0o600).catch((error: unknown) => {
    throw unwritable(wish.file, error);
  });
  try {
    const manifest = await database.transaction({ role: "owner" }, async (tx) => {
      await tx.query("set transaction isolation level repeatable read, read only");
      return writeArchive(tx, file, wish);
    });
    await file.sync();
    await file.close();
    await rename(partial, wish.file);
    await flushFolder(dirname(wish.file));
    return manifest;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw unwritable(wish.file, error);
  }
}

async function writeArchive(tx: Transaction, file: FileHandle, wish: BackupWish): Promise<Manifest> {
  const tar = new TarWriter(file);
  const all = await bookTables(tx);
  const tables: TableManifest[] = [];
  for (const [index, table] of all.entries()) {
    wish.progress?.(`${index + 1}/${all.length} ${table.name}`);
    tables.push(await writeTable(tx, tar, table));
  }
  const migrations = await tx.query<{ name: string; sha256: string }>(
    "select name, sha256 from platform.migration order by applied_at, name",
  );
  const { server } = await tx.one<{ server: string }>("select current_setting('server_version') as server");
  const manifest: Manifest = {
    format: "underlag-backup-1",
    madeAt: wish.now,
    madeBy: wish.actor,
    server,
    migrations,
    tables,
    content: contentOf(tables),
  };
  await tar.entry(manifestName, Readable.from([Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]));
  await seal(file, await tar.end());
  return manifest;
}

async function writeTable(tx: Transaction, tar: TarWriter, table: BookTable): Promise<TableManifest> {
  const reading = new RowReader();
  const packed = createGzip({ level: 4 });
  const rows = tx.copyOut(table.copyOut);
  for (const stream of [rows, reading]) stream.on("error", (error: Error) => packed.destroy(error));
  await tar.entry(tableEntry(table.name), rows.pipe(reading).pipe(packed));
  return {
    table: table.name,
    columns: table.columns,
    rows: reading.rows,
    sha256: reading.hash.digest("hex"),
  };
}

/** Hashes and counts what passes: in COPY text every row is one line, line ends within values are escaped. */
class RowReader extends Transform {
  readonly hash = createHash("sha256");
  rows = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.hash.update(chunk);
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) this.rows += 1;
    done(null, chunk);
  }
}

/** The hash of everything in the database, without writing it anywhere. */
export async function contentHash(database: Database): Promise<string> {
  return database.transaction({ role: "owner" }, async (tx) => {
    await tx.query("set transaction isolation level repeatable read, read only");
    const tables: TableManifest[] = [];
    for (const table of await bookTables(tx)) {
      const reading = new RowReader();
      await pipeline(tx.copyOut(table.copyOut), reading, async (rows: AsyncIterable<Buffer>) => {
        for await (const _ of rows);
      });
      tables.push({
        table: table.name,
        columns: table.columns,
        rows: reading.rows,
        sha256: reading.hash.digest("hex"),
      });
    }
    return contentOf(tables);
  });
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().catch(() => undefined);
  await handle.close();
}

function unwritable(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  const detail = { sv: (error as Error).message, en: (error as Error).message };
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new Refusal([databaseProblem("database.disk-full", detail, { file })]);
  }
  if (code === "ENOENT" || code === "EACCES" || code === "EROFS" || code === "EISDIR" || code === "ENOTDIR") {
    return new Refusal([databaseProblem("database.archive-unwritable", detail, { file })]);
  }
  return error;
}
