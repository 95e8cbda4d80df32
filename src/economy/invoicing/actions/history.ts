import {
  byCode,
  type Day,
  lastDayOf,
  type Ore,
  type Period,
  periodOf,
  periodOfDay,
  Refusal,
  sumOre,
} from "../../../kernel/index.ts";
import { ore } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Activity, type Invoice, lumpSum, type ProposedLine, vatOf, vatPercent } from "../index.ts";
import { insertDocuments } from "../sql/lines.ts";
import { runOf, writeRun } from "../sql/runs.ts";
import { problemOf } from "../problems.ts";
import { billedCustomers } from "./basis.ts";
import type { Act } from "./persons.ts";
import { contentHashOf } from "./propose-run.ts";

/** A line issued by the predecessor system: history/invoices-<year>.csv. */
export interface HistoryRow {
  readonly invoice: string;
  readonly day: Day;
  readonly customer: string;
  readonly item: string;
  readonly service: string;
  readonly activity: Activity;
  readonly period: Period;
  /** Without VAT. */
  readonly amountOre: Ore;
}

/**
 * Loads what the predecessor system issued in a year, so that credits can point at its lines. It becomes the run
 * 'history-<year>', issued, without vouchers of ours: the books of the year hold them already. The same rows again
 * change nothing; other rows for a loaded year are refused, since issued invoices never change.
 */
export async function loadHistory(
  tx: Transaction,
  provider: string,
  { year, rows }: { readonly year: number; readonly rows: readonly HistoryRow[] },
  { actor, now }: Act,
): Promise<{ readonly documents: number; readonly lines: number }> {
  const run = `history-${year}`;
  const lines = rows.map(lineOf);
  const contentSha256 = contentHashOf(lines);
  const before = await runOf(tx, provider, run);
  if (before?.contentSha256 === contentSha256) return { documents: 0, lines: 0 };
  if (before !== undefined) {
    throw new Refusal([
      problemOf(
        "invoicing.history-differs",
        `Fakturahistoriken för ${year} är redan inläst med annat innehåll.`,
        `The invoice history of ${year} is already loaded with other content.`,
      ),
    ]);
  }
  const customers = new Map(
    (await billedCustomers(tx, provider, lastDayOf(periodOf(year, 12)))).map((each) => [each.customer, each]),
  );
  const byInvoice = new Map<string, HistoryRow[]>();
  for (const row of rows) {
    const own = byInvoice.get(row.invoice);
    if (own) own.push(row);
    else byInvoice.set(row.invoice, [row]);
  }
  const documents = [...byInvoice]
    .toSorted(([a], [b]) => byCode(a, b))
    .map(([invoice, own], index): Invoice => {
      const first = own[0] as HistoryRow;
      const snapshot = customers.get(first.customer);
      if (snapshot === undefined) {
        throw new Refusal([
          problemOf(
            "invoicing.unknown",
            `Kunden ${first.customer} på historisk faktura ${invoice} finns inte.`,
            `Customer ${first.customer} of the historic invoice ${invoice} does not exist.`,
          ),
        ]);
      }
      const percent = snapshot.vat ? vatPercent : 0;
      const net = sumOre(own.map((row) => row.amountOre));
      const vat = vatOf(net, percent);
      return {
        invoice,
        series: run,
        number: index + 1,
        run,
        customer: first.customer,
        kind: net < 0 ? "credit-note" : "invoice",
        documentDay: first.day,
        dueDay: first.day,
        bookingPeriod: periodOfDay(first.day),
        netOre: net,
        vatOre: vat,
        totalOre: ore(net + vat),
        snapshot,
        voucherSeries: "",
        voucherNumber: "",
        lines: own.map((row, at) => ({ ...lineOf(row), line: at + 1, vatPercent: percent })),
      };
    });
  await insertDocuments(tx, provider, documents, {
    snapshotOf: (document) => ({ customer: document.snapshot }),
    // What an earlier system issued is paid by that system's reference.
    paymentReferenceOf: () => null,
  });
  await writeRun(tx, provider, {
    run,
    period: periodOf(year, 12),
    state: "issued",
    contentSha256,
    totalOre: sumOre(rows.map((row) => row.amountOre)),
    rehearsedBy: actor,
    rehearsedAt: now,
    issuedBy: actor,
    issuedAt: now,
    parked: [],
    released: [],
  });
  await record(tx, {
    at: now,
    actor,
    action: "invoicing.load-history",
    objectKind: "billing-run",
    objectId: run,
    before: null,
    after: { documents: documents.length, lines: lines.length, content_sha256: contentSha256 },
  });
  return { documents: documents.length, lines: lines.length };
}

function lineOf(row: HistoryRow): ProposedLine {
  return {
    customer: row.customer,
    chargeKind: "instalment",
    postedTo: "revenue",
    item: row.item,
    service: row.service,
    activity: row.activity,
    textSv: row.item,
    textEn: row.item,
    servicePeriodFrom: row.period,
    servicePeriodTo: row.period,
    ...lumpSum(row.amountOre),
    unit: "",
    because: {
      formulaSv: `Faktura ${row.invoice} utfärdad av föregående system`,
      formulaEn: `Invoice ${row.invoice} issued by the predecessor system`,
      inputs: [],
    },
  };
}
