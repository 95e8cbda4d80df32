import type { Transaction } from "../../database/index.ts";
import type { Job } from "../job.ts";
import { jobColumns, jobOf, type JobRow } from "../sql/rows.ts";

/** The jobs that have ended since a moment, in the order in which they did: for who tells others of it. */
export async function endedJobs(
  tx: Transaction,
  provider: string,
  { since }: { readonly since: string },
): Promise<Job[]> {
  const rows = await tx.query<JobRow>(
    `select ${jobColumns} from jobs.job where provider_id = $1 and ended_at > $2 order by ended_at, job_id`,
    [provider, since],
  );
  return rows.map(jobOf);
}
