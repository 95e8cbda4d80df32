import type { TableProtection } from "../../../platform/database/index.ts";

/** Staff compute and decide; a customer sees what it gets and why, but not what others get. */
export const protection: readonly TableProtection[] = [
  { table: "settlement.settlement", staff: "change", customer: "all" },
  { table: "settlement.service_row", staff: "change", customer: "none" },
  { table: "settlement.customer_row", staff: "change", customer: "own", customerColumn: "customer" },
];
