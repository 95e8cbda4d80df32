import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Entry, openPromise } from "yauzl";
import { Refusal } from "../../kernel/index.ts";
import { packLimits } from "./limits.ts";
import { problemOf } from "./problems.ts";

/**
 * Unpacks a zip into a folder of its own, whose path is returned. What an entry says about its size is not trusted: the bytes
 * are counted as they come. yauzl itself refuses names that lead out of the folder.
 */
export async function unpackZip(path: string): Promise<string> {
  const target = mkdtempSync(join(tmpdir(), "underlag-pack-"));
  try {
    const zip = await openPromise(path, { strictFileNames: false, validateEntrySizes: true });
    let files = 0;
    let unpacked = 0;
    for await (const entry of zip.eachEntry()) {
      files += 1;
      if (files > packLimits.files) throw tooMany(path);
      if (entry.fileName.endsWith("/") || isLink(entry)) continue;
      const place = join(target, entry.fileName);
      mkdirSync(dirname(place), { recursive: true });
      const count = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          unpacked += chunk.length;
          if (unpacked > packLimits.unpackedBytes) done(tooLarge(path));
          else done(null, chunk);
        },
      });
      await pipeline(
        await zip.openReadStreamPromise(entry),
        count,
        createWriteStream(place, { flags: "wx" }),
      );
    }
    return target;
  } catch (error) {
    rmSync(target, { recursive: true, force: true });
    if (error instanceof Refusal) throw error;
    throw damaged(path, error);
  }
}

/** A symbolic link could point anywhere; a pack has no need of one. */
function isLink(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

function tooMany(file: string): Refusal {
  return new Refusal([
    problemOf(
      "pack.too-many-files",
      { file },
      {
        message_sv: `${file} innehåller fler än ${packLimits.files} filer.`,
        message_en: `${file} holds more than ${packLimits.files} files.`,
      },
    ),
  ]);
}

function tooLarge(file: string): Refusal {
  const most = packLimits.unpackedBytes / 1024 ** 3;
  return new Refusal([
    problemOf(
      "pack.too-large",
      { file },
      {
        message_sv: `${file} blir mer än ${most} GB uppackad.`,
        message_en: `${file} unpacks to more than ${most} GB.`,
      },
    ),
  ]);
}

function damaged(file: string, error: unknown): Refusal {
  const text = error instanceof Error ? error.message : String(error);
  return new Refusal([
    problemOf(
      "pack.zip-damaged",
      { file, text },
      {
        message_sv: `${file} kan inte packas upp: ${text}.`,
        message_en: `${file} cannot be unpacked: ${text}.`,
      },
    ),
  ]);
}
