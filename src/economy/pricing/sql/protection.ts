/** The price list is public to every customer of the provider; the fees are each customer's own. */
export const protection = [
  { table: "pricing.price_list_version", staff: "change", customer: "all" },
  { table: "pricing.price_item", staff: "change", customer: "all" },
  { table: "pricing.fee", staff: "change", customer: "own", customerColumn: "customer" },
] as const;
