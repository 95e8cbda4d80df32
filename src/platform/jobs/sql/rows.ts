import type { Problem } from "../../../kernel/index.ts";
import type { Job, JobState } from "../job.ts";

export const jobColumns = `job_id, kind, parameters, state, progress_done, progress_total, message, cancel_asked, attempts,
  result, problems, created_by, created_at, ended_at`;

export interface JobRow {
  readonly job_id: string;
  readonly kind: string;
  readonly parameters: unknown;
  readonly state: JobState;
  readonly progress_done: number;
  readonly progress_total: number;
  readonly message: string;
  readonly cancel_asked: boolean;
  readonly attempts: number;
  readonly result: unknown;
  readonly problems: readonly Problem[] | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly ended_at: string | null;
}

export function jobOf(row: JobRow): Job {
  return {
    job: row.job_id,
    kind: row.kind,
    parameters: row.parameters,
    state: row.state,
    done: row.progress_done,
    total: row.progress_total,
    message: row.message,
    cancelAsked: row.cancel_asked,
    attempts: row.attempts,
    result: row.result,
    problems: row.problems ?? [],
    createdBy: row.created_by,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}
