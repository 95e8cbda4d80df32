import { byCode, firstDayOf, isInForce, type Micro, micro, type Period } from "../../kernel/index.ts";
import type { PriceItem } from "../pricing/index.ts";
import type { OrderTerm } from "./order.ts";
import { groupedBy, type StandingOrder } from "./order-check.ts";
import { type OrderProration, type PartOfMonth, partOfMonth, prorated } from "./proration.ts";

/** What one order comes to in a month. */
export interface OrderPart {
  readonly order: string;
  /** What the order says, and what of it the month has. */
  readonly orderedMicro: Micro;
  readonly quantityMicro: Micro;
  readonly part: PartOfMonth;
  readonly validFrom: string;
  readonly validTo?: string | undefined;
}

/** What a customer has ordered of an item in a month, in the unit that its price is of. */
export interface OrderedQuantity {
  readonly period: Period;
  readonly item: string;
  readonly customer: string;
  readonly quantityMicro: Micro;
  readonly rule: OrderProration;
  readonly parts: readonly OrderPart[];
}

/** How an item prorates: by its own term in force when the month begins, else as the price list declares, else by day. */
export function ruleOf(item: string, period: Period, { terms, items }: OrderRules): OrderProration {
  const term = terms.find((one) => one.item === item && isInForce(one, firstDayOf(period)));
  if (term !== undefined) return term.proration;
  return items.get(item)?.proration === "none" ? "whole-month" : "calendar-day";
}

export interface OrderRules {
  readonly terms: readonly OrderTerm[];
  readonly items: ReadonlyMap<string, Pick<PriceItem, "proration">>;
}

/** What every customer has ordered in a month, prorated by each item's rule, in code order; nothing where it comes to nothing. */
export function orderedIn(
  period: Period,
  standing: readonly StandingOrder[],
  rules: OrderRules,
): OrderedQuantity[] {
  const groups = groupedBy(standing, (one) => `${one.item}\n${one.customer}`);
  return [...groups]
    .toSorted(([a], [b]) => byCode(a, b))
    .flatMap(([, group]): OrderedQuantity[] => {
      const [first] = group;
      if (first === undefined) return [];
      const rule = ruleOf(first.item, period, rules);
      const parts = group.flatMap((one): OrderPart[] => {
        const part = partOfMonth(rule, period, one);
        if (part === undefined) return [];
        return [
          {
            order: one.orderNo,
            orderedMicro: one.quantityMicro,
            quantityMicro: prorated(one.quantityMicro, part),
            part,
            validFrom: one.validFrom,
            validTo: one.validTo,
          },
        ];
      });
      const quantityMicro = micro(parts.reduce((sum, one) => sum + one.quantityMicro, 0));
      return parts.length === 0
        ? []
        : [{ period, item: first.item, customer: first.customer, quantityMicro, rule, parts }];
    });
}
