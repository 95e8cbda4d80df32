import {
  formatKronor,
  lastDayOf,
  type Ore,
  type Period,
  Refusal,
  shiftPeriod,
} from "../../../kernel/index.ts";
import type { Day } from "../../../kernel/index.ts";
import { personByLogin, requireMandate } from "../../../platform/access/actions/index.ts";
import { record } from "../../../platform/audit/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  addDays,
  creditableOf,
  creditLines,
  type Objection,
  objectionCauses,
  reissuedLines,
  remainingOf,
  type StandingLine,
} from "../index.ts";
import { answeringObjections, creditingObjections, raisingObjections } from "../mandates.ts";
import { problemOf } from "../problems.ts";
import { insertObjection, insertWithdrawal, storedObjections, updateObjection } from "../sql/objections.ts";
import { isPeriodClosed } from "./basis.ts";
import { type Issued, issueDocuments } from "./issue-documents.ts";
import { lockBilling } from "./lock.ts";
import type { Act } from "./persons.ts";
import { requiredInvoice, type StoredInvoice, unknownInvoice } from "./read.ts";

/** Days that an objection is to be answered within. */
export const daysToAnswer = 30;

export { storedObjections as objectionsOf };

export interface RaisedObjection {
  readonly invoice: string;
  /** The whole document where it is left out. */
  readonly line?: number;
  readonly cause: string;
  readonly text: string;
}

/**
 * Records what is objected to a line or a document (invändning). Refused where the document or line does not exist, nothing is left
 * of it to credit, or an objection to the same is not answered yet.
 */
export async function raiseObjection(
  tx: Transaction,
  provider: string,
  { invoice, line, cause, text }: RaisedObjection,
  { actor, now }: Act,
): Promise<Objection> {
  await requireMandate(tx, provider, actor, raisingObjections);
  await lockBilling(tx, provider);
  const stored = await requiredInvoice(tx, provider, invoice);
  const { head } = stored;
  await requireOwn(tx, provider, actor, head);
  const known = objectionCauses.find((each) => each === cause);
  if (known === undefined) throw new Refusal([unknownCause(cause)]);
  if (text.trim() === "") throw new Refusal([withoutReason()]);
  if (creditableOf(standingOf(stored, line)) === 0) throw new Refusal([nothingLeft(head.invoice, line)]);
  const all = await storedObjections(tx, provider, { invoice: head.invoice });
  const waiting = all.find(
    (each) =>
      (each.state === "open" || each.state === "credit-proposed") &&
      (each.line === undefined || line === undefined || each.line === line),
  );
  if (waiting !== undefined) throw new Refusal([waitingAlready(waiting)]);
  const objection: Objection = {
    objection: `${head.invoice}/${all.length + 1}`,
    invoice: head.invoice,
    ...(line === undefined ? {} : { line }),
    customer: head.customer,
    cause: known,
    text: text.trim(),
    raisedBy: actor,
    raisedAt: now,
    answerBy: addDays(now.slice(0, 10) as Day, daysToAnswer),
    state: "open",
    answer: "",
    reissue: false,
  };
  await keep(tx, provider, undefined, objection, { actor, now });
  return objection;
}

/** A customer objects to its own documents: to anybody else's there is nothing to object to. The command line asks here too. */
async function requireOwn(
  tx: Transaction,
  provider: string,
  actor: string,
  { invoice, customer }: StoredInvoice["head"],
): Promise<void> {
  const person = await personByLogin(tx, provider, actor);
  if (person?.role === "customer" && !person.customers.includes(customer))
    throw new Refusal([unknownInvoice(invoice)]);
}

export type ObjectionAnswer =
  | { readonly kind: "reject"; readonly answer: string }
  /** `creditOre` is what is credited, without VAT; all that is left where it is left out. */
  | {
      readonly kind: "credit";
      readonly answer: string;
      readonly creditOre?: Ore;
      readonly reissue?: boolean;
    };

/** Answers an objection: rejects it with a reason, or proposes a credit that somebody else is to issue. */
export async function answerObjection(
  tx: Transaction,
  provider: string,
  { objection: name, ...answer }: ObjectionAnswer & { readonly objection: string },
  { actor, now }: Act,
): Promise<Objection> {
  await requireMandate(tx, provider, actor, answeringObjections);
  await lockBilling(tx, provider);
  const before = await requiredObjection(tx, provider, name);
  if (before.state !== "open" && before.state !== "credit-proposed")
    throw new Refusal([alreadyAnswered(before)]);
  if (answer.answer.trim() === "") throw new Refusal([withoutReason()]);
  const answered = { ...before, answer: answer.answer.trim(), answeredBy: actor, answeredAt: now };
  if (answer.kind !== "credit") {
    const { creditOre: _, ...rest } = answered;
    const after: Objection = { ...rest, state: "rejected", reissue: false };
    await keep(tx, provider, before, after, { actor, now });
    return after;
  }
  const most = creditableOf(standingOf(await requiredInvoice(tx, provider, before.invoice), before.line));
  const creditOre = answer.creditOre ?? most;
  if (creditOre <= 0 || creditOre > most) throw new Refusal([creditTooLarge(creditOre, most)]);
  const reissue = answer.reissue ?? false;
  // What is made anew replaces everything that was charged: a part of it would be charged twice.
  if (reissue && creditOre !== most) throw new Refusal([creditTooLarge(creditOre, most)]);
  const after: Objection = { ...answered, state: "credit-proposed", creditOre, reissue };
  await keep(tx, provider, before, after, { actor, now });
  return after;
}

