import type { Day, Ore, Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";

/** A line of a plan or of the books, coded as a cost cell is. */
export interface CodedLine {
  readonly period: Period;
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly counterparty: string;
  /** SIE sign, which for a cost is also the sign of a cell. */
  readonly amountOre: Ore;
}

/** The accounts that have a balance in the year. */
export async function bookedAccounts(tx: Transaction, provider: string, year: number): Promise<string[]> {
  const rows = await tx.query<{ account: string }>(
    `select distinct account from ledger.v_balance where provider_id = $1 and fiscal_year = $2`,
    [provider, year],
  );
  return rows.map((row) => row.account);
}

/** The month balances of some accounts: what the costing of the books reads. */
export async function balanceLines(
  tx: Transaction,
  provider: string,
  year: number,
  accounts: readonly string[],
): Promise<CodedLine[]> {
  return tx.query<CodedLine>(
    `select period, account, cost_centre as "costCentre", project, service, customer, counterparty,
            amount_ore as "amountOre"
     from ledger.v_balance where provider_id = $1 and fiscal_year = $2 and account = any($3::text[])`,
    [provider, year, accounts],
  );
}

/** The month balances of one month on the accounts of some ranges: what explaining that month reads. */
export async function cellsOfMonth(
  tx: Transaction,
  provider: string,
  {
    year,
    period,
    costs,
  }: {
    readonly year: number;
    readonly period: Period;
    readonly costs: readonly { readonly accountFrom: string; readonly accountTo: string }[];
  },
): Promise<CodedLine[]> {
  return tx.query<CodedLine>(
    `select b.period, b.account, b.cost_centre as "costCentre", b.project, b.service, b.customer, b.counterparty,
            b.amount_ore as "amountOre"
     from ledger.v_balance b
     where b.provider_id = $1 and b.fiscal_year = $2 and b.period = $3
       and exists (select from unnest($4::text[], $5::text[]) as range (low, high)
                   where left(b.account, length(low)) >= low collate "C"
                     and left(b.account, length(high)) <= high collate "C")`,
    [provider, year, period, costs.map((one) => one.accountFrom), costs.map((one) => one.accountTo)],
  );
}

/**
 * A fingerprint of the same balances, made where they lie so that a year that has not changed is not read: number, sum
 * and the sum of the rows' hashes, which does not depend on their order.
 */
export async function balancePrint(
  tx: Transaction,
  provider: string,
  year: number,
  accounts: readonly string[],
): Promise<string> {
  const { print } = await tx.one<{ print: string }>(
    `select concat_ws('/', count(*), sum(amount_ore), sum(hashtextextended(concat_ws('|', period, account, cost_centre,
              project, service, customer, counterparty, amount_ore), 0)::numeric)) as print
     from ledger.v_balance where provider_id = $1 and fiscal_year = $2 and account = any($3::text[])`,
    [provider, year, accounts],
  );
  return print;
}

export interface VoucherLine extends CodedLine {
  readonly fiscalYear: number;
  readonly series: string;
  readonly number: string;
  readonly lineNo: number;
  readonly day: Day;
  readonly text: string;
  readonly file: string | null;
  readonly fileLine: number | null;
}

/** One line of the books as it stands now. */
export async function voucherLine(
  tx: Transaction,
  provider: string,
  name: { readonly year: number; readonly series: string; readonly number: string; readonly line: number },
): Promise<VoucherLine | undefined> {
  return tx.maybe<VoucherLine>(
    `select l.fiscal_year as "fiscalYear", l.series, l.number, l.line_no as "lineNo", l.period, l.account,
            l.cost_centre as "costCentre", l.project, l.service, l.customer, l.counterparty,
            l.amount_ore as "amountOre", coalesce(nullif(l.text, ''), v.text) as text, v.voucher_day as day,
            f.name as file, l.file_line as "fileLine"
     from ledger.v_line l
     join ledger.v_voucher v
       on v.provider_id = $1 and v.fiscal_year = l.fiscal_year and v.series = l.series and v.number = l.number
     left join ledger.v_source_file f on f.provider_id = $1 and f.file_id = v.file_id
     where l.provider_id = $1 and l.fiscal_year = $2 and l.series = $3 and l.number = $4 and l.line_no = $5`,
    [provider, name.year, name.series, name.number, name.line],
  );
}

/** The years that have books. */
export async function bookedYears(tx: Transaction, provider: string): Promise<number[]> {
  const rows = await tx.query<{ year: number }>(
    `select distinct fiscal_year as year from ledger.v_balance where provider_id = $1 order by 1`,
    [provider],
  );
  return rows.map((row) => row.year);
}
