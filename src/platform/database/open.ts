import type { Database } from "./database.ts";
import { databaseName, ownerRole } from "./embedded-server.ts";
import { startEmbedded } from "./embedded.ts";
import { connectPostgres } from "./postgres.ts";
import { admitServer } from "./server.ts";

/** An open database and where it is. Closing it also stops the embedded server. */
export interface OpenDatabase {
  readonly database: Database;
  readonly kind: "embedded" | "server";
  /** The data directory, or the server's address without its password. */
  readonly place: string;
  /** The embedded server's process. */
  readonly serverPid?: () => number;
}

/**
 * The server that `url` (DATABASE_URL) names, else the embedded database of the data directory. Both come back as the
 * same port, not yet migrated: the app calls `prepare` with the declarations of all rooms.
 */
export async function openDatabase(where: {
  readonly url: string | undefined;
  readonly directory: string;
}): Promise<OpenDatabase> {
  if (where.url !== undefined && where.url !== "") {
    const database = connectPostgres({ connection: { connectionString: where.url } });
    try {
      await admitServer(database);
    } catch (error) {
      await database.close();
      throw error;
    }
    return {
      database,
      kind: "server",
      place: withoutPassword(where.url),
    };
  }
  const server = await startEmbedded(where.directory);
  const connection = { host: server.host, port: 5432, user: ownerRole, database: databaseName };
  const database = connectPostgres({
    connection,
    explain: () => server.explain(),
    afterClose: () => server.stop(),
  });
  return { database, kind: "embedded", place: server.home.folder, serverPid: () => server.pid };
}

function withoutPassword(url: string): string {
  try {
    const parsed = new URL(url);
    parsed.password = "";
    return parsed.href;
  } catch {
    return "DATABASE_URL";
  }
}
