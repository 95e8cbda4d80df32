/** A customer sees itself, its agreements and its use; the decisions that prices and exceptions rest on are public. */
export const protection = [
  { table: "customers.customer", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.agreement", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.service_use", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.decision", staff: "change", customer: "all" },
] as const;
