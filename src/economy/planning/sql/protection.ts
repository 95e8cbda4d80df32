/** What the provider plans is its own; a customer meets the budget as the price list. */
export const protection = [
  { table: "planning.plan", staff: "change", customer: "none" },
  { table: "planning.line", staff: "change", customer: "none" },
  { table: "planning.volume", staff: "change", customer: "none" },
] as const;
