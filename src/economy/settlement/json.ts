import { type Ore, zeroOre } from "../../kernel/index.ts";
import { basisText } from "./basis.ts";
import type { SettlementRecord } from "./record.ts";

/** A settlement as `--json` and the API give it. `rest` is an amount with its services beside. */
export function settlementJson(record: SettlementRecord) {
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
}: Pick<SettlementRecord, "settlement" | "year" | "basis" | "state"> & { readonly totalOre: Ore }) {
  return { settlement, year, basis: basisText(basis), state, total: { ore: String(totalOre) } };
}
