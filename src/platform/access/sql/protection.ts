export const protection = [
  { table: "access.person", staff: "change", customer: "none" },
  { table: "access.session", staff: "change", customer: "none" },
] as const;
