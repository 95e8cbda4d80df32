import {
  byCode,
  firstDayOf,
  isInForce,
  lastDayOf,
  type Micro,
  micro,
  ore,
  type Ore,
  type Period,
  periodOf,
  periodOfDay,
  type Problem,
  Refusal,
  required,
  shiftPeriod,
  sumOre,
  yearOf,
} from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { decisionsOf } from "../../../service/customers/actions/index.ts";
import { vouchersOf } from "../../ledger/actions/index.ts";
import { customerKeysOf, modelsOf } from "../../costing/actions/index.ts";
import {
  type CostModel,
  type DriverReader,
  type KeyException,
  keyOf,
  noVolumes,
  shares,
} from "../../costing/index.ts";
import { priceListVersions } from "../../pricing/actions/index.ts";
import { isVersionInForce, type PriceListVersion } from "../../pricing/index.ts";
import {
  type BillingRun,
  feeWithException,
  type IssuedLine,
  isCorrectionOf,
  isFeeOf,
  monthlyRuns,
  nextCorrectionRun,
  type PricedItem,
  proposeCorrection,
  type ProposedLine,
  recomputedInstalment,
  type RecomputedCharge,
  type YearlyFee,
} from "../index.ts";
import { linesWhere } from "../sql/lines.ts";
import { nextNumber, runOf, runsOf, writeRun } from "../sql/runs.ts";
import { acceptingCorrections, proposingCorrections } from "../mandates.ts";
import { problemOf } from "../problems.ts";
import { isPeriodClosed, sellerOf } from "./basis.ts";
import { type Issued, issueDocuments } from "./issue-documents.ts";
import { lockBilling } from "./lock.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import type { Act } from "./persons.ts";
import { contentHashOf } from "./propose-run.ts";

export interface CorrectionProposal {
  /** 'correction-liseberg-2022-2024'; none where there is nothing to correct. */
  readonly run?: string;
  readonly customer: string;
  readonly decision: string;
  /** Where it is booked: the issued lines' own periods are closed, or at least issued. */
  readonly bookingPeriod: Period;
  /** Empty when the invoices already agree. */
  readonly lines: readonly ProposedLine[];
  readonly byYear: readonly {
    readonly year: number;
    readonly netOre: Ore;
    readonly postedTo: "provision" | "revenue";
  }[];
  readonly totalOre: Ore;
  readonly contentSha256: string;
  /** Years that could not be recomputed, and why. */
  readonly warnings: readonly Problem[];
}

export interface CorrectionInput {
  readonly customer: string;
  /** The month the credit is booked in; the latest issued open one when left out. */
  readonly bookingPeriod?: Period;
}

/**
 * Proposes what a customer's exception in the costing model means for invoices already issued (retroaktiv rättelse): the
 * fees of items whose key the exception changes are recomputed, line by line, and the difference credited. Nobody else
 * is affected. Earlier years are borne by the provision that was made for them, the booking year by its revenue.
 */
export async function computeCorrection(
  tx: Transaction,
  provider: string,
  { customer, bookingPeriod }: CorrectionInput,
): Promise<CorrectionProposal> {
  const runs = await runsOf(tx, provider);
  const booking = bookingPeriod ?? (await bookingPeriodOf(tx, provider, runs));
  const exceptions = await exceptionsOf(tx, provider, customer, booking);
  const { drivers } = await customerKeysOf(tx, { provider, year: yearOf(booking), scenario: "actual" });
  const standing = await linesWhere(
    tx,
    provider,
    "l.customer = $2 and (l.charge_kind = 'instalment' or l.cause = 'key-correction')",
    [customer],
  );
  const versions = await priceListVersions(tx, provider);
  const years = [...new Set(standing.map((line) => yearOf(line.servicePeriodFrom)))].toSorted(
    (a, b) => a - b,
  );
  const recomputed: RecomputedCharge[] = [];
  const warnings: Problem[] = [];
  for (const year of years) {
    for (const { exception, model } of exceptions) {
      const found = await recomputeYear(tx, provider, {
        year,
        customer,
        exception,
        model,
        drivers,
        standing,
        versions,
      });
      recomputed.push(...found.charges);
      warnings.push(...found.warnings);
    }
  }
  const decision = exceptions[0]?.exception.decision ?? "";
  const lines = proposeCorrection({
    originalLines: standing,
    recomputed,
    customer,
    cause: "key-correction",
    causeSv: "Rättad fördelningsnyckel",
    causeEn: "Corrected distribution key",
    decision,
    postedTo: (line) => (yearOf(line.servicePeriodFrom) < yearOf(booking) ? "provision" : "revenue"),
  });
  return {
    ...(lines.length === 0 ? {} : { run: nextCorrectionRun(customer, lines, runs) }),
    customer,
    decision,
    bookingPeriod: booking,
    lines,
    byYear: years.flatMap((year) => {
      const own = lines.filter((line) => yearOf(line.servicePeriodFrom) === year);
      return own.length === 0
        ? []
        : [
            {
              year,
              netOre: sumOre(own.map((line) => line.netOre)),
              postedTo: year < yearOf(booking) ? ("provision" as const) : ("revenue" as const),
            },
          ];
    }),
    totalOre: sumOre(lines.map((line) => line.netOre)),
    contentSha256: contentHashOf(lines),
    warnings,
  };
}

