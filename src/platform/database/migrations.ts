import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MigrationFolder } from "./migrate.ts";

/**
 * The rooms that have tables, in the order of the house. Names only: this room knows where the others keep their
 * migrations, never what stands in them.
 */
const roomsWithTables = [
  "platform/database",
  "platform/audit",
  "platform/jobs",
  "platform/access",
  "platform/registers",
  "platform/webhooks",
  "platform/web",
  "service/catalogue",
  "service/customers",
  "economy/ledger",
  "economy/planning",
  "economy/ordering",
  "economy/metering",
  "economy/costing",
  "economy/pricing",
  "economy/invoicing",
  "economy/settlement",
  "economy/reconciliation",
  "economy/statements",
  "economy/closing",
  "steering/governance",
  "people/workforce",
  "reporting/facts",
  "reporting/documents",
] as const;

/** The `sql` folders below `src`, in order; a room that has not furnished its own yet is passed over. */
export function migrationFolders(src: string): readonly MigrationFolder[] {
  return roomsWithTables
    .map((room) => ({ room, directory: join(src, room, "sql") }))
    .filter(({ directory }) => existsSync(directory));
}
