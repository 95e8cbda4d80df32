import { formatAmount, type Language } from "../../platform/language/index.ts";
import { type Ore, zeroOre } from "../../kernel/index.ts";
import { basisText } from "./basis.ts";
import { type SettlementRecord, stateSv } from "./record.ts";

/** A settlement as `--json` and the API give it. `rest` is an amount with its services beside. */
export function settlementJson(record: SettlementRecord): unknown {
  const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });
  const { computed, policy, rest } = record;
  return {
    settlement: record.settlement,
    year: record.year,
    basis: record.basis,
    state: record.state,
    level: policy.level,
    distribution: policy.distribution,
    booking: policy.booking,
    total: money(computed.totalOre),
    computed: money(computed.computedOre),
    services: computed.services.map((row) => ({
      service: row.service,
      class: row.class,
      invoiced: money(row.invoicedOre),
      cost: money(row.costOre),
      financing: money(row.financingOre),
      carried: money(row.carriedOre),
      recovery: money(row.recoveryOre),
      settled: money(row.settledOre),
    })),
    financing: policy.financing.map((entry) => ({
      decision: entry.decision,
      from: entry.from,
      to: entry.to,
      amount: money(entry.amountOre),
    })),
    customers: computed.customers.map((row) => ({
      customer: row.customer,
      amount: money(row.amountOre),
      because: row.because.map((reason) => ({
        service: reason.service,
        paid: money(reason.paidOre),
        weight: money(reason.weightOre),
        weightSum: money(reason.weightSumOre),
        amount: money(reason.amountOre),
        sentence_sv: reason.sentence_sv,
        sentence_en: reason.sentence_en,
      })),
    })),
    rest: {
      ...money(rest?.totalOre ?? zeroOre),
      known: rest !== undefined,
      goes: policy.rest,
      services: (rest?.services ?? []).map((row) => ({
        service: row.service,
        final: money(row.finalOre),
        issued: money(row.issuedOre),
        rest: money(row.restOre),
      })),
    },
    proposedBy: record.proposedBy,
    ...(record.decidedBy === undefined ? {} : { decidedBy: record.decidedBy }),
    ...(record.decision === undefined ? {} : { decision: record.decision }),
  };
}

/** A settlement in a list. */
export function headOfSettlement({
  settlement,
  year,
  basis,
  state,
  totalOre,
}: Pick<SettlementRecord, "settlement" | "year" | "basis" | "state"> & { readonly totalOre: Ore }): unknown {
  return { settlement, year, basis: basisText(basis), state, total: { ore: String(totalOre) } };
}

/** A settlement as text: services, then customers, then the rest. */
export function settlementText(record: SettlementRecord, language: Language): string {
  const sv = language === "sv";
  const amount = (value: Ore): string => formatAmount(value, language).padStart(18);
  const { computed, rest } = record;
  const carries = computed.services.some((row) => row.carriedOre !== 0);
  const head = sv
    ? [
        "Tjänst",
        "Fakturerat",
        "Kostnad",
        "Finansiering",
        ...(carries ? ["Från förra året"] : []),
        "Resultat",
        "Regleras",
      ]
    : ["Service", "Invoiced", "Cost", "Financing", ...(carries ? ["Carried"] : []), "Recovery", "Settled"];
  return [
    `${sv ? "Återreglering" : "Settlement"} ${record.settlement} (${basisText(record.basis)}, ${sv ? stateSv(record.state) : record.state})`,
    "",
    [(head[0] ?? "").padEnd(12), ...head.slice(1).map((title) => title.padStart(18))].join(" "),
    ...computed.services.map((row) =>
      [
        row.service.padEnd(12),
        ...[
          row.invoicedOre,
          row.costOre,
          row.financingOre,
          ...(carries ? [row.carriedOre] : []),
          row.recoveryOre,
          row.settledOre,
        ].map(amount),
      ].join(" "),
    ),
    "",
    ...computed.customers.map((row) => `${row.customer.padEnd(18)} ${amount(row.amountOre)}`),
    `${(sv ? "Summa" : "Total").padEnd(18)} ${amount(computed.totalOre)}`,
    rest === undefined
      ? sv
        ? "Resten syns när årets sista månad är bokförd."
        : "The rest shows when the last month of the year is booked."
      : `${(sv ? "Rest efter helår" : "Rest of the year").padEnd(18)} ${amount(rest.totalOre)}`,
  ].join("\n");
}
