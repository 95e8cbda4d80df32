import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../database/testing.ts";
import { chainHead, invariants } from "./actions/index.ts";
import { canonicalJson, record } from "./index.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(async () => {
  await test.close();
});

const staff = { role: "staff", provider: "demo", actor: "anna" } as const;

async function brokenEntries(): Promise<number> {
  return test.database.transaction(staff, async (tx) => {
    const found = await Promise.all(invariants.map((invariant) => invariant.check(tx, "demo")));
    return found.flat().length;
  });
}

describe("the audit", () => {
  it("chains entries, and finds one that was altered, also by the owner of the tables", async () => {
    for (let i = 1; i <= 5; i++)
      await test.database.transaction(staff, (tx) =>
        record(tx, {
          at: "2024-03-31T10:00:00Z",
          action: "change",
          objectKind: "price",
          objectId: `item-${i}`,
          before: { priceMicro: i, name: "å ä ö" },
          after: { name: "å ä ö", priceMicro: i + 1, nested: { b: 1, a: [1, 2] } },
        }),
      );
    expect(await brokenEntries()).toBe(0);
    const head = await test.database.transaction(staff, (tx) => chainHead(tx, "demo"));
    expect(head.seq).toBe(5);

    await test.database.transaction({ role: "owner" }, (tx) =>
      tx.execute("update audit.entry set actor = 'bo' where provider_id = 'demo' and seq = 3"),
    );
    expect(await brokenEntries()).toBe(1);
    await test.database.transaction({ role: "owner" }, (tx) =>
      tx.execute("update audit.entry set actor = 'anna' where provider_id = 'demo' and seq = 3"),
    );
    await test.database.transaction({ role: "owner" }, (tx) =>
      tx.execute("delete from audit.entry where provider_id = 'demo' and seq = 4"),
    );
    expect(await brokenEntries()).toBeGreaterThan(0);
  });

  it("lets staff append, and neither change nor take away", async () => {
    await expect(
      test.database.transaction(staff, (tx) =>
        tx.execute("update audit.entry set actor = 'x' where provider_id = 'demo'"),
      ),
    ).rejects.toThrow(/permission denied/);
    await expect(
      test.database.transaction(staff, (tx) =>
        tx.execute("delete from audit.entry where provider_id = 'demo'"),
      ),
    ).rejects.toThrow(/permission denied/);
  });

  it("is rolled back with the change it tells of", async () => {
    const before = await test.database.transaction(staff, (tx) => chainHead(tx, "demo"));
    await expect(
      test.database.transaction(staff, async (tx) => {
        await record(tx, {
          at: "2024-01-01T00:00:00Z",
          action: "add",
          objectKind: "x",
          objectId: "1",
          before: null,
          after: 1,
        });
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(await test.database.transaction(staff, (tx) => chainHead(tx, "demo"))).toEqual(before);
  });

  it("has one text for one value", () => {
    expect(canonicalJson({ b: 1, a: [undefined, { d: null, c: "ö" }], e: undefined })).toBe(
      '{"a":[null,{"c":"ö","d":null}],"b":1}',
    );
  });
});
