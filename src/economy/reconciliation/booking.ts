import type { Ore, Period } from "../../kernel/index.ts";

/** What a buyer has booked by one voucher (bokföring hos köparen). */
export interface Booking {
  /** "A 17". */
  readonly voucher: string;
  readonly series: string;
  readonly number: string;
  readonly period: Period;
  /** Every text of the voucher: where the document's number is looked for. */
  readonly text: string;
  readonly line: number;
  /** On income statement accounts, by counterparty; cost is positive. */
  readonly amounts: ReadonlyMap<string, Ore>;
}

/** What the provider has invoiced: a document of ours, credit notes below zero. */
export interface InvoicedDocument {
  readonly invoice: string;
  readonly voucherSeries: string;
  readonly voucherNumber: string;
  readonly period: Period;
  /** Without VAT: what is cost at the buyer. */
  readonly netOre: Ore;
}
