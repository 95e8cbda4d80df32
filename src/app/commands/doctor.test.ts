import { afterAll, beforeAll, expect, test } from "vitest";
import { diagnoseDatabase } from "../../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../../platform/database/testing.ts";

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

const asOwner = (statement: string): Promise<unknown> =>
  base.database.transaction({ role: "owner" }, (tx) => tx.query(statement));

/** What stops; the servers of the tests are not durable, on purpose. */
const stops = async (): Promise<string[]> =>
  (await diagnoseDatabase(base.database))
    .filter(({ state, check }) => state === "stop" && check !== "durability")
    .map(({ check, sv }) => `${check}: ${sv}`);

test("a database with every room's tables is sound, and a right too many of a customer's is found", async () => {
  expect(await stops()).toEqual([]);
  await asOwner("grant update on invoicing.invoice to app_customer");
  expect(await stops()).toEqual(["customers-read: Kunder kan ändra i invoicing.invoice"]);
  await asOwner("revoke update on invoicing.invoice from app_customer");
  // A customer adds objections in its own name; elsewhere it adds nothing.
  await asOwner("grant insert on catalogue.service to app_customer");
  expect(await stops()).toEqual(["customers-read: Kunder kan ändra i catalogue.service"]);
  await asOwner("revoke insert on catalogue.service from app_customer");
  await asOwner("drop policy customer_adds on invoicing.objection");
  expect(await stops()).toEqual(["customers-read: Kunder kan ändra i invoicing.objection"]);
});