/**
 * Takes an objection back (återtar): by the customer itself, or by the provider's people on its word. Refused once it is answered for
 * good; a credit that is only proposed goes with it.
 */
export async function withdrawObjection(
  tx: Transaction,
  provider: string,
  { objection: name, text = "" }: { readonly objection: string; readonly text?: string },
  { actor, now }: Act,
): Promise<Objection> {
  await requireMandate(tx, provider, actor, raisingObjections);
  await lockBilling(tx, provider);
  const before = await requiredObjection(tx, provider, name);
  const person = await personByLogin(tx, provider, actor);
  if (person?.role === "customer" && !person.customers.includes(before.customer))
    throw new Refusal([unknownObjection(name)]);
  if (before.state !== "open" && before.state !== "credit-proposed")
    throw new Refusal([alreadyAnswered(before)]);
  const { creditOre: _, ...rest } = before;
  const after: Objection = {
    ...rest,
    state: "withdrawn",
    answer: text.trim(),
    answeredBy: actor,
    answeredAt: now,
    reissue: false,
  };
  await insertWithdrawal(tx, provider, after);
  await told(tx, before, after, { actor, now });
  return after;
}

/**
 * Voids a document (makulering) that we ourselves see is wrong: an objection of our own to all of it, with a credit of everything and the
 * document made anew proposed at once. Somebody else issues both; nothing is ever erased.
 */
export async function voidInvoice(
  tx: Transaction,
  provider: string,
  { invoice, cause, text }: Omit<RaisedObjection, "line">,
  act: Act,
): Promise<Objection> {
  const { objection } = await raiseObjection(tx, provider, { invoice, cause, text }, act);
  return answerObjection(tx, provider, { objection, kind: "credit", answer: text, reissue: true }, act);
}

/** The documents that objections came to, by the objection's name: credit notes, and what was made anew. */
export async function creditDocuments(
  tx: Transaction,
  provider: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.query<{ objection: string; invoices: string[] }>(
    `select o.objection, array_agg(i.invoice order by i.series collate "C", i.number) as invoices
     from invoicing.objection o
     join invoicing.invoice i on i.provider_id = $1 and i.customer = o.customer and i.run in (o.run, o.run || '.new')
     where o.provider_id = $1 and o.run is not null group by o.objection`,
    [provider],
  );
  return new Map(rows.map(({ objection, invoices }) => [objection, invoices]));
}

export interface CreditedObjection {
  readonly objection: Objection;
  readonly credit: Issued;
  /** The document made anew, where that was asked for. */
  readonly reissued?: Issued;
}

/**
 * Issues the credit of an accepted objection, and the document anew where that was proposed: another person than who proposed it, in
 * the first open month from the document's own. A credit that is issued already issues nothing.
 */
export async function creditObjection(
  tx: Transaction,
  provider: string,
  { objection: name }: { readonly objection: string },
  act: Act,
): Promise<CreditedObjection> {
  await requireMandate(tx, provider, act.actor, creditingObjections);
  await lockBilling(tx, provider);
  const before = await requiredObjection(tx, provider, name);
  if (before.state === "credited" && before.run !== undefined) {
    return {
      objection: before,
      credit: { run: before.run, documents: [], totalOre: 0 as Ore, posted: 0, agreed: 0 },
    };
  }
  if (
    before.state !== "credit-proposed" ||
    before.creditOre === undefined ||
    before.answeredBy === undefined
  ) {
    throw new Refusal([notProposed(before)]);
  }
  if (before.answeredBy === act.actor) throw new Refusal([samePerson(before, act.actor)]);
  const stored = await requiredInvoice(tx, provider, before.invoice);
  const standing = standingOf(stored, before.line);
  const most = creditableOf(standing);
  if (before.creditOre > most) throw new Refusal([creditTooLarge(before.creditOre, most)]);
  const day = lastDayOf(await firstOpenFrom(tx, provider, stored.head.bookingPeriod));
  const shared = { day, kind: "correction", rehearsedBy: before.answeredBy, approvedBy: act.actor } as const;
  const run = runOfObjection(before);
  const credit = await issueDocuments(
    tx,
    provider,
    { ...shared, run, lines: creditLines(before, standing, before.creditOre) },
    act,
  );
  const reissued = before.reissue
    ? await issueDocuments(
        tx,
        provider,
        { ...shared, kind: "monthly", run: `${run}.new`, lines: reissuedLines(before, standing) },
        act,
      )
    : undefined;
  const after: Objection = { ...before, state: "credited", creditedBy: act.actor, creditedAt: act.now, run };
  await keep(tx, provider, before, after, act);
  return { objection: after, credit, ...(reissued === undefined ? {} : { reissued }) };
}

