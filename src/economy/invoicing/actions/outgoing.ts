import type { Day, Ore } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  type BilledCustomer,
  type InvoiceLine,
  type IssuedLine,
  type OutgoingDocument,
  type Receiver,
  receiverRegister,
  sellerFacts,
  serviceTimeOf,
} from "../index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { linesWhere } from "../sql/lines.ts";
import { type InvoiceHead, invoicesOf, type InvoiceSelection } from "./read.ts";

/** Which documents go out: a month's, a run's, a customer's, or one by its number. */
export interface OutgoingSelection extends InvoiceSelection {
  readonly invoice?: string;
}

/** Documents whose lines are held in memory at once. */
const together = 50;

/**
 * Issued documents with their lines and what was kept of seller and receiver, in order of series and number, a few at a
 * time. What was invoiced by an earlier system has no document of ours and is left out.
 */
export async function* outgoingDocuments(
  tx: Transaction,
  provider: string,
  { invoice, ...selection }: OutgoingSelection,
): AsyncGenerator<OutgoingDocument> {
  const heads = (await invoicesOf(tx, provider, selection)).filter(
    (head) =>
      head.voucherSeries !== "" &&
      (invoice === undefined || head.invoice === invoice || String(head.number) === invoice),
  );
  if (heads.length === 0) return;
  const synthetic = await isSynthetic(tx, provider);
  const receivers = new Map(
    (await entriesOf(tx, provider, receiverRegister)).map((receiver) => [receiver.customer, receiver]),
  );
  for (let at = 0; at < heads.length; at += together) {
    const some = heads.slice(at, at + together);
    const lines = await linesWhere(tx, provider, "l.invoice = any($2)", [some.map((head) => head.invoice)]);
    const byInvoice = new Map<string, IssuedLine[]>();
    for (const line of lines) {
      const own = byInvoice.get(line.invoice);
      if (own) own.push(line);
      else byInvoice.set(line.invoice, [line]);
    }
    for (const head of some) {
      const own = byInvoice.get(head.invoice) ?? [];
      yield {
        ...documentOf(head, own, { synthetic, receiver: receivers.get(head.customer) }),
        preceding: await precedingOf(tx, provider, head, own),
      };
    }
  }
}

/** How many documents some are, what they sum to, and the day of the last of them. */
export async function totalsOf(
  tx: Transaction,
  provider: string,
  invoices: readonly string[],
): Promise<{ readonly documents: number; readonly totalOre: Ore; readonly day: Day }> {
  return tx.one(
    `select count(*)::integer as documents, sum(total_ore)::bigint as "totalOre",
       (array_agg(document_day order by series collate "C" desc, number desc))[1] as day
     from invoicing.invoice where provider_id = $1 and invoice = any($2) and voucher_series <> ''`,
    [provider, invoices],
  );
}

async function isSynthetic(tx: Transaction, provider: string): Promise<boolean> {
  const row = await tx.maybe<{ synthetic: boolean }>(
    "select synthetic from platform.provider where provider_id = $1",
    [provider],
  );
  return row?.synthetic ?? false;
}

function documentOf(
  head: InvoiceHead,
  lines: readonly InvoiceLine[],
  now: { readonly synthetic: boolean; readonly receiver: Receiver | undefined },
): Omit<OutgoingDocument, "preceding"> {
  const customer = head.snapshot.customer as unknown as BilledCustomer;
  return {
    ...head,
    // One that was issued before series had codes has none of its own.
    paymentReference: head.paymentReference === "" ? undefined : head.paymentReference,
    customer,
    // What was kept on the document goes before what the register says today.
    receiver: customer.receiver ?? now.receiver,
    seller: sellerFacts(head.snapshot.seller, now.synthetic),
    lines,
  };
}

/** What a credit is about: the documents that its lines correct, else those of the customer for the months it is for. */
async function precedingOf(
  tx: Transaction,
  provider: string,
  head: InvoiceHead,
  lines: readonly InvoiceLine[],
): Promise<OutgoingDocument["preceding"]> {
  const corrected = [...new Set(lines.flatMap((line) => line.corrects?.invoice ?? []))];
  const time = serviceTimeOf(lines);
  if (corrected.length === 0 && (head.kind === "invoice" || time === undefined)) return [];
  const rows = await tx.query<{ invoice: string; day: Day }>(
    `select invoice, document_day as "day" from invoicing.invoice
     where provider_id = $1 and customer = $2
       and case when cardinality($3::text[]) > 0 then invoice = any($3)
           else kind = 'invoice' and booking_period between $4 and $5 and document_day <= $6 and invoice <> $7
             and voucher_series <> '' end
     order by document_day, invoice collate "C"`,
    [provider, head.customer, corrected, time?.from ?? "", time?.to ?? "", head.documentDay, head.invoice],
  );
  return rows.map(({ invoice, day }) => ({ number: invoice, issueDay: day }));
}
