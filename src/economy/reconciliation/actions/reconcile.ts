import { createHash } from "node:crypto";
import { type Period, type Problem, Refusal, required } from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { record as audit } from "../../../platform/audit/actions/index.ts";
import { canonicalJson } from "../../../platform/audit/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { invoicesOf } from "../../invoicing/actions/index.ts";
import { agree, readBuyerBooks, type Reconciliation, reconciliationJson } from "../index.ts";
import { reconciling } from "../mandates.ts";
import { problems } from "../problems.ts";
import { reconciliations, storeReconciliation } from "../sql/results.ts";

export interface ReconcileQuestion {
  readonly period: Period;
  readonly buyer: string;
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Compares a month's documents with what the buyer has booked, and keeps the result. The same file again changes nothing. */
export async function reconcileMonth(
  tx: Transaction,
  provider: string,
  { period, buyer, file, bytes }: ReconcileQuestion,
  { actor, now }: { readonly actor: string; readonly now: string },
): Promise<Reconciliation> {
  await requireMandate(tx, provider, actor, reconciling);
  await takeTurn(tx, provider, "reconciliation");
  if (!(await customersOf(tx, provider)).some((one) => one.customer === buyer))
    throw new Refusal([problems.noSuchBuyer(buyer)]);
  const documents = (await invoicesOf(tx, provider, { customer: buyer })).map((head) => ({
    invoice: head.invoice,
    voucherSeries: head.voucherSeries,
    voucherNumber: head.voucherNumber,
    period: head.bookingPeriod,
    netOre: head.netOre,
  }));
  if (!documents.some((document) => document.period === period))
    throw new Refusal([problems.nothingInvoiced(buyer, period)]);
  const { counterparty, dimension } = await ownCounterparty(tx, provider, file);
  const books = readBuyerBooks(bytes, { file, counterpartyDimension: dimension });
  const bookings = required(books);
  const result: Reconciliation = {
    period,
    customer: buyer,
    file,
    fileSha256: createHash("sha256").update(bytes).digest("hex"),
    reconciledBy: actor,
    note: books.ok ? noteOf(books.warnings) : "",
    ...agree({ period, counterparty, documents, bookings }),
  };
  const before = (await reconciliations(tx, provider, period)).find((one) => one.customer === buyer);
  const content = (row: Reconciliation): string =>
    canonicalJson(reconciliationJson({ ...row, reconciledBy: "", file: "" }));
  if (before?.fileSha256 === result.fileSha256 && content(before) === content(result)) return before;
  await storeReconciliation(tx, provider, result, now);
  const facts = (row: Reconciliation) => ({
    file_sha256: row.fileSha256,
    invoiced_ore: String(row.invoicedOre),
    booked_ore: String(row.bookedOre),
    differences: row.differences.length,
  });
  await audit(tx, {
    at: now,
    actor,
    action: "reconciliation.reconcile",
    objectKind: "reconciliation",
    objectId: `${period} ${buyer}`,
    before: before === undefined ? null : facts(before),
    after: facts(result),
  });
  return result;
}

/** What a reader of the result must know; what the file merely lacks as a file, its sender knows. */
const telling: readonly string[] = ["reconciliation.year-from-vouchers", "sie4.voucher-outside-year"];

function noteOf(warnings: readonly Problem[]): string {
  const told = warnings.filter((one) => telling.includes(one.code)).map((one) => one.message_sv);
  return [...new Set(told)].join(" ");
}

/** The provider's own counterparty, and the number of its dimension in the books. */
async function ownCounterparty(
  tx: Transaction,
  provider: string,
  file: string,
): Promise<{ counterparty: string; dimension: number | undefined }> {
  const { settings } = await tx.one<{ settings: Record<string, unknown> }>(
    "select settings from platform.provider where provider_id = $1",
    [provider],
  );
  const own = settings["own_counterparties"];
  const counterparty = Array.isArray(own) ? String(own[0] ?? "") : "";
  if (counterparty === "") throw new Refusal([problems.noCounterparty(file)]);
  const dimensions = (settings["dimensions"] ?? {}) as Record<string, unknown>;
  const number = Object.entries(dimensions).find(([, role]) => role === "counterparty")?.[0];
  return { counterparty, dimension: number === undefined ? undefined : Number(number) };
}
