import type { TableProtection } from "../../database/index.ts";

export const protection: readonly TableProtection[] = [
  { table: "webhooks.subscription", staff: "change", customer: "none" },
  { table: "webhooks.delivery", staff: "change", customer: "none" },
  { table: "webhooks.attempt", staff: "append", customer: "none" },
];
