import { Refusal } from "../../../kernel/index.ts";
import type { Database } from "../../database/index.ts";
import { JobCancelled, type JobContext, type JobHandler } from "../job.ts";
import { jobProblem } from "../problems.ts";
import { endJob, LeaseLost, noteProgress, renew, takeJob, type Ending, type Terms } from "./lease.ts";

export interface WorkerWish {
  /** By kind. A worker takes only the kinds it knows. */
  readonly handlers: Readonly<Record<string, JobHandler>>;
  now(): string;
  readonly pollMilliseconds?: number;
  readonly leaseMilliseconds?: number;
  readonly maximumAttempts?: number;
  /** Faults of the program and of the database, for the log. */
  readonly report?: (error: unknown) => void;
}

export interface Worker {
  /** Looks in the queue now, rather than at the next turn. */
  wake(): void;
  /** Takes no more jobs, asks the running one to end between two steps, and waits for it. It is taken up again later. */
  stop(): Promise<void>;
}

/** Works through the queue, one job at a time, until stopped. Several workers, in several processes, may do so at once. */
export function startWorker(database: Database, wish: WorkerWish): Worker {
  const poll = wish.pollMilliseconds ?? 1000;
  // A call that comes while the queue is being looked at is not lost: it is looked at once more.
  const asked = { toStop: false, toLook: false };
  let wake: () => void = () => undefined;
  const loop = async (): Promise<void> => {
    while (!asked.toStop) {
      asked.toLook = false;
      const worked = await workOnce(database, wish, () => asked.toStop).catch((error: unknown) => {
        wish.report?.(error);
        return false;
      });
      if (worked || asked.toStop || asked.toLook) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, poll);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const ended = loop();
  return {
    wake() {
      asked.toLook = true;
      wake();
    },
    stop() {
      asked.toStop = true;
      wake();
      return ended;
    },
  };
}

/** Takes one job and does it. False when there was none. */
export async function workOnce(
  database: Database,
  wish: WorkerWish,
  stopping: () => boolean = () => false,
): Promise<boolean> {
  const terms: Terms = {
    now: () => wish.now(),
    leaseMilliseconds: wish.leaseMilliseconds ?? 60_000,
    maximumAttempts: wish.maximumAttempts ?? 3,
  };
  const lease = await takeJob(database, Object.keys(wish.handlers), terms);
  if (lease === undefined) return false;
  const handler = wish.handlers[lease.job.kind] as JobHandler;
  let cancelled = lease.job.cancelAsked;
  let lost = false;
  // A step may take longer than the lease; the lease is renewed meanwhile, as long as this process lives.
  const heartbeat = setInterval(() => {
    renew(database, lease, terms).then(
      (cancelAsked) => (cancelled ||= cancelAsked),
      (error: unknown) => (lost ||= error instanceof LeaseLost),
    );
  }, terms.leaseMilliseconds / 3);
  const context: JobContext = {
    database,
    scope: lease.scope,
    job: lease.job.job,
    parameters: lease.job.parameters,
    resumeFrom: lease.job.done,
    async progress(done, total, message, tx) {
      const note = { done, total, message };
      cancelled =
        tx === undefined
          ? await database.transaction(lease.scope, (own) => noteProgress(own, lease, note, terms))
          : await noteProgress(tx, lease, note, terms);
    },
    cancelled: () => cancelled || lost || stopping(),
  };
  try {
    await endJob(database, lease, await outcome(handler, context, () => cancelled, wish), terms);
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
  } finally {
    clearInterval(heartbeat);
  }
  return true;
}

async function outcome(
  handler: JobHandler,
  context: JobContext,
  cancelAsked: () => boolean,
  wish: WorkerWish,
): Promise<Ending> {
  try {
    return { state: "done", result: (await handler(context)) ?? null };
  } catch (error) {
    // Stopped with the program and not by anyone's wish: back in the queue, to go on where it was.
    if (error instanceof JobCancelled) return { state: cancelAsked() ? "cancelled" : "queued" };
    if (error instanceof LeaseLost) throw error;
    if (error instanceof Refusal) return { state: "refused", problems: error.problems };
    wish.report?.(error);
    const message = error instanceof Error ? error.message : String(error);
    return { state: "failed", problems: [jobProblem("jobs.crashed", { sv: message, en: message })] };
  }
}
