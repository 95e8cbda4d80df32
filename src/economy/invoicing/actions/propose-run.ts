import { createHash } from "node:crypto";
import {
  byCode,
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
import { feePayers, feesOf, priceListsWithoutFees } from "../../pricing/actions/index.ts";
import {
  type BillingRun,
  canonicalLines,
  chargesOf,
  documentsOf,
  type DriverAnswerOfPeriod,
  type Finding,
  type Gate,
  gatesOf,
  type Invoice,
  isUnreachable,
  joinedGates,
  lookForReceivers,
  type MadeDocument,
  madeOf,
  monthlyRuns,
  park,
  postingProblems,
  type ProposedLine,
  type ReceiverFaults,
  receiverFindings,
  sellerFacts,
  voucherOf,
} from "../index.ts";
import { linesWhere } from "../sql/lines.ts";
import type { RehearsedDocument } from "../sql/rehearsals.ts";
import { nextNumber, runsOf } from "../sql/runs.ts";
import { problemOf } from "../problems.ts";
import { type BillingBasis, basisOf, isPeriodClosed, keyNamesOf, type Seller, sellerOf } from "./basis.ts";
import { lateLines } from "./late-lines.ts";

/** What a run would issue if it were issued now; nothing is written to make it. */
export interface RunProposal {
  readonly run: string;
  readonly period: Period;
  /** The documents with the numbers they would get; their lines were handed on as they were made. */
  readonly documents: readonly MadeDocument[];
  readonly lineCount: number;
  /** The series the documents are numbered in. */
  readonly series: string;
  /** The seller as it would stand on every document. */
  readonly seller: unknown;
  readonly gates: readonly Gate[];
  readonly parked: readonly Finding[];
  readonly contentSha256: string;
  readonly netOre: Ore;
}

/** Told between two parts of a long piece of work how far it has come. It throws to end the work, and nothing of it is kept. */
export type Step = (done: number, total: number) => Promise<void>;

export interface Watching {
  readonly step?: Step;
}

export function contentHashOf(lines: readonly ProposedLine[]): string {
  return createHash("sha256").update(canonicalLines(lines)).digest("hex");
}

/** Customers whose lines and documents are held in memory at once. */
const together = 50;

/**
 * Goes through the customers some at a time - prices, documents, vouchers, gates, hash - and hands on the documents of each part.
 * How they are divided shows in nothing: the same inputs give the same documents, findings and hash.
 */
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
  {
    take,
    step,
  }: Watching & { readonly take?: (documents: readonly RehearsedDocument[]) => Promise<void> } = {},
): Promise<RunProposal> {
  if (await isPeriodClosed(tx, provider, period)) throw new Refusal([periodClosed(period)]);
  const seller = await sellerOf(tx, provider);
  const versions = await priceListsWithoutFees(tx, provider);
  const basis = await basisOf(tx, provider, period, { before: shiftPeriod(period, -1), versions });
  const runs = await runsOf(tx, provider);
  const keyNames = await keyNamesOf(tx, provider);
  const late = only === undefined ? await lateLines(tx, provider, { period, runs, versions }) : [];
  const inForce = basis.priceLists.map((list) => list.version);
  const parts = partsOf(basis, {
    driverAnswers: await driverSignOffs(tx, provider, { period }),
    late,
    feePayers: await feePayers(tx, provider, inForce),
  });
  const netLastMonth = await netPerCustomer(tx, provider, shiftPeriod(period, -1));
  const isBilledBefore = await isBilled(tx, provider, period);
  const firstNumber = await nextNumber(
    tx,
    provider,
    seller.posting.invoiceSeries,
    seller.posting.firstNumber,
  );
  const accounts = await accountMapOf(tx, provider);
  const hash = createHash("sha256");
  const gates: (readonly Gate[])[] = [];
  const parked: Finding[] = [];
  const made: MadeDocument[] = [];
  const faults: ReceiverFaults = new Map();
  let lineCount = 0;
  for (const [index, part] of parts.entries()) {
    await step?.(index, parts.length);
    const fees = await feesOf(tx, provider, { versions: inForce, customers: part.codes });
    const priceLists = basis.priceLists.map((list) => ({ ...list, fees: fees.get(list.version) ?? [] }));
    const own = { ...basis, ...part, priceLists };
    const charges = priceLists.flatMap((priceList) =>
      chargesOf({ ...own, year: yearOf(period), priceList, keyNames }),
    );
    const { lines, parked: held } = park(
      only === undefined ? [...charges, ...part.late] : charges.filter((line) => only.has(line.customer)),
      {
        bounds: seller.bounds,
        netLastMonth,
        released: new Set(released),
        unreachable: new Set(part.allCustomers.filter(isUnreachable).map((customer) => customer.customer)),
      },
    );
    parked.push(...held);
    const number = firstNumber + made.length;
    const { documents, vouchers, unbalanced, differing } = await preview(tx, provider, {
      run,
      period,
      lines,
      seller,
      basis: own,
      firstNumber: number,
      unmapped: (used) => accounts.unmapped(used),
    });
    gates.push(
      gatesOf({
        ...own,
        lines,
        issued: isBilledBefore ? await billedLines(tx, provider, period, part.codes) : [],
        posting: seller.posting,
        bounds: seller.bounds,
        parked: held,
        earlierPeriods: earlierPeriods(period, runs),
        booksDiffer: differing,
        postingBalance: unbalanced,
        receiverFormat: [],
      }),
    );
    lookForReceivers(faults, documents, {
      day: lastDayOf(period),
      seller: sellerFacts(seller.facts, seller.synthetic),
      posting: seller.posting,
      services: basis.services,
      ...(seller.internalFile === undefined ? {} : { profile: seller.internalFile as Profile }),
    });
    if (lines.length > 0) hash.update(`${lineCount === 0 ? "" : "\n"}${canonicalLines(lines)}`);
    lineCount += lines.length;
    for (const document of documents) made.push(madeOf(document));
    await take?.(
      documents.map((document, at) => {
        const voucher = vouchers[at];
        return voucher === undefined ? { document } : { document, voucher };
      }),
    );
  }
  await step?.(parts.length, parts.length);
  return {
    run,
    period,
    documents: made,
    lineCount,
    series: seller.posting.invoiceSeries,
    seller: seller.facts,
    gates: joinedGates(gates).map((gate) =>
      gate.gate === "receiver-format" ? { ...gate, findings: receiverFindings(faults) } : gate,
    ),
    parked,
    contentSha256: hash.digest("hex"),
    netOre: sumOre(made.map((document) => document.netOre)),
  };
}

