/** What the provider plans is its own; a customer meets the budget as the price list. Saves and their changes are only added to. */
export const protection = [
  { table: "planning.plan", staff: "change", customer: "none" },
  { table: "planning.line", staff: "change", customer: "none" },
  { table: "planning.volume", staff: "change", customer: "none" },
  { table: "planning.working", staff: "change", customer: "none" },
  { table: "planning.working_row", staff: "change", customer: "none" },
  { table: "planning.working_cell", staff: "change", customer: "none" },
  { table: "planning.save", staff: "append", customer: "none" },
  { table: "planning.change", staff: "append", customer: "none" },
  { table: "planning.draft", staff: "change", customer: "none" },
] as const;
