import { assert, lastDayOf, negateOre, periodOf, sumOre } from "../../kernel/index.ts";
import { accountOf, type BilledService, type PostingRules } from "../invoicing/index.ts";
import type { Voucher, VoucherLine } from "../ledger/index.ts";
import type { Settlement } from "./settle.ts";

/**
 * The provision (reservering) of a settlement that is credited in the next year: at the closing the settled year's revenue is
 * reduced service by service, and what is owed to the customers stands as a liability until the credit notes dissolve it.
 * A deficit turns the signs. Every service must have a posting rule; `postingProblems` tells before.
 */
export function accrualVoucher(
  { settlement, year }: { readonly settlement: string; readonly year: number },
  computed: Pick<Settlement, "services" | "totalOre">,
  posting: PostingRules,
  services: readonly BilledService[],
): Voucher {
  const byService = new Map(services.map((service) => [service.service, service]));
  const nobody = { project: "", customer: "", counterparty: "" };
  const text = `Återreglering till kund ${year}, reserverad`;
  const lines = computed.services
    .filter((row) => row.settledOre !== 0)
    .map((row): VoucherLine => {
      const rule = accountOf(accrualLine(row.service), posting, byService);
      assert(!("code" in rule), `${row.service} has a posting rule for settlement`);
      return { ...nobody, ...rule, service: row.service, amountOre: row.settledOre, text };
    });
  const liability: VoucherLine = {
    ...nobody,
    account: posting.accruedSettlementAccount,
    costCentre: "",
    service: "",
    amountOre: negateOre(computed.totalOre),
    text,
  };
  assert(sumOre([...lines, liability].map((line) => line.amountOre)) === 0, "the provision balances");
  return {
    // A series of its own: invoice numbers are without gaps and the provision is no invoice.
    series: `${posting.settlementSeries}P`,
    number: "1",
    fiscalYear: year,
    day: lastDayOf(periodOf(year, 12)),
    text,
    reference: `settlement:${settlement}`,
    lines: [...lines, liability],
  };
}

/** What a service's part of the provision is booked by. */
export function accrualLine(service: string) {
  return { postedTo: "settlement", service, activity: "operation" } as const;
}
