/** The COPY that loading is held against, in a process and a database of its own: `copy.ts <pack> <directory>` prints JSON. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folders, protections } from "../src/app/schema.ts";
import { openDatabase, prepare } from "../src/platform/database/index.ts";
import { copyRows, writeRows } from "./copies.ts";

const [pack, directory] = process.argv.slice(2) as [string, string];
const opened = await openDatabase({ url: undefined, directory });
const { database } = opened;
const scratch = mkdtempSync(join(tmpdir(), "underlag-bench-copy-"));
const postmaster = (opened.serverPid as () => number)();

try {
  await prepare(database, folders, protections);
  const rows = await writeRows(pack, scratch);
  const bare = await copyRows(database, postmaster, scratch, "bare");
  const keyed = await copyRows(database, postmaster, scratch, "keyed");
  const csv = await copyRows(database, postmaster, scratch, "csv");
  console.log(JSON.stringify({ ...bare, rows, bare, keyed, csv }));
} finally {
  await database.close();
  rmSync(scratch, { recursive: true, force: true });
}
