import {
  assert,
  byCode,
  type Day,
  lastDayOf,
  lineAmount,
  micro,
  type Ore,
  ore,
  type Period,
  periodOfDay,
  shiftPeriod,
  sumOre,
} from "../../kernel/index.ts";
import type { BilledCustomer } from "./facts.ts";
import { byLine, type InvoiceLine, type ProposedLine } from "./line.ts";
import type { PostingRules } from "./posting.ts";

/** VAT on what is sold outside the city's own legal person; services of this kind have one rate. */
export const vatPercent = 25;

interface InvoiceDocument {
  /** "UF-1024": series and number. */
  readonly invoice: string;
  readonly series: string;
  readonly number: number;
  readonly run: string;
  readonly customer: string;
  readonly documentDay: Day;
  readonly dueDay: Day;
  readonly bookingPeriod: Period;
  readonly netOre: Ore;
  readonly vatOre: Ore;
  readonly totalOre: Ore;
  /** The customer as it was. */
  readonly snapshot: BilledCustomer;
  readonly voucherSeries: string;
  readonly voucherNumber: string;
  readonly lines: readonly InvoiceLine[];
}

export interface CustomerInvoice extends InvoiceDocument {
  readonly kind: "invoice";
}
/** A document whose total is owed to the customer. Its amounts keep their sign: they are negative. */
export interface CreditNote extends InvoiceDocument {
  readonly kind: "credit-note";
}
export type Invoice = CustomerInvoice | CreditNote;

/** A document that has been made, without what it is long by. */
export interface MadeDocument extends Omit<InvoiceDocument, "lines" | "snapshot"> {
  readonly kind: Invoice["kind"];
  readonly lineCount: number;
}

export function madeOf(invoice: Invoice): MadeDocument {
  const { run, customer, kind, series, number, documentDay, dueDay, bookingPeriod } = invoice;
  const { netOre, vatOre, totalOre, voucherSeries, voucherNumber } = invoice;
  return {
    invoice: invoice.invoice,
    run,
    customer,
    kind,
    series,
    number,
    documentDay,
    dueDay,
    bookingPeriod,
    netOre,
    vatOre,
    totalOre,
    voucherSeries,
    voucherNumber,
    lineCount: invoice.lines.length,
  };
}

export interface DocumentInput {
  readonly run: string;
  readonly lines: readonly ProposedLine[];
  readonly customers: readonly BilledCustomer[];
  readonly posting: PostingRules;
  readonly day: Day;
  readonly firstNumber: number;
  /** The invoice series of the posting rules unless another is given. */
  readonly series?: string;
}

/** One document per customer, in customer order, numbered without gaps from the first number. */
export function documentsOf(input: DocumentInput): Invoice[] {
  const series = input.series ?? input.posting.invoiceSeries;
  const customers = new Map(input.customers.map((customer) => [customer.customer, customer]));
  const byCustomer = new Map<string, ProposedLine[]>();
  for (const line of input.lines) {
    const lines = byCustomer.get(line.customer);
    if (lines) lines.push(line);
    else byCustomer.set(line.customer, [line]);
  }
  return [...byCustomer.keys()].toSorted(byCode).map((code, index) => {
    const customer = customers.get(code);
    assert(customer !== undefined, `the customer ${code} is known`);
    const percent = customer.vat ? vatPercent : 0;
    const lines = (byCustomer.get(code) ?? [])
      .toSorted(byLine)
      .map((line, at): InvoiceLine => ({ ...line, line: at + 1, vatPercent: percent }));
    const net = sumOre(lines.map((line) => line.netOre));
    const vat = vatOf(net, percent);
    const total = ore(net + vat);
    const number = input.firstNumber + index;
    return {
      invoice: invoiceId(series, number),
      series,
      number,
      run: input.run,
      customer: code,
      kind: total < 0 ? "credit-note" : "invoice",
      documentDay: input.day,
      dueDay: addDays(input.day, input.posting.dueDays),
      bookingPeriod: periodOfDay(input.day),
      netOre: net,
      vatOre: vat,
      totalOre: total,
      snapshot: customer,
      voucherSeries: series,
      voucherNumber: String(number),
      lines,
    };
  });
}

export function invoiceId(series: string, number: number): string {
  return `${series}-${number}`;
}

/** VAT of a sum: rounded once per rate and document, half away from zero. */
export function vatOf(netOre: Ore, percent: number): Ore {
  // The price of a metered line is in millionths of a krona, so öre x 10^4; the rate is the quantity.
  return lineAmount({ priceMicro: micro(netOre * 10_000), quantityMicro: micro(percent * 10_000) });
}

/** A day that many days later. */
export function addDays(day: Day, days: number): Day {
  let month = periodOfDay(day);
  let date = Number(day.slice(8)) + days;
  for (let last = Number(lastDayOf(month).slice(8)); date > last; last = Number(lastDayOf(month).slice(8))) {
    date -= last;
    month = shiftPeriod(month, 1);
  }
  return `${month}-${String(date).padStart(2, "0")}` as Day;
}