/** 'correction-objection.UF-30/1': the run that credits it. */
function runOfObjection({ objection }: Pick<Objection, "objection">): string {
  return `correction-objection.${objection}`;
}

function standingOf(stored: StoredInvoice, line: number | undefined): StandingLine[] {
  const lines = stored.lines.filter((each) => line === undefined || each.line === line);
  if (lines.length === 0) throw new Refusal([unknownLine(stored.head.invoice, line)]);
  return lines.map((each) => ({ line: each, remainingOre: remainingOf(each, stored.corrections) }));
}

async function firstOpenFrom(tx: Transaction, provider: string, from: Period): Promise<Period> {
  let period = from;
  while (await isPeriodClosed(tx, provider, period)) period = shiftPeriod(period, 1);
  return period;
}

async function requiredObjection(tx: Transaction, provider: string, name: string): Promise<Objection> {
  const [found] = await storedObjections(tx, provider, { objection: name });
  if (found !== undefined) return found;
  throw new Refusal([unknownObjection(name)]);
}

async function keep(
  tx: Transaction,
  provider: string,
  before: Objection | undefined,
  after: Objection,
  { actor, now }: Act,
): Promise<void> {
  await (before === undefined ? insertObjection : updateObjection)(tx, provider, after);
  await told(tx, before, after, { actor, now });
}

/** What became of an objection, in the audit. */
async function told(
  tx: Transaction,
  before: Objection | undefined,
  after: Objection,
  { actor, now }: Act,
): Promise<void> {
  const said = (one: Objection) => ({
    state: one.state,
    cause: one.cause,
    ...(one.line === undefined ? {} : { line: one.line }),
    ...(one.answer === "" ? {} : { answer: one.answer }),
    ...(one.creditOre === undefined ? {} : { credit_ore: String(one.creditOre), reissue: one.reissue }),
    ...(one.run === undefined ? {} : { run: one.run }),
  });
  await record(tx, {
    at: now,
    actor,
    action: `invoicing.objection-${after.state}`,
    objectKind: "objection",
    objectId: after.objection,
    before: before === undefined ? null : said(before),
    after: said(after),
  });
}

const unknownObjection = (name: string) =>
  problemOf(
    "invoicing.unknown-objection",
    `Invändningen ”${name}” finns inte.`,
    `There is no objection "${name}".`,
  );
const unknownCause = (cause: string) =>
  problemOf(
    "invoicing.unknown-cause",
    `Orsaken ”${cause}” finns inte. Orsakerna är: ${objectionCauses.join(", ")}.`,
    `There is no cause "${cause}". The causes are: ${objectionCauses.join(", ")}.`,
  );
const withoutReason = () =>
  problemOf(
    "invoicing.reason-missing",
    "En text som säger varför behövs.",
    "A text that says why is needed.",
  );
const nothingLeft = (invoice: string, line: number | undefined) =>
  problemOf(
    "invoicing.nothing-to-credit",
    `På ${invoice}${line === undefined ? "" : `, rad ${line},`} finns inget kvar att kreditera.`,
    `On ${invoice}${line === undefined ? "" : `, line ${line},`} nothing is left to credit.`,
  );
const waitingAlready = (one: Objection) =>
  problemOf(
    "invoicing.objection-waiting",
    `Invändningen ${one.objection} mot samma sak väntar redan på svar.`,
    `The objection ${one.objection} to the same thing is already waiting for an answer.`,
  );
const alreadyAnswered = (one: Objection) =>
  problemOf(
    "invoicing.objection-answered",
    `Invändningen ${one.objection} är redan besvarad.`,
    `The objection ${one.objection} has already been answered.`,
  );
const notProposed = (one: Objection) =>
  problemOf(
    "invoicing.credit-not-proposed",
    `För invändningen ${one.objection} är ingen kreditering föreslagen.`,
    `No credit is proposed for the objection ${one.objection}.`,
  );
const samePerson = (one: Objection, actor: string) =>
  problemOf(
    "invoicing.same-person",
    `${actor} har själv föreslagit krediteringen av ${one.objection}.`,
    `${actor} proposed the credit of ${one.objection}.`,
  );
const creditTooLarge = (wanted: Ore, most: Ore) =>
  problemOf(
    "invoicing.credit-out-of-bounds",
    `${formatKronor(wanted)} kr går inte att kreditera; mer än 0 och högst ${formatKronor(most)} kr, och allt när dokumentet görs om.`,
    `${formatKronor(wanted)} kr cannot be credited; more than 0 and at most ${formatKronor(most)} kr, and all of it where the document is made anew.`,
  );
const unknownLine = (invoice: string, line: number | undefined) =>
  problemOf(
    "invoicing.unknown-line",
    `${invoice} har ingen rad ${line ?? ""}.`,
    `${invoice} has no line ${line ?? ""}.`,
  );
