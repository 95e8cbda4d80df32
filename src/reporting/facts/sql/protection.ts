/** Facts are the staff's until they are printed; a verdict, and what a value has been, can be added and never changed. */
export const protection = [
  { table: "facts.fact", staff: "change", customer: "none" },
  { table: "facts.verdict", staff: "append", customer: "none" },
  { table: "facts.evaluation", staff: "change", customer: "none" },
  { table: "facts.value_history", staff: "append", customer: "none" },
  { table: "facts.evaluation_round", staff: "append", customer: "none" },
] as const;
