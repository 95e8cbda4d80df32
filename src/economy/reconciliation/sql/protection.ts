import type { TableProtection } from "../../../platform/database/index.ts";

/** Staff reconcile; a customer sees its own months. */
export const protection: readonly TableProtection[] = [
  { table: "reconciliation.result", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "reconciliation.difference", staff: "change", customer: "own", customerColumn: "customer" },
];
