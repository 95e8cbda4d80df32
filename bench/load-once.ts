/** One load in a process of its own, so that its peak memory is its own: `load-once.ts <pack> <directory>` prints JSON. */
import { loadPack } from "../src/app/pack/load.ts";
import { openPack } from "../src/app/pack/pack-source.ts";
import { folders, protections } from "../src/app/schema.ts";
import { openDatabase, prepare } from "../src/platform/database/index.ts";
import { ownMs, peakMegabytes, serverMs } from "./machine.ts";

const [pack, directory] = process.argv.slice(2) as [string, string];
const opened = await openDatabase({ url: undefined, directory });
const { database } = opened;
const postmaster = (opened.serverPid as () => number)();
try {
  await prepare(database, folders, protections);
  const [own, server, wall] = [ownMs(), serverMs(postmaster), performance.now()];
  const source = await openPack(pack);
  const report = await loadPack(database, source, {
    actor: "bench",
    now: "2025-01-15T08:00:00.000Z",
    confirm: false,
    dryRun: false,
    progress: () => undefined,
  });
  source.close();
  const counted = (name: string): number =>
    report.files.reduce((sum, file) => sum + (file.counts[name] ?? 0), 0);
  console.log(
    JSON.stringify({
      nodeMs: ownMs() - own,
      serverMs: serverMs(postmaster) - server,
      wallMs: performance.now() - wall,
      peak: peakMegabytes(),
      lines: counted("lines"),
      events: counted("events"),
    }),
  );
} finally {
  await database.close();
}
