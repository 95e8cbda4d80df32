import {
  assert,
  byCode,
  lastDayOf,
  ore,
  type Ore,
  type Period,
  periodOf,
  periodOfDay,
  type Problem,
  Refusal,
  shiftPeriod,
  sumOre,
  yearOf,
} from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { record } from "../../../platform/audit/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { decisionsOf } from "../../../service/customers/actions/index.ts";
import type { Assumption } from "../../costing/index.ts";
import { vouchersOf } from "../../ledger/actions/index.ts";
import {
  type Bearer,
  type BillingRun,
  chargeIdentity,
  type IssuedLine,
  isCorrectionOf,
  isSharedCorrection,
  lumpSum,
  monthlyRuns,
  movedIn,
  nextCorrectionRun,
  nextSharedCorrectionRun,
  type PostedTo,
  postingProblems,
  proposeCorrection,
  type ProposedLine,
  type RecomputedCharge,
  type RerunRow,
  rightAmounts,
} from "../index.ts";
import { acceptingCorrections, proposingCorrections } from "../mandates.ts";
import { problemOf } from "../problems.ts";
import {
  type CorrectedValue,
  removeCorrection,
  storedCorrections,
  writeCorrectedValues,
  writeCorrection,
} from "../sql/corrections.ts";
import { linesWhere } from "../sql/lines.ts";
import { nextNumber, runOf, runsOf, writeRun } from "../sql/runs.ts";
import { billedServices, isPeriodClosed, sellerOf } from "./basis.ts";
import { type Issued, issueDocuments } from "./issue-documents.ts";
import { lockBilling } from "./lock.ts";
import type { Act } from "./persons.ts";
import { contentHashOf } from "./propose-run.ts";
import { requireCustomer } from "./read.ts";
import { customersMoved, readRerun, type Rerun, type RerunMonth } from "./rerun.ts";

export interface CorrectionProposal {
  /** 'correction-liseberg-2022-2024', 'rerun-2023-2024'; none where there is nothing to correct. */
  readonly run?: string;
  /** Whose change it is; '' for everybody's. */
  readonly customer: string;
  readonly bearer: Bearer;
  /** The decision it rests on; '' where the model names none, and any recorded one may be named when it is accepted. */
  readonly decision: string;
  /** Where it is booked: the issued lines' own periods are closed, or at least issued. */
  readonly bookingPeriod: Period;
  /** Empty when the invoices already agree. */
  readonly lines: readonly ProposedLine[];
  /** What stands and what should have stood, by customer, item and month. */
  readonly rows: readonly RerunRow[];
  readonly byYear: readonly { readonly year: number; readonly netOre: Ore; readonly postedTo: PostedTo }[];
  readonly totalOre: Ore;
  readonly contentSha256: string;
  /** The values that the amounts rest on once it is accepted. */
  readonly values: readonly CorrectedValue[];
  /** Years that could not be recomputed, and why. */
  readonly warnings: readonly Problem[];
}

export interface CorrectionInput {
  /** Whose change is corrected. Left out, and borne by the others, it is everybody's in one proposal. */
  readonly customer?: string;
  /** The provider unless told otherwise. */
  readonly bearer?: Bearer;
  /** The month the credit is booked in; the latest issued open one when left out. */
  readonly bookingPeriod?: Period;
  /** A recorded decision, where the change has none of its own in the model. */
  readonly decision?: string;
}

/** What is imagined otherwise, for a proposal that is only looked at. */
export interface ImaginedInput extends CorrectionInput {
  readonly assumptions?: readonly Assumption[];
}

/**
 * Proposes what changed keys, values and exceptions mean for invoices already issued (retroaktiv rättelse): the fees they
 * move are recomputed month by month, and the difference credited or charged on the lines it comes from. Writes nothing.
 */
export async function computeCorrection(
  tx: Transaction,
  provider: string,
  input: ImaginedInput,
): Promise<CorrectionProposal> {
  if (input.customer !== undefined) await requireCustomer(tx, provider, input.customer);
  const [proposal] = await proposalsOf(tx, provider, {
    ...input,
    customers: [input.customer ?? everybody],
  });
  assert(proposal !== undefined, "one was asked for");
  return proposal;
}

/**
 * The proposals of everybody that a change moves: one for each customer, or, borne by the others, one for all. Customers
 * with an exception are there also when their invoices agree. Writes nothing.
 */
