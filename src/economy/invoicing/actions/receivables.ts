import type { Day } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { type Ageing, ageingOf, paymentRegister } from "../index.ts";
import { invoicesOf } from "./read.ts";

/** What the customers owed on a day, by how long it had been due. The provider's own documents to itself are no receivables. */
export async function receivablesOn(tx: Transaction, provider: string, on: Day): Promise<Ageing> {
  const heads = await invoicesOf(tx, provider);
  return ageingOf(
    heads.filter((head) => head.snapshot.customer["isSelf"] !== true),
    await entriesOf(tx, provider, paymentRegister),
    on,
  );
}
