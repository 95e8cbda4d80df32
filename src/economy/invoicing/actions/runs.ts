import { lastDayOf, type Period, Refusal } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type BillingRun, monthlyRuns, openRunOf, stopsOf } from "../index.ts";
import { runOf, runsOf, writeRun } from "../sql/runs.ts";
import { problemOf } from "../problems.ts";
import { type IssueAct, type Issued, issueDocuments } from "./issue-documents.ts";
import { lockBilling } from "./lock.ts";
import { requireNamedPerson } from "../../../platform/access/actions/index.ts";
import type { Act } from "./persons.ts";
import { proposeRun, type RunProposal } from "./propose-run.ts";

export interface Rehearsal {
  readonly run: BillingRun;
  /** Undefined when the period is issued and there is nothing to rehearse. */
  readonly proposal?: RunProposal;
}

/**
 * Rehearses a period (provkörning): computes exactly what issuing would issue, holds it against the gates and remembers
 * the hash of its content. No document is written and no number is taken.
 */
export async function rehearse(
  tx: Transaction,
  provider: string,
  { period, release = [] }: { readonly period: Period; readonly release?: readonly string[] },
  { actor, now }: Act,
): Promise<Rehearsal> {
  await requireNamedPerson(tx, provider, actor);
  await lockBilling(tx, provider);
  const runs = await runsOf(tx, provider);
  const open = openRunOf(period, runs);
  if (open === undefined) return { run: lastRunOf(period, runs) };
  const before = await runOf(tx, provider, open.run);
  const released = [...new Set([...(before?.released ?? []), ...release])].toSorted();
  const proposal = await proposeRun(tx, provider, { period, ...open, released });
  const unchanged = before?.contentSha256 === proposal.contentSha256;
  // What somebody has approved stays approved as long as it is the same.
  if (before?.state === "approved" && unchanged) return { run: before, proposal };
  const run: BillingRun = {
    run: open.run,
    period,
    state: "rehearsed",
    contentSha256: proposal.contentSha256,
    totalOre: proposal.netOre,
    rehearsedBy: actor,
    rehearsedAt: now,
    parked: proposal.parked,
    released,
  };
  await writeRun(tx, provider, run);
  await record(tx, {
    at: now,
    actor,
    action: "invoicing.rehearse",
    objectKind: "billing-run",
    objectId: run.run,
    before: before === undefined ? null : { state: before.state, content_sha256: before.contentSha256 },
    after: { state: run.state, content_sha256: run.contentSha256, net_ore: String(run.totalOre) },
  });
  return { run, proposal };
}

function lastRunOf(period: Period, runs: readonly BillingRun[]): BillingRun {
  const run = monthlyRuns(runs).findLast((each) => each.period === period);
  if (run === undefined) throw new Refusal([notRehearsed(period)]);
  return run;
}

/** Approves what was rehearsed (attest): somebody else, the same content, and no gate that stops. */
export async function approve(
  tx: Transaction,
  provider: string,
  { period }: { readonly period: Period },
  { actor, now }: Act,
): Promise<{ readonly run: BillingRun; readonly proposal?: RunProposal }> {
  await requireNamedPerson(tx, provider, actor);
  await lockBilling(tx, provider);
  const { run, only } = await openRun(tx, provider, period);
  if (run.rehearsedBy === actor) {
    throw new Refusal([
      problemOf(
        "invoicing.same-person",
        `${actor} har själv provat körningen ${run.run}.`,
        `${actor} rehearsed the run ${run.run}.`,
      ),
    ]);
  }
  if (run.state === "approved") return { run };
  const proposal = await proposeRun(tx, provider, {
    period,
    run: run.run,
    ...(only === undefined ? {} : { only }),
    released: run.released,
  });
  refuseChanged(run, proposal);
  const stops = stopsOf(proposal.gates);
  if (stops.length > 0) throw new Refusal(stops);
  const approved: BillingRun = { ...run, state: "approved", approvedBy: actor, approvedAt: now };
  await writeRun(tx, provider, approved);
  await record(tx, {
    at: now,
    actor,
    action: "invoicing.approve",
    objectKind: "billing-run",
    objectId: run.run,
    before: { state: run.state, content_sha256: run.contentSha256, rehearsed_by: run.rehearsedBy },
    after: { state: "approved", content_sha256: run.contentSha256, approved_by: actor },
  });
  return { run: approved, proposal };
}

/**
 * Issues an approved run (utfärdar), in one transaction: documents, lines, numbers, vouchers and audit are all there or
 * none of them. A period that is issued already yields no documents.
 */
export async function issue(
  tx: Transaction,
  provider: string,
  { period }: { readonly period: Period },
  act: IssueAct,
): Promise<Issued> {
  await requireNamedPerson(tx, provider, act.actor);
  await lockBilling(tx, provider);
  const runs = await runsOf(tx, provider);
  const open = openRunOf(period, runs);
  const waiting = open && runs.find((each) => each.run === open.run);
  // Settlements and corrections are booked in the same period, but are no month's run.
  const issued = monthlyRuns(runs).findLast((each) => each.period === period && each.state === "issued");
  if (waiting === undefined && issued !== undefined) {
    return { run: issued.run, documents: [], totalOre: issued.totalOre, posted: 0, agreed: 0 };
  }
  const { run, only } = await openRun(tx, provider, period);
  if (run.state !== "approved" || run.approvedBy === undefined) {
    throw new Refusal([
      problemOf(
        "invoicing.not-approved",
        `Körningen ${run.run} är provad men inte godkänd.`,
        `The run ${run.run} is rehearsed but not approved.`,
      ),
    ]);
  }
  const proposal = await proposeRun(tx, provider, {
    period,
    run: run.run,
    ...(only === undefined ? {} : { only }),
    released: run.released,
  });
  refuseChanged(run, proposal);
  const stops = stopsOf(proposal.gates);
  if (stops.length > 0) throw new Refusal(stops);
  return issueDocuments(
    tx,
    provider,
    { run: run.run, lines: proposal.lines, day: lastDayOf(period), kind: "monthly", parked: proposal.parked },
    act,
  );
}

async function openRun(
  tx: Transaction,
  provider: string,
  period: Period,
): Promise<{ readonly run: BillingRun; readonly only?: ReadonlySet<string> }> {
  const open = openRunOf(period, await runsOf(tx, provider));
  if (open === undefined) {
    throw new Refusal([
      problemOf(
        "invoicing.already-issued",
        `Perioden ${period} är redan utfärdad.`,
        `The period ${period} has already been issued.`,
      ),
    ]);
  }
  const run = await runOf(tx, provider, open.run);
  if (run === undefined) throw new Refusal([notRehearsed(period)]);
  return { run, ...(open.only === undefined ? {} : { only: open.only }) };
}

function notRehearsed(period: Period) {
  return problemOf(
    "invoicing.not-rehearsed",
    `Perioden ${period} har inte provats.`,
    `The period ${period} has not been rehearsed.`,
  );
}

function refuseChanged(run: BillingRun, proposal: RunProposal): void {
  if (run.contentSha256 === proposal.contentSha256) return;
  throw new Refusal([
    problemOf(
      "invoicing.content-changed",
      `Underlaget för ${run.run} är inte längre det som ${run.rehearsedBy} provade.`,
      `The content of ${run.run} is no longer what ${run.rehearsedBy} rehearsed.`,
    ),
  ]);
}
