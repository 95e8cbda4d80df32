import { type Database, openDatabase as openWhere, prepare } from "../platform/database/index.ts";
import { folders, protections } from "./schema.ts";

/** Opens the database of DATABASE_URL, or the embedded one of the data directory, and brings its schema up to date. */
export async function openDatabase({ dataDirectory }: { dataDirectory: string }): Promise<Database> {
  const opened = await openWhere({ url: process.env["DATABASE_URL"], directory: dataDirectory });
  try {
    await prepare(opened.database, folders, protections);
  } catch (error) {
    await opened.database.close();
    throw error;
  }
  return opened.database;
}
