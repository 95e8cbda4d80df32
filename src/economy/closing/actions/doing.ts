import { type Period, Refusal } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import { closePeriod, reopenPeriod } from "../../ledger/actions/index.ts";
import { closingPeriods } from "../../ledger/index.ts";
import { judging } from "../mandates.ts";
import { problemOf } from "../problems.ts";
import { judged, monthSteps, stepIds } from "../steps.ts";
import { keepProtocol } from "./protocols.ts";
import { closedMonths, factsOf } from "./read.ts";

interface Doing {
  readonly actor: string;
  readonly now: string;
}

/** Says of a step what data cannot. Said again, the new words stand and the audit has the old. */
export async function judgeStep(
  tx: Transaction,
  provider: string,
  { period, step, state, text }: { period: Period; step: string; state: "done" | "seen"; text: string },
  { actor, now }: Doing,
): Promise<void> {
  await requireMandate(tx, provider, actor, judging);
  await takeTurn(tx, provider, "ledger");
  const known = stepIds.find((one) => one === step);
  if (known === undefined || !judged.includes(known))
    refuse(
      "closing.not-a-judgement",
      `”${step}” bedöms inte av en person.`,
      `"${step}" is not for a person to judge.`,
    );
  if (text.trim() === "")
    refuse(
      "closing.judgement-words",
      "Säg med en mening vad som har setts.",
      "Say in a sentence what has been seen.",
    );
  if (await isClosed(tx, provider, period))
    refuse("closing.month-closed", `${period} är stängd.`, `${period} is closed.`);
  const before = await tx.maybe<{ state: string; text: string }>(
    "select state, text from closing.judgement where provider_id = $1 and period = $2 and step = $3",
    [provider, period, step],
  );
  await tx.execute(
    `insert into closing.judgement (provider_id, period, step, state, text, judged_by, judged_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (provider_id, period, step) do update
     set state = excluded.state, text = excluded.text, judged_by = excluded.judged_by, judged_at = excluded.judged_at`,
    [provider, period, step, state, text.trim(), actor, now],
  );
  await record(tx, {
    at: now,
    actor,
    action: "closing.judge",
    objectKind: "month-step",
    objectId: `${period}/${step}`,
    before: before ?? null,
    after: { state, text: text.trim() },
  });
}

/** Closes a month when nothing stops it (stänger månaden) and keeps its protocol. Again changes nothing and says so by `false`. */
export async function closeMonth(
  tx: Transaction,
  provider: string,
  period: Period,
  { actor, now }: Doing,
): Promise<boolean> {
  await requireMandate(tx, provider, actor, closingPeriods);
  const facts = await factsOf(tx, provider, period);
  if (facts.state === "closed") return false;
  const left = monthSteps(facts).filter((step) => step.must && step.state !== "done");
  if (left.length > 0)
    throw new Refusal(
      left.map((step) =>
        problemOf(
          "closing.not-ready",
          {},
          { message_sv: `${step.sv}: ${step.tellsSv}`, message_en: `${step.en}: ${step.tellsEn}` },
        ),
      ),
    );
  const closed = await closePeriod(tx, provider, period, { actor, now });
  if (closed) await keepProtocol(tx, provider, { ...facts, state: "closed" });
  return closed;
}

/** Asks for a closed month to be opened again: a reason now, another person after. */
export async function askToReopen(
  tx: Transaction,
  provider: string,
  { period, reason }: { period: Period; reason: string },
  { actor, now }: Doing,
): Promise<void> {
  await requireMandate(tx, provider, actor, closingPeriods);
  if (!(await isClosed(tx, provider, period)))
    refuse("closing.month-open", `${period} är inte stängd.`, `${period} is not closed.`);
  if (reason.trim() === "")
    refuse("closing.judgement-words", `Varför ska ${period} öppnas?`, `Why is ${period} to be opened?`);
  await tx.execute(
    `insert into closing.reopening (provider_id, period, reason, asked_by, asked_at) values ($1, $2, $3, $4, $5)
     on conflict (provider_id, period) do update
     set reason = excluded.reason, asked_by = excluded.asked_by, asked_at = excluded.asked_at`,
    [provider, period, reason.trim(), actor, now],
  );
  await record(tx, {
    at: now,
    actor,
    action: "closing.ask-reopen",
    objectKind: "period",
    objectId: period,
    before: null,
    after: { reason: reason.trim() },
  });
}

/** Opens the month that another person has asked for. */
export async function reopenMonth(
  tx: Transaction,
  provider: string,
  period: Period,
  { actor, now }: Doing,
): Promise<void> {
  await requireMandate(tx, provider, actor, closingPeriods);
  const asked = await tx.maybe<{ reason: string; askedBy: string }>(
    `select reason, asked_by as "askedBy" from closing.reopening where provider_id = $1 and period = $2`,
    [provider, period],
  );
  if (asked === undefined)
    refuse(
      "closing.not-asked",
      `Ingen har bett om att ${period} öppnas.`,
      `Nobody has asked for ${period} to be reopened.`,
    );
  if (asked.askedBy === actor)
    refuse("closing.same-person", `${actor} bad själv om det.`, `${actor} is who asked for it.`);
  await reopenPeriod(
    tx,
    provider,
    { period, reason: asked.reason, secondPerson: asked.askedBy },
    { actor, now },
  );
  await tx.execute("delete from closing.reopening where provider_id = $1 and period = $2", [
    provider,
    period,
  ]);
}

async function isClosed(tx: Transaction, provider: string, period: Period): Promise<boolean> {
  return (await closedMonths(tx, provider)).includes(period);
}

function refuse(code: Parameters<typeof problemOf>[0], message_sv: string, message_en: string): never {
  throw new Refusal([problemOf(code, {}, { message_sv, message_en })]);
}
