import { assert, negateOre, sumOre, yearOf } from "../../kernel/index.ts";
import type { Voucher, VoucherLine } from "../ledger/index.ts";
import type { Invoice } from "./documents.ts";
import type { BilledService } from "./facts.ts";
import { accountOf, type PostingRules } from "./posting.ts";

/**
 * The seller's voucher (verifikation) of an issued document: the receivable is debited with the total, revenue is
 * credited line by line with service, customer and counterparty, VAT is credited. When the provider is its own customer
 * the cost is debited instead of a receivable, with the provider's own counterparty on both sides, so that revenue and
 * cost of the internal items eliminate to zero. Signs turn by themselves for a credit note.
 */
export function voucherOf(
  invoice: Invoice,
  posting: PostingRules,
  services: readonly BilledService[],
): Voucher {
  const byService = new Map(services.map((service) => [service.service, service]));
  const { snapshot } = invoice;
  const nobody = { costCentre: "", project: "", service: "" };
  const parties = { customer: invoice.customer, counterparty: snapshot.counterparty };
  const lines: VoucherLine[] = [
    {
      ...nobody,
      ...parties,
      account: snapshot.isSelf
        ? posting.selfCostAccount
        : snapshot.vat
          ? posting.receivableExternal
          : posting.receivableInternal,
      costCentre: snapshot.isSelf ? posting.selfCostCentre : "",
      amountOre: invoice.totalOre,
      text: snapshot.name,
    },
  ];
  for (const line of invoice.lines) {
    const rule = accountOf(line, posting, byService);
    if ("code" in rule)
      throw new Error(`Broken invariant: line ${line.line} of ${invoice.invoice} has a posting rule`);
    // Written out: this is done for every line of every run, several times.
    lines.push({
      customer: invoice.customer,
      counterparty: snapshot.counterparty,
      account: rule.account,
      costCentre: rule.costCentre,
      project: "",
      service: line.service,
      amountOre: negateOre(line.netOre),
      text: line.textSv,
    });
  }
  if (invoice.vatOre !== 0) {
    lines.push({
      ...nobody,
      ...parties,
      account: posting.vatAccount,
      amountOre: negateOre(invoice.vatOre),
      text: "Utgående moms",
    });
  }
  assert(sumOre(lines.map((line) => line.amountOre)) === 0, `the voucher of ${invoice.invoice} sums to zero`);
  assert(!snapshot.isSelf || invoice.vatOre === 0, "nobody charges VAT to itself");
  return {
    series: invoice.voucherSeries,
    number: invoice.voucherNumber,
    fiscalYear: yearOf(invoice.bookingPeriod),
    day: invoice.documentDay,
    text: `${invoice.kind === "invoice" ? "Kundfaktura" : "Kreditnota"} ${invoice.invoice} ${snapshot.name}`,
    reference: `invoice:${invoice.invoice}`,
    lines,
  };
}
