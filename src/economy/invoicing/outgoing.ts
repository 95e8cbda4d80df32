import {
  type Day,
  formatMicro,
  lineAmount,
  type Micro,
  micro,
  microPerUnit,
  negateOre,
  type Ore,
  type Period,
} from "../../kernel/index.ts";
import type { BilledCustomer } from "./facts.ts";
import type { InvoiceLine } from "./line.ts";
import type { Receiver } from "./receiver.ts";

/**
 * A document on its way out, issued or proposed, with everything the formats need: what it says itself, and the facts
 * about seller and receiver as they were kept on it.
 */
export interface OutgoingDocument {
  readonly invoice: string;
  readonly series: string;
  readonly number: number;
  readonly kind: "invoice" | "credit-note";
  readonly documentDay: Day;
  readonly dueDay: Day;
  readonly bookingPeriod: Period;
  readonly netOre: Ore;
  readonly vatOre: Ore;
  readonly totalOre: Ore;
  readonly voucherSeries: string;
  readonly voucherNumber: string;
  /** What payments are matched by; undefined on documents issued before series had codes, and on proposed ones. */
  readonly paymentReference?: string | undefined;
  readonly customer: BilledCustomer;
  readonly receiver: Receiver | undefined;
  readonly seller: SellerFacts;
  readonly lines: readonly InvoiceLine[];
  /** The documents that a credit note is about: those its lines correct, else those of the time it is for. */
  readonly preceding: readonly { readonly number: string; readonly issueDay?: Day }[];
}

/** What `provider` in pack.yaml says, read leniently: a missing fact is told by the format that needs it. */
export interface SellerFacts {
  readonly name: string;
  readonly orgNo: string;
  readonly vatNo: string | undefined;
  readonly eAddress: string | undefined;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly bankgiro: string | undefined;
  readonly plusgiro: string | undefined;
  readonly contact: string | undefined;
  readonly approvedForTax: boolean;
  readonly synthetic: boolean;
}

export function sellerFacts(source: unknown, synthetic: boolean): SellerFacts {
  const facts = (source ?? {}) as Record<string, unknown>;
  const text = (name: string): string | undefined => {
    const value = facts[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  return {
    name: text("name") ?? "",
    orgNo: text("org_no") ?? "",
    vatNo: text("vat_no"),
    eAddress: text("e_address"),
    ...addressOf(text("address") ?? ""),
    bankgiro: text("bankgiro"),
    plusgiro: text("plusgiro"),
    contact: text("contact"),
    approvedForTax: facts["f_tax"] === true,
    synthetic,
  };
}

/** "Box 1, 401 10 Göteborg" in its parts; what has no postal code is a street. */
export function addressOf(text: string): Pick<SellerFacts, "street" | "postalCode" | "city"> {
  const match = /^(.*?)[,\n]?\s*(?:SE-)?(\d{3}\s?\d{2})\s+(\S.*)$/s.exec(text.trim());
  if (match === null) return { street: text.trim(), postalCode: "", city: "" };
  const [, street = "", code = "", city = ""] = match;
  return { street: street.trim(), postalCode: code.replace(/\s/g, ""), city: city.trim() };
}

/** Amount, quantity and price of a line as a receiver wants them: a price that is not negative, and their product the amount. */
export interface PricedLine {
  readonly quantityMicro: Micro;
  readonly priceMicro: Micro;
  readonly netOre: Ore;
  /** The line's own quantity and price where they did not multiply to its amount, for people. */
  readonly remark: string | undefined;
}

/**
 * A credit note says what is given back as positive amounts. A line whose quantity times price is not its amount - a
 * share of a year, a settlement - is one unit at the amount.
 */
export function pricedLine(line: InvoiceLine, kind: OutgoingDocument["kind"]): PricedLine {
  const netOre = kind === "credit-note" ? negateOre(line.netOre) : line.netOre;
  const turned = kind === "credit-note" ? -1 : 1;
  const quantityMicro = micro(line.quantityMicro * turned * (line.priceMicro < 0 ? -1 : 1));
  const priceMicro = micro(Math.abs(line.priceMicro));
  if (lineAmount({ quantityMicro, priceMicro }) === netOre)
    return { quantityMicro, priceMicro, netOre, remark: undefined };
  return {
    quantityMicro: micro(netOre < 0 ? -microPerUnit : microPerUnit),
    priceMicro: micro(Math.abs(netOre) * 10_000),
    netOre,
    remark: `${formatMicro(line.quantityMicro)} ${line.unit} à ${formatMicro(line.priceMicro)}`,
  };
}

/** First and last month that a document's lines are for. */
export function serviceTimeOf(
  lines: readonly InvoiceLine[],
): { readonly from: Period; readonly to: Period } | undefined {
  let from: Period | undefined;
  let to: Period | undefined;
  for (const line of lines) {
    if (from === undefined || line.servicePeriodFrom < from) from = line.servicePeriodFrom;
    if (to === undefined || line.servicePeriodTo > to) to = line.servicePeriodTo;
  }
  return from === undefined || to === undefined ? undefined : { from, to };
}
