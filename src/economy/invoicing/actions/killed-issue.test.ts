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

const program = fileURLToPath(new URL("killed-issue.testing.ts", import.meta.url));
const january = { period: period("2024-01") };
const carin = { actor: "carin", now: "2024-02-01T08:00:00.000Z" };

let city: Example;
beforeAll(async () => {
  city = await example();
  await city.staff((tx) => rehearse(tx, city.provider, january, carin));
  await city.staff((tx) => approve(tx, city.provider, january, { ...carin, actor: "ada" }));
});
afterAll(() => city.close());

/** A process that will be killed at a place once it is let go; it is started early, since starting is what takes time. */
function issuerKilledAt(place: string): () => Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", program, city.url, place], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, "exit");
  return async () => {
    child.stdin.end();
    const [, signal] = (await ended) as [number | null, string | null];
    if (signal !== "SIGKILL") throw new Error(`the issue ended by itself at ${place}: ${said}`);
  };
}

/** Everything that an issue writes, to the last column. */
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
async function nextTry(): Promise<{ result: Record<string, unknown>; statements: string[] }> {
  let result: Record<string, unknown> = {};
  const statements: string[] = [];
  await watched(city.database, async (statement) => void statements.push(statement))
    .transaction({ role: "staff", provider: city.provider, actor: "carin" }, async (tx) => {
      await issue(tx, city.provider, january, carin);
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

it(
  "issues the same documents at the next try, killed wherever an issue writes",
  { timeout: 120_000 },
  async () => {
    const before = await city.staff(written);
    const { result, statements } = await nextTry();
    // After each statement that writes. COPY runs beside the port: it lies before the statement after
    // the question whether one may.
    const places = statements.flatMap((statement, index) => {
      const writes = /^\s*(?:insert|update|delete)\b/.test(statement);
      const afterCopy = statements[index - 1]?.includes("has_table_privilege");
      return writes || afterCopy ? [String(index + 1)] : [];
    });
    expect(places.length).toBeGreaterThan(8);
    let next = issuerKilledAt(places[0] as string);
    for (const [index, place] of places.entries()) {
      const killed = next;
      next = issuerKilledAt(places[index + 1] ?? "commit");
      await killed();
      await noOneLeft();
      expect(await city.staff(written), `after statement ${place}`).toEqual(before);
      expect((await nextTry()).result, `the try after ${place}`).toEqual(result);
    }
    const atTheEnd = issuerKilledAt("end");
    // A commit on its way arrives or does not: the state is the one before or the one after, nothing between.
    await next();
    await noOneLeft();
    expect([before, result]).toContainEqual(await city.staff(written));
    expect((await nextTry()).result).toEqual(result);
    await atTheEnd();
    expect(await city.staff(written)).toEqual(result);
    for (const invariant of invariants) {
      expect(await city.staff((tx) => invariant.check(tx, city.provider)), invariant.code).toEqual([]);
    }
  },
);
