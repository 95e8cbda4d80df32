import { setImmediate, setTimeout as pause } from "node:timers/promises";
import { type Period, Refusal } from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Job, JobCancelled, type JobContext, type JobHandler } from "../../../platform/jobs/index.ts";
import { enqueue } from "../../../platform/jobs/actions/index.ts";
import { billingSubject, deliveryJob, issueJob, oreJson, rehearseJob, stopsOf } from "../index.ts";
import { delivering, issuing, rehearsing } from "../mandates.ts";
import { problemOf } from "../problems.ts";
import { deliver } from "./deliver.ts";
import type { DeliveryWorld } from "./outlets.ts";
import type { Act } from "./persons.ts";
import type { Step } from "./propose-run.ts";
import { invoicesOf } from "./read.ts";
import { issue, rehearse, requireIssuable } from "./runs.ts";

/** The world as it is: this machine's clock, network and environment. */
export function realWorld({ outbox, now }: Pick<DeliveryWorld, "outbox" | "now">): DeliveryWorld {
  return {
    outbox,
    now,
    pause: (milliseconds) => pause(milliseconds),
    secret: (name) => process.env[name],
  };
}

export interface MonthWanted {
  readonly period: Period;
  readonly release?: readonly string[];
}

/** Has a month rehearsed in the background. Who may not, and who comes second, is told at once. */
export async function startRehearsal(
  tx: Transaction,
  provider: string,
  { period, release = [] }: MonthWanted,
  { actor, now }: Act,
): Promise<Job> {
  await requireMandate(tx, provider, actor, rehearsing);
  const parameters = { period, release, actor };
  const job = { kind: rehearseJob.kind, parameters, subject: billingSubject(period) };
  return enqueue(tx, provider, job, { now, actor });
}

/** Has an approved month issued in the background. One that is not approved is refused at once. */
export async function startIssue(
  tx: Transaction,
  provider: string,
  { period }: MonthWanted,
  { actor, now }: Act,
): Promise<Job> {
  await requireMandate(tx, provider, actor, issuing);
  await requireIssuable(tx, provider, period);
  const parameters = { period, actor };
  const job = { kind: issueJob.kind, parameters, subject: billingSubject(period) };
  return enqueue(tx, provider, job, { now, actor });
}

/** Has a run's documents delivered in the background. */
export async function startDelivery(
  tx: Transaction,
  provider: string,
  { run, again = false }: { readonly run: string; readonly again?: boolean },
  { actor, now }: Act,
): Promise<Job> {
  await requireMandate(tx, provider, actor, delivering);
  if ((await invoicesOf(tx, provider, { run })).length === 0) {
    throw new Refusal([
      problemOf(
        "invoicing.nothing-to-deliver",
        `Körningen ${run} har inga utfärdade dokument.`,
        `The run ${run} has no issued documents.`,
      ),
    ]);
  }
  const parameters = { run, actor, again };
  const job = { kind: deliveryJob.kind, parameters, subject: billingSubject(run) };
  return enqueue(tx, provider, job, { now, actor });
}

/** What the server's worker can do for billing. */
export function billingHandlers(world: DeliveryWorld): Readonly<Record<string, JobHandler>> {
  return {
    // One transaction: killed or cancelled nothing has happened, and the next worker begins anew with the same outcome.
    [rehearseJob.kind]: async (context) => {
      const { period, release, actor } = context.parameters as MonthWanted & { readonly actor: string };
      const wanted = { period, ...(release === undefined ? {} : { release }) };
      const { run, proposal } = await inOneTransaction(context, actor, (tx, provider, step) =>
        rehearse(tx, provider, wanted, { actor, now: world.now() }, { step }),
      );
      return {
        run: run.run,
        state: run.state,
        documents: proposal?.documents.length ?? 0,
        lines: proposal?.lineCount ?? 0,
        net: oreJson(run.totalOre),
        stops: proposal === undefined ? 0 : stopsOf(proposal.gates).length,
        parked: run.parked.map((one) => one.customer ?? ""),
      };
    },
    // What a worker had issued when it was killed is issued: the next one finds it done, and tells the same.
    [issueJob.kind]: async (context) => {
      const { period, actor } = context.parameters as MonthWanted & { readonly actor: string };
      return inOneTransaction(context, actor, async (tx, provider, step) => {
        const issued = await issue(tx, provider, { period }, { actor, now: world.now() }, { step });
        const documents = await invoicesOf(tx, provider, { run: issued.run });
        return {
          run: issued.run,
          documents: documents.length,
          issuedNow: issued.documents.length,
          net: oreJson(issued.totalOre),
        };
      });
    },
    // Parcel by parcel: killed, it goes on with what is not recorded as sent.
    [deliveryJob.kind]: async ({ database, scope, parameters, progress, cancelled }) => {
      const { run, actor, again } = parameters as { run: string; actor: string; again?: boolean };
      const question = { run, ...(again === undefined ? {} : { again }) };
      const result = await deliver(database, scope.provider, question, { actor, world, progress, cancelled });
      if (result.isStopped) throw new JobCancelled();
      return { run, ...result };
    },
  };
}

/** Work in one transaction of the person who asked, whose steps are told beside it. */
async function inOneTransaction<T>(
  { database, scope, progress, cancelled }: JobContext,
  actor: string,
  work: (tx: Transaction, provider: string, step: Step) => Promise<T>,
): Promise<T> {
  const step: Step = async (done, total) => {
    if (cancelled()) throw new JobCancelled();
    await progress(done, total, "");
    // Pages are answered between two steps.
    await setImmediate();
  };
  return database.transaction({ ...scope, actor }, (tx) => work(tx, scope.provider, step));
}
