import type { Period } from "../../../kernel/index.ts";
import { bulkInsert, type Transaction } from "../../../platform/database/index.ts";
import type { Volume } from "../index.ts";

export async function selectVolumes(
  tx: Transaction,
  provider: string,
  { first, last }: { readonly first: Period; readonly last: Period },
): Promise<Volume[]> {
  return tx.query<Volume>(
    `select period, item, customer, quantity_micro as "quantityMicro", events from metering.volume
     where provider_id = $1 and period between $2 and $3
     order by period collate "C", item collate "C", customer collate "C"`,
    [provider, first, last],
  );
}

export async function periodsOfVolumes(tx: Transaction, provider: string): Promise<Period[]> {
  const rows = await tx.query<{ period: Period }>(
    `select distinct period collate "C" as period from metering.volume where provider_id = $1 order by 1`,
    [provider],
  );
  return rows.map((row) => row.period);
}

export async function replaceVolumes(
  tx: Transaction,
  provider: string,
  period: Period,
  volumes: readonly Volume[],
): Promise<void> {
  await tx.execute("delete from metering.volume where provider_id = $1 and period = $2", [provider, period]);
  await bulkInsert(
    tx,
    "metering.volume",
    [
      { name: "period", type: "text" },
      { name: "item", type: "text" },
      { name: "customer", type: "text" },
      { name: "quantity_micro", type: "int8" },
      { name: "events", type: "int8" },
    ],
    volumes.map(({ item, customer, quantityMicro, events }) => [
      period,
      item,
      customer,
      quantityMicro,
      events,
    ]),
  );
}
