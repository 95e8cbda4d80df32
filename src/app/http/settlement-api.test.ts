import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../platform/access/index.ts";
import { testDatabase, type TestDatabase } from "../../platform/database/testing.ts";
import { proposeSettlement } from "../../economy/settlement/actions/index.ts";
import { fillSmallProvider } from "../../economy/settlement/actions/testing.ts";
import { addApi } from "./api.ts";

const anna: Person = { login: "anna", name: "Anna", role: "controller", customers: [], disabled: false };
const company: Person = {
  login: "lis",
  name: "L",
  role: "customer",
  customers: ["LISEBERG"],
  disabled: false,
};
let base: TestDatabase;
let reader = anna;
const app = new Hono();

beforeAll(async () => {
  base = await testDatabase();
  const scope = { role: "staff", provider: "demo", actor: "anna" } as const;
  await base.database.transaction(scope, async (tx) => {
    await fillSmallProvider(tx);
    await proposeSettlement(tx, "demo", { year: 2024 }, { actor: "anna", now: "2024-12-20T08:00:00Z" });
  });
  const face = { id: "demo", name: "Exempel", synthetic: true, year: 2024 };
  addApi(base.database, face)(app, () => Promise.resolve(reader));
});
afterAll(() => base.close());

async function ask(path: string, who = anna): Promise<{ status: number; body: unknown }> {
  reader = who;
  const answer = await app.request(`/api/v1/${path}`);
  return { status: answer.status, body: await answer.json() };
}

describe("/api/v1/settlements", () => {
  test("lists them, and gives one with its services and customers", async () => {
    expect(await ask("settlements")).toMatchObject({
      body: { settlements: [{ settlement: "2024-preliminary", state: "proposed", total: { ore: "19000" } }] },
    });
    expect(await ask("settlements/2024-preliminary")).toMatchObject({
      status: 200,
      body: { total: { ore: "19000" }, services: [{ service: "DI-1" }, { service: "HR-1" }] },
    });
    expect(await ask("settlements/1999-final")).toMatchObject({ status: 404 });
  });

  test("compares policies, the asked one beside the year's own", async () => {
    expect(await ask("settlements/compare?year=2024&level=all")).toMatchObject({
      status: 200,
      body: {
        alternatives: [{ name: "own" }, { name: "asked", policy: { level: "all" }, total: { ore: "19000" } }],
      },
    });
    expect(await ask("settlements/compare?year=2024&level=galaxy")).toMatchObject({
      status: 422,
      body: { problems: [{ code: "settlement.policy-unreadable" }] },
    });
    expect(await ask("settlements/compare?year=2031")).toMatchObject({ status: 422 });
  });

  test("is the staff's", async () => {
    for (const path of ["settlements", "settlements/2024-preliminary", "settlements/compare?year=2024"])
      expect((await ask(path, company)).status).toBe(404);
  });
});
