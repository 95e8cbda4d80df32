import type { TableProtection } from "../../database/index.ts";

export const protection: readonly TableProtection[] = [
  { table: "web.answered_act", staff: "change", customer: "none" },
];
