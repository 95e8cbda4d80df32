import { byCode, Refusal } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { chargesByItem } from "../../pricing/actions/index.ts";
import { checkSales, type DirectSale } from "../index.ts";
import * as problem from "../problems.ts";
import { deleteSales, insertSales, selectSalesBySource } from "../sql/sales.ts";

export interface SalesFile {
  /** Name within the pack: `sales/2024.csv`. */
  readonly source: string;
  readonly sales: readonly (DirectSale & { readonly line?: number })[];
}

export interface SalesLoad {
  readonly source: string;
  readonly sales: number;
  /** Numbers of the sales the file added, changed and no longer holds. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Makes the sales of a file be what the file says, in the caller's transaction. The same file again changes nothing.
 * What is already invoiced stays invoiced: billing compares and corrects in its next run.
 */
export async function loadSales(
  tx: Transaction,
  provider: string,
  file: SalesFile,
  { now, actor }: { readonly now: string; readonly actor: string },
): Promise<SalesLoad> {
  const charges = await chargesByItem(tx, provider);
  const customers = new Set((await customersOf(tx, provider)).map((customer) => customer.customer));
  const problems = checkSales(file.sales, { charges, customers }, file.source);
  const stored = await selectSalesBySource(tx, provider, {
    source: file.source,
    sales: file.sales.map((sale) => sale.sale),
  });
  const mine = new Map<string, DirectSale>();
  const elsewhere = new Map<string, string>();
  for (const { source, ...sale } of stored) {
    if (source === file.source) mine.set(sale.sale, sale);
    else elsewhere.set(sale.sale, source);
  }
  for (const sale of file.sales) {
    const other = elsewhere.get(sale.sale);
    if (other === undefined) continue;
    problems.push(
      problem.saleTwice(sale.sale, {
        file: file.source,
        ...(sale.line === undefined ? {} : { line: sale.line }),
      }),
    );
  }
  if (problems.some((found) => found.severity === "stop")) throw new Refusal(problems);

  const wanted = new Map(file.sales.map((sale) => [sale.sale, withoutLine(sale)]));
  const added = [...wanted.keys()].filter((sale) => !mine.has(sale)).toSorted(byCode);
  const removed = [...mine.keys()].filter((sale) => !wanted.has(sale)).toSorted(byCode);
  const changed = [...wanted.values()]
    .filter((sale) => mine.has(sale.sale) && contentOf(sale) !== contentOf(mine.get(sale.sale) as DirectSale))
    .map((sale) => sale.sale)
    .toSorted(byCode);
  if (added.length + removed.length + changed.length > 0) {
    await deleteSales(tx, provider, [...removed, ...changed]);
    const written = [...added, ...changed].map((sale) => wanted.get(sale) as DirectSale);
    await insertSales(tx, provider, file.source, written);
    await record(tx, {
      at: now,
      actor,
      action: "sales.load",
      objectKind: "sales",
      objectId: file.source,
      before: mine.size === 0 ? null : [...removed, ...changed].map((sale) => mine.get(sale)),
      after: { sales: wanted.size, added: added.length, changed: changed.length, removed: removed.length },
    });
  }
  return { source: file.source, sales: wanted.size, added, changed, removed };
}

function contentOf(sale: DirectSale): string {
  const { day, item, customer, text, quantityMicro, unit, priceMicro } = sale;
  return JSON.stringify([day, item, customer, text, quantityMicro, unit, priceMicro]);
}

/** What is stored of a row does not include where it stood. */
function withoutLine({
  sale,
  day,
  item,
  customer,
  text,
  quantityMicro,
  unit,
  priceMicro,
}: DirectSale): DirectSale {
  return { sale, day, item, customer, text, quantityMicro, unit, priceMicro };
}
