import { periodOf, sumOre, yearOf } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { invoicesOf } from "../../invoicing/actions/index.ts";
import { linesOf } from "../../ledger/actions/index.ts";
import { assertFooting, type Explanation } from "../../ledger/index.ts";
import type { SettledCustomer } from "../index.ts";
import { storedSettlement, type StoredSettlement } from "../sql/settlements.ts";

/** `settlement:<id>` by customer and service; `settlement:<id>:<customer>` one of them. */
export async function explainSettlement(
  tx: Transaction,
  provider: string,
  id: string,
): Promise<Explanation | undefined> {
  const [prefix, settlement = "", customer] = id.split(":");
  if (prefix !== "settlement") return undefined;
  const stored = await storedSettlement(tx, provider, settlement);
  if (stored === undefined) return undefined;
  if (customer !== undefined) {
    const row = stored.computed.customers.find((one) => one.customer === customer);
    if (row === undefined) return undefined;
    return assertFooting(customerNode(settlement, row, await bookedOf(tx, provider, stored, [customer])));
  }
  const customers = stored.computed.customers.map((row) => row.customer);
  const booked = await bookedOf(tx, provider, stored, customers);
  const children = stored.computed.customers.map((row) => customerNode(settlement, row, booked));
  return assertFooting({
    id: `settlement:${settlement}`,
    label_sv: `Återreglering ${settlement}`,
    label_en: `Settlement ${settlement}`,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: `fakturerat - kostnad - beslutad finansiering per tjänst, ${stored.basis}`,
    formula_en: `invoiced - cost - decided financing per service, ${stored.basis}`,
    children,
  });
}

/** Where a part of the settlement stands in the books, by customer and service. */
type Booked = ReadonlyMap<string, Pick<Explanation, "voucher" | "line" | "file">>;

/**
 * The voucher lines that book an issued settlement; none before it is issued. A customer sees its part, not the
 * provider's books.
 */
async function bookedOf(
  tx: Transaction,
  provider: string,
  { year, state, policy }: StoredSettlement,
  customers: readonly string[],
): Promise<Booked> {
  if (state !== "issued" || tx.scope.role === "customer") return new Map();
  const documents = await invoicesOf(tx, provider, { run: `settlement-${year}` });
  const vouchers = new Set(documents.map((one) => `${one.voucherSeries}/${one.voucherNumber}`));
  const booked = policy.booking === "invoice-in-year" ? periodOf(year, 12) : periodOf(year + 1, 1);
  const fiscalYear = yearOf(booked);
  const lines = await linesOf(tx, provider, { fiscalYear, periods: [booked], customers });
  return new Map(
    lines
      .filter((line) => line.service !== "" && vouchers.has(`${line.series}/${line.number}`))
      .map((line) => [
        `${line.customer}/${line.service}`,
        {
          voucher: `${fiscalYear}/${line.series}/${line.number}`,
          line: line.lineNo,
          ...(line.file === undefined ? {} : { file: line.file }),
        },
      ]),
  );
}

function customerNode(
  settlement: string,
  { customer, because, amountOre }: SettledCustomer,
  booked: Booked,
): Explanation {
  return {
    id: `settlement:${settlement}:${customer}`,
    label_sv: customer,
    label_en: customer,
    amountOre,
    formula_sv: "summan av tjänsterna",
    formula_en: "the sum of the services",
    children: because.map((reason) => ({
      id: `settlement:${settlement}:${customer}:${reason.service}`,
      label_sv: reason.service,
      label_en: reason.service,
      amountOre: reason.amountOre,
      formula_sv: reason.sentence_sv,
      formula_en: reason.sentence_en,
      children: [],
      ...booked.get(`${customer}/${reason.service}`),
    })),
  };
}

export const explainers = [{ prefix: "settlement:", explain: explainSettlement }] as const;
