import { createHash } from "node:crypto";
import {
  lastDayOf,
  type Ore,
  ore,
  type Period,
  type Problem,
  Refusal,
  shiftPeriod,
  sumOre,
  yearOf,
} from "../../../kernel/index.ts";
import type { Profile } from "../../../formats/internal-debiting/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { driverSignOffs } from "../../costing/actions/index.ts";
import { booksTheSame, type Voucher, voucherName, voucherProblems } from "../../ledger/index.ts";
import { accountMapOf, vouchersOf } from "../../ledger/actions/index.ts";
import { priceListVersions } from "../../pricing/actions/index.ts";
import {
  type BillingRun,
  canonicalLines,
  chargesOf,
  documentsOf,
  type Finding,
  type Gate,
  gatesOf,
  type Invoice,
  isUnreachable,
  monthlyRuns,
  park,
  postingProblems,
  type ProposedLine,
  receiverFindings,
  sellerFacts,
  voucherOf,
} from "../index.ts";
import { linesWhere } from "../sql/lines.ts";
import { nextNumber, runsOf } from "../sql/runs.ts";
import { problemOf } from "../problems.ts";
import { type BillingBasis, basisOf, isPeriodClosed, keyNamesOf, type Seller, sellerOf } from "./basis.ts";
import { lateLines } from "./late-lines.ts";

/** What a run would issue if it were issued now; nothing is written to make it. */
export interface RunProposal {
  readonly run: string;
  readonly period: Period;
  readonly lines: readonly ProposedLine[];
  /** The documents with the numbers they would get. */
  readonly documents: readonly Invoice[];
  readonly vouchers: readonly Voucher[];
  /** The series the documents are numbered in. */
  readonly series: string;
  /** The seller as it would stand on every document. */
  readonly seller: unknown;
  readonly gates: readonly Gate[];
  readonly parked: readonly Finding[];
  readonly contentSha256: string;
  readonly netOre: Ore;
}

export function contentHashOf(lines: readonly ProposedLine[]): string {
  return createHash("sha256").update(canonicalLines(lines)).digest("hex");
}

export async function proposeRun(
  tx: Transaction,
  provider: string,
  {
    period,
    run,
    only,
    released,
  }: {
    readonly period: Period;
    readonly run: string;
    readonly only?: ReadonlySet<string>;
    readonly released: readonly string[];
  },
): Promise<RunProposal> {
  if (await isPeriodClosed(tx, provider, period)) throw new Refusal([periodClosed(period)]);
  const seller = await sellerOf(tx, provider);
  const versions = await priceListVersions(tx, provider);
  const basis = await basisOf(tx, provider, period, { before: shiftPeriod(period, -1), versions });
  const runs = await runsOf(tx, provider);
  const keyNames = await keyNamesOf(tx, provider);
  const charges = basis.priceLists.flatMap((priceList) =>
    chargesOf({ ...basis, year: yearOf(period), priceList, keyNames }),
  );
  const all =
    only === undefined
      ? [...charges, ...(await lateLines(tx, provider, { period, runs, versions }))]
      : charges.filter((line) => only.has(line.customer));
  const netLastMonth = await netPerCustomer(tx, provider, shiftPeriod(period, -1));
  const { lines, parked } = park(all, {
    bounds: seller.bounds,
    netLastMonth,
    released: new Set(released),
    unreachable: new Set(basis.allCustomers.filter(isUnreachable).map((customer) => customer.customer)),
  });
  const { documents, vouchers, unbalanced, differing } = await preview(tx, provider, {
    run,
    period,
    lines,
    seller,
    basis,
  });
  const gates = gatesOf({
    ...basis,
    lines,
    driverAnswers: await driverSignOffs(tx, provider, { period }),
    issued: await linesWhere(
      tx,
      provider,
      "l.service_period_from = $2 and l.charge_kind in ('instalment', 'metered', 'direct-sale', 'pass-through')",
      [period],
    ),
    posting: seller.posting,
    bounds: seller.bounds,
    parked,
    earlierPeriods: earlierPeriods(period, runs),
    booksDiffer: differing,
    postingBalance: unbalanced,
    receiverFormat: receiverFindings(documents, {
      day: lastDayOf(period),
      seller: sellerFacts(seller.facts, seller.synthetic),
      posting: seller.posting,
      services: basis.services,
      ...(seller.internalFile === undefined ? {} : { profile: seller.internalFile as Profile }),
    }),
  });
  return {
    run,
    period,
    lines,
    documents,
    vouchers,
    series: seller.posting.invoiceSeries,
    seller: seller.facts,
    gates,
    parked,
    contentSha256: contentHashOf(lines),
    netOre: sumOre(lines.map((line) => line.netOre)),
  };
}

