import { entriesAfter } from "../../audit/actions/index.ts";
import type { Transaction } from "../../database/index.ts";
import { endedJobs } from "../../jobs/actions/index.ts";
import { type EventDefinition, type Happening, jobEnded, messageOf } from "../event.ts";

/** As many entries of the chain as are read at a time. */
const entriesAtATime = 500;
/** A job's end may be seen a little after it was written; looking again so far back loses none, and its message is known. */
const lookBackMinutes = 10;
/** What has arrived is kept in the log for so long. */
const daysKept = 30;

interface Reading {
  readonly subscription_id: string;
  readonly events: readonly string[];
  readonly after_seq: number;
  readonly jobs_after: string;
}

/**
 * Makes messages of what has happened since the chain was last read, for every active webhook, and moves its mark in the same
 * transaction: a happening is neither forgotten nor made into two messages, wherever the program is killed. True when more may follow.
 */
export async function gatherMessages(
  tx: Transaction,
  provider: string,
  { events, now }: { readonly events: readonly EventDefinition[]; readonly now: string },
): Promise<boolean> {
  const readings = await tx.query<Reading>(
    `select subscription_id, events, after_seq, jobs_after from webhooks.subscription
     where provider_id = $1 and state = 'active' order by subscription_id for update skip locked`,
    [provider],
  );
  let more = false;
  let made = 0;
  for (const reading of readings) {
    const entries = await entriesAfter(tx, provider, { seq: reading.after_seq, most: entriesAtATime });
    const wanted = events.filter((one) => reading.events.includes(one.event));
    const happenings = entries.flatMap((entry): Happening[] => {
      const of = wanted.find((one) => one.objectKind === entry.objectKind && one.action === entry.action);
      if (of === undefined) return [];
      const { at, objectKind, objectId } = entry;
      const path = of.path?.(objectId);
      const told = { event: of.event, at, objectKind, objectId, ...(path === undefined ? {} : { path }) };
      return [{ ...told, messageId: `msg_audit_${entry.seq}` }];
    });
    const jobs = reading.events.includes(jobEnded.event)
      ? await endedJobs(tx, provider, { since: minutesBefore(reading.jobs_after, lookBackMinutes) })
      : [];
    for (const job of jobs)
      happenings.push({
        messageId: `msg_job_${job.job}`,
        event: jobEnded.event,
        at: job.endedAt ?? now,
        objectKind: "job",
        objectId: job.job,
        path: `/jobs/${job.job}`,
      });
    await keepMessages(tx, provider, reading.subscription_id, happenings, now);
    made += happenings.length;
    const last = entries.at(-1)?.seq;
    const lastJob = jobs.at(-1)?.endedAt;
    if (last !== undefined || (lastJob !== undefined && lastJob !== null))
      await tx.execute(
        `update webhooks.subscription set after_seq = greatest(after_seq, $3), jobs_after = greatest(jobs_after, $4)
         where provider_id = $1 and subscription_id = $2`,
        [provider, reading.subscription_id, last ?? reading.after_seq, lastJob ?? reading.jobs_after],
      );
    more ||= entries.length === entriesAtATime;
  }
  // Tidied where there is work anyhow, not at every look.
  if (made > 0)
    await tx.execute(
      "delete from webhooks.delivery where provider_id = $1 and state = 'delivered' and delivered_at < $2",
      [provider, minutesBefore(now, daysKept * 24 * 60)],
    );
  return more;
}

/** A message that is known already stays as it is. */
export async function keepMessages(
  tx: Transaction,
  provider: string,
  subscription: string,
  happenings: readonly Happening[],
  now: string,
): Promise<void> {
  if (happenings.length === 0) return;
  await tx.execute(
    `insert into webhooks.delivery (provider_id, subscription_id, message_id, event, body, made_at, state, next_at)
     select $1, $2, row.message_id, row.event, row.body, $6, 'waiting', $6
     from unnest($3::text[], $4::text[], $5::text[]) as row (message_id, event, body)
     on conflict do nothing`,
    [
      provider,
      subscription,
      happenings.map((one) => one.messageId),
      happenings.map((one) => one.event),
      happenings.map((one) => messageOf(one, provider)),
      now,
    ],
  );
}

function minutesBefore(at: string, minutes: number): string {
  return new Date(Date.parse(at) - minutes * 60_000).toISOString();
}
