import { byCode, formatKronor, negateOre, periodOf } from "../../kernel/index.ts";
import { lumpSum, type ProposedLine } from "../invoicing/index.ts";
import { lastPeriodOf } from "./basis.ts";
import type { SettlementPolicy } from "./policy.ts";
import type { Settlement } from "./settle.ts";

/** The item code of settlement lines: they charge for no offering. */
export const settlementItem = "settlement";

/**
 * One line per customer and service. What is owed to the customer is negative on its document. A line that came to
 * nothing is left out.
 */
export function settlementLines(
  settlement: Pick<Settlement, "customers">,
  policy: Pick<SettlementPolicy, "year" | "basis" | "booking"> & { readonly decision?: string },
  nameOf: (service: string) => { readonly sv: string; readonly en: string } = (service) => ({
    sv: service,
    en: service,
  }),
): ProposedLine[] {
  const { year, decision } = policy;
  const last = lastPeriodOf(policy.basis, year);
  return settlement.customers
    .flatMap(({ customer, because }) => because.map((reason) => ({ customer, reason })))
    .filter(({ reason }) => reason.amountOre !== 0)
    .toSorted((a, b) => byCode(a.customer, b.customer) || byCode(a.reason.service, b.reason.service))
    .map(({ customer, reason }): ProposedLine => ({
      customer,
      chargeKind: "settlement",
      postedTo: policy.booking === "invoice-in-year" ? "settlement" : "accrued-settlement",
      item: settlementItem,
      service: reason.service,
      activity: "operation",
      textSv: `Återreglering ${year}, ${nameOf(reason.service).sv}`,
      textEn: `Settlement ${year}, ${nameOf(reason.service).en}`,
      servicePeriodFrom: periodOf(year, 1),
      servicePeriodTo: last,
      ...lumpSum(negateOre(reason.amountOre)),
      unit: "st",
      because: {
        formulaSv: reason.sentence_sv,
        formulaEn: reason.sentence_en,
        inputs: [
          {
            nameSv: "Betalt för tjänsten",
            nameEn: "Paid for the service",
            value: formatKronor(reason.paidOre),
            unit: "SEK",
          },
          {
            nameSv: "Underlag för andelen",
            nameEn: "Basis of the share",
            value: formatKronor(reason.weightOre),
            unit: "SEK",
          },
          {
            nameSv: "Allas underlag",
            nameEn: "Basis of all",
            value: formatKronor(reason.weightSumOre),
            unit: "SEK",
          },
        ],
        ...(decision === undefined ? {} : { decision }),
      },
    }));
}
