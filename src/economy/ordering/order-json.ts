import { formatMicro } from "../../kernel/index.ts";
import type { Order } from "./order.ts";
import type { OrderedQuantity } from "./ordered.ts";

/** An order for machines. */
export function orderJson(order: Order) {
  const { orderNo, customer, item, state, validFrom, validTo, replaces, agreement } = order;
  const { orderedBy, orderedOn, confirmedBy, confirmedOn, reference, comment } = order;
  return {
    order: orderNo,
    customer,
    item,
    quantity: formatMicro(order.quantityMicro),
    state,
    validFrom,
    ...(validTo === undefined ? {} : { validTo }),
    ...(replaces === "" ? {} : { replaces }),
    ...(agreement === "" ? {} : { agreement }),
    orderedBy,
    ...(orderedOn === undefined ? {} : { orderedOn }),
    ...(confirmedBy === "" ? {} : { confirmedBy }),
    ...(confirmedOn === undefined ? {} : { confirmedOn }),
    ...(reference === "" ? {} : { reference }),
    ...(comment === "" ? {} : { comment }),
    ...(order.synthetic === true ? { synthetic: true } : {}),
  };
}

/** What a month's orders come to, with each order's part, for machines. */
export function orderedJson({ period, item, customer, quantityMicro, rule, parts }: OrderedQuantity) {
  return {
    period,
    item,
    customer,
    quantity: formatMicro(quantityMicro),
    rule,
    orders: parts.map((one) => ({
      order: one.order,
      ordered: formatMicro(one.orderedMicro),
      quantity: formatMicro(one.quantityMicro),
      part: `${one.part.to - one.part.from}/${one.part.of}`,
    })),
  };
}
