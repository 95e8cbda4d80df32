import type { Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";

/** The lines that charged a customer for a service in the month their documents are booked. */
export async function chargedLines(
  tx: Transaction,
  provider: string,
  {
    customer,
    service,
    period,
  }: { readonly customer: string; readonly service: string; readonly period: Period },
): Promise<{ readonly invoice: string; readonly line: number }[]> {
  return tx.query<{ invoice: string; line: number }>(
    `select l.invoice, l.line_no as line
     from invoicing.line l
     join invoicing.invoice i on i.provider_id = l.provider_id and i.invoice = l.invoice
     where l.provider_id = $1 and l.customer = $2 and l.service = $3 and i.booking_period = $4
     order by i.series collate "C", i.number, l.line_no`,
    [provider, customer, service, period],
  );
}
