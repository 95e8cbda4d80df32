import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Example, example } from "./testing.ts";
import { watched } from "./watched.testing.ts";
import { approve, invariants, issue, rehearse } from "./index.ts";

const program = fileURLToPath(new URL("killed-run.testing.ts", import.meta.url));
const january = { period: period("2024-01") };
const now = "2024-02-01T08:00:00.000Z";

/** The steps of a run, in their order; each begins where the one before ended. */
const steps = { rehearse, approve, issue } as const;
type Step = keyof typeof steps;
const actorOf = (step: Step): string => (step === "approve" ? "ada" : "carin");

let city: Example;
beforeAll(async () => {
  city = await example();
});
afterAll(() => city.close());

/** A process that will be killed at a place once it is let go; it is started early, since starting is what takes time. */
function killedAt(step: Step, place: string): () => Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", program, city.url, step, place], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, "exit");
  return async () => {
    child.stdin.end();
    const [, signal] = (await ended) as [number | null, string | null];
    if (signal !== "SIGKILL") throw new Error(`${step} ended by itself at ${place}: ${said}`);
  };
}

/** Everything that a run writes, to the last column. */
async function written(tx: Transaction): Promise<Record<string, unknown>> {
  const tables = [
    "invoicing.run",
    "invoicing.rehearsal",
    "invoicing.series",
    "invoicing.invoice",
    "invoicing.line",
  ];
  const all = [...tables, "ledger.v_voucher", "ledger.v_line", "ledger.balance", "audit.entry"];
  const found: Record<string, unknown> = {};
  for (const table of all) found[table] = await tx.query(`select t::text as row from ${table} t order by 1`);
  return found;
}

const undone = new Error("undone");

/** What a try would write now, and the statements it takes; it is undone, so that the next place begins from the same. */
async function nextTry(step: Step): Promise<{ result: Record<string, unknown>; statements: string[] }> {
  let result: Record<string, unknown> = {};
  const statements: string[] = [];
  await watched(city.database, async (statement) => void statements.push(statement))
    .transaction({ role: "staff", provider: city.provider, actor: actorOf(step) }, async (tx) => {
      await steps[step](tx, city.provider, january, { actor: actorOf(step), now });
      const count = statements.length;
      result = await written(tx);
      statements.length = count;
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return { result, statements };
}

/** The server notices that a client is gone when it reads or writes next. */
async function noOneLeft(): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { others } = await city.staff((tx) =>
      tx.one<{ others: number }>(
        "select count(*)::integer as others from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()",
      ),
    );
    if (others === 0) return;
    await pause(25);
  }
  throw new Error("a killed process still holds its locks");
}

it.each([
  ["rehearse", 2],
  ["approve", 2],
  ["issue", 8],
] as const)(
  "comes to the same at the next try, killed wherever it writes: %s",
  { timeout: 120_000 },
  async (step, least) => {
    const before = await city.staff(written);
    const { result, statements } = await nextTry(step);
    // After each statement that writes. COPY runs beside the port: it lies before the statement after
    // the question whether one may.
    const places = statements.flatMap((statement, index) => {
      const writes = /^\s*(?:insert|update|delete)\b/.test(statement);
      const afterCopy = statements[index - 1]?.includes("has_table_privilege");
      return writes || afterCopy ? [String(index + 1)] : [];
    });
    expect(places.length).toBeGreaterThanOrEqual(least);
    let next = killedAt(step, places[0] as string);
    for (const [index, place] of places.entries()) {
      const killed = next;
      next = killedAt(step, places[index + 1] ?? "commit");
      await killed();
      await noOneLeft();
      expect(await city.staff(written), `after statement ${place}`).toEqual(before);
      expect((await nextTry(step)).result, `the try after ${place}`).toEqual(result);
    }
    // Rehearsed once more where it was rehearsed already, the same is proposed; the audit has that it was done twice.
    const told = (rows: Record<string, unknown>) =>
      step === "rehearse" ? { ...rows, "audit.entry": undefined } : rows;
    const atTheEnd = killedAt(step, "end");
    // A commit on its way arrives or does not: the state is the one before or the one after, nothing between.
    await next();
    await noOneLeft();
    expect([before, result]).toContainEqual(await city.staff(written));
    expect(told((await nextTry(step)).result)).toEqual(told(result));
    await atTheEnd();
    expect(told(await city.staff(written))).toEqual(told(result));
    for (const invariant of invariants) {
      expect(await city.staff((tx) => invariant.check(tx, city.provider)), invariant.code).toEqual([]);
    }
  },
);
