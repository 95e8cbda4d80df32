import type { Command } from "../platform/command/index.ts";
import { backupCommand } from "./commands/backup.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { explainCommand } from "./commands/explain.ts";
import { restoreCommand } from "./commands/restore.ts";
import { userCommand } from "./commands/user.ts";
import { verifyCommand } from "./commands/verify.ts";

/** In the order of the help text: the way of a krona, then the housekeeping. */
export const commands: readonly Command[] = [
  explainCommand,
  verifyCommand,
  backupCommand,
  restoreCommand,
  userCommand,
  doctorCommand,
];
