/** A report is the staff's until it is printed. */
export const protection = [
  { table: "documents.report", staff: "change", customer: "none" },
  { table: "documents.chapter", staff: "change", customer: "none" },
] as const;
