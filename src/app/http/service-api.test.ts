import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../platform/access/index.ts";
import { testDatabase, type TestDatabase } from "../../platform/database/testing.ts";
import { copyOfMinimal, load, minimalProvider, type PackCopy } from "../pack/testing.ts";
import { addApi } from "./api.ts";

/** The machines' door to services, customers and registers, on the smallest pack with a plan and a forum. */
let base: TestDatabase;
let pack: PackCopy;
let reader: Person;
const app = new Hono();

const staff: Person = { login: "controller", name: "C", role: "controller", customers: [], disabled: false };
const school: Person = { login: "skola", name: "S", role: "customer", customers: ["SKOLA"], disabled: false };

beforeAll(async () => {
  base = await testDatabase();
  pack = copyOfMinimal();
  pack.write(
    "customers/forums.csv",
    "forum;namn;nivå;services;valid_from\nTUF;Forum;tactical;PC;2024-01-01\n",
  );
  pack.write(
    "customers/consolidation-plans.csv",
    "customer;plan;name;stage;stopped_on;sunk_cost;deviation\nBOLAG;IT;IT;stopped;2024-05-15;1 850 000,00;Avbruten\n",
  );
  await load(base.database, pack.path);
  const face = { id: minimalProvider, name: "Exempel", synthetic: true, year: 2024 };
  addApi(base.database, face)(app, () => Promise.resolve(reader));
});
afterAll(async () => {
  pack.clear();
  await base.close();
});

async function ask(who: Person, path: string): Promise<{ status: number; body: unknown }> {
  reader = who;
  const answer = await app.request(`/api/v1/${path}`);
  return { status: answer.status, body: await answer.json() };
}