export async function computeCorrections(
  tx: Transaction,
  provider: string,
  input: ImaginedInput = {},
): Promise<CorrectionProposal[]> {
  if (input.customer !== undefined || input.bearer === "others") {
    return [await computeCorrection(tx, provider, input)];
  }
  return proposalsOf(tx, provider, input);
}

const everybody = "";

async function proposalsOf(
  tx: Transaction,
  provider: string,
  input: ImaginedInput & { readonly customers?: readonly string[] },
): Promise<CorrectionProposal[]> {
  const runs = await runsOf(tx, provider);
  const booking = input.bookingPeriod ?? (await bookingPeriodOf(tx, provider, runs));
  const rerun = await readRerun(tx, provider, { booking, assumptions: input.assumptions ?? [] });
  const excepted = rerun.exceptions.map((one) => one.customer);
  const customers = input.customers ?? [...new Set([...excepted, ...customersMoved(rerun)])].toSorted(byCode);
  const bearer = input.bearer ?? "provider";
  const proposals: CorrectionProposal[] = [];
  for (const customer of customers) {
    proposals.push(
      await proposalOf(tx, provider, {
        rerun,
        customer,
        bearer,
        runs,
        ...(input.decision === undefined ? {} : { decision: input.decision }),
      }),
    );
  }
  return proposals;
}

interface ProposalQuestion {
  readonly rerun: Rerun;
  readonly customer: string;
  readonly bearer: Bearer;
  readonly runs: readonly BillingRun[];
  readonly decision?: string;
}

async function proposalOf(
  tx: Transaction,
  provider: string,
  question: ProposalQuestion,
): Promise<CorrectionProposal> {
  const { rerun, customer, bearer, runs } = question;
  const { booking } = rerun;
  const only = customer === everybody ? undefined : customer;
  const missing = rerun.missing.filter((one) => only === undefined || one.customer === only);
  if (missing.length > 0) throw new Refusal(missing.map((one) => one.problem));
  const charges: { readonly charge: RecomputedCharge; readonly month: RerunMonth }[] = [];
  const values: CorrectedValue[] = [];
  const warnings: Problem[] = [...rerun.warnings];
  const decisions = new Set<string>();
  for (const month of rerun.months) {
    const moved = movedIn(month, only);
    const right = rightAmounts(month, { bearer, moved, why: month.why });
    if (right === undefined) {
      warnings.push(cannotShare(month));
      continue;
    }
    for (const charge of right) charges.push({ charge, month });
    for (const one of moved) {
      const { decision } = month.why(one);
      if (decision !== undefined) decisions.add(decision);
      values.push({
        item: month.item.item,
        customer: one.customer,
        from: month.period,
        to: month.period,
        valueMicro: one.afterMicro,
        shared: bearer === "others",
      });
    }
  }
  const ofException = rerun.exceptions.find((one) => one.customer === customer)?.decision;
  if (decisions.size === 0 && ofException !== undefined) decisions.add(ofException);
  const decision = (decisions.size === 1 ? [...decisions][0] : question.decision) ?? "";
  if (question.decision !== undefined) await requireDecision(tx, provider, question.decision, decision);
  const standing = await standingLines(tx, provider, charges);
  const postedIn = (period: Period): PostedTo => postedTo(bearer, period, booking);
  const customers = [...new Set(charges.map(({ charge }) => charge.customer))].toSorted(byCode);
  const recomputed = charges.map(({ charge, month }) =>
    month.standing.has(charge.customer) ? charge : withLine(charge, month, postedIn(month.period)),
  );
  const ofCustomer = new Map<string, RecomputedCharge[]>();
  for (const charge of recomputed) {
    const own = ofCustomer.get(charge.customer);
    if (own === undefined) ofCustomer.set(charge.customer, [charge]);
    else own.push(charge);
  }
  const lines = customers.flatMap((each) =>
    proposeCorrection({
      originalLines: standing.get(each) ?? [],
      recomputed: ofCustomer.get(each) ?? [],
      customer: each,
      cause: "key-correction",
      causeSv: "Rättad fördelningsnyckel",
      causeEn: "Corrected distribution key",
      ...(decision === "" ? {} : { decision }),
      postedTo: (line) => postedIn(line.servicePeriodFrom),
    }),
  );
  const totalOre = sumOre(lines.map((line) => line.netOre));
  assert(
    bearer !== "others" || totalOre === 0,
    "what the others bear is credited and charged to the same amount",
  );
  await requirePosting(tx, provider, lines, booking);
  const run =
    lines.length === 0
      ? {}
      : {
          run:
            bearer === "others"
              ? nextSharedCorrectionRun(lines, runs)
              : nextCorrectionRun(customer, lines, runs),
        };
  return {
    ...run,
    customer,
    bearer,
    decision,
    bookingPeriod: booking,
    lines,
    rows: rowsOf(charges),
    byYear: yearsOf(lines, postedIn),
    totalOre,
    contentSha256: contentHashOf(lines),
    values: spansOf(values),
    warnings,
  };
}

