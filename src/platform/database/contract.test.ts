import { expect, it } from "vitest";
import { bulkInsert } from "./bulk-insert.ts";
import { testDatabase } from "./testing.ts";

it("shows a scope its own rows only", async () => {
  const { database, provider, close } = await testDatabase();
  const names = await database.transaction({ role: "staff", provider, actor: "test" }, async (tx) => {
    await bulkInsert(
      tx,
      "catalogue.service_area",
      [
        { name: "area", type: "text" },
        { name: "name_sv", type: "text" },
        { name: "name_en", type: "text" },
        { name: "position", type: "int4" },
      ],
      [
        ["A", "Åäö", "x", 1],
        ["B", "y", "z", 2],
      ],
    );
    return tx.query("select provider_id, name_sv, current_user::text as me from catalogue.service_area");
  });
  expect(names).toEqual([
    { provider_id: "demo", name_sv: "Åäö", me: "app_staff" },
    { provider_id: "demo", name_sv: "y", me: "app_staff" },
  ]);
  await close();
});
