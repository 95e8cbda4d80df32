import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { asAccount, serverAccount } from "./embedded-account.ts";
import { findBinaries, type Binaries } from "./embedded-binaries.ts";
import { findHome } from "./embedded-home.ts";
import { startServer } from "./embedded-server.ts";
import { testFolder } from "./testing.ts";

/** A PostgreSQL server as an administrator would have made it, for tests of `DATABASE_URL`. */
export interface PrivateServer {
  /** DATABASE_URL of a role in it; the superuser is `postgres`. */
  url(role: string, database?: string): string;
  /** Statements as the superuser, one at a time. */
  administer(...statements: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** The programs of the distribution's PostgreSQL, newest first; undefined where none is installed. */
export function distributionBinaries(): Binaries | undefined {
  const versions = "/usr/lib/postgresql";
  if (!existsSync(versions)) return undefined;
  const version = readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0];
  if (version === undefined) return undefined;
  const bin = join(versions, version, "bin");
  return { version, initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
}

export function embeddedBinaries(): Binaries {
  return findBinaries(serverAccount());
}

export async function privateServer(binaries: Binaries): Promise<PrivateServer> {
  const account = serverAccount();
  const home = findHome(testFolder("server"), account);
  const made = spawnSync(
    binaries.initdb,
    ["-D", home.cluster, "-U", "postgres", "--encoding=UTF8", "--locale=C", "--auth=trust", "--no-sync"],
    { ...asAccount(account), cwd: "/", encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  const server = await startServer(binaries, home, account, { volatile: true, discard: true }, "postgres");
  return {
    url: (role, database = "postgres") =>
      `postgres://${role}@${encodeURIComponent(home.sockets)}/${database}`,
    async administer(...statements) {
      const client = new Client({ host: home.sockets, port: 5432, user: "postgres", database: "postgres" });
      await client.connect();
      try {
        for (const statement of statements) await client.query(statement);
      } finally {
        await client.end();
      }
    },
    stop: () => server.stop(),
  };
}
