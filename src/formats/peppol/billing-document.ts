import type { Day, Micro, Ore } from "../../kernel/index.ts";

/**
 * An invoice or a credit note in the terms of EN 16931, as far as a Swedish public provider uses them. The numbers are the
 * standard's own (BT is a term, BG a group). Amounts are positive for what the document is about: a credit note of
 * 100 kronor says 100, not -100; only a line that goes against its document is negative.
 */
export interface BillingDocument {
  readonly kind: "invoice" | "credit-note";
  /** BT-1. */
  readonly number: string;
  /** BT-2. */
  readonly issueDay: Day;
  /** BT-9. */
  readonly dueDay: Day;
  /** BT-22. */
  readonly note?: string;
  /** BT-10: what the buyer wants to find the invoice by. It or the order reference is demanded. */
  readonly buyerReference?: string;
  /** BT-13. */
  readonly orderReference?: string;
  /** BT-12. */
  readonly contractReference?: string;
  /** BG-14. */
  readonly period?: DayRange;
  /** BG-3: the documents that a credit note or a correction is about. */
  readonly precedingInvoices: readonly PrecedingInvoice[];
  /** BG-24. */
  readonly attachments: readonly Attachment[];
  /** BG-24 without its content: what is handed over as a file of its own, beside the message. */
  readonly supporting?: readonly SupportingDocument[];
  /** BG-4. */
  readonly seller: SellingParty;
  /** BG-7. */
  readonly buyer: TradingParty;
  /** BG-16. */
  readonly payment: Payment;
  /** BT-20. */
  readonly paymentTerms?: string;
  /** BG-25. */
  readonly lines: readonly BillingLine[];
}

export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

export interface PrecedingInvoice {
  readonly number: string;
  readonly issueDay?: Day;
}

/** A supporting document carried within the message. */
export interface Attachment {
  readonly id: string;
  readonly description?: string;
  readonly fileName: string;
  readonly mediaType: MediaType;
  readonly content: Uint8Array;
}

/** A supporting document that the message only names. */
export interface SupportingDocument {
  /** BT-122: the name of its file. */
  readonly id: string;
  /** BT-123. */
  readonly description: string;
}

/** What EN 16931 lets an attachment be. */
export const mediaTypes = [
  "application/pdf",
  "image/png",
  "image/jpeg",
  "text/csv",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.oasis.opendocument.spreadsheet",
] as const;
export type MediaType = (typeof mediaTypes)[number];

export interface TradingParty {
  /** BT-34, BT-49: scheme and identifier, "0007" and an organisation number. */
  readonly endpoint: Identifier;
  /** BT-27, BT-44: as registered. */
  readonly name: string;
  /** BT-28: what people call it, when that is something else. */
  readonly tradingName?: string;
  /** BT-30, BT-47: organisation number, ten digits. */
  readonly organisationNumber?: string;
  /** BT-31, BT-48: "SE556000000101". */
  readonly vatNumber?: string;
  readonly address: PostalAddress;
  readonly contact?: Contact;
}

export interface SellingParty extends TradingParty {
  /** BT-32: the tax approval that a Swedish buyer looks for (godkänd för F-skatt). */
  readonly approvedForTax: boolean;
}

export interface Identifier {
  readonly scheme: string;
  readonly value: string;
}

export interface PostalAddress {
  readonly street?: string;
  readonly postalCode?: string;
  readonly city?: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
}

export interface Contact {
  readonly name?: string;
  readonly telephone?: string;
  readonly email?: string;
}

export interface Payment {
  readonly scheme: "bankgiro" | "plusgiro";
  /** Digits; hyphens and blanks are taken away. */
  readonly account: string;
  /** BT-83: an OCR number where the seller has one, else the document's number. */
  readonly reference: string;
}

/** S: at a rate. Z: at zero. E: exempt. O: outside the scope of VAT, as within the same legal person. */
export type VatCategory = "S" | "Z" | "E" | "O";

export interface BillingLine {
  /** BT-126. */
  readonly id: string;
  /** BT-127. */
  readonly note?: string;
  /** BT-129; negative for a line that goes against its document. */
  readonly quantityMicro: Micro;
  /** BT-130: UN/ECE recommendation 20. */
  readonly unitCode: string;
  /** BT-146: per unit; never negative. */
  readonly priceMicro: Micro;
  /** BT-131. */
  readonly netOre: Ore;
  /** BT-133: where the buyer books it. */
  readonly buyerAccounting?: string;
  readonly period?: DayRange;
  /** BT-153. */
  readonly name: string;
  /** BT-154. */
  readonly description?: string;
  /** BT-155. */
  readonly sellersItem?: string;
  readonly vat: { readonly category: VatCategory; readonly percent: number };
}
