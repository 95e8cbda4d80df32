import {
  byCode,
  type Day,
  type Micro,
  micro,
  microPerUnit,
  type Ore,
  type Period,
} from "../../kernel/index.ts";

/** Why a line is charged (debiteringsslag). */
export type ChargeKind =
  | "instalment"
  | "metered"
  | "direct-sale"
  | "pass-through"
  | "settlement"
  | "correction";

export const chargeKinds: readonly ChargeKind[] = [
  "instalment",
  "metered",
  "direct-sale",
  "pass-through",
  "settlement",
  "correction",
];

export type Activity = "operation" | "change";

/**
 * Which posting rule a line is booked by: revenue by class and activity, settlement by class, or what was set aside for it in
 * an earlier year (a credit that no longer touches this year's revenue): a provision, or the accrued settlement; or equity,
 * which bears an earlier year's correction when it was decided so.
 */
export type PostedTo = "revenue" | "settlement" | "provision" | "accrued-settlement" | "equity";

/** One value that went into an amount, named in both languages. */
export interface BecauseInput {
  readonly nameSv: string;
  readonly nameEn: string;
  /** Decimal text with a point, or a plain text. */
  readonly value: string;
  readonly unit: string;
  /** What explains the value in turn, "price:2024-1:HR-LON". */
  readonly id?: string;
}

/** How an amount came about (underlag): enough to recompute it by hand, kept with the line for ever. */
export interface Because {
  readonly formulaSv: string;
  readonly formulaEn: string;
  readonly inputs: readonly BecauseInput[];
  /** The allocation key a fee rests on: the customer's value and the sum of all. */
  readonly key?: { readonly key: string; readonly valueMicro: Micro; readonly sumMicro: Micro };
  readonly decision?: string;
  readonly priceListVersion?: string;
}

/** The line of an issued document. */
export interface LineReference {
  readonly invoice: string;
  readonly line: number;
}

/** What a run proposes to charge, before it has a document and a number. */
export interface ProposedLine {
  readonly customer: string;
  readonly chargeKind: ChargeKind;
  readonly postedTo: PostedTo;
  readonly item: string;
  readonly service: string;
  readonly activity: Activity;
  readonly textSv: string;
  readonly textEn: string;
  readonly servicePeriodFrom: Period;
  readonly servicePeriodTo: Period;
  readonly quantityMicro: Micro;
  readonly unit: string;
  readonly priceMicro: Micro;
  /** Without VAT; negative is owed to the customer. */
  readonly netOre: Ore;
  readonly priceListVersion?: string;
  /** The direct sale that this line charges. */
  readonly sale?: string;
  readonly corrects?: LineReference;
  /** Why a correction is made: "late-usage", "key-correction". */
  readonly cause?: string;
  readonly because: Because;
}

/** A line that stands on an issued document. */
export interface InvoiceLine extends ProposedLine {
  readonly line: number;
  readonly vatPercent: number;
}

/** An issued line as later runs look back on it. */
export interface IssuedLine extends InvoiceLine {
  readonly invoice: string;
  readonly documentDay: Day;
}

/**
 * What is charged only once: a sale, or an item of one customer in one service period. A correction carries the
 * identity of what it corrects, so that the lines of one identity add up to what stands.
 */
export function chargeIdentity(
  line: Pick<ProposedLine, "customer" | "item" | "servicePeriodFrom" | "servicePeriodTo" | "sale">,
): string {
  if (line.sale !== undefined) return `${line.customer}|sale|${line.sale}`;
  return `${line.customer}|${line.item}|${line.servicePeriodFrom}|${line.servicePeriodTo}`;
}

/** The order of lines in a run and on a document. It decides line numbers, so it is part of what was approved. */
export function byLine(a: ProposedLine, b: ProposedLine): number {
  return (
    byCode(a.customer, b.customer) ||
    byCode(a.service, b.service) ||
    byCode(a.item, b.item) ||
    byCode(a.servicePeriodFrom, b.servicePeriodFrom) ||
    byCode(a.servicePeriodTo, b.servicePeriodTo) ||
    chargeKinds.indexOf(a.chargeKind) - chargeKinds.indexOf(b.chargeKind) ||
    byCode(a.sale ?? "", b.sale ?? "") ||
    byCode(a.corrects?.invoice ?? "", b.corrects?.invoice ?? "") ||
    (a.corrects?.line ?? 0) - (b.corrects?.line ?? 0) ||
    a.netOre - b.netOre
  );
}

/**
 * The lines as one text, every field that is stored, in an order of their own: its hash is what is approved and what the
 * issued lines are held against ever after.
 */
export function canonicalLines(lines: readonly ProposedLine[]): string {
  return lines.map(canonicalLine).sort(byCode).join("\n");
}

function canonicalLine(line: ProposedLine): string {
  return JSON.stringify([
    line.customer,
    line.chargeKind,
    line.postedTo,
    line.item,
    line.service,
    line.activity,
    line.textSv,
    line.textEn,
    line.servicePeriodFrom,
    line.servicePeriodTo,
    line.quantityMicro,
    line.unit,
    line.priceMicro,
    line.netOre,
    line.priceListVersion ?? null,
    line.sale ?? null,
    line.corrects?.invoice ?? null,
    line.corrects?.line ?? null,
    line.cause ?? null,
    becauseInCodeOrder(line.because),
  ]);
}

/**
 * With its keys in code order, since the database does not keep the order they were written in. Written out, because every line of
 * every run passes here; what is undefined is left out of the text.
 */
function becauseInCodeOrder(because: Because): Because {
  const { decision, formulaEn, formulaSv, inputs, key, priceListVersion } = because;
  const ordered = {
    decision,
    formulaEn,
    formulaSv,
    inputs: inputs.map(({ id, nameEn, nameSv, unit, value }) => ({ id, nameEn, nameSv, unit, value })),
    key: key && { key: key.key, sumMicro: key.sumMicro, valueMicro: key.valueMicro },
    priceListVersion,
  };
  return ordered as Because;
}

/** Quantity one at the price of the amount itself: how lump sums are written as lines. */
export function lumpSum(netOre: Ore): { quantityMicro: Micro; priceMicro: Micro; netOre: Ore } {
  return { quantityMicro: micro(microPerUnit), priceMicro: micro(netOre * 10_000), netOre };
}