/** Borne by the customers it never touches a provision: each service's revenue is as much as before. */
function postedTo(bearer: Bearer, period: Period, booking: Period): PostedTo {
  if (bearer === "others" || yearOf(period) >= yearOf(booking)) return "revenue";
  return bearer === "equity" ? "equity" : "provision";
}

/** The lines that stand for the charges, by customer. */
async function standingLines(
  tx: Transaction,
  provider: string,
  charges: readonly { readonly charge: RecomputedCharge }[],
): Promise<Map<string, IssuedLine[]>> {
  const found = new Map<string, IssuedLine[]>();
  if (charges.length === 0) return found;
  const asked = new Set(charges.map(({ charge }) => chargeIdentity(charge)));
  const distinct = (of: (charge: RecomputedCharge) => string): string[] => [
    ...new Set(charges.map(({ charge }) => of(charge))),
  ];
  const lines = await linesWhere(
    tx,
    provider,
    `l.customer = any($2::text[]) and l.item = any($3::text[]) and l.service_period_from = any($4::text[])
     and (l.charge_kind = 'instalment' or l.cause = 'key-correction')`,
    [
      distinct((charge) => charge.customer),
      distinct((charge) => charge.item),
      distinct((charge) => charge.servicePeriodFrom),
    ],
  );
  for (const line of lines) {
    if (!asked.has(chargeIdentity(line))) continue;
    const own = found.get(line.customer);
    if (own === undefined) found.set(line.customer, [line]);
    else own.push(line);
  }
  return found;
}

/** A charge that nobody was asked for before comes with the whole of its line. */
function withLine(charge: RecomputedCharge, { item }: RerunMonth, postedAs: PostedTo): RecomputedCharge {
  return {
    ...charge,
    line: {
      customer: charge.customer,
      chargeKind: "correction",
      postedTo: postedAs,
      item: item.item,
      service: item.service,
      activity: item.activity,
      textSv: item.nameSv,
      textEn: item.nameEn,
      servicePeriodFrom: charge.servicePeriodFrom,
      servicePeriodTo: charge.servicePeriodTo,
      ...lumpSum(charge.netOre),
      unit: "",
      because: charge.because,
    },
  };
}

function rowsOf(
  charges: readonly { readonly charge: RecomputedCharge; readonly month: RerunMonth }[],
): RerunRow[] {
  return charges
    .map(({ charge, month }): RerunRow => {
      const standingOre = month.standing.get(charge.customer) ?? ore(0);
      return {
        customer: charge.customer,
        service: month.item.service,
        item: charge.item,
        period: charge.servicePeriodFrom,
        standingOre,
        rightOre: charge.netOre,
        differenceOre: ore(charge.netOre - standingOre),
      };
    })
    .filter((row) => row.differenceOre !== 0)
    .toSorted(
      (a, b) =>
        byCode(a.customer, b.customer) ||
        byCode(a.service, b.service) ||
        byCode(a.item, b.item) ||
        byCode(a.period, b.period),
    );
}

function yearsOf(
  lines: readonly ProposedLine[],
  postedIn: (period: Period) => PostedTo,
): CorrectionProposal["byYear"] {
  const years = [...new Set(lines.map((line) => yearOf(line.servicePeriodFrom)))].toSorted((a, b) => a - b);
  return years.map((year) => ({
    year,
    netOre: sumOre(
      lines.filter((line) => yearOf(line.servicePeriodFrom) === year).map((line) => line.netOre),
    ),
    postedTo: postedIn(periodOf(year, 1)),
  }));
}

