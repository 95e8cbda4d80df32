import type { TableProtection } from "../../database/index.ts";

export const protection: readonly TableProtection[] = [
  { table: "jobs.job", staff: "change", customer: "none" },
];
