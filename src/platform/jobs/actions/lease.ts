import type { Problem } from "../../../kernel/index.ts";
import { assert } from "../../../kernel/index.ts";
import type { Database, StaffScope, Transaction } from "../../database/index.ts";
import { type Job, type JobState } from "../job.ts";
import { jobProblem } from "../problems.ts";
import { jobColumns, jobOf, type JobRow } from "../sql/rows.ts";

/** A job that a worker holds for a while. `attempts` fences it: a worker that slept too long finds its number outdated. */
export interface Lease {
  readonly scope: StaffScope;
  readonly job: Job;
}

/** The lease was lost to another worker: this one slept longer than it ran. */
export class LeaseLost extends Error {}

export interface Terms {
  now(): string;
  readonly leaseMilliseconds: number;
  readonly maximumAttempts: number;
}

/**
 * Who was served last by this process. The next in turn is asked first: a provider with many jobs does not keep others
 * waiting, and among hundreds of providers a worker need not ask all those it has just served.
 */
const lastServed = new WeakMap<Database, string>();

/**
 * Takes the oldest waiting job of the kinds given, or one whose worker was killed. One per provider and kind runs at a
 * time: the unique index says so even if two workers ask at once. Provider by provider, so that every statement stays
 * with one provider also when the database is sharded.
 */
export async function takeJob(
  database: Database,
  kinds: readonly string[],
  terms: Terms,
): Promise<Lease | undefined> {
  const providers = await database.transaction({ role: "owner" }, (tx) =>
    tx.query<{ provider_id: string }>("select provider_id from platform.provider order by provider_id"),
  );
  const last = lastServed.get(database) ?? "";
  const turn = providers.findIndex((one) => one.provider_id > last);
  const inTurn = turn < 1 ? providers : [...providers.slice(turn), ...providers.slice(0, turn)];
  for (const { provider_id: provider } of inTurn) {
    const scope: StaffScope = { role: "staff", provider, actor: "jobs" };
    try {
      const job = await database.transaction(scope, (tx) => takeOf(tx, provider, kinds, terms));
      if (job === undefined) continue;
      lastServed.set(database, provider);
      return { scope: { ...scope, actor: `job:${job.kind}` }, job };
    } catch (error) {
      // Another worker took a job of the same kind in the same moment.
      if ((error as { code?: string }).code !== "23505") throw error;
    }
  }
  return undefined;
}

async function takeOf(
  tx: Transaction,
  provider: string,
  kinds: readonly string[],
  terms: Terms,
): Promise<Job | undefined> {
  const now = terms.now();
  await giveUp(tx, provider, terms);
  const row = await tx.maybe<JobRow>(
    `update jobs.job set state = 'running', attempts = attempts + 1, leased_until = $3
     where provider_id = $1 and job_id = (
       select job_id from jobs.job waiting
       where provider_id = $1 and kind = any($2)
         and (state = 'queued' or (state = 'running' and leased_until < $4))
         and not exists (select 1 from jobs.job other
           where other.provider_id = $1 and other.kind = waiting.kind and other.state = 'running'
             and other.job_id <> waiting.job_id)
       order by created_at, job_id limit 1 for update skip locked)
     returning ${jobColumns}`,
    [provider, kinds, until(now, terms), now],
  );
  return row === undefined ? undefined : jobOf(row);
}

/** A job that kills every worker that touches it must not go round for ever. */
async function giveUp(tx: Transaction, provider: string, terms: Terms): Promise<void> {
  const problems = [
    jobProblem("jobs.given-up", {
      sv: `${terms.maximumAttempts} försök.`,
      en: `${terms.maximumAttempts} attempts.`,
    }),
  ];
  await tx.execute(
    `update jobs.job set state = 'failed', ended_at = $2, problems = $3::jsonb
     where provider_id = $1 and state = 'running' and leased_until < $2 and attempts >= $4`,
    [provider, terms.now(), JSON.stringify(problems), terms.maximumAttempts],
  );
}

function until(now: string, terms: Terms): string {
  return new Date(Date.parse(now) + terms.leaseMilliseconds).toISOString();
}

/** Renews the lease and tells whether someone has asked the job to end. */
export async function renew(database: Database, lease: Lease, terms: Terms): Promise<boolean> {
  const rows = await database.transaction(lease.scope, (tx) =>
    tx.query<{ cancel_asked: boolean }>(
      `update jobs.job set leased_until = $4
       where provider_id = $1 and job_id = $2 and attempts = $3 and state = 'running' returning cancel_asked`,
      [lease.scope.provider, lease.job.job, lease.job.attempts, until(terms.now(), terms)],
    ),
  );
  return held(rows).cancel_asked;
}

export async function noteProgress(
  tx: Transaction,
  lease: Lease,
  progress: { readonly done: number; readonly total: number; readonly message: string },
  terms: Terms,
): Promise<boolean> {
  assert(
    tx.scope.role === "staff" && tx.scope.provider === lease.scope.provider,
    "a job notes its own progress",
  );
  const rows = await tx.query<{ cancel_asked: boolean }>(
    `update jobs.job set progress_done = $4, progress_total = $5, message = $6, leased_until = $7
     where provider_id = $1 and job_id = $2 and attempts = $3 and state = 'running' returning cancel_asked`,
    [
      lease.scope.provider,
      lease.job.job,
      lease.job.attempts,
      progress.done,
      progress.total,
      progress.message,
      until(terms.now(), terms),
    ],
  );
  return held(rows).cancel_asked;
}

export interface Ending {
  readonly state: Exclude<JobState, "running">;
  readonly result?: unknown;
  readonly problems?: readonly Problem[];
}

export async function endJob(database: Database, lease: Lease, ending: Ending, terms: Terms): Promise<void> {
  const again = ending.state === "queued";
  const rows = await database.transaction(lease.scope, (tx) =>
    tx.query<{ cancel_asked: boolean }>(
      `update jobs.job set state = $4, result = $5::jsonb, problems = $6::jsonb, ended_at = $7, leased_until = null,
         attempts = attempts - $8::int
       where provider_id = $1 and job_id = $2 and attempts = $3 and state = 'running' returning cancel_asked`,
      [
        lease.scope.provider,
        lease.job.job,
        lease.job.attempts,
        ending.state,
        ending.result === undefined ? null : JSON.stringify(ending.result),
        ending.problems === undefined ? null : JSON.stringify(ending.problems),
        again ? null : terms.now(),
        // Stopped in good order with the program: that was no failed attempt.
        again ? 1 : 0,
      ],
    ),
  );
  held(rows);
}

function held<T>(rows: readonly T[]): T {
  if (rows[0] === undefined) throw new LeaseLost("The job was taken over by another worker.");
  return rows[0];
}
