import type { Ore, Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { SettledService, SettlementBasis, SettlementPolicy, SettlementState } from "../index.ts";

export interface OneSettlement {
  readonly settlement: string;
  readonly year: number;
  readonly basis: SettlementBasis;
  readonly state: SettlementState;
  readonly policy: SettlementPolicy;
}

/** A settlement by its id, or the issued one of a year by the year alone. */
export async function oneSettlement(
  tx: Transaction,
  provider: string,
  name: string,
): Promise<OneSettlement | undefined> {
  const rows = await tx.query<OneSettlement>(
    `select settlement, fiscal_year as "year", basis, state, policy from settlement.settlement
     where provider_id = $1 and (settlement = $2 or (fiscal_year::text = $2 and state = 'issued'))
     order by (settlement = $2) desc, settlement collate "C"`,
    [provider, name],
  );
  return rows[0];
}

export interface CustomerRow {
  readonly customer: string;
  readonly service: string;
  readonly weightOre: Ore;
  readonly weightSumOre: Ore;
  readonly amountOre: Ore;
}

/** Who gets what of a settlement: all, one customer's, or one customer's of one service. */
export async function customerRows(
  tx: Transaction,
  provider: string,
  {
    settlement,
    customer,
    service,
  }: { readonly settlement: string; readonly customer?: string; readonly service?: string },
): Promise<CustomerRow[]> {
  return tx.query<CustomerRow>(
    `select customer, service, weight_ore as "weightOre", weight_sum_ore as "weightSumOre", amount_ore as "amountOre"
     from settlement.customer_row
     where provider_id = $1 and settlement = $2
       and ($3::text is null or customer = $3) and ($4::text is null or service = $4)
     order by customer collate "C", service collate "C"`,
    [provider, settlement, customer ?? null, service ?? null],
  );
}

export async function serviceRow(
  tx: Transaction,
  provider: string,
  { settlement, service }: { readonly settlement: string; readonly service: string },
): Promise<SettledService | undefined> {
  return tx.maybe<SettledService>(
    `select service, class, invoiced_ore as "invoicedOre", cost_ore as "costOre", financing_ore as "financingOre", carried_ore as "carriedOre",
            recovery_ore as "recoveryOre", settled_ore as "settledOre"
     from settlement.service_row where provider_id = $1 and settlement = $2 and service = $3`,
    [provider, settlement, service],
  );
}

/** What a service has booked on an account in a month, over all customers, and how it is coded. */
export interface ServiceBalance {
  readonly service: string;
  readonly account: string;
  readonly period: Period;
  readonly costCentre: string;
  readonly project: string;
  readonly amountOre: Ore;
}

/** Every service's balances of a year, over all customers: of them the settlement counts the revenue. */
export async function balancesOfServices(
  tx: Transaction,
  provider: string,
  year: number,
): Promise<ServiceBalance[]> {
  return tx.query<ServiceBalance>(
    `select service, account, period, cost_centre as "costCentre", project, sum(amount_ore)::bigint as "amountOre"
     from ledger.v_balance
     where provider_id = $1 and fiscal_year = $2 and service <> ''
     group by service, account, period, cost_centre, project
     order by service collate "C", period collate "C", account collate "C", cost_centre collate "C", project collate "C"`,
    [provider, year],
  );
}

export async function servicesOfSettlement(
  tx: Transaction,
  provider: string,
  settlement: string,
): Promise<string[]> {
  const rows = await tx.query<{ service: string }>(
    `select service from settlement.service_row where provider_id = $1 and settlement = $2 order by service collate "C"`,
    [provider, settlement],
  );
  return rows.map((row) => row.service);
}
