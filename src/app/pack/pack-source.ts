import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  type Stats,
  statSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { byCode, Refusal } from "../../kernel/index.ts";
import { packLimits } from "./limits.ts";
import { problemOf } from "./problems.ts";
import { unpackZip } from "./zip.ts";

/** A file of a pack, which can be read more than once. */
export interface PackFile {
  /** Within the pack, with slashes: "ledger/2024.se". */
  readonly path: string;
  readonly bytes: number;
  /** In pieces; each piece is valid only until the next is asked for. */
  chunks(): Iterable<Uint8Array>;
  /** The whole of it; refuses what is too large for that. */
  content(): Uint8Array;
}

/** Where a pack is read from: a folder, an unpacked zip, or one source file by itself. */
export interface PackSource {
  readonly name: string;
  /** A single file is loaded into the provider that is already there. */
  readonly isWhole: boolean;
  /** In order of path. */
  readonly files: readonly PackFile[];
  close(): void;
}

/** Opens a folder, a .zip or a single file by its name. Throws `Refusal` when it is none of these. */
export async function openPack(path: string): Promise<PackSource> {
  const found = look(path, path);
  if (found.isDirectory()) return folder(path, path, () => undefined);
  if (!found.isFile()) throw notAFile(path, found);
  if (/\.zip$/i.test(path)) {
    const unpacked = await unpackZip(path);
    const clear = (): void => rmSync(unpacked, { recursive: true, force: true });
    try {
      return folder(path, unpacked, clear);
    } catch (error) {
      clear();
      throw error;
    }
  }
  // A usage file is known by its month and its folder: usage/2024-01.csv.
  const parent = basename(dirname(path));
  const name = /^(usage|sales|history|planning|ledger)$/.test(parent)
    ? `${parent}/${basename(path)}`
    : basename(path);
  return {
    name: path,
    isWhole: false,
    files: [packFile(path, name)],
    close: () => undefined,
  };
}

/** One file that somebody has sent: what it holds lies in memory, and its name is shown, never opened. */
export function openBytes(name: string, content: Uint8Array): PackSource {
  const file: PackFile = {
    path: basename(name),
    bytes: content.length,
    *chunks() {
      for (let at = 0; at < content.length; at += pieceBytes) yield content.subarray(at, at + pieceBytes);
    },
    content: () => content,
  };
  return { name, isWhole: false, files: [file], close: () => undefined };
}

const pieceBytes = 1 << 16;

/** One file that is a certain register's, whatever it is called. */
export function openRegisterFile(path: string, place: string): PackSource {
  const found = look(path, path);
  if (!found.isFile()) throw notAFile(path, found);
  return { name: path, isWhole: false, files: [packFile(path, place)], close: () => undefined };
}

function folder(name: string, directory: string, close: () => void): PackSource {
  const top = topOf(directory);
  const files: PackFile[] = [];
  const walk = (inside: string): void => {
    for (const entry of readdirSync(join(top, inside), { withFileTypes: true })) {
      if (entry.name.startsWith(".") || entry.name === "__MACOSX") continue;
      const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory() && !isNamedAsFile.test(path)) walk(path);
      else {
        const found = look(join(top, path), path);
        if (!found.isFile()) throw notAFile(path, found);
        files.push(packFile(join(top, path), path));
      }
      if (files.length > packLimits.files) {
        throw new Refusal([
          problemOf(
            "pack.too-many-files",
            { file: name },
            {
              message_sv: `${name} innehåller fler än ${packLimits.files} filer.`,
              message_en: `${name} holds more than ${packLimits.files} files.`,
            },
          ),
        ]);
      }
    }
  };
  walk("");
  if (!files.some((file) => file.path === "pack.yaml")) {
    throw new Refusal([
      problemOf(
        "pack.not-a-pack",
        { file: name },
        {
          message_sv: `Det finns ingen pack.yaml i ${name}.`,
          message_en: `There is no pack.yaml in ${name}.`,
        },
      ),
    ]);
  }
  return { name, isWhole: true, files: files.sort((a, b) => byCode(a.path, b.path)), close };
}

/** A folder of such a name is a slip: what should have been read would be missing without a word. */
const isNamedAsFile = /\.(se|si|sie|csv|ya?ml)$/i;

/** What stands at a path, links followed. A path that leads nowhere, or round and round, is refused. */
function look(path: string, file: string): Stats {
  let reason: string | undefined;
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found) return found;
  } catch (error) {
    reason = (error as NodeJS.ErrnoException).code ?? String(error);
  }
  const [sv, en] =
    reason === "ELOOP"
      ? ["är en länk som leder i cirkel", "is a link that leads in a circle"]
      : reason === undefined
        ? ["finns inte", "does not exist"]
        : [`går inte att nå: ${reason}`, `cannot be reached: ${reason}`];
  throw new Refusal([
    problemOf(
      reason === "ELOOP" ? "pack.not-a-file" : "pack.not-found",
      { file },
      { message_sv: `${file} ${sv}.`, message_en: `${file} ${en}.` },
    ),
  ]);
}

/** Reading a pipe would wait for whoever writes it, and a device need never end. */
function notAFile(file: string, found: Stats): Refusal {
  const [sv, en] = found.isFIFO()
    ? ["ett namngivet rör", "a named pipe"]
    : found.isSocket()
      ? ["en socket", "a socket"]
      : found.isDirectory()
        ? ["en mapp", "a folder"]
        : ["en enhet", "a device"];
  return new Refusal([
    problemOf(
      "pack.not-a-file",
      { file },
      {
        message_sv: `${file} är ${sv}, ingen vanlig fil.`,
        message_en: `${file} is ${en}, not an ordinary file.`,
      },
    ),
  ]);
}

/** A zip of a folder has the folder itself at its top. */
function topOf(directory: string): string {
  const entries = readdirSync(directory).filter((name) => !name.startsWith(".") && name !== "__MACOSX");
  const [only] = entries;
  if (entries.length !== 1 || only === undefined || only === "pack.yaml") return directory;
  return statSync(join(directory, only)).isDirectory() ? join(directory, only) : directory;
}

function packFile(place: string, path: string): PackFile {
  const { size } = statSync(place);
  const limit = (most: number): void => {
    if (size <= most) return;
    throw new Refusal([
      problemOf(
        "pack.too-large",
        { file: path },
        {
          message_sv: `${path} är ${megabytes(size)} MB; högst ${megabytes(most)} MB läses.`,
          message_en: `${path} is ${megabytes(size)} MB; at most ${megabytes(most)} MB is read.`,
        },
      ),
    ]);
  };
  return {
    path,
    bytes: size,
    *chunks() {
      limit(packLimits.streamedBytes);
      yield* piecesOf(place);
    },
    content() {
      limit(packLimits.wholeBytes);
      return readFileSync(place);
    },
  };
}

/** A file's bytes, a mebibyte at a time; each piece is valid only until the next is asked for. */
export function* piecesOf(place: string): Iterable<Uint8Array> {
  // A plain array: what `slice` copies of it is a copy, which of a Buffer it is not.
  const piece = new Uint8Array(1024 * 1024);
  const descriptor = openSync(place, "r");
  try {
    for (;;) {
      const length = readSync(descriptor, piece, 0, piece.length, null);
      if (length === 0) return;
      yield piece.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 ** 2);
}
