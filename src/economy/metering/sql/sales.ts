import type { Day, Micro, Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type DirectSale, salePeriod } from "../index.ts";

interface SaleRow {
  sale: string;
  day: Day;
  item: string;
  customer: string;
  text: string;
  quantityMicro: Micro;
  unit: string;
  priceMicro: Micro;
}

const columns = `sale, sale_day as day, item, customer, text, quantity_micro as "quantityMicro", unit,
  price_micro as "priceMicro"`;

export async function selectSales(
  tx: Transaction,
  provider: string,
  { first, last }: { readonly first: Period; readonly last: Period },
): Promise<DirectSale[]> {
  return tx.query<SaleRow>(
    `select ${columns} from metering.direct_sale where provider_id = $1 and period between $2 and $3
     order by sale_day, sale collate "C"`,
    [provider, first, last],
  );
}

/** With the file each stands in. */
export async function selectSalesBySource(
  tx: Transaction,
  provider: string,
  which: { readonly source: string; readonly sales: readonly string[] },
): Promise<(DirectSale & { readonly source: string })[]> {
  return tx.query<SaleRow & { source: string }>(
    `select ${columns}, source from metering.direct_sale
     where provider_id = $1 and (source = $2 or sale = any($3::text[]))
     order by sale collate "C"`,
    [provider, which.source, which.sales],
  );
}

export async function deleteSales(
  tx: Transaction,
  provider: string,
  sales: readonly string[],
): Promise<void> {
  await tx.execute("delete from metering.direct_sale where provider_id = $1 and sale = any($2::text[])", [
    provider,
    sales,
  ]);
}

export async function insertSales(
  tx: Transaction,
  provider: string,
  source: string,
  sales: readonly DirectSale[],
): Promise<void> {
  await tx.execute(
    `insert into metering.direct_sale
       (provider_id, source, sale, period, sale_day, item, customer, text, quantity_micro, unit, price_micro)
     select $1, $2, rows.* from unnest($3::text[], $4::text[], $5::date[], $6::text[], $7::text[], $8::text[],
       $9::bigint[], $10::text[], $11::bigint[]) as rows`,
    [
      provider,
      source,
      sales.map((sale) => sale.sale),
      sales.map(salePeriod),
      sales.map((sale) => sale.day),
      sales.map((sale) => sale.item),
      sales.map((sale) => sale.customer),
      sales.map((sale) => sale.text),
      sales.map((sale) => sale.quantityMicro),
      sales.map((sale) => sale.unit),
      sales.map((sale) => sale.priceMicro),
    ],
  );
}