/** Months in a row with the same value are one span. */
function spansOf(values: readonly CorrectedValue[]): CorrectedValue[] {
  const spans: CorrectedValue[] = [];
  const sorted = values.toSorted(
    (a, b) => byCode(a.item, b.item) || byCode(a.customer, b.customer) || byCode(a.from, b.from),
  );
  for (const value of sorted) {
    const last = spans.at(-1);
    const goesOn =
      last !== undefined &&
      last.item === value.item &&
      last.customer === value.customer &&
      last.valueMicro === value.valueMicro &&
      shiftPeriod(last.to, 1) === value.from;
    if (goesOn) spans[spans.length - 1] = { ...last, to: value.to };
    else spans.push(value);
  }
  return spans;
}

/** What no account can be found for is refused when it is proposed, not by who accepts it. */
async function requirePosting(
  tx: Transaction,
  provider: string,
  lines: readonly ProposedLine[],
  booking: Period,
): Promise<void> {
  if (!lines.some((line) => line.postedTo === "equity")) return;
  const { posting } = await sellerOf(tx, provider);
  const services = await billedServices(tx, provider, lastDayOf(booking));
  const problems = postingProblems(lines, posting, services);
  if (problems.length > 0) throw new Refusal(problems);
}

function cannotShare({ item, period }: RerunMonth): Problem {
  return problemOf(
    "invoicing.cannot-share",
    `${item.item} ${period}: de nya nyckelvärdena ger ingen att dela det fakturerade på.`,
    `${item.item} ${period}: the new key values leave nobody to share what was invoiced.`,
  );
}

/**
 * Remembers a correction as a rehearsed run, for somebody else to accept, with who bears it. Nothing is written when
 * nothing is to be corrected.
 */
export async function rehearseCorrection(
  tx: Transaction,
  provider: string,
  input: CorrectionInput,
  act: Act,
): Promise<CorrectionProposal> {
  await requireMandate(tx, provider, act.actor, proposingCorrections);
  await lockBilling(tx, provider);
  const proposal = await computeCorrection(tx, provider, input);
  await remember(tx, provider, proposal, act);
  return proposal;
}

/** Remembers the proposals of everybody that a change moves. */
export async function rehearseCorrections(
  tx: Transaction,
  provider: string,
  input: CorrectionInput,
  act: Act,
): Promise<CorrectionProposal[]> {
  await requireMandate(tx, provider, act.actor, proposingCorrections);
  await lockBilling(tx, provider);
  const proposals = await computeCorrections(tx, provider, input);
  for (const proposal of proposals) await remember(tx, provider, proposal, act);
  return proposals;
}

async function remember(
  tx: Transaction,
  provider: string,
  proposal: CorrectionProposal,
  { actor, now }: Act,
): Promise<void> {
  await withdrawOvertaken(tx, provider, proposal, { actor, now });
  if (proposal.run === undefined) return;
  const run: BillingRun = {
    run: proposal.run,
    period: proposal.bookingPeriod,
    state: "rehearsed",
    contentSha256: proposal.contentSha256,
    totalOre: proposal.totalOre,
    rehearsedBy: actor,
    rehearsedAt: now,
    parked: [],
    released: [],
  };
  await writeRun(tx, provider, run);
  await writeCorrection(tx, provider, {
    run: run.run,
    bearer: proposal.bearer,
    customer: proposal.customer,
    decision: proposal.decision,
    lines: JSON.stringify(proposal.lines),
  });
  await record(tx, {
    at: now,
    actor,
    action: "invoicing.propose-correction",
    objectKind: "billing-run",
    objectId: run.run,
    before: null,
    after: {
      customer: proposal.customer,
      bearer: proposal.bearer,
      decision: proposal.decision,
      lines: proposal.lines.length,
      net_ore: String(proposal.totalOre),
      content_sha256: proposal.contentSha256,
    },
  });
}

/** A proposal that waits, and that another has taken the place of or nothing is left of, waits no more. */
async function withdrawOvertaken(
  tx: Transaction,
  provider: string,
  { run, customer, bearer }: Pick<CorrectionProposal, "run" | "customer" | "bearer">,
  { actor, now }: Act,
): Promise<void> {
  const overtaken = (await runsOf(tx, provider)).filter(
    (each) =>
      each.state === "rehearsed" &&
      each.run !== run &&
      (bearer === "others" ? isSharedCorrection(each) : isCorrectionOf(customer, each)),
  );
  for (const each of overtaken) {
    await removeCorrection(tx, provider, each.run);
    await record(tx, {
      at: now,
      actor,
      action: "invoicing.withdraw-correction",
      objectKind: "billing-run",
      objectId: each.run,
      before: { content_sha256: each.contentSha256, net_ore: String(each.totalOre) },
      after: null,
    });
  }
}

