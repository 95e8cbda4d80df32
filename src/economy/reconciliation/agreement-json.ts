import { type Ore, ore, type Period } from "../../kernel/index.ts";
import { formatAmount, type Language } from "../../platform/language/index.ts";
import type { Agreement, Cause } from "./agree.ts";

/** A reconciled month of one buyer as it is kept and shown. */
export interface Reconciliation extends Agreement {
  readonly period: Period;
  readonly customer: string;
  readonly file: string;
  readonly fileSha256: string;
  readonly reconciledBy: string;
  /** What the reading of the file took for granted; '' when it was nothing. */
  readonly note: string;
}

export function reconciliationJson(row: Reconciliation) {
  const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });
  return {
    period: row.period,
    customer: row.customer,
    file: row.file,
    documents: row.documents,
    agreed: row.agreed,
    invoiced: money(row.invoicedOre),
    booked: money(row.bookedOre),
    difference: money(ore(row.bookedOre - row.invoicedOre)),
    differences: row.differences.map((one) => ({
      cause: one.cause,
      invoice: one.invoice,
      voucher: one.voucher,
      ...(one.fileLine === undefined ? {} : { line: one.fileLine }),
      invoiced: money(one.invoicedOre),
      booked: money(one.bookedOre),
    })),
    reconciledBy: row.reconciledBy,
    ...(row.note === "" ? {} : { note: row.note }),
  };
}

export function causeName(cause: Cause, language: Language): string {
  const names = {
    missing: ["saknas hos köparen", "missing at the buyer"],
    "other-amount": ["annat belopp", "other amount"],
    "other-month": ["annan månad", "other month"],
    "other-counterparty": ["annan motpart", "other counterparty"],
    "booked-twice": ["bokförd två gånger", "booked twice"],
    "not-invoiced": ["bokförd men inte fakturerad", "booked but not invoiced"],
  } as const;
  return names[cause][language === "sv" ? 0 : 1];
}

export function reconciliationText(row: Reconciliation, language: Language): string {
  const sv = language === "sv";
  const kr = (amount: Ore): string => formatAmount(amount, language).padStart(18);
  const off = ore(row.bookedOre - row.invoicedOre);
  return [
    sv
      ? `Avstämning ${row.period}, ${row.customer}: ${row.agreed} av ${row.documents} dokument lika`
      : `Reconciliation ${row.period}, ${row.customer}: ${row.agreed} of ${row.documents} documents agree`,
    `${(sv ? "Fakturerat" : "Invoiced").padEnd(34)}${kr(row.invoicedOre)}`,
    `${(sv ? "Bokfört på vår motpart" : "Booked on our counterparty").padEnd(34)}${kr(row.bookedOre)}`,
    `${(sv ? "Skillnad" : "Difference").padEnd(34)}${kr(off)}`,
    ...row.differences.map(
      (one) =>
        `  ${(one.invoice || "-").padEnd(12)} ${causeName(one.cause, language).padEnd(28)} ${one.voucher.padEnd(16)}${kr(one.invoicedOre)}${kr(one.bookedOre)}`,
    ),
    ...(row.note === "" ? [] : [row.note]),
  ].join("\n");
}
