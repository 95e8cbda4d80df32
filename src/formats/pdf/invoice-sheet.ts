import type { Day, Micro, Ore } from "../../kernel/index.ts";

export type SheetLanguage = "sv" | "en";

/** An invoice or a credit note as people read it, with how every amount came about as its annex. */
export interface InvoiceSheet {
  readonly language: SheetLanguage;
  readonly kind: "invoice" | "credit-note";
  /** Within the same legal person: an internal debit and no invoice in the sense of the law. */
  readonly isInternal: boolean;
  readonly number: string;
  readonly day: Day;
  readonly dueDay: Day;
  /** "Mars 2024". */
  readonly period?: string;
  readonly seller: SheetParty & { readonly bankgiro?: string; readonly approvedForTax: boolean };
  readonly buyer: SheetParty;
  /** Small facts beside the address: the buyer's reference, ours, order number, credited invoices. */
  readonly references: readonly { readonly label: string; readonly value: string }[];
  readonly paymentReference?: string;
  readonly lines: readonly SheetLine[];
  readonly netOre: Ore;
  readonly vat: readonly { readonly percent: number; readonly baseOre: Ore; readonly taxOre: Ore }[];
  readonly totalOre: Ore;
  readonly notes: readonly string[];
  /** The example's invoices say so. */
  readonly synthetic: boolean;
}

export interface SheetParty {
  readonly name: string;
  readonly address: readonly string[];
  readonly organisationNumber?: string;
  readonly vatNumber?: string;
  readonly code?: string;
}

export interface SheetLine {
  readonly id: string;
  readonly text: string;
  /** Service, period. */
  readonly detail?: string;
  readonly quantityMicro: Micro;
  readonly unit: string;
  readonly priceMicro: Micro;
  readonly netOre: Ore;
  readonly because?: SheetBecause;
}

/** How a line's amount came about. */
export interface SheetBecause {
  readonly formula: string;
  readonly inputs: readonly { readonly name: string; readonly value: string; readonly unit: string }[];
  readonly decision?: string;
}
