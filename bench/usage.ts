/**
 * Usage at sizes, in one process and one database of its own: `npx tsx bench/usage.ts [rows ...]`. Loading a file of usage,
 * with its hash, checks, ids each once, segments and volumes, against a plain COPY of the same file into a bare table; rolling it up by day
 * against GROUP BY over those rows in the same server. Both sides in turns, ROUNDS times (5, 3 above two million), the first told by
 * itself (a new process compiles) and not counted, the middle of the others. Processor time of Node and server together, and the clock.
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { folders, protections } from "../src/app/schema.ts";
import { loadPack } from "../src/app/pack/load.ts";
import { openPack } from "../src/app/pack/pack-source.ts";
import { filePieces, loadUsageBatch, rolledUp } from "../src/economy/metering/actions/index.ts";
import { loadingUsage } from "../src/economy/metering/mandates.ts";
import { periodOf } from "../src/kernel/index.ts";
import { openDatabase, prepare } from "../src/platform/database/index.ts";
import { type Cost, costOf, peakMegabytes } from "./machine.ts";

const sizes = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "underlag-bench-usage-"));
const opened = await openDatabase({ url: undefined, directory: join(folder, "db") });
const { database } = opened;
const postmaster = (opened.serverPid as () => number)();
const now = "2025-01-15T08:00:00.000Z";

async function writeUsage(path: string, rows: number): Promise<void> {
  const out = createWriteStream(path);
  let text = "event_id;day;item;customer;quantity\n";
  for (let i = 0; i < rows; i++) {
    const month = Math.floor((i * 12) / rows) + 1;
    const day = (i % 28) + 1;
    const date = `2024-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
    text += `e-${i.toString(36)};${date};PC-M;${["BOLAG", "SKOLA", "VARD"][(i * 7) % 3]};${(i % 40) + 1}\n`;
    if (text.length > 1 << 18) {
      if (!out.write(text)) await once(out, "drain");
      text = "";
    }
  }
  out.end(text);
  await once(out, "finish");
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

try {
  await prepare(database, folders, protections);
  const pack = await openPack(fileURLToPath(new URL("../examples/minimal", import.meta.url)));
  const loading = { actor: "bench", now, confirm: false, dryRun: false, progress: () => undefined };
  const { provider } = await loadPack(database, pack, loading);
  pack.close();
  await database.transaction({ role: "staff", provider, actor: "bench" }, (tx) =>
    tx.execute(
      "insert into access.person (provider_id, login, name, role) values ($1, 'bench', 'bench', $2)",
      [provider, loadingUsage.roles[0]],
    ),
  );
  for (const rows of sizes.length > 0 ? sizes : [100_000, 1_000_000, 10_000_000]) {
    const path = join(folder, "usage.csv");
    await writeUsage(path, rows);
    const rounds = Number(process.env.ROUNDS ?? (rows > 2_000_000 ? 3 : 5));
    const [copies, loads]: [Cost[], Cost[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      await database.transaction({ role: "owner" }, (tx) =>
        tx.execute(
          `drop table if exists metering.bench_usage;
           create table metering.bench_usage (event_id text, day date, item text, customer text, quantity bigint);
           truncate metering.volume, metering.segment, metering.id_mark, metering.repeated_id, metering.source;
           select 1`,
        ),
      );
      copies.push(
        await costOf(postmaster, () =>
          database.transaction({ role: "owner" }, (tx) =>
            pipeline(
              createReadStream(path),
              tx.copyIn("copy metering.bench_usage from stdin (format csv, header, delimiter ';')"),
            ),
          ),
        ),
      );
      const batch = { source: "usage/bench.csv", form: "csv", correction: false, replaces: true } as const;
      loads.push(
        await costOf(postmaster, () =>
          database.transaction({ role: "staff", provider, actor: "bench" }, (tx) =>
            loadUsageBatch(
              tx,
              provider,
              { ...batch, chunks: () => filePieces(path) },
              { actor: "bench", now },
            ),
          ),
        ),
      );
    }
    const sums = { rows: [] as number[], segments: [] as number[] };
    const same: unknown[] = [];
    for (let round = 0; round < 5; round++) {
      let began = performance.now();
      const grouped = await database.transaction({ role: "owner" }, (tx) =>
        tx.query<{ quantity: string }>(
          `select item, customer, day, sum(quantity) as quantity, count(*) from metering.bench_usage
           group by item, customer, day`,
        ),
      );
      sums.rows.push(performance.now() - began);
      began = performance.now();
      const rolled = await database.transaction({ role: "staff", provider, actor: "bench" }, (tx) =>
        rolledUp(tx, provider, { first: periodOf(2024, 1), last: periodOf(2024, 12), by: "day" }),
      );
      sums.segments.push(performance.now() - began);
      const total = rolled.reduce((sum, row) => sum + row.quantityMicro / 1e6, 0);
      same.push(
        grouped.length === rolled.length &&
          grouped.reduce((sum, row) => sum + Number(row.quantity), 0) === total,
      );
    }
    const cpu = (cost: Cost): number => cost.nodeMs + cost.serverMs;
    const told = (costs: readonly Cost[]): string =>
      `${seconds(median(costs.map(cpu)))} (Node ${seconds(median(costs.map((one) => one.nodeMs)))}, server ${seconds(median(costs.map((one) => one.serverMs)))}; by the clock ${seconds(median(costs.map((one) => one.wallMs)))})`;
    const ratios = (of: (cost: Cost) => number): number[] =>
      loads.map((load, i) => of(load) / of(copies[i] as Cost));
    const [byCpu, byClock] = [ratios(cpu), ratios((one) => one.wallMs)];
    const [byRows, bySegments] = [median(sums.rows), median(sums.segments)];
    const warm = rounds > 1 ? 1 : 0;
    console.log(
      `${rows} rows: load ${told(loads.slice(warm))}, COPY ${told(copies.slice(warm))}: ratio ${median(byCpu.slice(warm)).toFixed(2)} (${median(byClock.slice(warm)).toFixed(2)}), the first ${byCpu[0]?.toFixed(2)} (${byClock[0]?.toFixed(2)}); by day: segments ${bySegments.toFixed(0)} ms, GROUP BY ${byRows.toFixed(0)} ms: ${(byRows / bySegments).toFixed(1)} times; peak memory ${peakMegabytes().toFixed(0)} MB; sums agree: ${same.every(Boolean)}`,
    );
  }
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
