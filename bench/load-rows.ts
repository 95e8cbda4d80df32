/**
 * Like for like: loading exactly the ledger lines and usage events of a pack, against COPY of the same rows. The provider's
 * registers, plans and prices are there already; everything that loading does with these files is in the measure: reading,
 * checking every code, hashing, comparing with what is held, month balances, volumes, audit, one durable transaction and
 * the statistics after it. Both sides in this process and this server, in turns, `rounds` times; a new provider each time, so
 * that every load is a first one. `load-rows.ts <pack> <directory> <rounds>` prints JSON.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Loading, loadPack } from "../src/app/pack/load.ts";
import { openPack, type PackFile, type PackSource } from "../src/app/pack/pack-source.ts";
import { folders, protections } from "../src/app/schema.ts";
import { openDatabase, prepare } from "../src/platform/database/index.ts";
import { copyKinds, copyRows, writeRows } from "./copies.ts";
import { costOf, peakMegabytes } from "./machine.ts";

const [pack, directory, rounds] = process.argv.slice(2) as [string, string, string];
const opened = await openDatabase({ url: undefined, directory });
const { database } = opened;
const scratch = mkdtempSync(join(tmpdir(), "underlag-bench-copy-"));
const postmaster = (opened.serverPid as () => number)();

/** The same pack for another provider, whose months are all open: they are closed when the books are there. */
function renamed(file: PackFile, provider: string): PackFile {
  const text = Buffer.from(file.content())
    .toString("utf8")
    .replace(/^( +id:) \S+$/m, `$1 ${provider}`)
    .replace(/^closed_through:.*\n/m, "");
  const bytes = new Uint8Array(Buffer.from(text));
  return { path: file.path, bytes: bytes.length, chunks: () => [bytes], content: () => bytes };
}

const isRows = ({ path }: PackFile): boolean => /^(ledger|usage)\//.test(path);
const loading: Loading = {
  actor: "bench",
  now: "2025-01-15T08:00:00.000Z",
  confirm: false,
  dryRun: false,
  progress: () => undefined,
};

try {
  await prepare(database, folders, protections);
  const rows = await writeRows(pack, scratch);
  const source = await openPack(pack);
  const measured = [];
  for (let round = 0; round < Number(rounds); round++) {
    const provider = `bench-${round}`;
    const registers: PackSource = {
      ...source,
      files: source.files
        .filter((file) => !isRows(file))
        .map((file) => (file.path === "pack.yaml" ? renamed(file, provider) : file)),
    };
    await loadPack(database, registers, loading);
    const files = source.files.filter(isRows);
    const load = await costOf(postmaster, () =>
      loadPack(database, { ...source, isWhole: false, files }, { ...loading, provider }),
    );
    const peak = peakMegabytes();
    const copies = [];
    for (const kind of copyKinds) copies.push([kind, await copyRows(database, postmaster, scratch, kind)]);
    measured.push({ load, peak, ...Object.fromEntries(copies) });
  }
  source.close();
  console.log(JSON.stringify({ rows, rounds: measured }));
} finally {
  await database.close();
  rmSync(scratch, { recursive: true, force: true });
}
