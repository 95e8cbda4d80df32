import type { Command } from "../platform/command/index.ts";
import { catalogueCommand } from "../service/catalogue/commands/catalogue.ts";
import { costCommand } from "../economy/costing/commands/cost.ts";
import { billCommand } from "../economy/invoicing/commands/bill.ts";
import { correctCommand } from "../economy/invoicing/commands/correct.ts";
import { closeCommand } from "../economy/ledger/commands/close.ts";
import { priceCommand } from "../economy/pricing/commands/price.ts";
import { settleCommand } from "../economy/settlement/commands/settle.ts";
import { statementCommand } from "../economy/statements/commands/statement.ts";
import { backupCommand } from "./commands/backup.ts";
import { customersCommand } from "./commands/customers.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { explainCommand } from "./commands/explain.ts";
import { registerCommand } from "./commands/register.ts";
import { restoreCommand } from "./commands/restore.ts";
import { serveCommand } from "./commands/serve.ts";
import { userCommand } from "./commands/user.ts";
import { verifyCommand } from "./commands/verify.ts";
import { demo } from "./demo/commands/demo.ts";
import { loadCommand } from "./pack/commands/load.ts";

/** In the order of the help text: the way of a krona, then the housekeeping. */
export const commands: readonly Command[] = [
  demo,
  loadCommand,
  catalogueCommand,
  customersCommand,
  registerCommand,
  costCommand,
  priceCommand,
  billCommand,
  correctCommand,
  settleCommand,
  closeCommand,
  statementCommand,
  explainCommand,
  verifyCommand,
  backupCommand,
  restoreCommand,
  serveCommand,
  userCommand,
  doctorCommand,
];
