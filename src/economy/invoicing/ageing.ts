import { assert, byCode, type Day, type Ore, ore, sumOre } from "../../kernel/index.ts";
import type { Payment } from "./payment.ts";

/** How long something has been due (åldersfördelning). */
export const ageBands = ["notDue", "upTo30", "upTo60", "upTo90", "older"] as const;
export type AgeBand = (typeof ageBands)[number];

export const ageBandNames: Readonly<Record<AgeBand, { readonly sv: string; readonly en: string }>> = {
  notDue: { sv: "Ej förfallet", en: "Not due" },
  upTo30: { sv: "1–30 dagar", en: "1–30 days" },
  upTo60: { sv: "31–60 dagar", en: "31–60 days" },
  upTo90: { sv: "61–90 dagar", en: "61–90 days" },
  older: { sv: "Över 90 dagar", en: "Over 90 days" },
};

export interface OwedDocument {
  readonly invoice: string;
  readonly customer: string;
  readonly documentDay: Day;
  readonly dueDay: Day;
  /** With VAT; below zero is what we owe. */
  readonly totalOre: Ore;
}

type PaidAmount = Pick<Payment, "invoice" | "paidOn" | "amountOre">;

/** What stood unpaid on a day. */
export interface Receivable extends OwedDocument {
  readonly unpaidOre: Ore;
  readonly daysDue: number;
  readonly band: AgeBand;
  /** What of it has been paid since. */
  readonly paidAfterOre: Ore;
}

export interface CustomerReceivables {
  readonly customer: string;
  readonly bands: Readonly<Record<AgeBand, Ore>>;
  readonly unpaidOre: Ore;
  readonly paidAfterOre: Ore;
}

/** Receivables on a day (kundfordringar): what of them is due, how long, and how much was paid in the days after. */
export interface Ageing {
  readonly on: Day;
  /** The last payment that is known of; what is paid after it is not. */
  readonly knownTo: Day | undefined;
  readonly documents: readonly Receivable[];
  readonly customers: readonly CustomerReceivables[];
  readonly totals: Omit<CustomerReceivables, "customer">;
  /** Payments that name no document there is. */
  readonly unknown: readonly PaidAmount[];
}

/** The documents of a day less what had been paid of them by then. Bands sum to customers, and customers to the total. */
export function ageingOf(
  documents: readonly OwedDocument[],
  payments: readonly PaidAmount[],
  on: Day,
): Ageing {
  const paid = new Map<string, PaidAmount[]>();
  for (const payment of payments) {
    const own = paid.get(payment.invoice);
    if (own) own.push(payment);
    else paid.set(payment.invoice, [payment]);
  }
  const open = documents
    .filter((one) => one.documentDay <= on)
    .flatMap((one): Receivable[] => {
      const own = paid.get(one.invoice) ?? [];
      const sum = (some: readonly PaidAmount[]): Ore => sumOre(some.map(({ amountOre }) => amountOre));
      const unpaidOre = ore(one.totalOre - sum(own.filter(({ paidOn }) => paidOn <= on)));
      if (unpaidOre === 0) return [];
      const daysDue = Math.max(0, daysBetween(one.dueDay, on));
      const paidAfterOre = sum(own.filter(({ paidOn }) => paidOn > on));
      return [{ ...one, unpaidOre, daysDue, band: bandOf(daysDue), paidAfterOre }];
    });
  const customers = [...new Set(open.map((one) => one.customer))]
    .toSorted(byCode)
    .map((customer) => ({ customer, ...sumsOf(open.filter((one) => one.customer === customer)) }));
  const totals = sumsOf(open);
  assert(
    sumOre(customers.map((one) => one.unpaidOre)) === totals.unpaidOre,
    "receivables sum over their customers",
  );
  const known = new Set(documents.map((one) => one.invoice));
  const days = payments.map(({ paidOn }) => paidOn).toSorted(byCode);
  return {
    on,
    knownTo: days.at(-1),
    documents: open,
    customers,
    totals,
    unknown: payments.filter(({ invoice }) => !known.has(invoice)),
  };
}

/** Days are counted as calendar days, whatever the clock does between them. */
function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function bandOf(daysDue: number): AgeBand {
  if (daysDue <= 0) return "notDue";
  if (daysDue <= 30) return "upTo30";
  if (daysDue <= 60) return "upTo60";
  return daysDue <= 90 ? "upTo90" : "older";
}

function sumsOf(documents: readonly Receivable[]): Omit<CustomerReceivables, "customer"> {
  const bands = Object.fromEntries(
    ageBands.map((band) => [
      band,
      sumOre(documents.filter((one) => one.band === band).map((one) => one.unpaidOre)),
    ]),
  ) as Record<AgeBand, Ore>;
  return {
    bands,
    unpaidOre: sumOre(documents.map((one) => one.unpaidOre)),
    paidAfterOre: sumOre(documents.map((one) => one.paidAfterOre)),
  };
}
