import { afterAll, beforeAll, expect, test } from "vitest";
import { record } from "../audit/index.ts";
import type { Scope } from "../database/index.ts";
import { testDatabase, type TestDatabase } from "../database/testing.ts";
import { recaller } from "./recall.ts";

let demo: TestDatabase;
beforeAll(async () => {
  demo = await testDatabase();
});
afterAll(() => demo.close());

const staff: Scope = { role: "staff", provider: "demo", actor: "anna" };
const customer: Scope = { role: "customer", provider: "demo", actor: "kim", customers: ["staff"] };

test("an answer is kept until the books change, and for the same eyes only", async () => {
  const recall = recaller(demo.database, "demo");
  let computed = 0;
  const ask = (scope: Scope): Promise<number> => recall(scope, "question", () => Promise.resolve(++computed));
  expect(await ask(staff)).toBe(1);
  expect(await ask(customer)).toBe(2);
  expect(await ask(staff)).toBe(1);
  expect(await ask(customer)).toBe(2);
  await demo.database.transaction(staff, (tx) =>
    record(tx, {
      at: "2025-01-15T08:00:00.000Z",
      action: "post",
      objectKind: "voucher",
      objectId: "2025/A/1",
      before: null,
      after: {},
    }),
  );
  expect(await ask(staff)).toBe(3);
  expect(await ask(customer)).toBe(4);
});
