import { type Day, type Ore, periodOfDay, type Problem, Refusal, sumOre } from "../../../kernel/index.ts";
import { recordAll } from "../../../platform/audit/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { postVouchers } from "../../ledger/actions/index.ts";
import type { Voucher } from "../../ledger/index.ts";
import {
  type BillingRun,
  documentsOf,
  type Invoice,
  newPaymentReference,
  type PostingRules,
  postingProblems,
  type ProposedLine,
  voucherOf,
} from "../index.ts";
import { insertDocuments } from "../sql/lines.ts";
import { paymentCodeOf, runOf, takeNumbers, writeRun } from "../sql/runs.ts";
import { problemOf } from "../problems.ts";
import { billedCustomers, billedServices, isPeriodClosed, sellerOf } from "./basis.ts";
import { lockBilling } from "./lock.ts";
import type { Act } from "./persons.ts";
import { contentHashOf, periodClosed } from "./propose-run.ts";

/** Which kind of documents: it decides the series. */
export type DocumentKind = "monthly" | "settlement" | "correction";

export interface IssueInput {
  /** '2024-03', 'settlement-2024-preliminary': issuing the same run again issues nothing. */
  readonly run: string;
  readonly lines: readonly ProposedLine[];
  /** Document day; its month is the booking period and must be open. */
  readonly day: Day;
  readonly kind: DocumentKind;
  /** Who computed and who decided, where it was somebody else than the one who issues. */
  readonly rehearsedBy?: string;
  readonly approvedBy?: string;
}

export interface Issued {
  readonly run: string;
  /** Empty when the run was issued before. */
  readonly documents: readonly Invoice[];
  readonly totalOre: Ore;
  /** Vouchers written now, and those the books already held with the same booking. */
  readonly posted: number;
  readonly agreed: number;
}

/**
 * Issues ready-made lines as documents: numbered without gaps, stored, booked through the ledger and audited, all in the
 * caller's transaction. Idempotent by run: issued again with the same lines it does nothing, with others it is refused.
 */
export async function issueDocuments(
  tx: Transaction,
  provider: string,
  input: IssueInput,
  act: Act,
): Promise<Issued> {
  await lockBilling(tx, provider);
  const contentSha256 = contentHashOf(input.lines);
  const before = await runOf(tx, provider, input.run);
  if (before?.state === "issued") {
    if (before.contentSha256 !== contentSha256) throw new Refusal([alreadyIssued(input.run)]);
    return { run: input.run, documents: [], totalOre: before.totalOre, posted: 0, agreed: 0 };
  }
  const period = periodOfDay(input.day);
  if (await isPeriodClosed(tx, provider, period)) throw new Refusal([periodClosed(period)]);
  const seller = await sellerOf(tx, provider);
  const services = await billedServices(tx, provider, input.day);
  const customers = await billedCustomers(tx, provider, input.day);
  const problems = postingProblems(input.lines, seller.posting, services);
  if (problems.length > 0) throw new Refusal(problems);

  const series = seriesOf(input.kind, seller.posting);
  const count = new Set(input.lines.map((line) => line.customer)).size;
  const { firstNumber } = seller.posting;
  const documents = documentsOf({
    run: input.run,
    lines: input.lines,
    customers,
    posting: seller.posting,
    day: input.day,
    firstNumber: await takeNumbers(tx, provider, series, { count, firstNumber }),
    series,
  });
  const { actor, now } = act;
  return storeIssued(
    tx,
    provider,
    {
      documents,
      vouchers: documents.map((document) => voucherOf(document, seller.posting, services)),
      seller: seller.facts,
      ...(before === undefined ? {} : { before }),
      run: {
        run: input.run,
        period,
        contentSha256,
        totalOre: sumOre(input.lines.map((line) => line.netOre)),
        rehearsedBy: input.rehearsedBy ?? before?.rehearsedBy ?? actor,
        rehearsedAt: before?.rehearsedAt ?? now,
        approvedBy: input.approvedBy ?? before?.approvedBy ?? actor,
        approvedAt: before?.approvedAt ?? now,
        parked: before?.parked ?? [],
        released: before?.released ?? [],
      },
    },
    act,
  );
}

export interface ReadyToIssue {
  /** Their numbers are taken already. */
  readonly documents: readonly Invoice[];
  readonly vouchers: readonly Voucher[];
  /** The seller as it is, kept on every document. */
  readonly seller: unknown;
  readonly run: Omit<BillingRun, "state">;
  readonly before?: BillingRun;
}

/** Stores documents whose numbers are taken, books and audits them, and marks the run, all in the caller's transaction. */
export async function storeIssued(
  tx: Transaction,
  provider: string,
  { documents, vouchers, seller, run, before }: ReadyToIssue,
  { actor, now }: Act,
): Promise<Issued> {
  const codes = new Map<string, number>();
  for (const series of new Set(documents.map((document) => document.series)))
    codes.set(series, await paymentCodeOf(tx, provider, series));
  await insertDocuments(tx, provider, documents, {
    snapshotOf: (document) => ({ customer: document.snapshot, seller }),
    paymentReferenceOf: ({ series, number }) => newPaymentReference(codes.get(series) ?? 0, number),
  });
  const posting = await postVouchers(tx, provider, vouchers, { actor, now });
  if (posting.differing.length > 0) throw new Refusal(posting.differing.map(asBooksDiffer));
  await writeRun(tx, provider, { ...run, state: "issued", issuedBy: actor, issuedAt: now });
  await recordAll(tx, [
    ...documents.map((document) => ({
      at: now,
      actor,
      action: "invoicing.issue",
      objectKind: document.kind,
      objectId: document.invoice,
      before: null,
      after: {
        run: document.run,
        customer: document.customer,
        lines: document.lines.length,
        net_ore: String(document.netOre),
        vat_ore: String(document.vatOre),
        total_ore: String(document.totalOre),
      },
    })),
    {
      at: now,
      actor,
      action: "invoicing.issue-run",
      objectKind: "billing-run",
      objectId: run.run,
      before: before === undefined ? null : { state: before.state, content_sha256: before.contentSha256 },
      after: {
        state: "issued",
        content_sha256: run.contentSha256,
        documents: documents.length,
        net_ore: String(run.totalOre),
        posted: posting.posted,
        agreed: posting.agreed,
      },
    },
  ]);
  return {
    run: run.run,
    documents,
    totalOre: run.totalOre,
    posted: posting.posted,
    agreed: posting.agreed,
  };
}

export function seriesOf(kind: DocumentKind, posting: PostingRules): string {
  if (kind === "settlement") return posting.settlementSeries;
  return kind === "correction" ? posting.correctionSeries : posting.invoiceSeries;
}

export function alreadyIssued(run: string): Problem {
  return problemOf(
    "invoicing.already-issued",
    `Körningen ${run} är redan utfärdad, med annat innehåll.`,
    `The run ${run} has already been issued, with other content.`,
  );
}

function asBooksDiffer(problem: Problem): Problem {
  return problemOf("invoicing.books-differ", problem.message_sv, problem.message_en);
}
