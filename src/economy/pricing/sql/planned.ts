import type { Transaction } from "../../../platform/database/index.ts";
import type { CustomerVolume } from "../index.ts";

/** Planned volumes of a plan added up over its months; customer '' where they are planned per item only. */
export async function selectPlannedVolumes(
  tx: Transaction,
  provider: string,
  plan: string,
): Promise<CustomerVolume[]> {
  return tx.query<CustomerVolume>(
    `select item, customer, sum(quantity_micro)::bigint as "quantityMicro"
     from planning.volume where provider_id = $1 and plan = $2
     group by item, customer order by item collate "C", customer collate "C"`,
    [provider, plan],
  );
}
