import type { Ore, Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";

/** A year's books added up to what rows select by, month by month: customers and other counterparties gone. */
export interface SummedCell {
  readonly period: Period;
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly counterparty: string;
  readonly amountOre: Ore;
}

export async function summedCells(
  tx: Transaction,
  provider: string,
  { year, own }: { readonly year: number; readonly own: readonly string[] },
): Promise<SummedCell[]> {
  return tx.query<SummedCell>(
    `select period, account, cost_centre as "costCentre", project, service,
            case when counterparty = any($3::text[]) then counterparty else '' end as counterparty,
            sum(amount_ore)::bigint as "amountOre"
     from ledger.v_balance where provider_id = $1 and fiscal_year = $2
     group by 1, 2, 3, 4, 5, 6`,
    [provider, year, own],
  );
}

/** The file that a year's books were last read from. */
export async function fileOfYear(
  tx: Transaction,
  provider: string,
  year: number,
): Promise<string | undefined> {
  const row = await tx.maybe<{ name: string }>(
    `select name from ledger.v_source_file where provider_id = $1 and fiscal_year = $2
     order by loaded_at desc, file_id limit 1`,
    [provider, year],
  );
  return row?.name;
}

/** What each customer was invoiced in a year on some accounts: revenue lines that name a customer. */
export async function revenueByCustomer(
  tx: Transaction,
  provider: string,
  year: number,
): Promise<
  { readonly customer: string; readonly account: string; readonly period: Period; readonly amountOre: Ore }[]
> {
  return tx.query(
    `select customer, account, period, sum(amount_ore)::bigint as "amountOre"
     from ledger.v_balance where provider_id = $1 and fiscal_year = $2 and customer <> ''
     group by customer, account, period
     order by customer collate "C", period collate "C", account collate "C"`,
    [provider, year],
  );
}
