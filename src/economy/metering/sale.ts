import { closest, type Day, type Micro, type Period, periodOfDay, type Problem } from "../../kernel/index.ts";
import * as problem from "./problems.ts";

/**
 * Something sold once at its own price (direktförsäljning), or bought for a customer and passed on at cost
 * (vidareförmedling); which of the two it is stands in the price list, by the item's charge.
 */
export interface DirectSale {
  readonly sale: string;
  readonly day: Day;
  readonly item: string;
  readonly customer: string;
  readonly text: string;
  /** Negative is a return. */
  readonly quantityMicro: Micro;
  readonly unit: string;
  readonly priceMicro: Micro;
}

export function salePeriod(sale: DirectSale): Period {
  return periodOfDay(sale.day);
}

/** What sales are checked against: the price list's items with their charge, and the customers. */
export interface SaleRegister {
  readonly charges: ReadonlyMap<string, string>;
  readonly customers: ReadonlySet<string>;
}

/** Everything wrong with a list of sales as read from a file, in the order of the file. */
export function checkSales(
  sales: readonly (DirectSale & { readonly line?: number })[],
  register: SaleRegister,
  file: string,
): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const known = { items: [...register.charges.keys()], customers: [...register.customers] };
  for (const sale of sales) {
    const place = { file, ...(sale.line === undefined ? {} : { line: sale.line }) };
    const charge = register.charges.get(sale.item);
    if (seen.has(sale.sale)) problems.push(problem.saleTwice(sale.sale, place));
    seen.add(sale.sale);
    if (charge === undefined) {
      problems.push(problem.unknownItem(sale.item, closest(sale.item, known.items), place));
    } else if (charge !== "direct-sale" && charge !== "pass-through") {
      problems.push(problem.notForSale(sale.item, charge, place));
    }
    if (!register.customers.has(sale.customer)) {
      problems.push(problem.unknownCustomer(sale.customer, closest(sale.customer, known.customers), place));
    }
    if (sale.priceMicro < 0) problems.push(problem.negativePrice(sale.sale, place));
    if (sale.text.trim() === "") problems.push(problem.saleWithoutText(sale.sale, place));
  }
  return problems;
}
