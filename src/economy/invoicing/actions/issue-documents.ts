import {
  type Day,
  type Ore,
  ore,
  periodOfDay,
  type Problem,
  Refusal,
  sumOre,
} from "../../../kernel/index.ts";
import { record, recordAll } from "../../../platform/audit/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { postVouchers } from "../../ledger/actions/index.ts";
import {
  documentsOf,
  type Finding,
  type Invoice,
  type PostingRules,
  postingProblems,
  type ProposedLine,
  voucherOf,
} from "../index.ts";
import { insertDocuments } from "../sql/lines.ts";
import { runOf, takeNumbers, writeRun } from "../sql/runs.ts";
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
  readonly parked?: readonly Finding[];
  readonly released?: readonly string[];
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

/** The named steps inside an issue, in order: where the tests break it to see that nothing is left half-done. */
export const issueSteps = ["locked", "numbered", "documents", "posted", "audited", "run"] as const;
export type IssueStep = (typeof issueSteps)[number];

export interface IssueAct extends Act {
  readonly reached?: (step: IssueStep) => Promise<void>;
}

/**
 * Issues ready-made lines as documents: numbered without gaps, stored, booked through the ledger and audited, all in the
 * caller's transaction. Idempotent by run: issued again with the same lines it does nothing, with others it is refused.
 */
export async function issueDocuments(
  tx: Transaction,
  provider: string,
  input: IssueInput,
  { actor, now, reached = async () => {} }: IssueAct,
): Promise<Issued> {
  await lockBilling(tx, provider);
  await reached("locked");
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
  const firstNumber = await takeNumbers(tx, provider, series, {
    count,
    firstNumber: seller.posting.firstNumber,
  });
  await reached("numbered");
  const documents = documentsOf({
    run: input.run,
    lines: input.lines,
    customers,
    posting: seller.posting,
    day: input.day,
    firstNumber,
    series,
  });
  // The run comes first on paper: documents without a run would have no basis.
  const totalOre = sumOre(input.lines.map((line) => line.netOre));
  await insertDocuments(tx, provider, documents, (document) => ({
    customer: document.snapshot,
    seller: seller.facts,
  }));
  await reached("documents");
  const vouchers = documents.map((document) => voucherOf(document, seller.posting, services));
  const posting = await postVouchers(tx, provider, vouchers, { actor, now });
  if (posting.differing.length > 0) throw new Refusal(posting.differing.map(asBooksDiffer));
  await reached("posted");
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
  await reached("audited");
  await writeRun(tx, provider, {
    run: input.run,
    period,
    state: "issued",
    contentSha256,
    totalOre,
    rehearsedBy: input.rehearsedBy ?? before?.rehearsedBy ?? actor,
    rehearsedAt: before?.rehearsedAt ?? now,
    approvedBy: input.approvedBy ?? before?.approvedBy ?? actor,
    approvedAt: before?.approvedAt ?? now,
    issuedBy: actor,
    issuedAt: now,
    parked: input.parked ?? before?.parked ?? [],
    released: input.released ?? before?.released ?? [],
  });
  await record(tx, {
    at: now,
    actor,
    action: "invoicing.issue-run",
    objectKind: "billing-run",
    objectId: input.run,
    before: before === undefined ? null : { state: before.state, content_sha256: before.contentSha256 },
    after: {
      state: "issued",
      content_sha256: contentSha256,
      documents: documents.length,
      net_ore: String(totalOre),
      posted: posting.posted,
      agreed: posting.agreed,
    },
  });
  await reached("run");
  return {
    run: input.run,
    documents,
    totalOre: ore(totalOre),
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
