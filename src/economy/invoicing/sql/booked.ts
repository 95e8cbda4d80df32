import type { Ore } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";

/** A line of one voucher, as an explanation names it. */
export interface BookedVoucherLine {
  readonly line: number;
  readonly account: string;
  readonly service: string;
  readonly customer: string;
  readonly amountOre: Ore;
  readonly file: string | null;
  readonly fileLine: number | null;
}

/** The lines of one voucher as the books hold it now. */
export async function linesOfVoucher(
  tx: Transaction,
  provider: string,
  { year, series, number }: { readonly year: number; readonly series: string; readonly number: string },
): Promise<BookedVoucherLine[]> {
  return tx.query<BookedVoucherLine>(
    `select l.line_no as "line", l.account, l.service, l.customer, l.amount_ore as "amountOre", f.name as "file",
            l.file_line as "fileLine"
     from ledger.v_voucher v
     join ledger.v_line l
       on l.provider_id = v.provider_id and l.fiscal_year = v.fiscal_year and l.series = v.series and l.number = v.number
     left join ledger.v_source_file f on f.provider_id = v.provider_id and f.file_id = v.file_id
     where v.provider_id = $1 and v.fiscal_year = $2 and v.series = $3 and v.number = $4
     order by l.line_no`,
    [provider, year, series, number],
  );
}

/** The document that a voucher books, if it books one. */
export async function documentOfVoucher(
  tx: Transaction,
  provider: string,
  { year, series, number }: { readonly year: number; readonly series: string; readonly number: string },
): Promise<string | undefined> {
  const row = await tx.maybe<{ invoice: string }>(
    `select invoice from invoicing.invoice
     where provider_id = $1 and voucher_series = $2 and voucher_number = $3 and left(booking_period, 4) = $4
     order by invoice limit 1`,
    [provider, series, number, String(year)],
  );
  return row?.invoice;
}

/** The lines that charge some customers for a service in a month: what their shares of its cost are paid by. */
export async function chargesFor(
  tx: Transaction,
  provider: string,
  {
    customers,
    service,
    period,
  }: { readonly customers: readonly string[]; readonly service: string; readonly period: string },
): Promise<
  {
    readonly customer: string;
    readonly invoice: string;
    readonly line: number;
    readonly textSv: string;
    readonly textEn: string;
  }[]
> {
  return tx.query(
    `select customer, invoice, line_no as "line", text_sv as "textSv", text_en as "textEn" from invoicing.line
     where provider_id = $1 and service_period_from = $4 and customer = any($2::text[]) and service = $3
     order by customer collate "C", invoice collate "C", line_no`,
    [provider, customers, service, period],
  );
}
