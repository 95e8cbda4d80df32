import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Period, periodsOfYear } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { latestJobs } from "../../../platform/jobs/actions/index.ts";
import { approve, invariants, rehearse, startIssue } from "./index.ts";
import { type Asked, issuedAt, workWatched } from "./killed-job.testing.ts";
import { type Example, example } from "./testing.ts";

/**
 * A month issued in the background by a worker that is killed: the next worker takes the job over, and the books are those of a city
 * whose worker lived. One month for each place where it is killed.
 */
const program = fileURLToPath(new URL("killed-job.testing.ts", import.meta.url));
const months = periodsOfYear(2024);
let city: Example;
let twin: Example;

beforeAll(async () => {
  [city, twin] = [await example(), await example()];
});
afterAll(async () => {
  await city.close();
  await twin.close();
});

async function readied(of: Example, period: Period, now: string): Promise<void> {
  const { provider } = of;
  await of.staff((tx) => rehearse(tx, provider, { period }, { actor: "carin", now: issuedAt }));
  await of.staff((tx) => approve(tx, provider, { period }, { actor: "ada", now: issuedAt }), "ada");
  await of.staff((tx) => startIssue(tx, provider, { period }, { actor: "carin", now }));
}

function workerKilledAt(place: number, now: string): () => Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", program, city.url, now, String(place)], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, "exit");
  return async () => {
    child.stdin.end();
    const [, signal] = (await ended) as [number | null, string | null];
    if (signal !== "SIGKILL") throw new Error(`the worker ended by itself at ${place}: ${said}`);
  };
}

/** What a run leaves behind, to the last column. */
async function written(tx: Transaction): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of [
    "invoicing.run",
    "invoicing.series",
    "invoicing.invoice",
    "invoicing.line",
    "ledger.v_line",
  ])
    found[table] = await tx.query(`select t::text as row from ${table} t order by 1`);
  return found;
}

/** The server notices that a client is gone when it reads or writes next; what it held is then free. */
async function noOneLeft(): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const { others } = await city.staff((tx) =>
      tx.one<{ others: number }>(
        `select count(*)::integer as others from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and state like 'idle in transaction%'`,
      ),
    );
    if (others === 0) return;
    await pause(25);
  }
  throw new Error("a killed worker still holds its transaction");
}

/** A day for each month, so that a killed worker's lease has run out when the next one looks. */
const dayOf = (index: number, hour: number): string =>
  new Date(Date.UTC(2025, 0, index + 1, hour)).toISOString();

it(
  "comes to the same books wherever its worker is killed, and nothing is issued twice",
  { timeout: 180_000 },
  async () => {
    // January in the twin: where a worker can be killed.
    const asked: Asked[] = [];
    const twinMonth = async (index: number, told: (one: Asked) => void = () => undefined) => {
      await readied(twin, months[index] as Period, dayOf(index, 8));
      expect(await workWatched(twin.database, dayOf(index, 9), told)).toBe(true);
    };
    await twinMonth(0, (one) => void asked.push(one));
    // In each transaction after its last answer, before it is committed: what is left is what the transactions before it had written. A
    // run's own transaction is broken off at every statement in killed-run.test.ts.
    const places = asked.flatMap((one, at) =>
      asked[at + 1]?.transaction === one.transaction ? [] : [at + 1],
    );
    expect(places.length).toBeGreaterThanOrEqual(3);
    expect(places.length).toBeLessThanOrEqual(months.length);

    let next = workerKilledAt(places[0] as number, dayOf(0, 9));
    for (const [index, place] of places.entries()) {
      const killed = next;
      await readied(city, months[index] as Period, dayOf(index, 8));
      const following = places[index + 1];
      if (following !== undefined) next = workerKilledAt(following, dayOf(index + 1, 9));
      await killed();
      await noOneLeft();
      // Another worker, when the lease of the first has run out.
      await workWatched(city.database, dayOf(index, 12), () => undefined);
      const [job] = await city.staff((tx) => latestJobs(tx, city.provider));
      expect([place, job?.state, job?.kind]).toEqual([place, "done", "issue-run"]);
      if (index > 0) await twinMonth(index);
    }
    expect(await city.staff(written)).toEqual(await twin.staff(written));
    for (const invariant of invariants)
      expect(await city.staff((tx) => invariant.check(tx, city.provider)), invariant.code).toEqual([]);
  },
);
