import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../../platform/database/testing.ts";
import { connectPostgres } from "../../platform/database/postgres.ts";
import { latestJobs, workOnce } from "../../platform/jobs/actions/index.ts";
import { commandLine } from "../pack/testing.ts";
import { nationProvider } from "./nation.ts";
import { enqueueNation, nationHandlers, type NationResult } from "./nation-jobs.ts";

const now = (): string => "2025-01-15T08:00:00.000Z";
const providers = ["n001", "n002", "n003"];
let test: TestDatabase;
let other: Database;

beforeAll(async () => {
  test = await testDatabase();
  await test.database.transaction({ role: "owner" }, (tx) => tx.query("delete from platform.provider"));
  other = connectPostgres({ connection: { connectionString: test.url } });
  await enqueueNation(test.database, [1, 2, 3], now);
  const work = async (database: Database): Promise<void> => {
    while (await workOnce(database, { handlers: nationHandlers(now), now }));
  };
  // Two workers with connections of their own, at the same queue.
  await Promise.all([work(test.database), work(other)]);
}, 120_000);
afterAll(async () => {
  await other.close();
  await test.close();
});

const scopeOf = (provider: string) => ({ role: "staff", provider, actor: "test" }) as const;

async function resultOf(provider: string): Promise<NationResult> {
  const jobs = await test.database.transaction(scopeOf(provider), (tx) => latestJobs(tx, provider));
  expect(jobs.map(({ state, problems }) => [state, problems])).toEqual([["done", []]]);
  return jobs[0]?.result as NationResult;
}

describe("a nation in one database", () => {
  it("is the same for the same number, and no two providers are alike", () => {
    expect(nationProvider(7)).toEqual(nationProvider(7));
    const sizes = new Set(
      Array.from({ length: 30 }, (_, i) => {
        const { services, customers } = nationProvider(i + 1);
        return `${services} ${customers}`;
      }),
    );
    expect(sizes.size).toBeGreaterThan(20);
  });

  it("is loaded and costed by workers that share one queue; what goes in comes out of each", async () => {
    for (const provider of providers) {
      const result = await resultOf(provider);
      expect(result.lines).toBeGreaterThan(500);
      expect(result.sharedOre).toBe(result.costOre);
    }
  });

  it("answers every command for the provider that is named, and none without a name", async () => {
    for (const provider of providers) {
      const asked = ["cost", "--year", "2024", "--json", "--provider", provider];
      const { exit, stdout } = await commandLine(test.url, ...asked);
      expect(exit).toBe(0);
      const { out } = JSON.parse(stdout) as { out: { ore: string } };
      expect(out.ore).toBe((await resultOf(provider)).costOre);
    }
    for (const command of [
      ["cost", "--year", "2024", "--by", "customer", "--json"],
      ["cost", "compare", "--year", "2024", "--json"],
      ["scenario", "list", "--json"],
      [
        "scenario",
        "compare",
        "--year",
        "2024",
        "--from",
        "actual",
        "--set",
        "driver/headcount/K01=+10%",
        "--json",
      ],
      ["model", "check", "--json"],
      ["driver", "list", "--json"],
      ["verify", "--json"],
    ]) {
      const said = await commandLine(test.url, ...command, "--provider", "n002");
      expect([command.join(" "), said.exit]).toEqual([command.join(" "), 0]);
      expect((await commandLine(test.url, ...command)).exit).toBe(1);
      expect((await commandLine(test.url, ...command, "--provider", "n999")).exit).toBe(1);
    }
  });

  it("shows a provider's staff no row of another's, in any table", async () => {
    const tables = await test.database.transaction({ role: "owner" }, (tx) =>
      tx.query<{ name: string }>(
        `select table_schema || '.' || table_name as name from information_schema.columns c
         join information_schema.tables t using (table_schema, table_name)
         where column_name = 'provider_id' and table_type = 'BASE TABLE' and table_schema <> 'public' order by 1`,
      ),
    );
    expect(tables.length).toBeGreaterThan(40);
    let filled = 0;
    for (const { name } of tables) {
      const held = await test.database.transaction({ role: "owner" }, (tx) =>
        tx.query<{ provider_id: string }>(`select distinct provider_id from ${name}`),
      );
      if (held.length > 1) filled += 1;
      const seen = await test.database
        .transaction(scopeOf("n002"), (tx) =>
          tx.query<{ provider_id: string }>(`select distinct provider_id from ${name}`),
        )
        // A table that staff may not read at all shows nothing either.
        .catch((error: { code?: string }) => {
          if (error.code === "42501") return [];
          throw error;
        });
      expect([name, seen.filter((row) => row.provider_id !== "n002")]).toEqual([name, []]);
    }
    expect(filled).toBeGreaterThan(15);
  });

  it("is written as packs that load one by one", async () => {
    const folder = mkdtempSync(join(tmpdir(), "underlag-nation-test-"));
    try {
      expect((await commandLine(test.url, "demo", join(folder, "nation"), "--nation", "2")).exit).toBe(0);
      expect(readdirSync(join(folder, "nation")).sort()).toEqual(["n001", "n002"]);
      const again = await commandLine(test.url, "load", join(folder, "nation", "n001"), "--json");
      expect([again.exit, (JSON.parse(again.stdout) as { changed: boolean }).changed]).toEqual([0, false]);
      for (const wrong of ["0", "many", "1.5", "1000"])
        expect((await commandLine(test.url, "demo", join(folder, "other"), "--nation", wrong)).exit).toBe(2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