/** The documents and vouchers as they would be, held against the books. */
async function preview(
  tx: Transaction,
  provider: string,
  {
    run,
    period,
    lines,
    seller,
    basis,
  }: {
    readonly run: string;
    readonly period: Period;
    readonly lines: readonly ProposedLine[];
    readonly seller: Seller;
    readonly basis: BillingBasis;
  },
): Promise<{ documents: Invoice[]; vouchers: Voucher[]; unbalanced: Problem[]; differing: Problem[] }> {
  const documents = documentsOf({
    run,
    lines,
    customers: basis.allCustomers,
    posting: seller.posting,
    day: lastDayOf(period),
    firstNumber: await nextNumber(tx, provider, seller.posting.invoiceSeries, seller.posting.firstNumber),
  });
  if (postingProblems(lines, seller.posting, basis.services).length > 0) {
    return { documents, vouchers: [], unbalanced: [], differing: [] };
  }
  const vouchers = documents.map((document) => voucherOf(document, seller.posting, basis.services));
  const accounts = (await accountMapOf(tx, provider)).unmapped(
    vouchers.flatMap((voucher) => voucher.lines.map((line) => line.account)),
  );
  const unbalanced = [
    ...vouchers.flatMap((voucher) => voucherProblems(voucher)),
    ...accounts.map((account) =>
      problemOf(
        "invoicing.no-posting-rule",
        `Konto ${account} i konteringsreglerna täcks inte av kontomappningen.`,
        `Account ${account} of the posting rules is not covered by the account mapping.`,
      ),
    ),
  ];
  return { documents, vouchers, unbalanced, differing: await booksDiffering(tx, provider, vouchers) };
}

async function booksDiffering(
  tx: Transaction,
  provider: string,
  vouchers: readonly Voucher[],
): Promise<Problem[]> {
  const held = new Map(
    (await vouchersOf(tx, provider, vouchers)).map((voucher) => [voucherName(voucher), voucher]),
  );
  return vouchers.flatMap((voucher) => {
    const existing = held.get(voucherName(voucher));
    if (existing === undefined || booksTheSame(existing, voucher)) return [];
    return [booksDiffer(voucher)];
  });
}

export function booksDiffer(voucher: Voucher): Problem {
  const name = voucherName(voucher);
  return problemOf(
    "invoicing.books-differ",
    `Verifikation ${name} finns i bokföringen med annat innehåll än ${voucher.text}.`,
    `Voucher ${name} is in the books with other content than ${voucher.text}.`,
  );
}

export function periodClosed(period: Period): Problem {
  return problemOf(
    "invoicing.period-closed",
    `Perioden ${period} är stängd för bokföring.`,
    `The period ${period} is closed for booking.`,
  );
}

function earlierPeriods(period: Period, runs: readonly BillingRun[]): Finding[] {
  const issued = new Set(
    monthlyRuns(runs)
      .filter((run) => run.state === "issued")
      .map((run) => run.period),
  );
  const previous = shiftPeriod(period, -1);
  if (yearOf(previous) !== yearOf(period) || issued.has(previous)) return [];
  return [
    problemOf(
      "invoicing.earlier-period",
      `Perioden ${previous} är inte fakturerad ännu.`,
      `The period ${previous} has not been invoiced yet.`,
    ),
  ];
}

/** Net of a month's own run per customer, corrections and settlements left out: what a month usually costs. */
async function netPerCustomer(tx: Transaction, provider: string, period: Period): Promise<Map<string, Ore>> {
  const rows = await tx.query<{ customer: string; net_ore: string }>(
    `select customer, sum(net_ore)::text as net_ore from invoicing.line
     where provider_id = $1 and service_period_from = $2 and charge_kind not in ('correction', 'settlement')
     group by customer`,
    [provider, period],
  );
  return new Map(rows.map((row) => [row.customer, ore(Number(row.net_ore))]));
}