/** What was issued when a correction was accepted; without a run where there was nothing to correct. */
export type AcceptedCorrection = Omit<Issued, "run"> & { readonly run?: string };

export interface AcceptanceInput {
  /** Whose proposal; left out, the one that all customers share. */
  readonly customer?: string;
  readonly bookingPeriod?: Period;
  readonly decision: string;
}

/**
 * Accepts a proposed correction: another person, a recorded decision, unchanged content and bearer, the month it was
 * proposed for; then issues its documents.
 */
export async function acceptCorrection(
  tx: Transaction,
  provider: string,
  { customer, bookingPeriod, decision }: AcceptanceInput,
  act: Act,
): Promise<AcceptedCorrection> {
  await requireMandate(tx, provider, act.actor, acceptingCorrections);
  await lockBilling(tx, provider);
  const waiting = (await runsOf(tx, provider))
    .filter(
      (run) =>
        run.state === "rehearsed" &&
        (customer === undefined ? isSharedCorrection(run) : isCorrectionOf(customer, run)),
    )
    .toSorted((a, b) => byCode(a.rehearsedAt, b.rehearsedAt))
    .at(-1);
  return acceptWaiting(
    tx,
    provider,
    { customer: customer ?? everybody, bookingPeriod, decision, waiting },
    act,
  );
}

/** Accepts the correction of one run. */
export async function acceptCorrectionRun(
  tx: Transaction,
  provider: string,
  { run, decision }: { readonly run: string; readonly decision: string },
  act: Act,
): Promise<AcceptedCorrection> {
  await requireMandate(tx, provider, act.actor, acceptingCorrections);
  await lockBilling(tx, provider);
  const stored = (await storedCorrections(tx, provider)).find((one) => one.run === run);
  const waiting = await runOf(tx, provider, run);
  if (stored === undefined || waiting === undefined) {
    throw new Refusal([
      problemOf("invoicing.unknown", `Rättelsen ”${run}” finns inte.`, `There is no correction "${run}".`, {
        try: "See what waits with `correct list`.",
        try_sv: "Se vad som väntar med `correct list`.",
      }),
    ]);
  }
  if (waiting.state === "issued") return { documents: [], totalOre: ore(0), posted: 0, agreed: 0 };
  const input = { customer: stored.customer, bookingPeriod: waiting.period, decision, waiting };
  return acceptWaiting(tx, provider, input, act);
}

