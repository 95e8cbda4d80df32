import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { invariants as auditInvariants } from "../platform/audit/actions/index.ts";
import { protection as auditProtection } from "../platform/audit/sql/protection.ts";
import { protection as accessProtection } from "../platform/access/sql/protection.ts";
import type { Command } from "../platform/command/index.ts";
import {
  type Database,
  migrationFolders,
  openDatabase as openWhere,
  prepare,
  type TableProtection,
  type Transaction,
} from "../platform/database/index.ts";
import { protection as databaseProtection } from "../platform/database/sql/protection.ts";
import { protection as jobsProtection } from "../platform/jobs/sql/protection.ts";
import type { Invariant } from "../platform/verify/index.ts";
import type { Explanation } from "../economy/ledger/index.ts";
import { explainCommand } from "./commands/explain.ts";
import { userCommand } from "./commands/user.ts";
import { verifyCommand } from "./commands/verify.ts";

/** The lists by which the rooms come together. Nothing here decides anything. */

/** In the order of the help text: the way of a krona, then the housekeeping. */
export const commands: readonly Command[] = [explainCommand, verifyCommand, userCommand];

export interface Explainer {
  /** `statement:`, `invoice:` ... */
  readonly prefix: string;
  explain(tx: Transaction, provider: string, id: string): Promise<Explanation | undefined>;
}

export const explainers: readonly Explainer[] = [];

export const invariants: readonly Invariant[] = [...auditInvariants];

const protections: readonly TableProtection[] = [
  ...databaseProtection,
  ...auditProtection,
  ...jobsProtection,
  ...accessProtection,
];

/** Opens the database of DATABASE_URL, or the embedded one of the data directory, and brings its schema up to date. */
export async function openDatabase({ dataDirectory }: { dataDirectory: string }): Promise<Database> {
  const { database } = await openWhere({ url: process.env["DATABASE_URL"], directory: dataDirectory });
  try {
    const src = join(dirname(fileURLToPath(import.meta.url)), "..");
    await prepare(database, migrationFolders(src), protections, "staff may change");
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}