describe("/api/v1 of services and customers", () => {
  test("counts services by class, and finds one by any of its names", async () => {
    expect(await ask(staff, "services")).toMatchObject({
      status: 200,
      body: { total: 2, day: "2024-12-31" },
    });
    expect(await ask(school, "services/Datorarbetsplats")).toMatchObject({
      status: 200,
      body: { service: "PC" },
    });
    expect(await ask(staff, "services/NONE")).toMatchObject({ status: 404 });
  });

  test("counts customers with the level that they are counted on", async () => {
    expect(await ask(staff, "customers?level=group")).toMatchObject({
      body: { count: { level: "group", total: 3 } },
    });
    expect(await ask(school, "customers")).toMatchObject({ status: 404 });
  });

  test("gives every share with its denominator, and amounts as öre in text", async () => {
    expect(await ask(staff, "customers/overview")).toMatchObject({
      body: {
        agreements: { companies: { numerator: 0, denominator: 1 } },
        consolidation: { denominator: 1 },
        stopped: { sunkCost: { ore: "185000000" } },
      },
    });
    expect(await ask(staff, "registers/consolidation-plans")).toMatchObject({
      body: { entries: [{ customer: "BOLAG", sunk_cost: { ore: "185000000" }, project: "" }] },
    });
    expect(await ask(staff, "consolidation")).toMatchObject({ body: { services: ["PAY"] } });
  });

  test("shows a customer its own follow-up and nobody else's, and no register of the staff", async () => {
    expect(await ask(school, "customers/SKOLA/follow-up")).toMatchObject({
      status: 200,
      body: { customer: "SKOLA", services: { used: ["PAY", "PC"] }, notMeasured: ["sla", "nki"] },
    });
    expect(await ask(school, "customers/BOLAG/follow-up")).toMatchObject({ status: 404 });
    // Forums are public; obstacles are the staff's.
    expect(await ask(school, "registers/forums")).toMatchObject({ status: 200 });
    expect(await ask(school, "registers/obstacles")).toMatchObject({ status: 404 });
    expect(await ask(staff, "registers/nothing")).toMatchObject({ status: 404 });
  });

  test("compares scenarios through a lens, and refuses an assumption with the forms there are", async () => {
    const compared = await ask(
      staff,
      "scenarios/compare?from=actual&by=customer&set=cost/element:*=%2B10%25",
    );
    expect(compared.status).toBe(200);
    const { sum } = compared.body as {
      sum: Record<"from" | "to", { ore: string }> & { effects: { price: { ore: string } } };
    };
    expect(Number(sum.from.ore)).toBeGreaterThan(0);
    expect(Number(sum.to.ore) - Number(sum.from.ore)).toBe(Number(sum.effects.price.ore));
    expect(await ask(staff, "scenarios/compare?set=nonsense")).toMatchObject({ status: 422 });
    expect(await ask(staff, "scenarios/compare?by=nonsense")).toMatchObject({ status: 404 });
    expect(await ask(school, "scenarios/compare")).toMatchObject({ status: 404 });
  });

  test("shows a customer its own rows of every register that it has rows of, and nothing of the others", async () => {
    const { body } = await ask(school, "registers");
    const names = (body as { registers: { register: string }[] }).registers.map((one) => one.register);
    expect(names).toContain("agreements");
    expect(names).not.toContain("obstacles");
    expect(names).not.toContain("accounts");
    const seen: string[] = [];
    for (const name of names) {
      const rows = (await ask(school, `registers/${name}`)).body as { entries: { customer?: string }[] };
      for (const row of rows.entries) if (row.customer !== undefined) seen.push(row.customer);
      const all = (await ask(staff, `registers/${name}`)).body as typeof rows;
      expect(all.entries.length).toBeGreaterThanOrEqual(rows.entries.length);
    }
    expect(new Set(seen)).toEqual(new Set(["SKOLA"]));
    expect(await ask(school, "registers/agreements/history")).toMatchObject({ status: 404 });
  });

  test("shows a customer what it pays for a service of its own, and nothing of another's", async () => {
    expect(await ask(school, "customers/SKOLA/services/PAY?year=2024")).toMatchObject({
      status: 200,
      body: {
        service: "PAY",
        fees: [{ item: "PAY-A", annual: { ore: "57600000" }, keyValue: "600", keySum: "1000" }],
        items: [{ item: "PAY-A", key: "headcount" }],
      },
    });
    expect(await ask(staff, "customers/SKOLA/services/PC?year=2024")).toMatchObject({
      body: { volumes: [{ item: "PC-M" }], fees: [] },
    });
    expect(await ask(school, "customers/BOLAG/services/PAY")).toMatchObject({ status: 404 });
    expect(await ask(staff, "customers/SKOLA/services/NONE")).toMatchObject({ status: 404 });
  });

  test("follows dialogue, consolidation and variants for the staff only", async () => {
    expect(await ask(staff, "customers/BOLAG/consolidation")).toMatchObject({
      body: { plans: [{ plan: "IT", cost: { source: "typed", amount: { ore: "185000000" } } }] },
    });
    expect(await ask(staff, "dialogue")).toMatchObject({ body: { forums: [{ forum: "TUF" }] } });
    expect(await ask(staff, "variants")).toMatchObject({ body: { variants: [] } });
    for (const path of ["customers/BOLAG/consolidation", "dialogue", "variants"])
      expect(await ask(school, path)).toMatchObject({ status: 404 });
  });

  test("adds and changes a row by the same rules as a file, remembers it, and refuses who may not", async () => {
    const send = async (who: Person, method: string, path: string, body: object) => {
      reader = who;
      const answer = await app.request(`/api/v1/registers/${path}`, {
        method,
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      });
      return { status: answer.status, body: await answer.json() };
    };
    const need = { need: "B-1", customer: "SKOLA", text: "Kortare ledtid", state: "captured" };
    expect(await send(school, "POST", "needs", need)).toMatchObject({ status: 404 });
    expect(await send(staff, "POST", "needs", { ...need, customer: "SKOL" })).toMatchObject({
      status: 422,
      body: { problems: [{ code: "registers.unknown-reference", text: "SKOL" }] },
    });
    expect(await send(staff, "POST", "needs", need)).toMatchObject({ status: 200, body: { key: "B-1" } });
    expect(await send(staff, "POST", "needs", need)).toMatchObject({
      status: 422,
      body: { problems: [{ code: "registers.known-entry" }] },
    });
    expect(await send(staff, "PATCH", "needs/rows/B-1", { state: "answered" })).toMatchObject({
      body: { changed: true },
    });
    expect(await ask(school, "registers/needs/rows/B-1")).toMatchObject({ body: { state: "answered" } });
    expect(await ask(staff, "registers/needs/history?key=B-1")).toMatchObject({
      body: {
        changes: [
          { action: "register.add", actor: "controller" },
          { action: "register.change", cells: [{ column: "state", from: "captured", to: "answered" }] },
        ],
      },
    });
  });
});
