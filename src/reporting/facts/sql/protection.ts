/** Facts are the staff's until they are printed; a verdict can be added and never changed. */
export const protection = [
  { table: "facts.fact", staff: "change", customer: "none" },
  { table: "facts.verdict", staff: "append", customer: "none" },
] as const;
