import { sumOre } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { assertFooting, type Explanation } from "../../ledger/index.ts";
import type { SettledCustomer } from "../index.ts";
import { storedSettlement } from "../sql/settlements.ts";

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
    return row && assertFooting(customerNode(settlement, row));
  }
  const children = stored.computed.customers.map((row) => customerNode(settlement, row));
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

function customerNode(settlement: string, { customer, because, amountOre }: SettledCustomer): Explanation {
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
    })),
  };
}

export const explainers = [{ prefix: "settlement:", explain: explainSettlement }] as const;
