import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { protection as access } from "../platform/access/sql/protection.ts";
import { protection as audit } from "../platform/audit/sql/protection.ts";
import {
  type Database,
  migrationFolders,
  openDatabase as openWhere,
  prepare,
  type TableProtection,
} from "../platform/database/index.ts";
import { protection as database } from "../platform/database/sql/protection.ts";
import { protection as jobs } from "../platform/jobs/sql/protection.ts";

/** What the two roles may do with every table there is; a table that nobody declares stops the program. */
const protections: readonly TableProtection[] = [...database, ...audit, ...jobs, ...access];

/** Opens the database of DATABASE_URL, or the embedded one of the data directory, and brings its schema up to date. */
export async function openDatabase({ dataDirectory }: { dataDirectory: string }): Promise<Database> {
  const opened = await openWhere({ url: process.env["DATABASE_URL"], directory: dataDirectory });
  try {
    const src = join(dirname(fileURLToPath(import.meta.url)), "..");
    await prepare(opened.database, migrationFolders(src), protections, "staff may change");
  } catch (error) {
    await opened.database.close();
    throw error;
  }
  return opened.database;
}
