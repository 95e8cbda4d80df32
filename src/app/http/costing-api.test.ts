import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../platform/access/index.ts";
import { testDatabase, type TestDatabase } from "../../platform/database/testing.ts";
import { load, minimalPack, minimalProvider } from "../pack/testing.ts";
import { addApi } from "./api.ts";

/** The machines' door to costing models and drivers, on the smallest pack. */
let base: TestDatabase;
let reader: Person;
const app = new Hono();
const staff: Person = { login: "controller", name: "C", role: "controller", customers: [], disabled: false };
const school: Person = { login: "skola", name: "S", role: "customer", customers: ["SKOLA"], disabled: false };
const model = readFileSync(join(minimalPack, "model/minimal.yaml"), "utf8");

beforeAll(async () => {
  base = await testDatabase();
  await load(base.database, minimalPack);
  addApi(base.database, { id: minimalProvider, name: "Exempel", synthetic: true, year: 2024 })(app, () =>
    Promise.resolve(reader),
  );
});
afterAll(() => base.close());

async function ask(who: Person, path: string, body?: string): Promise<{ status: number; body: unknown }> {
  reader = who;
  const answer = await app.request(`/api/v1/${path}`, body === undefined ? {} : { method: "POST", body });
  return { status: answer.status, body: await answer.json() };
}

describe("/api/v1 of models and drivers", () => {
  test("gives models with their text, to staff only", async () => {
    expect(await ask(staff, "models")).toMatchObject({ body: { models: [{ id: "minimal@2024-01-01" }] } });
    expect(await ask(staff, "models/minimal@2024-01-01")).toMatchObject({ body: { text: model } });
    expect(await ask(staff, "models/none")).toMatchObject({ status: 422 });
    for (const path of ["models", "models/minimal", "drivers", "drivers/fte", "driver-answers"])
      expect(await ask(school, path)).toMatchObject({ status: 404 });
    expect(await ask(school, "models/check", model)).toMatchObject({ status: 404 });
  });

  test("checks a model that is sent, and keeps nothing of it", async () => {
    const sent = model.replace("model: minimal", "model: other").replace('"100"', '"900"');
    expect(await ask(staff, "models/check?year=2024", sent)).toMatchObject({
      status: 200,
      body: {
        model: "other@2024-01-01",
        coverage: {
          whole: false,
          nowhere: [{ account: "5010", cost_centre: "100", amount: { ore: "12000000" } }],
        },
      },
    });
    expect(await ask(staff, "models/check", "pools: 3")).toMatchObject({
      status: 422,
      body: { type: "urn:underlag:problem:costing.missing-field" },
    });
    expect(await ask(staff, "models")).toMatchObject({ body: { models: [{ model: "minimal" }] } });
  });

  test("gives a driver with a month's values and how one came about", async () => {
    expect(await ask(staff, "drivers")).toMatchObject({
      body: { drivers: [{ driver: "fte" }, { driver: "headcount" }] },
    });
    expect(await ask(staff, "drivers/headcount?period=2024-03&subject=SKOLA")).toMatchObject({
      body: {
        formula: null,
        frozen: false,
        values: [{ subject: "BOLAG", value: "100" }, { subject: "SKOLA", value: "600" }, { subject: "VARD" }],
        trace: { driver: "headcount", value: "600", operands: [] },
      },
    });
    expect(await ask(staff, "drivers/none")).toMatchObject({ status: 404 });
    expect(await ask(staff, "driver-answers?period=2024-03")).toMatchObject({ body: { answers: [] } });
  });
});
