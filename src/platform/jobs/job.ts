import type { Problem } from "../../kernel/index.ts";
import type { Database, StaffScope, Transaction } from "../database/index.ts";

export const jobStates = ["queued", "running", "done", "refused", "failed", "cancelled"] as const;
export type JobState = (typeof jobStates)[number];

export const jobStateNames: Readonly<Record<JobState, { readonly sv: string; readonly en: string }>> = {
  queued: { sv: "väntar", en: "queued" },
  running: { sv: "pågår", en: "running" },
  done: { sv: "klart", en: "done" },
  refused: { sv: "gick inte", en: "refused" },
  failed: { sv: "misslyckat", en: "failed" },
  cancelled: { sv: "avbrutet", en: "cancelled" },
};

/** A piece of work that takes longer than anyone waits for a page (jobb). */
export interface Job {
  readonly job: string;
  readonly kind: string;
  readonly parameters: unknown;
  readonly state: JobState;
  readonly done: number;
  readonly total: number;
  readonly message: string;
  readonly cancelAsked: boolean;
  readonly attempts: number;
  readonly result: unknown;
  readonly problems: readonly Problem[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

/** What a room says of a kind of job it does, so that the page of jobs tells it in the room's words. */
export interface JobKind {
  readonly kind: string;
  readonly sv: string;
  readonly en: string;
  /** What it is about: "2024-03". */
  readonly about: (parameters: unknown) => string;
  /** The page where what came of it is looked at. */
  readonly resultPage?: (parameters: unknown, result: unknown) => string;
  /** What it came to, in a few words or numbers each. */
  readonly facts?: (
    result: unknown,
  ) => readonly { readonly sv: string; readonly en: string; readonly value: string }[];
}

/** A text or number in what a job was asked or came to; '' where it has none. */
export function saidIn(value: unknown, name: string): string {
  const said = (value as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return typeof said === "string" || typeof said === "number" ? String(said) : "";
}

/** Does the work of one kind of job. What it returns is kept as the job's result; a `Refusal` makes it refused. */
export type JobHandler = (context: JobContext) => Promise<unknown>;

export interface JobContext {
  readonly database: Database;
  /** The provider's staff, with the actor `job:<kind>`. */
  readonly scope: StaffScope;
  readonly job: string;
  readonly parameters: unknown;
  /** How many steps an earlier attempt had done when it was killed or stopped; 0 the first time. */
  readonly resumeFrom: number;
  /**
   * Notes what is done. Given the transaction that did the step, the note stands or falls with it, and a killed job
   * goes on after exactly the steps that were kept; without, a step may be done again and must stand that.
   */
  readonly progress: (done: number, total: number, message: string, tx?: Transaction) => Promise<void>;
  /** Asked between steps: someone cancelled the job, or the program is stopping. Then throw `JobCancelled`. */
  readonly cancelled: () => boolean;
}

/** Thrown by a handler that ends between two steps because it was asked to. */
export class JobCancelled extends Error {
  constructor() {
    super("The job ended because it was asked to.");
    this.name = "JobCancelled";
  }
}

/** A job as machines are told of it. */
export function jobJson(job: Job) {
  return {
    job: job.job,
    kind: job.kind,
    state: job.state,
    done: job.done,
    total: job.total,
    message: job.message,
    attempts: job.attempts,
    cancelAsked: job.cancelAsked,
    result: job.result ?? null,
    problems: job.problems,
    createdBy: job.createdBy,
    createdAt: job.createdAt,
    endedAt: job.endedAt,
  };
}
