import type { Ore, Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";

/** Which of the books: a service's accounts in a month, of all customers or of all but one. */
export interface BookedSelection {
  readonly fiscalYear: number;
  readonly periods: readonly Period[];
  readonly accounts: readonly string[];
  readonly costCentres: readonly string[];
  readonly projects: readonly string[];
  readonly services: readonly string[];
  readonly without: string | undefined;
}

export interface BookedCustomer {
  readonly customer: string;
  readonly amountOre: Ore;
}

/** What is booked on each customer, so many from some place on in the order of their codes. */
export async function bookedByCustomer(
  tx: Transaction,
  provider: string,
  selection: BookedSelection,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<BookedCustomer[]> {
  return tx.query<BookedCustomer>(`${byCustomer} order by customer collate "C" offset $9 limit $10`, [
    ...parametersOf(provider, selection),
    offset,
    limit,
  ]);
}

export interface BookedGroup {
  readonly group: number;
  readonly first: string;
  readonly last: string;
  readonly customers: number;
  readonly amountOre: Ore;
}

/** The same in groups of so many customers. */
export async function bookedByGroup(
  tx: Transaction,
  provider: string,
  selection: BookedSelection,
  size: number,
): Promise<BookedGroup[]> {
  return tx.query<BookedGroup>(
    `select "group", min(customer collate "C") as "first", max(customer collate "C") as "last",
            count(*)::integer as "customers", sum("amountOre")::bigint as "amountOre"
     from (select customer, "amountOre", ((row_number() over (order by customer collate "C") - 1) / $9)::integer as "group"
           from (${byCustomer}) c) g
     group by "group" order by "group"`,
    [...parametersOf(provider, selection), size],
  );
}

const byCustomer = `select customer, sum(amount_ore)::bigint as "amountOre" from ledger.v_balance
  where provider_id = $1 and fiscal_year = $2 and period = any($3::text[]) and account = any($4::text[])
    and cost_centre = any($5::text[]) and project = any($6::text[]) and service = any($7::text[])
    and ($8::text is null or customer <> $8)
  group by customer`;

function parametersOf(provider: string, selection: BookedSelection): unknown[] {
  const { fiscalYear, periods, accounts, costCentres, projects, services, without } = selection;
  return [provider, fiscalYear, periods, accounts, costCentres, projects, services, without ?? null];
}
