/** A customer sees its own orders and agreed prices, and places orders in its own name; what they rest on is open to it. */
export const protection = [
  {
    table: "ordering.service_order",
    staff: "change",
    customer: "own",
    customerColumn: "customer",
    customerAddsAs: "ordered_by",
  },
  { table: "ordering.order_term", staff: "change", customer: "all" },
  { table: "ordering.index_series", staff: "change", customer: "all" },
  { table: "ordering.index_value", staff: "change", customer: "all" },
  { table: "ordering.index_clause", staff: "change", customer: "own", customerColumn: "customer" },
] as const;
