import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Refusal } from "../../../kernel/index.ts";
import { testDatabase, type TestDatabase } from "../../database/testing.ts";
import { JobCancelled, type Job, type JobHandler } from "../job.ts";
import { cancelJob, enqueue, jobById, latestJobs, startWorker, workOnce, type WorkerWish } from "./index.ts";

let test: TestDatabase;
let clock: number;
const now = (): string => new Date(clock).toISOString();
const scope = { role: "staff", provider: "demo", actor: "anna" } as const;

beforeAll(async () => {
  test = await testDatabase();
  await test.database.transaction({ role: "owner" }, (tx) =>
    tx.query("create table public.step (n int); grant all on public.step to app_staff"),
  );
});
beforeEach(async () => {
  clock = Date.parse("2025-01-31T12:00:00Z");
  await test.database.transaction({ role: "owner" }, (tx) => tx.query("truncate jobs.job, public.step"));
});
afterAll(() => test.close());

const ask = (kind: string, parameters: unknown = {}): Promise<Job> =>
  test.database.transaction(scope, (tx) =>
    enqueue(tx, "demo", { kind, parameters }, { now: now(), actor: "anna" }),
  );
const look = (job: Job): Promise<Job | undefined> =>
  test.database.transaction(scope, (tx) => jobById(tx, "demo", job.job));
const wish = (handlers: Record<string, JobHandler>, more: Partial<WorkerWish> = {}): WorkerWish => ({
  handlers,
  now,
  ...more,
});

/** Ten steps; each is written in the transaction that notes it. */
const steps =
  (stopAt: (n: number) => Promise<void> | void): JobHandler =>
  async ({ database, scope, resumeFrom, progress, cancelled }) => {
    for (let n = resumeFrom + 1; n <= 10; n++) {
      if (cancelled()) throw new JobCancelled();
      await database.transaction(scope, async (tx) => {
        await tx.execute("insert into public.step values ($1)", [n]);
        await progress(n, 10, `step ${n}`, tx);
      });
      await stopAt(n);
    }
    return { steps: 10 };
  };
const written = async (): Promise<number[]> =>
  (
    await test.database.transaction({ role: "owner" }, (tx) =>
      tx.query<{ n: number }>("select n from public.step order by n"),
    )
  ).map(({ n }) => n);
const oneToTen = Array.from({ length: 10 }, (_, index) => index + 1);

