import { randomUUID } from "node:crypto";
import { refused, ok, type Problem, Refusal, type Result } from "../../../kernel/index.ts";
import type { Transaction } from "../../database/index.ts";
import type { Job } from "../job.ts";
import { jobProblem } from "../problems.ts";
import { jobColumns, jobOf, type JobRow } from "../sql/rows.ts";

/**
 * Puts a job in the queue. The same work already waiting is not queued twice: pressing a button again, or sending a
 * request again, gives the same job back. Where it names a subject, only one job about that is under way at a time: who asked
 * for the same gets that one, and anybody else is told who is at it.
 */
export async function enqueue(
  tx: Transaction,
  provider: string,
  input: { readonly kind: string; readonly parameters: unknown; readonly subject?: string },
  { now, actor }: { readonly now: string; readonly actor: string },
): Promise<Job> {
  const parameters = JSON.stringify(input.parameters ?? {});
  const waiting = await tx.maybe<JobRow>(
    `select ${jobColumns} from jobs.job
     where provider_id = $1 and kind = $2 and parameters = $3::jsonb and state = 'queued'
     order by created_at, job_id limit 1`,
    [provider, input.kind, parameters],
  );
  if (waiting !== undefined) return jobOf(waiting);
  const { kind, subject = null } = input;
  const row = await tx.maybe<JobRow>(
    `insert into jobs.job (provider_id, job_id, kind, parameters, state, created_by, created_at, subject)
     values ($1, $2, $3, $4::jsonb, 'queued', $5, $6, $7) on conflict do nothing returning ${jobColumns}`,
    [provider, randomUUID(), kind, parameters, actor, now, subject],
  );
  if (row !== undefined) return jobOf(row);
  const { same, ...going } = await tx.one<JobRow & { same: boolean }>(
    `select ${jobColumns}, (kind = $3 and parameters = $4::jsonb and created_by = $5) as same
     from jobs.job where provider_id = $1 and subject = $2 and state in ('queued', 'running')`,
    [provider, subject, kind, parameters, actor],
  );
  if (same) return jobOf(going);
  throw new Refusal([underWay(jobOf(going))]);
}

function underWay({ job, createdBy, createdAt }: Job): Problem {
  const at = createdAt.slice(0, 16).replace("T", " ");
  return jobProblem("jobs.under-way", {
    sv: `${createdBy} begärde det ${at} (jobb ${job}).`,
    en: `${createdBy} asked for it ${at} (job ${job}).`,
  });
}

export async function jobById(tx: Transaction, provider: string, job: string): Promise<Job | undefined> {
  const row = await tx.maybe<JobRow>(
    `select ${jobColumns} from jobs.job where provider_id = $1 and job_id = $2`,
    [provider, job],
  );
  return row === undefined ? undefined : jobOf(row);
}

/** The latest jobs first. */
export async function latestJobs(tx: Transaction, provider: string, limit = 50): Promise<readonly Job[]> {
  const rows = await tx.query<JobRow>(
    `select ${jobColumns} from jobs.job where provider_id = $1 order by created_at desc, job_id limit $2`,
    [provider, limit],
  );
  return rows.map(jobOf);
}

/** A waiting job ends at once; a running one is asked to end between two of its steps. */
export async function cancelJob(
  tx: Transaction,
  provider: string,
  job: string,
  { now }: { readonly now: string },
): Promise<Result<Job>> {
  const row = await tx.maybe<JobRow>(
    `update jobs.job set cancel_asked = true,
       state = case state when 'queued' then 'cancelled' else state end,
       ended_at = case state when 'queued' then $3::timestamptz else ended_at end
     where provider_id = $1 and job_id = $2 and state in ('queued', 'running') returning ${jobColumns}`,
    [provider, job, now],
  );
  if (row !== undefined) return ok(jobOf(row));
  const found = await jobById(tx, provider, job);
  return refused([jobProblem(found === undefined ? "jobs.unknown-job" : "jobs.ended", { sv: job, en: job })]);
}
