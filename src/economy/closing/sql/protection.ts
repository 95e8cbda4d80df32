/** The provider's own work: no customer has to do with how its months close. */
export const protection = [
  { table: "closing.judgement", staff: "change", customer: "none" },
  { table: "closing.reopening", staff: "change", customer: "none" },
  { table: "closing.protocol", staff: "append", customer: "none" },
] as const;
