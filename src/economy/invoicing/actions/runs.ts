import { assert, type Period, Refusal } from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { record } from "../../../platform/audit/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type BillingRun, type Gate, monthlyRuns, openRunOf, stopsOf } from "../index.ts";
import {
  addRehearsed,
  clearRehearsed,
  type InputContents,
  rehearsedDocuments,
  rehearsedOf,
  rehearsedProposalOf,
  removeRehearsal,
  writeRehearsal,
} from "../sql/rehearsals.ts";
import { runsOf, takeNumbers, writeRun } from "../sql/runs.ts";
import { approving, issuing, rehearsing } from "../mandates.ts";
import { problemOf } from "../problems.ts";
import { changedInputs, inputsOf } from "./inputs.ts";
import { type Issued, storeIssued } from "./issue-documents.ts";
import { lockBilling } from "./lock.ts";
import type { Act } from "./persons.ts";
import { proposeRun, type RunProposal, type Watching } from "./propose-run.ts";

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
  { step }: Watching = {},
): Promise<Rehearsal> {
  await requireMandate(tx, provider, actor, rehearsing);
  await lockBilling(tx, provider);
  const runs = await runsOf(tx, provider);
  const open = openRunOf(period, runs);
  if (open === undefined) return { run: lastRunOf(period, runs) };
  const before = runs.find((each) => each.run === open.run);
  const released = [...new Set([...(before?.released ?? []), ...release])].toSorted();
  const rehearsed = await rehearsedOf(tx, provider, open.run);
  // Before anything is read: what changes while the run is computed is seen when it is approved.
  const inputs = await inputsOf(tx, provider, period);
  await clearRehearsed(tx, provider, open.run);
  const proposal = await proposeRun(
    tx,
    provider,
    { period, ...open, released },
    {
      take: (documents) => addRehearsed(tx, open.run, documents),
      ...(step === undefined ? {} : { step }),
    },
  );
  // What somebody has approved stays approved as long as it is the same, and so is all that it rests on.
  if (
    before?.state === "approved" &&
    before.contentSha256 === proposal.contentSha256 &&
    rehearsed !== undefined &&
    sameInputs(rehearsed.inputs, inputs)
  ) {
    return { run: before, proposal };
  }
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
  await writeRehearsal(tx, provider, {
    run: run.run,
    inputs,
    stops: stopsOf(proposal.gates),
    proposal: keptOf(proposal),
  });
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

/** Approves what was rehearsed (attest): somebody else, nothing that it rests on has changed, and no gate that stops. */
export async function approve(
  tx: Transaction,
  provider: string,
  { period }: { readonly period: Period },
  { actor, now }: Act,
): Promise<BillingRun> {
  await requireMandate(tx, provider, actor, approving);
  await lockBilling(tx, provider);
  const run = openRun(period, await runsOf(tx, provider));
  if (run.rehearsedBy === actor) {
    throw new Refusal([
      problemOf(
        "invoicing.same-person",
        `${actor} har själv provat körningen ${run.run}.`,
        `${actor} rehearsed the run ${run.run}.`,
      ),
    ]);
  }
  if (run.state === "approved") return run;
  await requireUnchanged(tx, provider, run);
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
  return approved;
}

/**
 * Issues an approved run (utfärdar), in one transaction: documents, lines, numbers, vouchers and audit are all there or
 * none of them. The documents are those that were rehearsed; had anything they rest on changed since, nothing is issued. A
 * period that is issued already yields no documents.
 */
export async function issue(
  tx: Transaction,
  provider: string,
  { period }: { readonly period: Period },
  act: Act,
  { step }: Watching = {},
): Promise<Issued> {
  await requireMandate(tx, provider, act.actor, issuing);
  await lockBilling(tx, provider);
  const runs = await runsOf(tx, provider);
  const issued = issuedAlready(period, runs);
  if (issued !== undefined)
    return { run: issued.run, documents: [], totalOre: issued.totalOre, posted: 0, agreed: 0 };
  const run = requireApproved(openRun(period, runs));
  await requireUnchanged(tx, provider, run);
  const kept = (await rehearsedProposalOf(tx, provider, run.run)) as KeptProposal;
  const { count, firstNumber, seller, series } = kept;
  if (count > 0) {
    const taken = await takeNumbers(tx, provider, series, { count, firstNumber });
    assert(taken === firstNumber, `the numbers of ${run.run} are those it was rehearsed with`);
  }
  const parts = rehearsedDocuments(tx, provider, run.run);
  const ready = { parts, count, seller, run, before: run };
  const result = await storeIssued(tx, provider, ready, act, step === undefined ? {} : { step });
  assert(result.documents.length === count, `${run.run} is issued as it was rehearsed`);
  await removeRehearsal(tx, provider, run.run);
  return result;
}

/** Refuses a month that cannot be issued: neither approved nor issued already. */
export async function requireIssuable(tx: Transaction, provider: string, period: Period): Promise<void> {
  const runs = await runsOf(tx, provider);
  if (issuedAlready(period, runs) === undefined) requireApproved(openRun(period, runs));
}

/** The month's last issued run, where none waits after it. */
function issuedAlready(period: Period, runs: readonly BillingRun[]): BillingRun | undefined {
  const open = openRunOf(period, runs);
  if (open !== undefined && runs.some((each) => each.run === open.run)) return undefined;
  // Settlements and corrections are booked in the same period, but are no month's run.
  return monthlyRuns(runs).findLast((each) => each.period === period && each.state === "issued");
}

function requireApproved(run: BillingRun): BillingRun & { readonly approvedBy: string } {
  const { approvedBy } = run;
  if (run.state === "approved" && approvedBy !== undefined) return { ...run, approvedBy };
  throw new Refusal([
    problemOf(
      "invoicing.not-approved",
      `Körningen ${run.run} är provad men inte godkänd.`,
      `The run ${run.run} is rehearsed but not approved.`,
    ),
  ]);
}

/** The run that a period is in, as it was rehearsed. */
function openRun(period: Period, runs: readonly BillingRun[]): BillingRun {
  const open = openRunOf(period, runs);
  if (open === undefined) {
    throw new Refusal([
      problemOf(
        "invoicing.already-issued",
        `Perioden ${period} är redan utfärdad.`,
        `The period ${period} has already been issued.`,
      ),
    ]);
  }
  const run = runs.find((each) => each.run === open.run);
  if (run === undefined) throw new Refusal([notRehearsed(period)]);
  return run;
}

/** What is kept of a proposal beside its documents: what issuing needs, and what the approver is to look at. */
interface KeptProposal extends Pick<RunProposal, "seller" | "series" | "gates"> {
  readonly count: number;
  readonly firstNumber: number;
}

function keptOf({ documents, seller, series, gates }: RunProposal): KeptProposal {
  return { count: documents.length, firstNumber: documents[0]?.number ?? 0, seller, series, gates };
}

/** What the gates found when a run was rehearsed, each with its list; none once the run is issued and its rehearsal gone. */
export async function gatesOfRun(tx: Transaction, provider: string, run: string): Promise<readonly Gate[]> {
  if ((await rehearsedOf(tx, provider, run)) === undefined) return [];
  const kept = (await rehearsedProposalOf(tx, provider, run)) as Partial<KeptProposal>;
  return kept.gates ?? [];
}

/**
 * Refuses when something that a rehearsal rests on has changed, or when a gate stopped it. Computed again it would be the same: what
 * is computed follows from what is read, and what is read is held against what it was.
 */
async function requireUnchanged(tx: Transaction, provider: string, run: BillingRun): Promise<void> {
  const rehearsed = await rehearsedOf(tx, provider, run.run);
  if (rehearsed === undefined) throw new Refusal([notRehearsed(run.period)]);
  const { inputs, stops } = rehearsed;
  const changed = await changedInputs(tx, provider, { period: run.period, rehearsed: inputs });
  if (changed.length > 0) throw new Refusal([contentChanged(run, changed)]);
  if (stops.length > 0) throw new Refusal(stops);
}

function sameInputs(a: InputContents, b: InputContents): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function notRehearsed(period: Period) {
  return problemOf(
    "invoicing.not-rehearsed",
    `Perioden ${period} har inte provats.`,
    `The period ${period} has not been rehearsed.`,
  );
}

function contentChanged(run: BillingRun, changed: readonly { readonly sv: string; readonly en: string }[]) {
  const sv = changed.map((each) => each.sv).join(", ");
  const en = changed.map((each) => each.en).join(", ");
  return problemOf(
    "invoicing.content-changed",
    `Sedan ${run.rehearsedBy} provade ${run.run} har detta ändrats: ${sv}.`,
    `Since ${run.rehearsedBy} rehearsed ${run.run} this has changed: ${en}.`,
  );
}
