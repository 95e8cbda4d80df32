import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { byCode, Refusal } from "../../kernel/index.ts";
import { databaseProblem } from "./problems.ts";
import { tarEntries, type TarEntry } from "./tar.ts";

/** What an archive holds, as its last entry `manifest.json` says. */
export interface Manifest {
  readonly format: "underlag-backup-1";
  readonly madeAt: string;
  readonly madeBy: string;
  readonly server: string;
  /** In the order they were applied. */
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[];
  readonly tables: readonly TableManifest[];
  /** Over all tables: two databases with the same one hold the same rows. */
  readonly content: string;
}

export interface TableManifest {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Over the rows as text in the order of the primary key. */
  readonly sha256: string;
}

export const manifestName = "manifest.json";

export function tableEntry(table: string): string {
  return `tables/${table}.copy.gz`;
}

/** One hash of everything, from the tables' own. */
export function contentOf(tables: readonly TableManifest[]): string {
  const lines = tables.map(
    (table) => `${table.table} ${table.columns.join(",")} ${table.rows} ${table.sha256}\n`,
  );
  return createHash("sha256").update(lines.sort(byCode).join("")).digest("hex");
}

/** An archive that has been read through once and found whole. */
export interface Archive {
  readonly manifest: Manifest;
  /** The rows of a table as COPY text. */
  rows(table: TableManifest): Readable;
}

const sealLength = "sha256 \n".length + 64;

/** The last line of the file, after the end of the tar: the hash of every byte before it. */
export async function seal(file: FileHandle, length: number): Promise<void> {
  await file.write(`sha256 ${await hashOf(file, length)}\n`, length);
}

/** Opens an archive and reads all of it, so that a cut or altered one is refused before anything changes. */
export async function openArchive(file: FileHandle, name: string): Promise<Archive> {
  const length = (await file.stat()).size - sealLength;
  const last = Buffer.alloc(sealLength);
  if (length > 0) await file.read(last, 0, sealLength, length);
  if (length <= 0 || last.toString("latin1") !== `sha256 ${await hashOf(file, length)}\n`) {
    throw damaged(
      name,
      "den är inte som när den skrevs, eller ingen säkerhetskopia.",
      "it is not as it was written, or no backup.",
    );
  }
  const entries = await tarEntries(file, length);
  const found = entries?.find((entry) => entry.name === manifestName);
  if (entries === undefined || found === undefined) {
    throw damaged(name, "det är inte en hel säkerhetskopia.", "it is not a whole backup.");
  }
  const manifest = await readManifest(file, name, found);
  for (const { table } of manifest.tables) {
    if (!entries.some((entry) => entry.name === tableEntry(table))) {
      throw damaged(name, `${table} saknas.`, `${table} is missing.`);
    }
  }
  return {
    manifest,
    rows(table) {
      const entry = entries.find((candidate) => candidate.name === tableEntry(table.table)) as TarEntry;
      const unpacked = createGunzip();
      const packed = bytesOf(file, entry);
      packed.on("error", (error) => unpacked.destroy(error));
      return packed.pipe(unpacked);
    },
  };
}

async function readManifest(file: FileHandle, name: string, entry: TarEntry): Promise<Manifest> {
  try {
    const text = Buffer.alloc(entry.size);
    await file.read(text, 0, entry.size, entry.offset);
    const manifest = JSON.parse(text.toString("utf8")) as Manifest;
    if (manifest.format === "underlag-backup-1") return manifest;
  } catch {
    // Told below.
  }
  throw damaged(name, "innehållsförteckningen kan inte läsas.", "its manifest cannot be read.");
}

async function hashOf(file: FileHandle, length: number): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(bytesOf(file, { name: "", offset: 0, size: length }), hash);
  return hash.digest("hex");
}

function bytesOf(file: FileHandle, entry: TarEntry): Readable {
  async function* read(): AsyncGenerator<Buffer> {
    let done = 0;
    while (done < entry.size) {
      const wanted = Math.min(256 * 1024, entry.size - done);
      const { bytesRead, buffer } = await file.read(Buffer.alloc(wanted), 0, wanted, entry.offset + done);
      if (bytesRead === 0) throw new Error("The file ended early.");
      done += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }
  return Readable.from(read(), { objectMode: false });
}

function damaged(name: string, sv: string, en: string): Refusal {
  return new Refusal([databaseProblem("database.archive-damaged", { sv, en }, { file: name })]);
}
