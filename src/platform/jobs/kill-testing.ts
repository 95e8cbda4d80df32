import { setTimeout as pause } from "node:timers/promises";
import { migrationFolders, openDatabase, prepare } from "../database/index.ts";
import { protection as database } from "../database/sql/protection.ts";
import { enqueue, latestJobs, startWorker } from "./actions/index.ts";
import type { JobHandler } from "./job.ts";
import { protection as jobs } from "./sql/protection.ts";

/**
 * A program for the tests to kill: works through one job of 40 steps in the data directory named, says each step once it
 * has been kept, and ends when the job has.
 */
const [directory = ""] = process.argv.slice(2);
const opened = await openDatabase({ url: undefined, directory });
const rooms = ["platform/database", "platform/jobs"];
const folders = migrationFolders(new URL("../..", import.meta.url).pathname);
await prepare(
  opened.database,
  folders.filter(({ room }) => rooms.includes(room)),
  [...database, ...jobs],
);
const scope = { role: "staff", provider: "demo", actor: "test" } as const;
await opened.database.transaction({ role: "owner" }, async (tx) => {
  await tx.query(
    "insert into platform.provider values ('demo', 'Demo', '1', true, '{}') on conflict do nothing",
  );
  await tx.query("create table if not exists public.step (n int); grant all on public.step to app_staff");
});
const job = await opened.database.transaction(scope, async (tx) => {
  const known = await latestJobs(tx, "demo");
  const now = new Date().toISOString();
  return known[0] ?? enqueue(tx, "demo", { kind: "steps", parameters: {} }, { now, actor: "test" });
});

const steps: JobHandler = async ({ database, scope, resumeFrom, progress }) => {
  for (let n = resumeFrom + 1; n <= 40; n++) {
    await database.transaction(scope, async (tx) => {
      await tx.execute("insert into public.step values ($1)", [n]);
      await progress(n, 40, `step ${n}`, tx);
    });
    console.log(`step ${n}`);
    await pause(25);
  }
};
const worker = startWorker(opened.database, {
  handlers: { steps },
  now: () => new Date().toISOString(),
  leaseMilliseconds: 1000,
  pollMilliseconds: 50,
  maximumAttempts: 100,
});
for (;;) {
  const [latest] = await opened.database.transaction(scope, (tx) => latestJobs(tx, "demo"));
  if (latest?.job === job.job && latest.endedAt !== null) {
    const { kept } = await opened.database.transaction({ role: "owner" }, (tx) =>
      tx.one<{ kept: number[] }>("select array_agg(n order by n) as kept from public.step"),
    );
    console.log(`ended ${JSON.stringify({ state: latest.state, attempts: latest.attempts, kept })}`);
    break;
  }
  await pause(20);
}
await worker.stop();
await opened.database.close();
