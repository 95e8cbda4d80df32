import { firstDayOf, formatMicro, lastDayOf, type Ore } from "../../kernel/index.ts";
import type { Invoice } from "./documents.ts";
import type { BilledCustomer } from "./facts.ts";
import type { InvoiceLine, IssuedLine, ProposedLine } from "./line.ts";
import type { BillingRun } from "./run.ts";

/** Money in JSON: öre as text, so that no reader makes a float of it. */
export interface OreJson {
  readonly ore: string;
}

export function oreJson(amount: Ore): OreJson {
  return { ore: String(amount) };
}

/** "2024-03", or "2024-01/2024-12" for a line over several months. */
export function servicePeriodText(line: Pick<InvoiceLine, "servicePeriodFrom" | "servicePeriodTo">): string {
  return line.servicePeriodFrom === line.servicePeriodTo
    ? line.servicePeriodFrom
    : `${line.servicePeriodFrom}/${line.servicePeriodTo}`;
}

/** A line with the terms of EN 16931 where they fit; amounts keep their sign, so a credit is negative. */
export function lineJson(line: ProposedLine & Partial<Pick<InvoiceLine, "line" | "vatPercent">>) {
  return {
    id: line.line === undefined ? null : String(line.line),
    chargeKind: line.chargeKind,
    item: line.item,
    itemName_sv: line.textSv,
    itemName_en: line.textEn,
    service: line.service,
    activity: line.activity,
    buyer: line.customer,
    servicePeriod: servicePeriodText(line),
    invoicePeriod: {
      startDate: firstDayOf(line.servicePeriodFrom),
      endDate: lastDayOf(line.servicePeriodTo),
    },
    quantity: formatMicro(line.quantityMicro),
    unit: line.unit,
    price: formatMicro(line.priceMicro),
    amount: oreJson(line.netOre),
    vatRate: line.vatPercent === undefined ? null : { value: String(line.vatPercent), unit: "percent" },
    priceListVersion: line.priceListVersion ?? null,
    sale: line.sale ?? null,
    corrects: line.corrects === undefined ? null : { ...line.corrects, line: String(line.corrects.line) },
    cause: line.cause ?? null,
    because: becauseJson(line),
  };
}

function becauseJson({ because }: ProposedLine) {
  return {
    formula_sv: because.formulaSv,
    formula_en: because.formulaEn,
    inputs: because.inputs.map((input) => ({
      name_sv: input.nameSv,
      name_en: input.nameEn,
      value: input.value,
      unit: input.unit,
      id: input.id ?? null,
    })),
    key:
      because.key === undefined
        ? null
        : {
            key: because.key.key,
            value: formatMicro(because.key.valueMicro),
            sum: formatMicro(because.key.sumMicro),
          },
    decision: because.decision ?? null,
  };
}

/** What the head of a document says, stored or proposed. */
export type DocumentHead = Pick<
  Invoice,
  | "invoice"
  | "series"
  | "number"
  | "run"
  | "customer"
  | "kind"
  | "documentDay"
  | "dueDay"
  | "bookingPeriod"
  | "netOre"
  | "vatOre"
  | "totalOre"
  | "voucherSeries"
  | "voucherNumber"
>;

export function headJson(head: DocumentHead) {
  return {
    invoiceNumber: head.invoice,
    // 380 commercial invoice, 381 credit note (UNTDID 1001).
    invoiceTypeCode: head.kind === "invoice" ? "380" : "381",
    issueDate: head.documentDay,
    paymentDueDate: head.dueDay,
    invoiceCurrencyCode: "SEK",
    series: head.series,
    number: head.number,
    run: head.run,
    bookingPeriod: head.bookingPeriod,
    customer: head.customer,
    voucher:
      head.voucherSeries === ""
        ? null
        : {
            fiscalYear: Number(head.bookingPeriod.slice(0, 4)),
            series: head.voucherSeries,
            number: head.voucherNumber,
          },
    documentTotals: {
      sumOfInvoiceLineNetAmount: oreJson(head.netOre),
      invoiceTotalAmountWithoutVat: oreJson(head.netOre),
      invoiceTotalVatAmount: oreJson(head.vatOre),
      invoiceTotalAmountWithVat: oreJson(head.totalOre),
      amountDueForPayment: oreJson(head.totalOre),
    },
  };
}

/** A whole document as `bill show` prints it. */
export function documentJson(
  head: DocumentHead,
  snapshot: { readonly customer: unknown; readonly seller?: unknown },
  lines: readonly InvoiceLine[],
  corrections: readonly IssuedLine[] = [],
) {
  return {
    ...headJson(head),
    seller: sellerJson(snapshot.seller),
    buyer: buyerJson(snapshot.customer),
    vatBreakdown: vatBreakdown(head, lines),
    lines: lines.map(lineJson),
    correctedBy: corrections.map((line) => ({
      invoice: line.invoice,
      line: String(line.line),
      corrects: line.corrects === undefined ? null : String(line.corrects.line),
      amount: oreJson(line.netOre),
      cause: line.cause ?? null,
    })),
  };
}

function sellerJson(seller: unknown): Record<string, unknown> | null {
  if (seller === null || typeof seller !== "object") return null;
  const facts = seller as Record<string, unknown>;
  return {
    name: facts["name"] ?? null,
    legalRegistrationIdentifier: facts["org_no"] ?? null,
    vatIdentifier: facts["vat_no"] ?? null,
    postalAddress: facts["address"] ?? null,
    bankgiro: facts["bankgiro"] ?? null,
  };
}

function buyerJson(buyer: unknown) {
  const facts = (buyer ?? {}) as Partial<BilledCustomer>;
  return {
    customer: facts.customer ?? null,
    name: facts.name ?? null,
    legalRegistrationIdentifier: facts.orgNo ?? null,
    electronicAddress: facts.eAddress ?? null,
    kind: facts.kind ?? null,
    counterparty: facts.counterparty ?? null,
    isSelf: facts.isSelf ?? false,
    agreement: facts.agreement ?? null,
  };
}

function vatBreakdown(head: DocumentHead, lines: readonly InvoiceLine[]): unknown[] {
  const percent = lines[0]?.vatPercent ?? 0;
  return [
    {
      // S standard rate; O outside the scope of VAT, within the same legal person.
      vatCategoryCode: percent === 0 ? "O" : "S",
      vatCategoryRate: { value: String(percent), unit: "percent" },
      vatCategoryTaxableAmount: oreJson(head.netOre),
      vatCategoryTaxAmount: oreJson(head.vatOre),
    },
  ];
}

export function runJson(run: BillingRun) {
  return {
    run: run.run,
    period: run.period,
    state: run.state,
    contentSha256: run.contentSha256,
    net: oreJson(run.totalOre),
    rehearsedBy: run.rehearsedBy,
    rehearsedAt: run.rehearsedAt,
    approvedBy: run.approvedBy ?? null,
    approvedAt: run.approvedAt ?? null,
    issuedBy: run.issuedBy ?? null,
    issuedAt: run.issuedAt ?? null,
    parked: run.parked,
    released: run.released,
  };
}
