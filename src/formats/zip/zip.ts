import { zipSync, type Zippable } from "fflate";
import { utf8 } from "../csv/index.ts";

/** A file within a package; text is written as UTF-8. */
export interface PackedFile {
  readonly path: string;
  readonly bytes: Uint8Array | string;
  /** Packed already (a PDF, a picture): it is put in as it is. */
  readonly isPacked?: boolean;
}

/** The first moment that a zip can state. It is written as local time, without a zone, and so the same everywhere. */
const noTime = "1980-01-01T00:00:00";

/** Files as one zip, in the order given: the same files give the same bytes, on every machine and every day. */
export function zipOf(files: readonly PackedFile[]): Uint8Array {
  const entries: Zippable = {};
  for (const { path, bytes, isPacked = false } of files)
    entries[path] = [typeof bytes === "string" ? utf8(bytes) : bytes, { level: isPacked ? 0 : 6 }];
  return zipSync(entries, { mtime: noTime });
}
