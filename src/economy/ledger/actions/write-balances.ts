import type { Transaction } from "../../../platform/database/index.ts";
import type { LedgerCell } from "../index.ts";

/** Adds cells to the month balances, in the transaction that writes their lines. */
export async function addBalances(
  tx: Transaction,
  provider: string,
  cells: readonly LedgerCell[],
): Promise<void> {
  await tx.execute(
    `insert into ledger.balance (provider_id, fiscal_year, period, account, cost_centre, project, service, customer,
                                 counterparty, amount_ore, line_count, vouchers)
     select $1, row.fiscal_year, row.period, row.account, row.cost_centre, row.project, row.service, row.customer,
            row.counterparty, row.amount_ore, row.line_count, row.vouchers
     from unnest($2::integer[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                 $10::bigint[], $11::integer[], $12::text[])
       as row (fiscal_year, period, account, cost_centre, project, service, customer, counterparty, amount_ore, line_count,
               vouchers)
     on conflict (provider_id, fiscal_year, period, account, cost_centre, project, service, customer, counterparty)
     do update set amount_ore = ledger.balance.amount_ore + excluded.amount_ore,
                   line_count = ledger.balance.line_count + excluded.line_count,
                   vouchers = trim(ledger.balance.vouchers || ' ' || excluded.vouchers)`,
    [
      provider,
      cells.map((cell) => cell.fiscalYear),
      cells.map((cell) => cell.period),
      cells.map((cell) => cell.account),
      cells.map((cell) => cell.costCentre),
      cells.map((cell) => cell.project),
      cells.map((cell) => cell.service),
      cells.map((cell) => cell.customer),
      cells.map((cell) => cell.counterparty),
      cells.map((cell) => cell.amountOre),
      cells.map((cell) => cell.lineCount),
      cells.map((cell) => cell.vouchers ?? ""),
    ],
  );
}
