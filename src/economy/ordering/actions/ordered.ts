import { firstDayOf, type Period, type Problem } from "../../../kernel/index.ts";
import type { RowSource, Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { isVersionInForce, type PriceListVersion } from "../../pricing/index.ts";
import {
  type AgreedPrice,
  agreedPrice,
  clauseFor,
  type IndexClause,
  indexClauseRegister,
  type IndexValue,
  indexValueRegister,
  isMissing,
  type OrderedQuantity,
  orderedIn,
  type OrderTerm,
  orderTermRegister,
  type StandingOrder,
  standingOrders,
} from "../index.ts";
import { problemOf } from "../problems.ts";
import { ordersOf } from "./orders.ts";

/** Everything that orders and agreed prices rest on, read once for as many months as are asked for. */
export interface Ordering {
  readonly standing: readonly StandingOrder[];
  readonly terms: readonly OrderTerm[];
  readonly clauses: readonly IndexClause[];
  readonly values: readonly IndexValue[];
}

export async function orderingOf(tx: Transaction, provider: string): Promise<Ordering> {
  return {
    standing: standingOrders(await ordersOf(tx, provider)),
    terms: await entriesOf(tx, provider, orderTermRegister),
    clauses: await entriesOf(tx, provider, indexClauseRegister),
    values: await entriesOf(tx, provider, indexValueRegister),
  };
}

/** What all customers have ordered in a month, by each item's rule as its price list in force declares it. */
export function orderedInMonth(
  ordering: Ordering,
  period: Period,
  versions: readonly PriceListVersion[],
): OrderedQuantity[] {
  if (ordering.standing.length === 0) return [];
  const items = new Map(
    versions
      .filter((version) => isVersionInForce(version, firstDayOf(period)))
      .flatMap((version) => version.items)
      .map((item) => [item.item, item]),
  );
  return orderedIn(period, ordering.standing, { terms: ordering.terms, items });
}

/** The price that an agreement gives a customer's item in a month; undefined where the price list's holds, a problem without an index. */
export function agreedPriceOf(
  { clauses, values }: Ordering,
  of: { readonly customer: string; readonly item: string; readonly period: Period },
): AgreedPrice | Problem | undefined {
  const clause = clauseFor(clauses, of);
  if (clause === undefined) return undefined;
  const price = agreedPrice(clause, of.period, values);
  if (!isMissing(price)) return price;
  return problemOf(
    "ordering.missing-index",
    { text: price.series },
    {
      message_sv: `Priset på ${of.item} för ${of.customer} i ${of.period} följer ${price.series} (${price.clause}), som saknar värde för ${price.period}.`,
      message_en: `The price of ${of.item} for ${of.customer} in ${of.period} follows ${price.series} (${price.clause}), which has no value for ${price.period}.`,
    },
  );
}

/** What billing asks of this room. */
export const orderingContents: readonly RowSource[] = [
  {
    name: "orders",
    sv: "beställningarna",
    en: "the orders",
    rows: () => [
      "select * from ordering.service_order where provider_id = $1",
      "select * from ordering.order_term where provider_id = $1",
    ],
  },
  {
    name: "agreed-prices",
    sv: "de avtalade priserna och deras index",
    en: "the agreed prices and their indices",
    rows: () => [
      "select * from ordering.index_clause where provider_id = $1",
      "select * from ordering.index_value where provider_id = $1",
    ],
  },
];
