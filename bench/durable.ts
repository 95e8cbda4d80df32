/**
 * One measurement in a process of its own, so that its peak memory is its own: `durable.ts <pack> <directory>` loads the pack
 * through the embedded database, plays its year and computes every statement; then a plain read of the bytes. Prints JSON.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { invariants } from "../src/app/invariants.ts";
import { playYearAtOnce } from "../src/app/demo/year.ts";
import { loadPack } from "../src/app/pack/load.ts";
import { openPack } from "../src/app/pack/pack-source.ts";
import { folders, protections } from "../src/app/schema.ts";
import { statementsOf } from "../src/economy/statements/actions/index.ts";
import { statementIds } from "../src/economy/statements/index.ts";
import { openDatabase, prepare } from "../src/platform/database/index.ts";
import { costOf, ownMs, peakMegabytes } from "./machine.ts";

const [packFolder, directory] = process.argv.slice(2) as [string, string];
const provider = "intraservice";
const now = "2025-01-15T08:00:00.000Z";
const opened = await openDatabase({ url: undefined, directory });
const { database } = opened;
const postmaster = (opened.serverPid as () => number)();
const scope = { role: "staff", provider, actor: "bench" } as const;

try {
  await prepare(database, folders, protections);
  const load = await costOf(postmaster, async () => {
    const source = await openPack(packFolder);
    await loadPack(database, source, {
      actor: "bench",
      now,
      confirm: false,
      dryRun: false,
      progress: () => undefined,
    });
    source.close();
  });
  const play = await costOf(postmaster, () => playYearAtOnce(database, provider, () => now));
  const statements = await costOf(postmaster, () =>
    database.transaction(scope, (tx) => statementsOf(tx, provider, { ids: statementIds, year: 2024 })),
  );
  const peak = peakMegabytes();
  const verify = await costOf(postmaster, () =>
    database.transaction(scope, async (tx) => {
      for (const invariant of invariants) {
        const problems = await invariant.check(tx, provider);
        if (problems.length > 0) throw new Error(JSON.stringify(problems.slice(0, 3)));
      }
    }),
  );
  const read = ownMs();
  const source = await openPack(packFolder);
  let bytes = 0;
  for (const file of source.files) bytes += readFileSync(join(packFolder, file.path)).length;
  source.close();
  console.log(JSON.stringify({ load, play, statements, verify, peak, plainReadMs: ownMs() - read, bytes }));
} finally {
  await database.close();
}
