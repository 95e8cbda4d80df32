import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerSchemas } from "../../../scripts/answer-schemas.ts";
import { testDatabase, type TestDatabase } from "../../platform/database/testing.ts";
import { addApiKey } from "../../platform/access/actions/index.ts";
import { createWeb } from "../../platform/web/index.ts";
import { workThrough } from "../jobs.testing.ts";
import { load, minimalPack, minimalProvider } from "../pack/testing.ts";
import { acts, entries, pages } from "../site.ts";
import { addApi } from "./api.ts";
import { descriptions } from "./descriptions.ts";

/** What holds for every address of the machines' door, asked as a program asks: with a key. */
let base: TestDatabase;
let web: Hono;
const keys = new Map<string, string>();
const now = "2025-01-15T08:00:00.000Z";

beforeAll(async () => {
  base = await testDatabase();
  await load(base.database, minimalPack);
  const provider = { id: minimalProvider, name: "Exempel", synthetic: true, year: 2024 };
  const staff = { role: "staff", provider: minimalProvider, actor: "cli:root" } as const;
  await base.database.transaction(staff, async (tx) => {
    for (const login of ["controller", "approver", "skola"]) {
      const made = await addApiKey(tx, minimalProvider, { login, name: "test", now });
      keys.set(login, made.ok ? made.value : "");
    }
  });
  web = createWeb({
    database: base.database,
    provider,
    pages,
    acts,
    entries,
    api: addApi(
      base.database,
      provider,
      () => now,
      () => acts,
    ),
    openExample: false,
    now: () => now,
    complain: (error) => expect.fail(String(error)),
  });
});
afterAll(() => base.close());

