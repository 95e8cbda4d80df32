import type { TableProtection } from "../../../platform/database/index.ts";

/** Staff compute and decide; a customer sees what it gets and why once that is decided, but not what others get. */
export const protection: readonly TableProtection[] = [
  {
    table: "settlement.settlement",
    staff: "change",
    customer: "all",
    customerSees: "state in ('decided', 'accrued', 'issued')",
  },
  { table: "settlement.service_row", staff: "change", customer: "none" },
  {
    table: "settlement.customer_row",
    staff: "change",
    customer: "own",
    customerColumn: "customer",
    customerSees: "(provider_id, settlement) in (select provider_id, settlement from settlement.settlement)",
  },
];
