import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { protection as costing } from "../economy/costing/sql/protection.ts";
import { protection as closing } from "../economy/closing/sql/protection.ts";
import { protection as invoicing } from "../economy/invoicing/sql/protection.ts";
import { protection as ledger } from "../economy/ledger/sql/protection.ts";
import { protection as metering } from "../economy/metering/sql/protection.ts";
import { protection as ordering } from "../economy/ordering/sql/protection.ts";
import { protection as planning } from "../economy/planning/sql/protection.ts";
import { protection as pricing } from "../economy/pricing/sql/protection.ts";
import { protection as reconciliation } from "../economy/reconciliation/sql/protection.ts";
import { protection as settlement } from "../economy/settlement/sql/protection.ts";
import { protection as access } from "../platform/access/sql/protection.ts";
import { protection as audit } from "../platform/audit/sql/protection.ts";
import { protection as webhooks } from "../platform/webhooks/sql/protection.ts";
import { protection as web } from "../platform/web/sql/protection.ts";
import { protection as registers } from "../platform/registers/sql/protection.ts";
import { migrationFolders, type TableProtection } from "../platform/database/index.ts";
import { protection as database } from "../platform/database/sql/protection.ts";
import { protection as jobs } from "../platform/jobs/sql/protection.ts";
import { protection as catalogue } from "../service/catalogue/sql/protection.ts";
import { protection as customers } from "../service/customers/sql/protection.ts";
import { protection as governance } from "../steering/governance/sql/protection.ts";
import { protection as documents } from "../reporting/documents/sql/protection.ts";
import { protection as facts } from "../reporting/facts/sql/protection.ts";
import { protection as workforce } from "../people/workforce/sql/protection.ts";

/** What the two roles may do with every table there is; a table that nobody declares stops the program. */
export const protections: readonly TableProtection[] = [
  ...database,
  ...audit,
  ...registers,
  ...jobs,
  ...access,
  ...webhooks,
  ...web,
  ...catalogue,
  ...customers,
  ...ledger,
  ...planning,
  ...ordering,
  ...metering,
  ...costing,
  ...pricing,
  ...invoicing,
  ...settlement,
  ...reconciliation,
  ...closing,
  ...governance,
  ...workforce,
  ...facts,
  ...documents,
];

/** The migrations of all rooms, in the order of the house. */
export const folders = migrationFolders(join(dirname(fileURLToPath(import.meta.url)), ".."));
