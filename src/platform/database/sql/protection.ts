import type { TableProtection } from "../protection.ts";

export const protection: readonly TableProtection[] = [
  { table: "platform.provider", staff: "change", customer: "all" },
  { table: "platform.migration", staff: "read", customer: "none" },
  { table: "platform.protection", staff: "none", customer: "none" },
];
