import type { Day, Micro, Ore, Period } from "../../../kernel/index.ts";
import {
  bulkInsert,
  type CopyColumn,
  type CopyValue,
  type Transaction,
} from "../../../platform/database/index.ts";
import type { Activity, Because, ChargeKind, Invoice, IssuedLine, PostedTo } from "../index.ts";

interface LineRow {
  invoice: string;
  line_no: number;
  document_day: Day;
  customer: string;
  charge_kind: ChargeKind;
  posted_to: PostedTo;
  item: string;
  service: string;
  activity: Activity;
  text_sv: string;
  text_en: string;
  service_period_from: Period;
  service_period_to: Period;
  quantity_micro: Micro;
  unit: string;
  price_micro: Micro;
  net_ore: Ore;
  vat_percent: number;
  price_list_version: string | null;
  sale: string | null;
  corrects_invoice: string | null;
  corrects_line: number | null;
  cause: string | null;
  because: Because;
}

/** The condition is one of ours, never a user's text; `$1` is the provider. */
export async function linesWhere(
  tx: Transaction,
  provider: string,
  condition: string,
  parameters: readonly unknown[] = [],
): Promise<IssuedLine[]> {
  const rows = await tx.query<LineRow>(
    `select l.invoice, l.line_no, i.document_day, l.customer, l.charge_kind, l.posted_to, l.item, l.service, l.activity,
            l.text_sv, l.text_en, l.service_period_from, l.service_period_to, l.quantity_micro, l.unit, l.price_micro,
            l.net_ore, l.vat_percent, l.price_list_version, l.sale, l.corrects_invoice, l.corrects_line, l.cause, l.because
     from invoicing.line l
     join invoicing.invoice i on i.provider_id = $1 and i.invoice = l.invoice
     where l.provider_id = $1 and ${condition}
     order by i.series collate "C", i.number, l.line_no`,
    [provider, ...parameters],
  );
  return rows.map(issuedLine);
}

function issuedLine(row: LineRow): IssuedLine {
  return {
    invoice: row.invoice,
    line: row.line_no,
    documentDay: row.document_day,
    customer: row.customer,
    chargeKind: row.charge_kind,
    postedTo: row.posted_to,
    item: row.item,
    service: row.service,
    activity: row.activity,
    textSv: row.text_sv,
    textEn: row.text_en,
    servicePeriodFrom: row.service_period_from,
    servicePeriodTo: row.service_period_to,
    quantityMicro: row.quantity_micro,
    unit: row.unit,
    priceMicro: row.price_micro,
    netOre: row.net_ore,
    vatPercent: row.vat_percent,
    ...(row.price_list_version === null ? {} : { priceListVersion: row.price_list_version }),
    ...(row.sale === null ? {} : { sale: row.sale }),
    ...(row.corrects_invoice === null || row.corrects_line === null
      ? {}
      : { corrects: { invoice: row.corrects_invoice, line: row.corrects_line } }),
    ...(row.cause === null ? {} : { cause: row.cause }),
    because: row.because,
  };
}

export async function insertDocuments(
  tx: Transaction,
  provider: string,
  invoices: readonly Invoice[],
  {
    snapshotOf,
    paymentReferenceOf,
  }: {
    readonly snapshotOf: (invoice: Invoice) => unknown;
    readonly paymentReferenceOf: (invoice: Invoice) => string | null;
  },
): Promise<void> {
  await tx.execute(
    `insert into invoicing.invoice (provider_id, invoice, series, number, run, customer, kind, document_day, due_day,
                                    booking_period, net_ore, vat_ore, total_ore, snapshot, voucher_series, voucher_number,
                                    payment_reference)
     select $1, row.invoice, row.series, row.number, row.run, row.customer, row.kind, row.document_day, row.due_day,
            row.booking_period, row.net_ore, row.vat_ore, row.total_ore, row.snapshot::jsonb, row.voucher_series,
            row.voucher_number, row.payment_reference
     from unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::date[], $9::date[],
                 $10::text[], $11::bigint[], $12::bigint[], $13::bigint[], $14::text[], $15::text[], $16::text[],
                 $17::text[])
       as row (invoice, series, number, run, customer, kind, document_day, due_day, booking_period, net_ore, vat_ore,
               total_ore, snapshot, voucher_series, voucher_number, payment_reference)`,
    [
      provider,
      invoices.map((invoice) => invoice.invoice),
      invoices.map((invoice) => invoice.series),
      invoices.map((invoice) => invoice.number),
      invoices.map((invoice) => invoice.run),
      invoices.map((invoice) => invoice.customer),
      invoices.map((invoice) => invoice.kind),
      invoices.map((invoice) => invoice.documentDay),
      invoices.map((invoice) => invoice.dueDay),
      invoices.map((invoice) => invoice.bookingPeriod),
      invoices.map((invoice) => invoice.netOre),
      invoices.map((invoice) => invoice.vatOre),
      invoices.map((invoice) => invoice.totalOre),
      invoices.map((invoice) => JSON.stringify(snapshotOf(invoice))),
      invoices.map((invoice) => invoice.voucherSeries),
      invoices.map((invoice) => invoice.voucherNumber),
      invoices.map(paymentReferenceOf),
    ],
  );
  await bulkInsert(tx, "invoicing.line", lineColumns, lineRows(invoices));
}

const lineColumns: readonly CopyColumn[] = [
  { name: "invoice", type: "text" },
  { name: "line_no", type: "int4" },
  { name: "customer", type: "text" },
  { name: "charge_kind", type: "text" },
  { name: "posted_to", type: "text" },
  { name: "item", type: "text" },
  { name: "service", type: "text" },
  { name: "activity", type: "text" },
  { name: "text_sv", type: "text" },
  { name: "text_en", type: "text" },
  { name: "service_period_from", type: "text" },
  { name: "service_period_to", type: "text" },
  { name: "quantity_micro", type: "int8" },
  { name: "unit", type: "text" },
  { name: "price_micro", type: "int8" },
  { name: "net_ore", type: "int8" },
  { name: "vat_percent", type: "int4" },
  { name: "price_list_version", type: "text" },
  { name: "sale", type: "text" },
  { name: "corrects_invoice", type: "text" },
  { name: "corrects_line", type: "int4" },
  { name: "cause", type: "text" },
  { name: "because", type: "jsonb" },
];

function* lineRows(invoices: readonly Invoice[]): Generator<CopyValue[]> {
  for (const invoice of invoices) {
    for (const line of invoice.lines) {
      yield [
        invoice.invoice,
        line.line,
        line.customer,
        line.chargeKind,
        line.postedTo,
        line.item,
        line.service,
        line.activity,
        line.textSv,
        line.textEn,
        line.servicePeriodFrom,
        line.servicePeriodTo,
        line.quantityMicro,
        line.unit,
        line.priceMicro,
        line.netOre,
        line.vatPercent,
        line.priceListVersion ?? null,
        line.sale ?? null,
        line.corrects?.invoice ?? null,
        line.corrects?.line ?? null,
        line.cause ?? null,
        JSON.stringify(line.because),
      ];
    }
  }
}
