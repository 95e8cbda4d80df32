import { addOre, assert, byCode, type Ore, ore, type Period, sumOre, zeroOre } from "../../kernel/index.ts";
import type { Booking, InvoicedDocument } from "./booking.ts";

export const causes = [
  "missing",
  "other-amount",
  "other-month",
  "other-counterparty",
  "booked-twice",
  "not-invoiced",
] as const;
export type Cause = (typeof causes)[number];

/** Where the two sides differ, and why. */
export interface Difference {
  readonly cause: Cause;
  /** "" where nothing was invoiced. */
  readonly invoice: string;
  /** The buyer's vouchers; "" where there is none. */
  readonly voucher: string;
  readonly fileLine: number | undefined;
  /** Of the month. */
  readonly invoicedOre: Ore;
  /** In the month, on the seller's counterparty. */
  readonly bookedOre: Ore;
}

/** A month of one buyer, both sides (avstämning). */
export interface Agreement {
  readonly documents: number;
  readonly agreed: number;
  readonly invoicedOre: Ore;
  readonly bookedOre: Ore;
  readonly differences: readonly Difference[];
}

export interface AgreeInput {
  readonly period: Period;
  /** The provider's own counterparty, which the buyer's lines should name. */
  readonly counterparty: string;
  /** All of the buyer's documents, also of other months: a booking may be for one of those. */
  readonly documents: readonly InvoicedDocument[];
  readonly bookings: readonly Booking[];
}

/** Pairs what was invoiced in a month with what the buyer booked, and names the cause of each difference. O(documents + bookings). */
export function agree({ period, counterparty, documents, bookings }: AgreeInput): Agreement {
  const own = ({ amounts }: Booking): Ore => amounts.get(counterparty) ?? zeroOre;
  const inMonth = (list: readonly Booking[]): Booking[] => list.filter((one) => one.period === period);
  const { byInvoice, others } = paired(documents, bookings);
  const differences: Difference[] = [];
  let [invoicedOre, bookedOre, agreed, count] = [zeroOre, zeroOre, 0, 0];
  for (const document of documents) {
    const booked = byInvoice.get(document.invoice) ?? [];
    const nowOre = sumOre(inMonth(booked).map(own));
    bookedOre = addOre(bookedOre, nowOre);
    const isOfMonth = document.period === period;
    const dueOre = isOfMonth ? document.netOre : zeroOre;
    invoicedOre = addOre(invoicedOre, dueOre);
    if (isOfMonth) count += 1;
    if (nowOre === dueOre) {
      if (isOfMonth) agreed += 1;
      continue;
    }
    differences.push({
      cause: isOfMonth ? causeOf(document, booked, period) : "other-month",
      invoice: document.invoice,
      voucher: booked.map((one) => one.voucher).join(", "),
      fileLine: booked[0]?.line,
      invoicedOre: dueOre,
      bookedOre: nowOre,
    });
  }
  for (const booking of inMonth(others)) {
    const amountOre = own(booking);
    if (amountOre === 0) continue;
    bookedOre = addOre(bookedOre, amountOre);
    differences.push({
      cause: "not-invoiced",
      invoice: "",
      voucher: booking.voucher,
      fileLine: booking.line,
      invoicedOre: zeroOre,
      bookedOre: amountOre,
    });
  }
  assert(
    sumOre(differences.map((row) => ore(row.bookedOre - row.invoicedOre))) === ore(bookedOre - invoicedOre),
    "the differences are what the sides differ by",
  );
  return {
    documents: count,
    agreed,
    invoicedOre,
    bookedOre,
    differences: differences.toSorted((a, b) => byCode(a.invoice, b.invoice) || byCode(a.voucher, b.voucher)),
  };
}

function causeOf({ netOre }: InvoicedDocument, booked: readonly Booking[], period: Period): Cause {
  const totals = booked.map(({ amounts }) => sumOre(amounts.values()));
  if (booked.length === 0) return "missing";
  if (sumOre(totals) !== netOre)
    return totals.filter((total) => total === netOre).length > 1 ? "booked-twice" : "other-amount";
  const monthTotal = sumOre(totals.filter((_, at) => booked[at]?.period === period));
  return monthTotal === netOre ? "other-counterparty" : "other-month";
}

/** Bookings by the document they name in a text, else by the document whose voucher has their series and number. */
function paired(
  documents: readonly InvoicedDocument[],
  bookings: readonly Booking[],
): { readonly byInvoice: ReadonlyMap<string, Booking[]>; readonly others: readonly Booking[] } {
  const names = new Map(documents.map((document) => [document.invoice.toUpperCase(), document]));
  const vouchers = new Map(
    documents.map((document) => [
      `${document.period.slice(0, 4)} ${document.voucherSeries} ${document.voucherNumber}`,
      document,
    ]),
  );
  const byInvoice = new Map<string, Booking[]>();
  const others: Booking[] = [];
  for (const booking of bookings) {
    const named = booking.text
      .toUpperCase()
      .split(/[^\p{L}\p{N}-]+/u)
      .flatMap((word) => names.get(word) ?? [])[0];
    const document =
      named ?? vouchers.get(`${booking.period.slice(0, 4)} ${booking.series} ${booking.number}`);
    if (document === undefined) others.push(booking);
    else byInvoice.set(document.invoice, [...(byInvoice.get(document.invoice) ?? []), booking]);
  }
  return { byInvoice, others };
}