async function acceptWaiting(
  tx: Transaction,
  provider: string,
  {
    customer: named,
    bookingPeriod,
    decision,
    waiting,
  }: {
    readonly customer: string;
    readonly bookingPeriod: Period | undefined;
    readonly decision: string;
    readonly waiting: BillingRun | undefined;
  },
  act: Act,
): Promise<AcceptedCorrection> {
  const stored = (await storedCorrections(tx, provider)).find((one) => one.run === waiting?.run);
  const wanted = bookingPeriod ?? waiting?.period;
  const customer = stored?.customer ?? named;
  const proposedBy = stored !== undefined && stored.decision !== "" ? { decision: stored.decision } : {};
  const proposal = await computeCorrection(tx, provider, {
    ...(customer === everybody ? {} : { customer }),
    bearer: stored?.bearer ?? (customer === everybody ? "others" : "provider"),
    ...(wanted === undefined ? {} : { bookingPeriod: wanted }),
    ...proposedBy,
  });
  await requireDecision(tx, provider, decision, proposal.decision);
  if (proposal.run === undefined) {
    await withdrawOvertaken(tx, provider, proposal, act);
    return { documents: [], totalOre: ore(0), posted: 0, agreed: 0 };
  }
  const run = await runOf(tx, provider, proposal.run);
  const whose =
    customer === everybody ? { sv: "kunderna", en: "the customers" } : { sv: customer, en: customer };
  if (run === undefined) {
    const proposing = `correct propose ${customer === everybody ? "--bearer others" : `--customer ${customer}`}`;
    throw new Refusal([
      problemOf(
        "invoicing.not-rehearsed",
        `Ingen rättelse är föreslagen för ${whose.sv}.`,
        `No correction has been proposed for ${whose.en}.`,
        { try: `Run \`${proposing}\` first.`, try_sv: `Kör \`${proposing}\` först.` },
      ),
    ]);
  }
  if (run.rehearsedBy === act.actor) {
    throw new Refusal([
      problemOf(
        "invoicing.same-person",
        `${act.actor} har själv föreslagit rättelsen.`,
        `${act.actor} proposed the correction.`,
        {
          try: "Let someone else accept it, with `--as <login>`.",
          try_sv: "Låt någon annan godta den, med `--as <inloggning>`.",
        },
      ),
    ]);
  }
  if (run.period !== proposal.bookingPeriod) {
    throw new Refusal([
      problemOf(
        "invoicing.other-month",
        `Rättelsen föreslogs för ${run.period}, inte ${proposal.bookingPeriod}.`,
        `The correction was proposed for ${run.period}, not ${proposal.bookingPeriod}.`,
      ),
    ]);
  }
  if (run.contentSha256 !== proposal.contentSha256) {
    throw new Refusal([
      problemOf(
        "invoicing.content-changed",
        `Rättelsen är inte längre den som ${run.rehearsedBy} föreslog.`,
        `The correction is no longer the one that ${run.rehearsedBy} proposed.`,
        {
          try: "Propose it again and let someone else accept it.",
          try_sv: "Föreslå den igen och låt någon annan godta den.",
        },
      ),
    ]);
  }
  const issued = await issueDocuments(
    tx,
    provider,
    {
      run: proposal.run,
      lines: proposal.lines,
      day: lastDayOf(proposal.bookingPeriod),
      kind: "correction",
      approvedBy: act.actor,
    },
    act,
  );
  await writeCorrectedValues(tx, provider, proposal.run, proposal.values);
  await writeCorrection(tx, provider, {
    run: proposal.run,
    bearer: proposal.bearer,
    customer: proposal.customer,
    decision,
    lines: "",
  });
  await record(tx, {
    at: act.now,
    actor: act.actor,
    action: "invoicing.accept-correction",
    objectKind: "billing-run",
    objectId: proposal.run,
    before: { bearer: proposal.bearer, content_sha256: run.contentSha256 },
    after: { decision, bearer: proposal.bearer, documents: issued.documents.length },
  });
  return issued;
}

async function requireDecision(
  tx: Transaction,
  provider: string,
  decision: string,
  ofException: string,
): Promise<void> {
  const recorded = (await decisionsOf(tx, provider)).some((each) => each.decision === decision);
  if (recorded && (ofException === "" || decision === ofException)) return;
  throw new Refusal([
    recorded
      ? problemOf(
          "invoicing.decision-required",
          `Undantaget vilar på beslut ${ofException}, inte ${decision}.`,
          `The exception rests on decision ${ofException}, not ${decision}.`,
          {
            try: `Name it with \`--decision ${ofException}\`.`,
            try_sv: `Ange det med \`--decision ${ofException}\`.`,
          },
        )
      : problemOf(
          "invoicing.decision-required",
          `Beslut ${decision} finns inte i beslutsregistret.`,
          `Decision ${decision} is not in the register of decisions.`,
        ),
  ]);
}

/**
 * Where books that were imported first already hold the next correction document, the month they say; else the latest
 * month that is issued and open; else the first month after the closed ones.
 */
async function bookingPeriodOf(
  tx: Transaction,
  provider: string,
  runs: readonly BillingRun[],
): Promise<Period> {
  const issued = monthlyRuns(runs)
    .filter((run) => run.state === "issued")
    .map((run) => run.period)
    .toSorted();
  const last = issued.at(-1);
  const known = runs.map((run) => run.period).toSorted();
  const start = last ?? known.at(-1) ?? periodOf(2000, 1);
  const { posting } = await sellerOf(tx, provider);
  if (posting.correctionSeries !== posting.invoiceSeries) {
    const number = await nextNumber(tx, provider, posting.correctionSeries, posting.firstNumber);
    const [voucher] = await vouchersOf(
      tx,
      provider,
      [yearOf(start), yearOf(start) + 1].map((fiscalYear) => ({
        fiscalYear,
        series: posting.correctionSeries,
        number: String(number),
      })),
    );
    if (voucher && !(await isPeriodClosed(tx, provider, periodOfDay(voucher.day))))
      return periodOfDay(voucher.day);
  }
  let period = start;
  while (await isPeriodClosed(tx, provider, period)) period = shiftPeriod(period, 1);
  return period;
}
