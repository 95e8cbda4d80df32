import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Hono } from "hono";
import { type Role, roles } from "../platform/access/index.ts";
import { addPerson } from "../platform/access/actions/index.ts";
import { testDatabase, type TestDatabase } from "../platform/database/testing.ts";
import { createWeb } from "../platform/web/index.ts";
import { addApi } from "./http/api.ts";
import { copyOfMinimal, load, minimalProvider, type PackCopy } from "./pack/testing.ts";
import { workThrough } from "./jobs.testing.ts";
import { acts, entries, pages } from "./site.ts";

/** Every route against every role, read from the registry: a route that is added is tried without anybody adding a line. */
let base: TestDatabase;
let pack: PackCopy;
let web: Hono;
const cookies = new Map<string, string>();
const host = "http://127.0.0.1:3000";
const now = "2025-01-15T08:00:00.000Z";
const complaints: unknown[] = [];
/** What only others' eyes may see: names, numbers and words of customers that the customer's person does not belong to. */
const canaries = ["Kanariebolaget", "556000-0001", "Kanariev", "0007:5560000001"];

beforeAll(async () => {
  base = await testDatabase();
  pack = copyOfMinimal();
  pack.edit("customers/customers.csv", "Exempelbolaget AB;Bolaget", "Kanariebolaget AB;Kanariebolaget");
  pack.edit("customers/customers.csv", "VARD;V", "VARD;Kanariev");
  await load(base.database, pack.path);
  const provider = { id: minimalProvider, name: "Exempel", synthetic: true, year: 2024 };
  const staff = { role: "staff", provider: minimalProvider, actor: "cli:root" } as const;
  await base.database.transaction(staff, async (tx) => {
    for (const role of roles.filter((one) => one !== "customer"))
      await addPerson(
        tx,
        minimalProvider,
        { login: `as-${role}`, name: role, role, customers: [] },
        { now, knownCustomers: [] },
      );
  });
  web = createWeb({
    database: base.database,
    provider,
    pages,
    acts,
    entries,
    api: addApi(base.database, provider, () => now),
    openExample: true,
    now: () => now,
    complain: (error) => complaints.push(error),
  });
  for (const role of roles) {
    const answer = await post("", "/sign-in", { example: loginOf(role) });
    cookies.set(role, (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
  }
  const month = { period: "2024-01" };
  await post("controller", "/runs", month);
  await workThrough(base.database, now);
  await post("approver", "/runs/2024-01/approve", {});
  expect((await post("controller", "/runs/2024-01/issue", {})).status).toBe(303);
  await workThrough(base.database, now);
}, 120_000);
afterAll(async () => {
  pack?.clear();
  await base?.close();
});

const loginOf = (role: Role): string => (role === "customer" ? "skola" : `as-${role}`);

async function post(role: Role | "", path: string, fields: Record<string, string>): Promise<Response> {
  return web.request(`${host}${path}`, {
    method: "POST",
    headers: {
      host: "127.0.0.1:3000",
      cookie: cookies.get(role) ?? "",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams(fields),
  });
}

async function get(role: Role | "", path: string): Promise<Response> {
  return web.request(`${host}${path}`, {
    headers: { host: "127.0.0.1:3000", cookie: cookies.get(role) ?? "" },
  });
}

/** An address of the pattern with something in each place: `:year` a year, the rest a name that may not exist. */
const filled = (pattern: string): string =>
  pattern.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) =>
    name === "year" ? "2024" : name === "period" || name === "run" ? "2024-01" : "BOLAG",
  );

describe("every page", () => {
  it("asks a stranger to sign in, and shows a role that is not named no more than that there is no such page", async () => {
    for (const page of pages) {
      const path = filled(page.path);
      expect([path, (await get("", path)).status]).toEqual([path, 302]);
      for (const role of roles) {
        if (page.allow.includes(role)) continue;
        const answer = await get(role, path);
        expect([path, role, answer.status]).toEqual([path, role, 404]);
        expect(await answer.text()).toContain("Sidan finns inte");
      }
    }
  });
});

describe("every act", () => {
  it("is a missing page to who may not do it, by form and by the machines' door, and asks a stranger to sign in", async () => {
    for (const act of acts) {
      const path = filled(act.path);
      expect([path, (await post("", path, {})).headers.get("location")]).toEqual([path, "/sign-in?back=%2F"]);
      for (const role of roles) {
        if (act.mandate.roles.includes(role)) continue;
        expect([path, role, (await post(role, path, {})).status]).toEqual([path, role, 404]);
        const machine = await post(role, `/api/v1${path}`, {});
        expect([path, role, machine.status]).toEqual([path, role, 404]);
      }
    }
  });

  it("is refused by the auditor's role whatever it is, except about the auditor's own sign-in", () => {
    const allowed = acts
      .filter((act) => act.mandate.roles.includes("auditor"))
      .map((act) => act.mandate.mandate);
    expect(new Set(allowed)).toEqual(new Set(["sign-in.own"]));
  });
});

describe("a customer", () => {
  it("never meets a byte of another customer, wherever links and known addresses lead", async () => {
    const seen = new Set<string>();
    const waiting = ["/", ...pages.map((page) => filled(page.path)), ...machineAddresses];
    const leaks: string[] = [];
    for (let path = waiting.shift(); path !== undefined && seen.size < 600; path = waiting.shift()) {
      if (seen.has(path) || /^\/(language|sign|assets)/.test(path)) continue;
      seen.add(path);
      const answer = await get("customer", path);
      const text = Buffer.from(await answer.arrayBuffer()).toString("utf8");
      for (const canary of canaries) if (text.includes(canary)) leaks.push(`${path}: ${canary}`);
      for (const [, link] of text.matchAll(/href="(\/[^"#]*)/g))
        waiting.push((link ?? "").replaceAll("&amp;", "&"));
    }
    expect(leaks).toEqual([]);
    expect(seen.size).toBeGreaterThan(60);
    expect(complaints).toEqual([]);
    // The same words are there to be met: who may see them does.
    const staffs = await (await get("controller", "/customers")).text();
    expect(staffs).toContain("Kanariebolaget");
  });
});

const machineAddresses = [
  "/api/v1/customers",
  "/api/v1/customers/BOLAG",
  "/api/v1/invoices",
  "/api/v1/invoices?customer=BOLAG",
  "/api/v1/invoices/F-2024-00001",
  "/api/v1/objections",
  "/api/v1/settlements",
  "/api/v1/registers",
  "/api/v1/registers/customers",
  "/api/v1/registers/receivers",
  "/api/v1/explain/customer:BOLAG:2024",
  "/explain/customer:BOLAG:2024",
];