/** Some of the customers with everything of the basis that is theirs. */
interface Part extends Pick<
  BillingBasis,
  "volumes" | "volumesBefore" | "sales" | "customers" | "allCustomers" | "serviceUse"
> {
  readonly codes: readonly string[];
  readonly driverAnswers: readonly DriverAnswerOfPeriod[];
  readonly late: readonly ProposedLine[];
}

/**
 * The customers in code order, some at a time; those that only a fee, a volume or a sale knows of are among them, for the gates.
 * Where the order of the hashed text would be another than theirs they are one part.
 */
function partsOf(
  basis: BillingBasis,
  more: Pick<Part, "driverAnswers" | "late"> & { readonly feePayers: readonly string[] },
): Part[] {
  const rows = {
    volumes: grouped(basis.volumes),
    volumesBefore: grouped(basis.volumesBefore),
    sales: grouped(basis.sales),
    customers: grouped(basis.customers),
    allCustomers: grouped(basis.allCustomers),
    serviceUse: grouped(basis.serviceUse),
    driverAnswers: grouped(more.driverAnswers),
    late: grouped(more.late),
  };
  const codes = [
    ...new Set([...more.feePayers, ...Object.values(rows).flatMap((groups) => [...groups.keys()])]),
  ].toSorted(byCode);
  const asHashed = codes.map((code) => JSON.stringify(code));
  const isInOrder = asHashed.every((text, at) => at === 0 || (asHashed[at - 1] as string) < text);
  const size = isInOrder ? together : Math.max(1, codes.length);
  const parts: Part[] = [];
  // Also where there is nobody: the gates say so.
  for (let at = 0; at === 0 || at < codes.length; at += size) {
    const some = codes.slice(at, at + size);
    const of = <T>(groups: ReadonlyMap<string, readonly T[]>) =>
      some.flatMap((code) => groups.get(code) ?? []);
    parts.push({
      codes: some,
      volumes: of(rows.volumes),
      volumesBefore: of(rows.volumesBefore),
      sales: of(rows.sales),
      customers: of(rows.customers),
      allCustomers: of(rows.allCustomers),
      serviceUse: of(rows.serviceUse),
      driverAnswers: of(rows.driverAnswers),
      late: of(rows.late),
    });
  }
  return parts;
}

function grouped<T extends { readonly customer: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.customer);
    if (group) group.push(row);
    else groups.set(row.customer, [row]);
  }
  return groups;
}

/** Whether anything of the month has been invoiced already: nearly never, so that is asked once before the lines are. */
async function isBilled(tx: Transaction, provider: string, period: Period): Promise<boolean> {
  const { found } = await tx.one<{ found: boolean }>(
    "select exists (select 1 from invoicing.line where provider_id = $1 and service_period_from = $2) as found",
    [provider, period],
  );
  return found;
}

function billedLines(tx: Transaction, provider: string, period: Period, customers: readonly string[]) {
  return linesWhere(
    tx,
    provider,
    `l.service_period_from = $2 and l.customer = any($3::text[])
     and l.charge_kind in ('instalment', 'metered', 'direct-sale', 'pass-through')`,
    [period, customers],
  );
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
    firstNumber,
    unmapped,
  }: {
    readonly run: string;
    readonly period: Period;
    readonly lines: readonly ProposedLine[];
    readonly seller: Seller;
    readonly basis: Pick<BillingBasis, "allCustomers" | "services">;
    readonly firstNumber: number;
    /** The accounts that the mapping does not cover. */
    readonly unmapped: (accounts: readonly string[]) => readonly string[];
  },
): Promise<{ documents: Invoice[]; vouchers: Voucher[]; unbalanced: Problem[]; differing: Problem[] }> {
  const documents = documentsOf({
    run,
    lines,
    customers: basis.allCustomers,
    posting: seller.posting,
    day: lastDayOf(period),
    firstNumber,
  });
  if (postingProblems(lines, seller.posting, basis.services).length > 0) {
    return { documents, vouchers: [], unbalanced: [], differing: [] };
  }
  const vouchers = documents.map((document) => voucherOf(document, seller.posting, basis.services));
  const accounts = unmapped(vouchers.flatMap((voucher) => voucher.lines.map((line) => line.account)));
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
