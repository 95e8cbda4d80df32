export const protection = [{ table: "audit.entry", staff: "append", customer: "none" }] as const;
