import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backup, restore } from "../platform/database/index.ts";
import { type TestDatabase, testDatabase } from "../platform/database/testing.ts";
import { load, minimalPack, minimalProvider } from "./pack/testing.ts";
import { invariants } from "./invariants.ts";
import { folders, protections } from "./schema.ts";

/** The whole way of a backup with the product's own tables: their references, protections and promises. */
let from: TestDatabase;
let to: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "underlag-backup-test-"));

beforeAll(async () => {
  from = await testDatabase();
  to = await testDatabase();
});
afterAll(async () => {
  await from.close();
  await to.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a loaded provider comes back from a backup, row by row, and keeps every promise", async () => {
  await load(from.database, minimalPack);
  const file = join(folder, "backup.tar");
  const made = await backup(from.database, {
    file,
    overwrite: false,
    now: "2025-01-15T08:00:00.000Z",
    actor: "controller",
  });
  const restored = await restore(to.database, { file, replace: true, folders, protection: protections });
  expect(restored.content).toBe(made.content);
  const scope = { role: "staff", provider: minimalProvider, actor: "controller" } as const;
  const broken = await to.database.transaction(scope, async (tx) => {
    const problems = [];
    for (const invariant of invariants) problems.push(...(await invariant.check(tx, minimalProvider)));
    return problems;
  });
  expect(broken).toEqual([]);
});