async function ask(
  login: string,
  path: string,
  { said, headers = {}, method }: { said?: object; headers?: Record<string, string>; method?: string } = {},
): Promise<Response> {
  return web.request(`http://underlag.example.se/api/v1${path}`, {
    method: method ?? (said === undefined ? "GET" : "POST"),
    headers: {
      authorization: `Bearer ${keys.get(login) ?? "none"}`,
      ...(said === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(said === undefined ? {} : { body: JSON.stringify(said) }),
  });
}

describe("the description", () => {
  it("is valid OpenAPI 3.1, and every address that is registered is described in words", async () => {
    const description = (await (await ask("", "/openapi.json")).json()) as { paths: Record<string, object> };
    const { valid, errors } = await new Validator().validate(description);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    const isAct = new Set(acts.map((act) => `POST ${act.path}`));
    const registered = web.routes
      .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/v1/") && !/[*{]/.test(path))
      .map(({ method, path }) => `${method} ${path.slice("/api/v1".length)}`)
      .filter((route) => !isAct.has(route));
    expect([...new Set(registered)].filter((route) => descriptions[route] === undefined)).toEqual([]);
    expect(Object.keys(descriptions).filter((route) => !registered.includes(route))).toEqual([]);
    expect(Object.keys(description.paths)).toContain("/runs/{run}/approve");
  });
});

describe("the schemas of the answers", () => {
  it("are those of the types in the code: npm run answers", () => {
    const kept = JSON.parse(readFileSync(new URL("./answers.json", import.meta.url), "utf8")) as object;
    const { answers, schemas, untyped } = answerSchemas(acts.map((act) => act.path));
    expect(Object.keys(answers).length).toBeGreaterThan(120);
    expect(kept).toEqual(JSON.parse(JSON.stringify({ answers, schemas })));
    // Who answers with a type that says nothing adds a place here, with the reason.
    expect(untyped.filter((place) => !mayBeAnything.some((known) => place.endsWith(known)))).toEqual([]);
  });

  it("are kept by what is answered: every question, asked of the smallest pack", async () => {
    const { paths, components } = (await (await ask("", "/openapi.json")).json()) as {
      paths: Record<
        string,
        { get?: { responses: { 200: { content: { "application/json": { schema: object } } } } } }
      >;
      components: { schemas: object };
    };
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    expect((await ask("controller", "/runs", { said: { period: "2024-12" } })).status).toBe(202);
    await workThrough(base.database, now);
    const wrong: unknown[] = [];
    let answered = 0;
    for (const [path, { get }] of Object.entries(paths)) {
      if (get === undefined || path === "/openapi.json") continue;
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => examples[name] ?? "none");
      const login = path.startsWith("/webhooks") ? "approver" : "controller";
      const answer = await ask(login, filled);
      if (answer.status !== 200) continue;
      answered += 1;
      const schema = get.responses["200"].content["application/json"].schema;
      const check = ajv.compile({ ...schema, components });
      if (!check(await answer.json())) wrong.push([filled, check.errors?.slice(0, 3)]);
    }
    expect(wrong).toEqual([]);
    expect(answered).toBeGreaterThan(45);
  });
});

/** What each place of an address may be filled with in the smallest pack. */
const examples: Readonly<Record<string, string>> = {
  customer: "SKOLA",
  driver: "headcount",
  period: "2024-01",
  register: "customers",
  key: "SKOLA",
  run: "2024-12",
  service: "PAY",
  statement: "income",
  id: "statement:income:2024:staff:actual",
  version: "2024",
};

/** Told as it is kept: what a job came to, a model as its text was read, this description itself, and settings of the provider. */
const mayBeAnything = [
  ".result",
  ".models",
  "GET /openapi.json",
  "GET /invoices/:invoice.seller.*",
  "GET /invoices/:invoice.vatBreakdown[]",
  "POST /people/:login/reset.login",
];

describe("a question", () => {
  it("is answered to who has a key, by the same rights as in the web", async () => {
    expect((await ask("controller", "/runs")).status).toBe(200);
    expect((await ask("skola", "/runs")).status).toBe(404);
    const stranger = await ask("nobody", "/runs");
    expect([stranger.status, stranger.headers.get("content-type")]).toEqual([
      401,
      "application/problem+json",
    ]);
    // A key opens the machines' door and no page.
    const page = await web.request("http://underlag.example.se/runs", {
      headers: { authorization: `Bearer ${keys.get("controller") ?? ""}` },
    });
    expect(page.status).toBe(302);
  });

  it("is answered 'as it was' when nothing has changed", async () => {
    const first = await ask("controller", "/customers/overview");
    const tag = first.headers.get("etag") ?? "";
    expect([first.status, tag === "", first.headers.get("cache-control")]).toEqual([
      200,
      false,
      "private, no-cache",
    ]);
    expect(
      (await ask("controller", "/customers/overview", { headers: { "if-none-match": tag } })).status,
    ).toBe(304);
    expect(
      (await ask("controller", "/customers/overview", { headers: { "if-none-match": '"other"' } })).status,
    ).toBe(200);
  });

  it("comes page by page when a page is asked for, and the pages together are the whole", async () => {
    const whole = (await (await ask("controller", "/registers")).json()) as { registers: object[] };
    const parts: object[] = [];
    for (let page = 1; ; page++) {
      const answer = await ask("controller", `/registers?limit=4&page=${page}`);
      const part = (await answer.json()) as { registers: object[]; page: object };
      parts.push(...part.registers);
      expect(part.page).toMatchObject({ page, limit: 4, total: whole.registers.length });
      if (!(answer.headers.get("link") ?? "").includes('rel="next"')) break;
    }
    expect(parts).toEqual(whole.registers);
    for (const nonsense of ["limit=0", "limit=1001", "page=x", "limit=-1"])
      expect((await ask("controller", `/registers?${nonsense}`)).status).toBe(400);
  });

  it("to an address that is not there is a problem document", async () => {
    const answer = await ask("controller", "/nothing/here");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  });
});

describe("an act with an Idempotency-Key", () => {
  const month = (key: string, period: string, login = "controller") =>
    ask(login, "/runs", { said: { period }, headers: { "idempotency-key": key } });

  it("is done once, however often and however much at once it is asked for", async () => {
    const answers = await Promise.all([month("a", "2024-01"), month("a", "2024-01"), month("a", "2024-01")]);
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    expect(answers.map((answer) => answer.status)).toEqual([202, 202, 202]);
    expect(answers[0]?.headers.get("location")).toMatch(/^\/api\/v1\/jobs\//);
    await workThrough(base.database, now);
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).toEqual(bodies[0]);
    const audited = await base.database.transaction(
      { role: "staff", provider: minimalProvider, actor: "cli:root" },
      (tx) =>
        tx.one<{ count: number }>(
          "select count(*)::int as count from audit.entry where object_kind = 'billing-run' and object_id = '2024-01'",
        ),
    );
    expect(audited.count).toBe(1);
  });

  it("is refused with other words, and a key is its person's own", async () => {
    const other = await month("a", "2024-02");
    expect([other.status, await other.json()]).toMatchObject([
      422,
      { problems: [{ code: "web.key-of-another" }] },
    ]);
    expect(
      (await ask("approver", "/runs/2024-01/approve", { said: {}, headers: { "idempotency-key": "a" } }))
        .status,
    ).toBe(200);
    const odd = await month("blank key", "2024-01");
    expect([odd.status, await odd.json()]).toMatchObject([
      422,
      { problems: [{ code: "web.key-unreadable" }] },
    ]);
  });

  it("that was refused may be tried again; a secret is said once", async () => {
    const early = () =>
      ask("controller", "/runs/2024-03/issue", { said: {}, headers: { "idempotency-key": "b" } });
    expect((await early()).status).toBe(422);
    expect((await early()).status).toBe(422);
    const secret = () =>
      ask("skola", "/me/keys", { said: { name: "BI" }, headers: { "idempotency-key": "c" } });
    expect(await (await secret()).json()).toMatchObject({
      key: expect.stringMatching(/^underlag_/) as string,
    });
    expect(await (await secret()).json()).toMatchObject({ problems: [{ code: "web.answer-said-once" }] });
  });
});
