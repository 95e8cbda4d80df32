import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { StaffScope, Transaction } from "../../../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../../../platform/database/testing.ts";
import { invariants as invoicing } from "../../invoicing/actions/index.ts";
import {
  accrueSettlement,
  decideSettlement,
  invariants as settlement,
  issueSettlement,
  proposeSettlement,
} from "./index.ts";
import { changePolicy, fillSmallProvider } from "./testing.ts";

const program = fileURLToPath(new URL("killed-issue.testing.ts", import.meta.url));
const wanted = { year: 2024 };
const act = (actor: string) => ({ actor, now: "2025-01-10T09:00:00Z" });

let test: TestDatabase;

function run<T>(work: (tx: Transaction) => Promise<T>, actor = "bo"): Promise<T> {
  const scope: StaffScope = { role: "staff", provider: "demo", actor };
  return test.database.transaction(scope, work);
}

beforeAll(async () => {
  test = await testDatabase();
  await run(fillSmallProvider, "anna");
  await changePolicy(test.database, { basis: "full-year", booking: "accrue-and-credit-next-year" });
  await run((tx) => proposeSettlement(tx, "demo", wanted, act("anna")), "anna");
  await run((tx) => decideSettlement(tx, "demo", { ...wanted, decision: "§ 12" }, act("bo")));
});
afterAll(() => test.close());

/** A process that will be killed after so many statements once it is let go. */
function killedAfter(step: string, statements: number): () => Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", program, test.url, step, String(statements)], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, "exit");
  return async () => {
    child.stdin.end();
    const [, signal] = (await ended) as [number | null, string | null];
    if (signal !== "SIGKILL") throw new Error(`ended by itself after ${statements}: ${said}`);
  };
}

/** Everything that accruing or issuing writes, to the last column. */
async function written(tx: Transaction): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of [
    "settlement.settlement",
    "invoicing.run",
    "invoicing.series",
    "invoicing.invoice",
    "invoicing.line",
    "ledger.v_line",
    "ledger.balance",
    "audit.entry",
  ])
    found[table] = await tx.query(`select t::text as row from ${table} t order by 1`);
  return found;
}

const undone = new Error("undone");

/** What a try would write now, undone so that the next place begins from the same, and how many statements it takes. */
async function nextTry(
  work: typeof issueSettlement | typeof accrueSettlement,
): Promise<{ result: Record<string, unknown>; statements: number }> {
  let result: Record<string, unknown> = {};
  let statements = 0;
  await run(async (tx) => {
    const counted = new Proxy(tx, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        return (...given: unknown[]): unknown => {
          statements += 1;
          return value.apply(target, given);
        };
      },
    });
    await work(counted, "demo", wanted, act("bo"));
    result = await written(tx);
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  return { result, statements };
}

/** The server notices that a client is gone when it reads or writes next. */
async function noOneLeft(): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { others } = await run((tx) =>
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
  ["accrue", accrueSettlement],
  ["issue", issueSettlement],
] as const)(
  "%s gives the same at the next try, killed anywhere, and leaves no gap",
  async (step, work) => {
    const before = await run(written);
    const { result, statements } = await nextTry(work);
    expect(statements).toBeGreaterThan(8);
    // In the middle, when all is written but the last, and - below - when it has been acknowledged. Starting a process takes time.
    const places = step === "accrue" ? [statements] : [Math.floor(statements / 2), statements];
    let next = killedAfter(step, places[0] as number);
    for (const [index, place] of places.entries()) {
      const killed = next;
      next = killedAfter(step, places[index + 1] ?? statements + 1);
      await killed();
      await noOneLeft();
      expect(await run(written), `after statement ${place} of ${statements}`).toEqual(before);
    }
    expect((await nextTry(work)).result).toEqual(result);
    // Killed when it has been acknowledged: it is there, and trying again adds nothing.
    await next();
    await noOneLeft();
    expect(await run(written)).toEqual(result);
    await run(async (tx) => {
      await work(tx, "demo", wanted, act("bo"));
    });
    expect(await run(written)).toEqual(result);
    for (const invariant of [...invoicing, ...settlement])
      expect(await run((tx) => invariant.check(tx, "demo")), invariant.code).toEqual([]);
  },
  60_000,
);
