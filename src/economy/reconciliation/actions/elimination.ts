import type { Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { invoicesOf } from "../../invoicing/actions/index.ts";
import { type Elimination, eliminationOf } from "../index.ts";
import { reconciliations } from "../sql/results.ts";

/** The internal items of a month: documents to buyers within our own legal person, against what they have booked. */
export async function eliminationIn(tx: Transaction, provider: string, period: Period): Promise<Elimination> {
  const internal = (await invoicesOf(tx, provider, { period }))
    .filter((head) => head.voucherSeries !== "" && head.snapshot.customer["vat"] === false)
    .map((head) => ({
      customer: head.customer,
      netOre: head.netOre,
      isSelf: head.snapshot.customer["isSelf"] === true,
    }));
  return eliminationOf(period, internal, await reconciliations(tx, provider, period));
}
