import {
  assert,
  type Day,
  type Ore,
  periodOfDay,
  type Problem,
  Refusal,
  sumOre,
} from "../../../kernel/index.ts";
import { record, recordAll } from "../../../platform/audit/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { postVouchers } from "../../ledger/actions/index.ts";
import {
  type BillingRun,
  documentsOf,
  type MadeDocument,
  madeOf,
  newPaymentReference,
  type PostingRules,
  postingProblems,
  type ProposedLine,
  voucherOf,
} from "../index.ts";
import { insertDocuments } from "../sql/lines.ts";
import type { RehearsedDocument } from "../sql/rehearsals.ts";
import { paymentCodeOf, runOf, takeNumbers, writeRun } from "../sql/runs.ts";
import { problemOf } from "../problems.ts";
import { billedCustomers, billedServices, isPeriodClosed, sellerOf } from "./basis.ts";
import { lockBilling } from "./lock.ts";
import type { Act } from "./persons.ts";
import { contentHashOf, periodClosed, type Watching } from "./propose-run.ts";

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
  readonly documents: readonly MadeDocument[];
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
      parts: [
        documents.map((document) => ({ document, voucher: voucherOf(document, seller.posting, services) })),
      ],
      count: documents.length,
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
  /** Documents and their vouchers, some at a time. Their numbers are taken already. */
  readonly parts: Iterable<readonly RehearsedDocument[]> | AsyncIterable<readonly RehearsedDocument[]>;
  /** How many they are in all. */
  readonly count: number;
  /** The seller as it is, kept on every document. */
  readonly seller: unknown;
  readonly run: Omit<BillingRun, "state">;
  readonly before?: BillingRun;
}

/** Stores documents whose numbers are taken, books and audits them, and marks the run, all in the caller's transaction. */
export async function storeIssued(
  tx: Transaction,
  provider: string,
  { parts, count, seller, run, before }: ReadyToIssue,
  { actor, now }: Act,
  { step }: Watching = {},
): Promise<Issued> {
  const codes = new Map<string, number>();
  const made: MadeDocument[] = [];
  const differing: Problem[] = [];
  let [posted, agreed] = [0, 0];
  for await (const part of parts) {
    await step?.(made.length, count);
    const documents = part.map((one) => one.document);
    for (const { series } of documents)
      if (!codes.has(series)) codes.set(series, await paymentCodeOf(tx, provider, series));
    await insertDocuments(tx, provider, documents, {
      snapshotOf: (document) => ({ customer: document.snapshot, seller }),
      paymentReferenceOf: ({ series, number }) => newPaymentReference(codes.get(series) ?? 0, number),
    });
    const vouchers = part.flatMap((one) => one.voucher ?? []);
    assert(vouchers.length === documents.length, `every document of ${run.run} has its voucher`);
    const posting = await postVouchers(tx, provider, vouchers, { actor, now });
    posted += posting.posted;
    agreed += posting.agreed;
    differing.push(...posting.differing);
    await recordAll(
      tx,
      documents.map((document) => ({
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
    );
    for (const document of documents) made.push(madeOf(document));
  }
  if (differing.length > 0) throw new Refusal(differing.map(asBooksDiffer));
  await writeRun(tx, provider, { ...run, state: "issued", issuedBy: actor, issuedAt: now });
  await record(tx, {
    at: now,
    actor,
    action: "invoicing.issue-run",
    objectKind: "billing-run",
    objectId: run.run,
    before: before === undefined ? null : { state: before.state, content_sha256: before.contentSha256 },
    after: {
      state: "issued",
      content_sha256: run.contentSha256,
      documents: made.length,
      net_ore: String(run.totalOre),
      posted,
      agreed,
    },
  });
  await step?.(made.length, count);
  return { run: run.run, documents: made, totalOre: run.totalOre, posted, agreed };
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
