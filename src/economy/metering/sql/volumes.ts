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

/** The volumes of some months, which need not follow on each other. */
export async function selectVolumesOf(
  tx: Transaction,
  provider: string,
  periods: readonly Period[],
): Promise<Volume[]> {
  return tx.query<Volume>(
    `select period, item, customer, quantity_micro as "quantityMicro", events from metering.volume
     where provider_id = $1 and period = any($2)
     order by period collate "C", item collate "C", customer collate "C"`,
    [provider, periods],
  );
}

export async function periodsOfVolumes(tx: Transaction, provider: string): Promise<Period[]> {
  const rows = await tx.query<{ period: Period }>(
    `select distinct period collate "C" as period from metering.volume where provider_id = $1 order by 1`,
    [provider],
  );
  return rows.map((row) => row.period);
}

/** Volumes of some months, instead of those that were there. */
export async function replaceVolumes(
  tx: Transaction,
  provider: string,
  periods: readonly Period[],
  volumes: readonly Volume[],
): Promise<void> {
  await tx.execute("delete from metering.volume where provider_id = $1 and period = any($2)", [
    provider,
    periods,
  ]);
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
    volumes.map(({ period, item, customer, quantityMicro, events }) => [
      period,
      item,
      customer,
      quantityMicro,
      events,
    ]),
  );
}