/** Remembers a correction as a rehearsed run, for somebody else to accept. Nothing is written when nothing is to be corrected. */
export async function rehearseCorrection(
  tx: Transaction,
  provider: string,
  input: CorrectionInput,
  { actor, now }: Act,
): Promise<CorrectionProposal> {
  await requireMandate(tx, provider, actor, proposingCorrections);
  await lockBilling(tx, provider);
  const proposal = await computeCorrection(tx, provider, input);
  if (proposal.run === undefined) return proposal;
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
  await record(tx, {
    at: now,
    actor,
    action: "invoicing.propose-correction",
    objectKind: "billing-run",
    objectId: run.run,
    before: null,
    after: {
      customer: proposal.customer,
      decision: proposal.decision,
      lines: proposal.lines.length,
      net_ore: String(proposal.totalOre),
      content_sha256: proposal.contentSha256,
    },
  });
  return proposal;
}

/** What was issued when a correction was accepted; without a run where there was nothing to correct. */
export type AcceptedCorrection = Omit<Issued, "run"> & { readonly run?: string };

/**
 * Accepts a proposed correction: another person, the recorded decision, unchanged content, the month it was proposed for; then
 * issues its credit note.
 */
export async function acceptCorrection(
  tx: Transaction,
  provider: string,
  { customer, bookingPeriod, decision }: CorrectionInput & { readonly decision: string },
  act: Act,
): Promise<AcceptedCorrection> {
  await requireMandate(tx, provider, act.actor, acceptingCorrections);
  await lockBilling(tx, provider);
  const waiting = (await runsOf(tx, provider))
    .filter((run) => isCorrectionOf(customer, run) && run.state === "rehearsed")
    .toSorted((a, b) => byCode(a.rehearsedAt, b.rehearsedAt))
    .at(-1);
  const wanted = bookingPeriod ?? waiting?.period;
  const proposal = await computeCorrection(tx, provider, {
    customer,
    ...(wanted === undefined ? {} : { bookingPeriod: wanted }),
  });
  await requireDecision(tx, provider, decision, proposal.decision);
  if (proposal.run === undefined) return { documents: [], totalOre: ore(0), posted: 0, agreed: 0 };
  const run = await runOf(tx, provider, proposal.run);
  if (run === undefined) {
    throw new Refusal([
      problemOf(
        "invoicing.not-rehearsed",
        `Ingen rättelse är föreslagen för ${customer}.`,
        `No correction has been proposed for ${customer}.`,
        { try: `Run \`correct propose --customer ${customer}\` first.` },
      ),
    ]);
  }
  if (run.rehearsedBy === act.actor) {
    throw new Refusal([
      problemOf(
        "invoicing.same-person",
        `${act.actor} har själv föreslagit rättelsen.`,
        `${act.actor} proposed the correction.`,
        { try: "Let someone else accept it, with `--as <login>`." },
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
        { try: "Propose it again and let someone else accept it." },
      ),
    ]);
  }
  return issueDocuments(
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
}

async function requireDecision(
  tx: Transaction,
  provider: string,
  decision: string,
  ofException: string,
): Promise<void> {
  const recorded = (await decisionsOf(tx, provider)).some((each) => each.decision === decision);
  if (recorded && decision === ofException) return;
  throw new Refusal([
    recorded
      ? problemOf(
          "invoicing.decision-required",
          `Undantaget vilar på beslut ${ofException}, inte ${decision}.`,
          `The exception rests on decision ${ofException}, not ${decision}.`,
          { try: `Name it with \`--decision ${ofException}\`.` },
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

/** The customers that have an exception in the costing model in force, by code. */
export async function customersWithException(tx: Transaction, provider: string): Promise<string[]> {
  const booking = await bookingPeriodOf(tx, provider, await runsOf(tx, provider));
  const model = await modelInForce(tx, provider, booking);
  return [...new Set((model?.exceptions ?? []).map((exception) => exception.customer))].toSorted(byCode);
}

async function modelInForce(
  tx: Transaction,
  provider: string,
  booking: Period,
): Promise<CostModel | undefined> {
  const day = lastDayOf(booking);
  return required(await modelsOf(tx, provider))
    .filter((model) => isInForce(model, day))
    .toSorted((a, b) => byCode(a.validFrom, b.validFrom))
    .at(-1);
}

async function exceptionsOf(
  tx: Transaction,
  provider: string,
  customer: string,
  booking: Period,
): Promise<{ readonly exception: KeyException; readonly model: CostModel }[]> {
  const model = await modelInForce(tx, provider, booking);
  const found = (model?.exceptions ?? []).filter((exception) => exception.customer === customer);
  if (model === undefined || found.length === 0) {
    throw new Refusal([
      problemOf(
        "invoicing.no-exception",
        `${customer} har inget undantag i kostnadsmodellen.`,
        `${customer} has no exception in the costing model.`,
      ),
    ]);
  }
  return found.map((exception) => ({ exception, model }));
}

interface YearQuestion {
  readonly year: number;
  readonly customer: string;
  readonly exception: KeyException;
  readonly model: CostModel;
  readonly drivers: DriverReader;
  readonly standing: readonly IssuedLine[];
  readonly versions: readonly PriceListVersion[];
}

/** Every month of the year that was invoiced by the changed key, with the amount it should have been. */
async function recomputeYear(
  tx: Transaction,
  provider: string,
  question: YearQuestion,
): Promise<{ charges: RecomputedCharge[]; warnings: Problem[] }> {
  const { year, customer, exception, standing, versions } = question;
  const originals = standing.filter(
    (line) =>
      yearOf(line.servicePeriodFrom) === year &&
      line.corrects === undefined &&
      firstDayOf(line.servicePeriodFrom) >= exception.validFrom &&
      (exception.validTo === undefined || firstDayOf(line.servicePeriodFrom) <= exception.validTo),
  );
  // A line is recomputed by the price list it was invoiced by; the predecessor's lines by the one in force that month.
  const listsOf = (line: IssuedLine): PriceListVersion[] => {
    const own = versions.filter((version) => version.version === line.priceListVersion);
    return own.length > 0
      ? own
      : versions.filter((version) => isVersionInForce(version, firstDayOf(line.servicePeriodFrom)));
  };
  const byBasis = new Map<string, IssuedLine[]>();
  for (const line of originals) {
    const basis = [line.item, ...listsOf(line).map((list) => list.version)].join("|");
    const lines = byBasis.get(basis);
    if (lines) lines.push(line);
    else byBasis.set(basis, [line]);
  }
  const charges: RecomputedCharge[] = [];
  const warnings: Problem[] = [];
  for (const lines of byBasis.values()) {
    const line = lines[0] as IssuedLine;
    const shared = await sharedFee(tx, provider, line, listsOf(line), question);
    if (shared === undefined) continue;
    if ("code" in shared) {
      warnings.push(shared);
      continue;
    }
    const keyValueMicro = weightWithException(line.service, shared.item.key ?? "", question);
    for (const original of lines) {
      const period = original.servicePeriodFrom;
      const fees = shared.fees.filter((fee) => isFeeOf(fee, period));
      const decided = fees.find((fee) => fee.customer === customer);
      if (decided === undefined) continue;
      // A price list that was decided with the exception in mind stands as it was decided.
      const fee =
        decided.keyValueMicro === keyValueMicro
          ? decided
          : feeWithException({ item: shared.item, fees, customer, keyValueMicro });
      charges.push(
        recomputedInstalment(fee, shared.item, period, {
          textSv: exception.explainSv,
          textEn: exception.explainEn,
          decision: exception.decision,
        }),
      );
    }
  }
  return { charges, warnings };
}

/**
 * What was shared, and by which key values: the price list of the year where there is one; else what all customers were
 * invoiced for the item that year, with the driver values that held.
 */
async function sharedFee(
  tx: Transaction,
  provider: string,
  line: IssuedLine,
  lists: readonly PriceListVersion[],
  question: YearQuestion,
): Promise<{ item: PricedItem; fees: readonly YearlyFee[] } | Problem | undefined> {
  const { year, exception, model } = question;
  for (const list of lists) {
    const item = list.items.find((each) => each.item === line.item);
    if (item === undefined) continue;
    if (item.charge !== "fee" || item.key !== exception.key || item.totalOre === undefined) return undefined;
    return { item, fees: list.fees.filter((fee) => fee.item === item.item) };
  }
  if (keyOf(model, line.service, periodOf(year, 1))?.key !== exception.key) return undefined;
  const invoiced = await tx.query<{ customer: string; annual: Ore; first: Period; last: Period }>(
    `select customer, sum(net_ore)::bigint as annual, min(service_period_from) as first, max(service_period_to) as last
     from invoicing.line
     where provider_id = $1 and item = $2 and charge_kind = 'instalment' and corrects_invoice is null
       and left(service_period_from, 4) = $3
     group by customer order by customer collate "C"`,
    [provider, line.item, String(year)],
  );
  const whole = { validFrom: firstDayOf(periodOf(year, 1)), validTo: lastDayOf(periodOf(year, 12)) };
  const weights = invoiced.map((row) =>
    weightOf(line.service, exception.key, row.customer, { ...question, model: withoutExceptions(model) }),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) {
    return problemOf(
      "invoicing.no-price-basis",
      `${line.item} ${year}: prislista och nyckelvärden saknas, så året kan inte räknas om.`,
      `${line.item} ${year}: price list and key values are missing, so the year cannot be recomputed.`,
    );
  }
  return {
    item: {
      item: line.item,
      service: line.service,
      activity: line.activity,
      nameSv: line.textSv,
      nameEn: line.textEn,
      charge: "fee",
      unit: line.unit,
      totalOre: sumOre(invoiced.map((row) => row.annual)),
      key: exception.key,
    },
    fees: invoiced.map((row, index) => ({
      item: line.item,
      customer: row.customer,
      annualOre: row.annual,
      keyValueMicro: micro(weights[index] as number),
      keySumMicro: micro(sum),
      ...whole,
    })),
  };
}

function withoutExceptions(model: CostModel): CostModel {
  return { ...model, exceptions: [] };
}

function weightWithException(service: string, key: string, question: YearQuestion): Micro {
  const weight = weightOf(service, key, question.customer, question);
  const { exception, drivers, year, customer } = question;
  if (exception.change.kind === "fixed") return weight;
  const driver = exception.change.driver;
  if (drivers.value(driver, customer, periodOf(year, 1), service) !== undefined) return weight;
  throw new Refusal([
    problemOf(
      "invoicing.no-driver-value",
      `Värde saknas för ${driver}, ${customer}, ${year}.`,
      `There is no value of ${driver} for ${customer} in ${year}.`,
    ),
  ]);
}

/** One customer's weight by the same function that prices and costs are shared by. */
function weightOf(service: string, key: string, customer: string, question: YearQuestion): Micro {
  const period = periodOf(question.year, 1);
  const found = shares({
    model: question.model,
    service,
    period,
    drivers: question.drivers,
    volumes: noVolumes,
    customers: [{ customer }],
    uses: [{ customer, service, validFrom: firstDayOf(period) }],
    key,
  });
  return (found.ok ? found.value[0]?.weightMicro : undefined) ?? micro(0);
}
