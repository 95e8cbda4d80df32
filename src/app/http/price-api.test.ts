import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../platform/access/index.ts";
import { testDatabase, type TestDatabase } from "../../platform/database/testing.ts";
import { load, minimalPack, minimalProvider } from "../pack/testing.ts";
import { addApi } from "./api.ts";

/** Price lists and their files by the machines' door, of the smallest pack. */
let base: TestDatabase;
let reader: Person | undefined;
const app = new Hono();
const staff: Person = { login: "controller", name: "C", role: "controller", customers: [], disabled: false };
const school: Person = { login: "skola", name: "S", role: "customer", customers: ["SKOLA"], disabled: false };

beforeAll(async () => {
  base = await testDatabase();
  await load(base.database, minimalPack);
  const face = { id: minimalProvider, name: "Exempel", synthetic: true, year: 2024 };
  addApi(base.database, face, () => "2025-01-15T08:00:00.000Z")(app, () => Promise.resolve(reader));
});
afterAll(() => base.close());

async function ask(path: string, who: Person | undefined = staff) {
  reader = who;
  const answer = await app.request(`/api/v1/price-lists${path}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  return {
    status: answer.status,
    type: answer.headers.get("content-type") ?? "",
    place: answer.headers.get("content-disposition") ?? "",
    start: bytes.subarray(0, 4).toString("latin1"),
    bytes,
    json: () => JSON.parse(bytes.toString("utf8")) as Record<string, unknown>,
  };
}

async function versionAsked(): Promise<string> {
  const { priceLists } = (await ask("")).json() as { priceLists: { version: string }[] };
  return priceLists[0]?.version ?? "";
}

describe("/api/v1/price-lists", () => {
  test("lists the versions and gives one with its items and rounding", async () => {
    const version = await versionAsked();
    expect((await ask(`/${version}`)).json()).toMatchObject({
      version,
      rounding: { direction: "down" },
      items: expect.arrayContaining([
        expect.objectContaining({ item: expect.any(String) as string }),
      ]) as object,
    });
    expect((await ask("/1999")).status).toBe(404);
  });

  test("gives the board's annex as a workbook and on paper, the same bytes each time, in both languages", async () => {
    const version = await versionAsked();
    for (const [form, type, start] of [
      ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\u0003\u0004"],
      ["pdf", "application/pdf", "%PDF"],
    ] as const) {
      const file = await ask(`/${version}/simulation.${form}`);
      expect(file).toMatchObject({ status: 200, type, start });
      expect(file.place).toBe(`attachment; filename*=UTF-8''konsekvens-${version}.${form}`);
      expect((await ask(`/${version}/simulation.${form}`)).bytes.equals(file.bytes)).toBe(true);
      expect((await ask(`/${version}/simulation.${form}?language=en`)).bytes.equals(file.bytes)).toBe(false);
    }
  });

  test("keeps the files from who may not see them, and says when there are none", async () => {
    const version = await versionAsked();
    expect((await ask("/1999/simulation.pdf")).status).toBe(404);
    expect((await ask(`/${version}/simulation.docx`)).status).toBe(404);
    expect((await ask(`/${version}/simulation.pdf`, school)).status).toBe(404);
    reader = undefined;
    expect((await app.request(`/api/v1/price-lists/${version}/simulation.pdf`)).status).toBe(401);
  });
});
