import { type Day, type Ore, type Period, type Problem, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import type { BillingRun, Invoice, InvoiceLine, IssuedLine } from "../index.ts";
import { linesWhere } from "../sql/lines.ts";
import { runsOf } from "../sql/runs.ts";
import { problemOf } from "../problems.ts";

/** An issued document without its lines. */
export interface InvoiceHead {
  readonly invoice: string;
  readonly series: string;
  readonly number: number;
  readonly run: string;
  readonly customer: string;
  readonly kind: Invoice["kind"];
  readonly documentDay: Day;
  readonly dueDay: Day;
  readonly bookingPeriod: Period;
  readonly netOre: Ore;
  readonly vatOre: Ore;
  readonly totalOre: Ore;
  readonly voucherSeries: string;
  readonly voucherNumber: string;
  readonly paymentReference?: string;
  /** Customer and seller as they were on the day. */
  readonly snapshot: { readonly customer: Record<string, unknown>; readonly seller?: unknown };
}

export interface InvoiceSelection {
  readonly period?: Period;
  readonly customer?: string;
  readonly run?: string;
  readonly year?: number;
  /** These by their ids, and no others. */
  readonly invoices?: readonly string[];
}

const headColumns = `invoice, series, number, run, customer, kind, document_day as "documentDay", due_day as "dueDay",
  booking_period as "bookingPeriod", net_ore as "netOre", vat_ore as "vatOre", total_ore as "totalOre",
  voucher_series as "voucherSeries", voucher_number as "voucherNumber",
  coalesce(payment_reference, '') as "paymentReference", snapshot`;

/** Issued documents in order of series and number; a customer's own session sees its own only. */
export async function invoicesOf(
  tx: Transaction,
  provider: string,
  { period, customer, run, year, invoices }: InvoiceSelection = {},
): Promise<InvoiceHead[]> {
  return tx.query<InvoiceHead>(
    `select ${headColumns} from invoicing.invoice
     where provider_id = $1
       and ($2::text is null or booking_period = $2) and ($3::text is null or customer = $3)
       and ($4::text is null or run = $4) and ($5::text is null or left(booking_period, 4) = $5)
       and ($6::text[] is null or invoice = any($6))
     order by series collate "C", number`,
    [
      provider,
      period ?? null,
      customer ?? null,
      run ?? null,
      year === undefined ? null : String(year),
      invoices ?? null,
    ],
  );
}

export interface StoredInvoice {
  readonly head: InvoiceHead;
  readonly lines: readonly IssuedLine[];
  /** What later documents have credited or added to its lines. */
  readonly corrections: readonly IssuedLine[];
}

/** A document by its id ("UF-1024") or, in the invoice series, by its number alone ("1024"). */
export async function invoiceOf(
  tx: Transaction,
  provider: string,
  name: string,
): Promise<StoredInvoice | undefined> {
  const heads = await tx.query<InvoiceHead>(
    `select ${headColumns} from invoicing.invoice
     where provider_id = $1
       and (invoice = $2 or (voucher_series <> '' and number::text = $2))
     order by (invoice = $2) desc, run, series collate "C"`,
    [provider, name],
  );
  const head = heads[0];
  if (head === undefined) return undefined;
  return {
    head,
    lines: await linesWhere(tx, provider, "l.invoice = $2", [head.invoice]),
    corrections: await linesWhere(tx, provider, "l.corrects_invoice = $2", [head.invoice]),
  };
}

/** A document's head by its id, or by its number alone where no id is that; its lines are not read. */
export async function headOf(
  tx: Transaction,
  provider: string,
  name: string,
): Promise<InvoiceHead | undefined> {
  const head = await tx.maybe<InvoiceHead>(
    `select ${headColumns} from invoicing.invoice where provider_id = $1 and invoice = $2`,
    [provider, name],
  );
  return head ?? (await invoiceOf(tx, provider, name))?.head;
}

export async function requiredInvoice(
  tx: Transaction,
  provider: string,
  name: string,
): Promise<StoredInvoice> {
  const found = await invoiceOf(tx, provider, name);
  if (found) return found;
  throw new Refusal([unknownInvoice(name)]);
}

export function unknownInvoice(name: string): Problem {
  return problemOf("invoicing.unknown", `Fakturan ${name} finns inte.`, `There is no invoice ${name}.`);
}

/** A customer that is not in the register has no empty list of invoices: it is a slip of the pen. */
export async function requireCustomer(tx: Transaction, provider: string, customer: string): Promise<void> {
  if ((await customersOf(tx, provider)).some((each) => each.customer === customer)) return;
  throw new Refusal([
    problemOf(
      "invoicing.unknown-customer",
      `Kunden ${customer} finns inte i kundregistret.`,
      `The customer ${customer} is not in the register of customers.`,
    ),
  ]);
}

/** The lines of every document booked in a period, for export. */
export async function linesOfPeriod(
  tx: Transaction,
  provider: string,
  period: Period,
): Promise<IssuedLine[]> {
  return linesWhere(tx, provider, "i.booking_period = $2", [period]);
}

/** Every run, oldest period first. For the provider's own people only. */
export async function billingRuns(tx: Transaction, provider: string): Promise<BillingRun[]> {
  return runsOf(tx, provider);
}

export interface InvoicedAmount {
  readonly customer: string;
  readonly service: string;
  readonly activity: InvoiceLine["activity"];
  readonly period: Period;
  readonly netOre: Ore;
}

/** Invoiced and credited net per customer, service and booking period of a year: who paid what. */
export async function invoicedAmounts(
  tx: Transaction,
  provider: string,
  year: number,
): Promise<InvoicedAmount[]> {
  return tx.query<InvoicedAmount>(
    `select l.customer, l.service, l.activity, i.booking_period as "period", sum(l.net_ore)::bigint as "netOre"
     from invoicing.line l
     join invoicing.invoice i on i.provider_id = l.provider_id and i.invoice = l.invoice
     where l.provider_id = $1 and left(i.booking_period, 4) = $2
     group by l.customer, l.service, l.activity, i.booking_period
     order by l.customer collate "C", l.service collate "C", l.activity, i.booking_period`,
    [provider, String(year)],
  );
}
