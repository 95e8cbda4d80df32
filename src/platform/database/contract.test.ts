import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Refusal } from "../../kernel/index.ts";
import { contractSuite, prepareContract } from "./contract-suite.ts";
import type { Database } from "./database.ts";
import type { Binaries } from "./embedded-binaries.ts";
import { databaseName, ownerRole } from "./embedded-server.ts";
import { startEmbedded } from "./embedded.ts";
import { openDatabase } from "./open.ts";
import { connectPostgres } from "./postgres.ts";
import { testFolder } from "./testing.ts";
import {
  distributionBinaries,
  embeddedBinaries,
  privateServer,
  type PrivateServer,
} from "./testing-servers.ts";

contractSuite("the embedded server", async () => {
  const server = await startEmbedded(testFolder("contract"), { volatile: true, discard: true });
  const connection = { host: server.host, port: 5432, user: ownerRole, database: databaseName };
  const database = connectPostgres({ connection, afterClose: () => server.stop() });
  await prepareContract(database);
  return database;
});

const distribution = distributionBinaries();
if (distribution === undefined) {
  console.warn("SKIPPED the contract on a distribution's PostgreSQL: none below /usr/lib/postgresql");
}

onServer("a server of the embedded version", embeddedBinaries());
if (distribution !== undefined)
  onServer(`PostgreSQL ${distribution.version} of the distribution`, distribution);

/** The suite behind DATABASE_URL, and what is refused at its door. */
function onServer(name: string, binaries: Binaries): void {
  let server: PrivateServer;

  contractSuite(name, async () => {
    server = await privateServer(binaries);
    await server.administer(
      "create role underlag login createrole",
      "create database underlag owner underlag",
    );
    const { database } = await openDatabase({ url: server.url("underlag", "underlag"), directory: "" });
    await prepareContract(database);
    return database;
  });

  describe(`the door of ${name}`, () => {
    beforeAll(async () => {
      await server.administer(
        "create role plain login",
        "create role seer login bypassrls",
        "grant app_staff, app_customer to seer",
      );
    });
    afterAll(() => server.stop());

    const refusal = async (role: string): Promise<string> => {
      const opened = openDatabase({ url: server.url(role), directory: "" });
      const error = await opened.then(
        (open): unknown => open.database.close(),
        (reason: unknown) => reason,
      );
      return error instanceof Refusal ? (error.problems[0]?.code ?? "") : "";
    };

    it("refuses a superuser, a role that bypasses, one without our roles, and nobody at home", async () => {
      expect(await refusal("postgres")).toBe("database.superuser");
      expect(await refusal("seer")).toBe("database.bypasses-row-security");
      expect(await refusal("plain")).toBe("database.roles-missing");
      expect(await refusal("missing")).toBe("database.unreachable");
    });

    it("says nothing of a password", async () => {
      await server.administer(
        "create role guarded login password 'hemligt'",
        "grant app_staff, app_customer to guarded",
      );
      const url = server.url("guarded").replace("guarded@", "guarded:hemligt@");
      const { database, place } = await openDatabase({ url, directory: "" });
      await database.close();
      expect(place).not.toContain("hemligt");
    });
  });
}

const given = process.env["DATABASE_URL_TEST"];
if (given !== undefined && given !== "") {
  contractSuite("DATABASE_URL_TEST", async (): Promise<Database> => {
    const { database } = await openDatabase({ url: given, directory: "" });
    await database.transaction({ role: "owner" }, async (tx) => {
      const { strangers } = await tx.one<{ strangers: number }>(
        "select count(*) as strangers from pg_namespace where nspname = 'ledger'",
      );
      if (strangers > 0) throw new Error("DATABASE_URL_TEST names a database with books in it.");
      await tx.query("drop schema if exists contract, platform cascade");
    });
    await prepareContract(database);
    return database;
  });
}
