import { createHash } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** Whoever looks sees the old file or the new one, never half of it; a full disk leaves nothing behind. */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const beside = besideOf(path);
  try {
    const descriptor = openSync(beside, "w");
    try {
      writeAll(descriptor, bytes);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

function besideOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.part`);
}

/** What makes a file, piece by piece: each is on its way to the disk when `put` returns. */
export type WritesPieces = (put: (piece: Uint8Array) => void) => Promise<void>;

/** A file that lies complete on the disk, under a name that nobody looks for. */
export interface PartFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A disk that does not take what is put on it. */
export class DiskFailure extends Error {}

/**
 * Writes a file of any size beside its own name, hashed on the way, and lets `work` do with it what is to be done. What has not been given
 * its name then is taken away. What the disk refuses is a `DiskFailure`, so that it is told from what fails in the making.
 */
export async function withPartFile<T>(
  path: string,
  writes: WritesPieces,
  work: (part: PartFile) => T | Promise<T>,
): Promise<T> {
  const beside = besideOf(path);
  try {
    const descriptor = onDisk(path, () => openSync(beside, "w"));
    const hash = createHash("sha256");
    let bytes = 0;
    try {
      await writes((piece) => {
        onDisk(path, () => writeAll(descriptor, piece));
        hash.update(piece);
        bytes += piece.length;
      });
      onDisk(path, () => fsyncSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
    return await work({ path: beside, bytes, sha256: hash.digest("hex") });
  } finally {
    rmSync(beside, { force: true });
  }
}

export function onDisk<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new DiskFailure(`${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

/** Whether two files hold the same bytes, a piece at a time. */
export function sameBytes(one: string, other: string): boolean {
  if (statSync(one).size !== statSync(other).size) return false;
  const [here, there] = [openSync(one, "r"), openSync(other, "r")];
  try {
    const [a, b] = [Buffer.alloc(1 << 16), Buffer.alloc(1 << 16)];
    for (;;) {
      const read = readSync(here, a);
      if (read === 0) return true;
      for (let at = 0; at < read;) {
        const more = readSync(there, b, at, read - at, null);
        if (more === 0) return false;
        at += more;
      }
      if (!a.subarray(0, read).equals(b.subarray(0, read))) return false;
    }
  } finally {
    closeSync(here);
    closeSync(there);
  }
}

export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

/** Level by level: Node's own recursive way never ends below /proc, where a folder can be neither made nor found. */
export function makeFolder(path: string): void {
  if (isDirectory(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}

export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
