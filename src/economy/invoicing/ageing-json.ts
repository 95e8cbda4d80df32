import { formatAmount, formatPercent, type Language } from "../../platform/language/index.ts";
import { type Ore, ore } from "../../kernel/index.ts";
import { type Ageing, type CustomerReceivables } from "./ageing.ts";

const amount = (value: Ore) => ({ ore: String(value) });

/** Receivables on a day, for machines. */
export function ageingJson({ on, knownTo, documents, customers, totals, unknown }: Ageing) {
  const sums = ({ bands, unpaidOre, paidAfterOre }: Omit<CustomerReceivables, "customer">) => ({
    bands: {
      notDue: amount(bands.notDue),
      upTo30: amount(bands.upTo30),
      upTo60: amount(bands.upTo60),
      upTo90: amount(bands.upTo90),
      older: amount(bands.older),
    },
    unpaid: amount(unpaidOre),
    paidAfter: amount(paidAfterOre),
  });
  return {
    on,
    knownTo: knownTo ?? null,
    totals: sums(totals),
    customers: customers.map(({ customer, ...rest }) => ({ customer, ...sums(rest) })),
    documents: documents.map((one) => ({
      invoice: one.invoice,
      customer: one.customer,
      dueDay: one.dueDay,
      daysDue: one.daysDue,
      unpaid: amount(one.unpaidOre),
      paidAfter: amount(one.paidAfterOre),
    })),
    unknown: unknown.map(({ invoice, paidOn, amountOre }) => ({
      invoice,
      paidOn,
      amount: amount(amountOre),
    })),
    text: {
      sv: ageingSentence({ on, knownTo, totals }, "sv"),
      en: ageingSentence({ on, knownTo, totals }, "en"),
    },
  };
}

/** A proposal for the note of the annual report (notförslag). */
export function ageingSentence(
  { on, knownTo, totals }: Pick<Ageing, "on" | "knownTo" | "totals">,
  language: Language,
): string {
  const kr = (value: Ore): string => `${formatAmount(value, language)} kr`;
  const due = ore(totals.unpaidOre - totals.bands.notDue);
  const sv = language === "sv";
  if (totals.unpaidOre === 0) return sv ? `Inga fordringar den ${on}.` : `No receivables on ${on}.`;
  const first = sv
    ? `Fordringarna var ${kr(totals.unpaidOre)} den ${on}, varav ${kr(due)} var förfallet.`
    : `Receivables were ${kr(totals.unpaidOre)} on ${on}, of which ${kr(due)} was due.`;
  if (knownTo === undefined)
    return sv
      ? `Inga betalningar är inlästa: alla dokument räknas som obetalda, ${kr(totals.unpaidOre)} den ${on}.`
      : `No payments are loaded: all documents count as unpaid, ${kr(totals.unpaidOre)} on ${on}.`;
  if (knownTo <= on)
    return `${first} ${sv ? "Inga betalningar därefter är kända." : "No payments after that are known."}`;
  const share = formatPercent({ numerator: totals.paidAfterOre, denominator: totals.unpaidOre }, language);
  return sv
    ? `${first} Till och med ${knownTo} var ${kr(totals.paidAfterOre)} (${share}) betalt.`
    : `${first} By ${knownTo}, ${kr(totals.paidAfterOre)} (${share}) had been paid.`;
}