describe("jobs", () => {
  it("are done in order, and keep their result", async () => {
    const first = await ask("load", { file: "a" });
    clock += 1000;
    await ask("load", { file: "b" });
    const seen: unknown[] = [];
    const handlers = { load: async ({ parameters }: { parameters: unknown }) => seen.push(parameters) };
    while (await workOnce(test.database, wish(handlers)));
    expect(seen).toEqual([{ file: "a" }, { file: "b" }]);
    expect(await look(first)).toMatchObject({ state: "done", result: 1, createdBy: "anna", attempts: 1 });
    const all = await test.database.transaction(scope, (tx) => latestJobs(tx, "demo"));
    expect(all.map(({ parameters }) => parameters)).toEqual([{ file: "b" }, { file: "a" }]);
  });

  it("take turns: a provider with many jobs does not keep another waiting", async () => {
    await test.database.transaction({ role: "owner" }, (tx) =>
      tx.query(
        "insert into platform.provider (provider_id, name, org_no, synthetic, settings) values ('later', 'Later', '000000-0001', true, '{}')",
      ),
    );
    for (const n of [1, 2, 3]) await ask("turn", { n });
    await test.database.transaction({ ...scope, provider: "later" }, (tx) =>
      enqueue(tx, "later", { kind: "turn", parameters: {} }, { now: now(), actor: "anna" }),
    );
    const served: string[] = [];
    const handlers: Record<string, JobHandler> = {
      turn: async ({ scope: { provider } }) => void served.push(provider),
    };
    while (await workOnce(test.database, wish(handlers)));
    expect(served.toSorted()).toEqual(["demo", "demo", "demo", "later"]);
    expect(served.indexOf("later")).toBeLessThan(2);
    await test.database.transaction({ role: "owner" }, async (tx) => {
      await tx.query("truncate jobs.job");
      await tx.query("delete from platform.provider where provider_id = 'later'");
    });
  });

  it("are not queued twice while they wait", async () => {
    const once = await ask("load", { file: "a", year: 2024 });
    expect((await ask("load", { year: 2024, file: "a" })).job).toBe(once.job);
    expect((await ask("load", { file: "b" })).job).not.toBe(once.job);
  });

  it("keep the problems of a refusal and the message of a fault", async () => {
    const problem = { code: "x.y", severity: "stop", message_sv: "nej", message_en: "no" } as const;
    const refused = await ask("refuse");
    const crashed = await ask("crash");
    const reported: unknown[] = [];
    const handlers: Record<string, JobHandler> = {
      refuse: () => Promise.reject(new Refusal([problem])),
      crash: () => Promise.reject(new Error("a bug")),
    };
    while (await workOnce(test.database, wish(handlers, { report: (error) => reported.push(error) })));
    expect(await look(refused)).toMatchObject({ state: "refused", problems: [problem] });
    expect(await look(crashed)).toMatchObject({ state: "failed", problems: [{ code: "jobs.crashed" }] });
    expect(reported).toHaveLength(1);
  });

  it("leave alone what no handler knows", async () => {
    await ask("unknown");
    expect(await workOnce(test.database, wish({}))).toBe(false);
  });

  it("run one at a time per kind, also with many workers at once", async () => {
    for (let n = 0; n < 6; n++) await ask("load", { n });
    let running = 0;
    let most = 0;
    const handlers = {
      load: async () => {
        most = Math.max(most, ++running);
        await pause(20);
        running -= 1;
      },
    };
    const workers = Array.from({ length: 4 }, () =>
      startWorker(test.database, wish(handlers, { pollMilliseconds: 10 })),
    );
    for (;;) {
      const all = await test.database.transaction(scope, (tx) => latestJobs(tx, "demo"));
      if (all.every(({ state }) => state === "done")) break;
      await pause(20);
    }
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(most).toBe(1);
  });

  it("go on after the last step kept when their worker is killed", async () => {
    const job = await ask("steps");
    // The first worker dies at step 4 without a word: its promise is never heard of again, its lease is never renewed.
    let died = (): void => undefined;
    const dead = new Promise<void>((resolve) => (died = resolve));
    const killed = steps(async (n) => {
      if (n !== 4) return;
      died();
      await new Promise<void>(() => undefined);
    });
    void workOnce(test.database, wish({ steps: killed }, { leaseMilliseconds: 3_000_000 }));
    await dead;
    expect(await look(job)).toMatchObject({ state: "running", done: 4, total: 10, message: "step 4" });
    const second = wish({ steps: steps(() => undefined) });
    expect(await workOnce(test.database, second)).toBe(false);
    clock += 3_000_001;
    expect(await workOnce(test.database, second)).toBe(true);
    expect(await look(job)).toMatchObject({ state: "done", done: 10, attempts: 2, result: { steps: 10 } });
    expect(await written()).toEqual(oneToTen);
  });

  it("let a worker that slept through its lease change nothing more", async () => {
    const job = await ask("steps");
    let wakeUp = (): void => undefined;
    let asleep = (): void => undefined;
    const slept = new Promise<void>((resolve) => (asleep = resolve));
    const sleeper = steps(async (n) => {
      if (n !== 2) return;
      asleep();
      await new Promise<void>((resolve) => (wakeUp = resolve));
    });
    const first = workOnce(test.database, wish({ steps: sleeper }, { leaseMilliseconds: 3_000_000 }));
    await slept;
    clock += 3_000_001;
    await workOnce(test.database, wish({ steps: steps(() => undefined) }));
    wakeUp();
    await first;
    expect(await look(job)).toMatchObject({ state: "done", attempts: 2 });
    expect(await written()).toEqual(oneToTen);
  });

  it("are given up when they kill every worker", async () => {
    const job = await ask("deadly");
    for (let attempt = 0; attempt < 3; attempt++) {
      let died = (): void => undefined;
      const dead = new Promise<void>((resolve) => (died = resolve));
      const handlers = {
        deadly: () => {
          died();
          return new Promise<void>(() => undefined);
        },
      };
      void workOnce(test.database, wish(handlers, { leaseMilliseconds: 3_000_000 }));
      await dead;
      clock += 3_000_001;
    }
    expect(await workOnce(test.database, wish({ deadly: async () => undefined }))).toBe(false);
    expect(await look(job)).toMatchObject({ state: "failed", problems: [{ code: "jobs.given-up" }] });
  });

  it("end between two steps when someone cancels them", async () => {
    const job = await ask("steps");
    const cancel = () =>
      test.database.transaction(scope, (tx) => cancelJob(tx, "demo", job.job, { now: now() }));
    const handler = steps(async (n) => {
      if (n === 3) expect((await cancel()).ok).toBe(true);
    });
    await workOnce(test.database, wish({ steps: handler }));
    expect(await look(job)).toMatchObject({ state: "cancelled", done: 4 });
    expect(await cancel()).toMatchObject({ ok: false, problems: [{ code: "jobs.ended" }] });
    const waiting = await ask("steps");
    await test.database.transaction(scope, (tx) => cancelJob(tx, "demo", waiting.job, { now: now() }));
    expect(await look(waiting)).toMatchObject({ state: "cancelled", endedAt: "2025-01-31T12:00:00Z" });
    expect(await workOnce(test.database, wish({ steps: handler }))).toBe(false);
  });

  it("go back in the queue when the program stops, and on where they were", async () => {
    const job = await ask("steps");
    let reached = (): void => undefined;
    const third = new Promise<void>((resolve) => (reached = resolve));
    const slow = steps(async (n) => {
      if (n >= 3) reached();
      await pause(10);
    });
    const worker = startWorker(test.database, wish({ steps: slow }));
    await third;
    await worker.stop();
    const stopped = await look(job);
    expect(stopped).toMatchObject({ state: "queued", attempts: 0, endedAt: null });
    expect(stopped?.done).toBeLessThan(10);
    await workOnce(test.database, wish({ steps: steps(() => undefined) }));
    expect(await look(job)).toMatchObject({ state: "done", done: 10 });
    expect(await written()).toEqual(oneToTen);
  });

  it("wake a sleeping worker", async () => {
    let done = (): void => undefined;
    const finished = new Promise<void>((resolve) => (done = resolve));
    const worker = startWorker(
      test.database,
      wish({ load: async () => done() }, { pollMilliseconds: 60_000 }),
    );
    await ask("load");
    worker.wake();
    await finished;
    await worker.stop();
  });
});
