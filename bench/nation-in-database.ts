/**
 * A nation through the product's own tables: `npx tsx bench/nation-in-database.ts [providers=300] [workers=2]`. Every provider is
 * generated, loaded as a pack and costed, services and customers, by processes that share one job table in one embedded database
 * (durable, as it is shipped). All of it is synthetic.
 */
import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { enqueueNation, type NationResult } from "../src/app/demo/nation-jobs.ts";
import { folders, protections } from "../src/app/schema.ts";
import { prepare } from "../src/platform/database/index.ts";
import { databaseName, ownerRole } from "../src/platform/database/embedded-server.ts";
import { startEmbedded } from "../src/platform/database/embedded.ts";
import { connectPostgres } from "../src/platform/database/postgres.ts";
import { latestJobs } from "../src/platform/jobs/actions/index.ts";
import { serverMs } from "./machine.ts";

const [count = 300, workers = 2] = process.argv.slice(2).map(Number);
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "underlag-nation-"));
chmodSync(folder, 0o755);
const server = await startEmbedded(join(folder, "db"));
const database = connectPostgres({
  connection: { host: server.host, port: 5432, user: ownerRole, database: databaseName },
  afterClose: () => server.stop(),
});
try {
  await prepare(database, folders, protections);
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const url = `postgres://${ownerRole}@${encodeURIComponent(server.host)}:5432/${databaseName}`;
  const [started, before] = [performance.now(), serverMs(server.pid)];
  await enqueueNation(database, numbers, () => new Date().toISOString());
  const queued = performance.now();
  const told = await Promise.all(
    Array.from({ length: workers }, async () => {
      const { stdout } = await run(
        process.execPath,
        ["--import", "tsx", fileURLToPath(new URL("nation-worker.ts", import.meta.url))],
        { env: { ...process.env, DATABASE_URL: url }, maxBuffer: 1 << 24 },
      );
      return JSON.parse(stdout.trim().split("\n").at(-1) as string) as {
        readonly jobs: number;
        readonly memory: readonly number[];
        readonly nodeMs: number;
        readonly peak: number;
      };
    }),
  );
  const wall = (performance.now() - started) / 1000;
  const serverSeconds = (serverMs(server.pid) - before) / 1000;
  const results: NationResult[] = [];
  for (const number of numbers) {
    const provider = `n${String(number).padStart(3, "0")}`;
    const [job] = await database.transaction({ role: "staff", provider, actor: "bench" }, (tx) =>
      latestJobs(tx, provider),
    );
    if (job?.state !== "done") throw new Error(`${provider}: ${job?.state} ${JSON.stringify(job?.problems)}`);
    const result = job.result as NationResult;
    if (result.costOre !== result.sharedOre)
      throw new Error(`${provider} lost öre: ${JSON.stringify(result)}`);
    results.push(result);
  }
  const sum = (of: (one: NationResult) => number): number => results.reduce((all, one) => all + of(one), 0);
  const node = told.reduce((all, one) => all + one.nodeMs, 0) / 1000;
  const after = (jobs: number): string =>
    told.map(({ memory }) => memory[Math.min(memory.length, Math.ceil(jobs / workers)) - 1] ?? 0).join(" + ");
  console.log(`${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}`);
  console.log(
    `${count} providers, ${workers} workers: ${sum((one) => one.services)} services, ${sum((one) => one.customers)} customers, ${sum((one) => one.lines)} ledger lines, ${sum((one) => one.shares)} shares to customers; in = out to the öre in each`,
  );
  console.log(
    `  whole nation ${wall.toFixed(1)} s by the clock (of which ${((queued - started) / 1000).toFixed(1)} s to put them in the queue): ${(count / wall).toFixed(2)} providers/s`,
  );
  console.log(
    `  processor time ${(node + serverSeconds).toFixed(1)} s (Node ${node.toFixed(1)}, server ${serverSeconds.toFixed(1)}): ${((node + serverSeconds) / 2).toFixed(1)} s on two free cores`,
  );
  console.log(`  jobs by worker ${told.map((one) => one.jobs).join(" + ")}`);
  console.log(
    `  memory of each worker: ${after(30)} MB after 30 providers, ${after(count)} MB after ${count}; peak ${told.map((one) => one.peak.toFixed(0)).join(" + ")} MB`,
  );
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
