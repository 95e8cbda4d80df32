const decided = "(select provider_id, version from pricing.price_list_version)";

/**
 * The decided price list is public to every customer of the provider, a draft is nobody's but the staff's; the fees are
 * each customer's own. Items and fees follow their version, which the customer's own policy on versions lets through or not.
 */
export const protection = [
  {
    table: "pricing.price_list_version",
    staff: "change",
    customer: "all",
    customerSees: "state in ('decided', 'superseded')",
  },
  {
    table: "pricing.price_item",
    staff: "change",
    customer: "all",
    customerSees: `(provider_id, version) in ${decided}`,
  },
  {
    table: "pricing.price_tier",
    staff: "change",
    customer: "all",
    customerSees: `(provider_id, version) in ${decided}`,
  },
  {
    table: "pricing.fee",
    staff: "change",
    customer: "own",
    customerColumn: "customer",
    customerSees: `(provider_id, version) in ${decided}`,
  },
] as const;
