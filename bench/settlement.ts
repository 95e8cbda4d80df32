/**
 * Proposing a settlement on the played year of a pack, computed and shown without being kept, and a page of it opened again:
 * `npx tsx bench/settlement.ts <pack> [rounds]`. By the clock and by processor time of Node and the server; the first in a new process apart.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { playYearAtOnce } from "../src/app/demo/year.ts";
import { loadPack } from "../src/app/pack/load.ts";
import { openPack } from "../src/app/pack/pack-source.ts";
import { folders, protections } from "../src/app/schema.ts";
import { type ProposeInput, proposeSettlement } from "../src/economy/settlement/actions/index.ts";
import { openDatabase, prepare } from "../src/platform/database/index.ts";
import { type Cost, costOf, median } from "./machine.ts";

const [packFolder = "", rounds = "15"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "underlag-bench-settlement-"));
const opened = await openDatabase({ url: undefined, directory: join(folder, "db") });
const { database } = opened;
const postmaster = (opened.serverPid as () => number)();
const now = "2025-01-15T08:00:00.000Z";
try {
  await prepare(database, folders, protections);
  const pack = await openPack(packFolder);
  const act = { actor: "bench", now, confirm: false, dryRun: false, progress: () => undefined };
  const { provider } = await loadPack(database, pack, act);
  pack.close();
  await playYearAtOnce(database, provider, () => now);
  const questions: readonly (readonly [string, ProposeInput])[] = [
    ["as the policy says", { year: 2024, dryRun: true }],
    ["the full year", { year: 2024, basis: "full-year", dryRun: true }],
  ];
  for (const [what, question] of questions) {
    const costs: Cost[] = [];
    for (let round = 0; round <= Number(rounds); round++)
      costs.push(
        await costOf(postmaster, () =>
          database.transaction({ role: "staff", provider, actor: "bench" }, (tx) =>
            proposeSettlement(tx, provider, question, { actor: "bench", now }),
          ),
        ),
      );
    const told = (some: readonly Cost[]): string =>
      `${median(some.map((one) => one.wallMs)).toFixed(0)} ms by the clock, ${median(some.map((one) => one.nodeMs)).toFixed(0)} Node + ${median(some.map((one) => one.serverMs)).toFixed(0)} server`;
    console.log(`${what}: ${told(costs.slice(1))}; the first ${told(costs.slice(0, 1))}`);
  }
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
