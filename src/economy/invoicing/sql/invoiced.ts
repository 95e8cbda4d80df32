import type { Transaction } from "../../../platform/database/index.ts";
import type { InvoicedItem } from "../revenue-drivers.ts";

/** What was charged by quantity in a year, by item: metered and sold, without corrections and credits. */
export async function selectInvoicedItems(
  tx: Transaction,
  provider: string,
  year: number,
): Promise<InvoicedItem[]> {
  return tx.query<InvoicedItem>(
    `select l.service, l.activity, l.item, l.unit, sum(l.quantity_micro)::bigint as "quantityMicro",
            sum(l.net_ore)::bigint as "netOre"
     from invoicing.line l
     where l.provider_id = $1 and l.charge_kind in ('metered', 'direct-sale') and l.posted_to = 'revenue'
       and l.service_period_from between $2 and $3
     group by l.service, l.activity, l.item, l.unit
     order by l.service collate "C", l.activity, l.item collate "C", l.unit collate "C"`,
    [provider, `${year}-01`, `${year}-12`],
  );
}
