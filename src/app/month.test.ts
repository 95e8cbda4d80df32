import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../platform/database/testing.ts";
import { createWeb } from "../platform/web/index.ts";
import { invariants } from "../economy/closing/actions/index.ts";
import type { Problem } from "../kernel/index.ts";
import { addApi } from "./http/api.ts";
import { load, minimalPack, minimalProvider } from "./pack/testing.ts";
import { workThrough } from "./jobs.testing.ts";
import { acts, entries, pages } from "./site.ts";

/** A month closed on the smallest pack: by forms, with what the machines' door says of it. */
let base: TestDatabase;
let web: Hono;
const cookies = new Map<string, string>();
const host = "127.0.0.1:3000";

beforeAll(async () => {
  base = await testDatabase();
  await load(base.database, minimalPack);
  const provider = { id: minimalProvider, name: "Exempel", synthetic: true, year: 2024, years: [2024] };
  web = createWeb({
    database: base.database,
    provider,
    pages,
    acts,
    entries,
    api: addApi(base.database, provider, () => "2025-01-15T08:00:00.000Z"),
    openExample: true,
    now: () => "2025-01-15T08:00:00.000Z",
    complain: (error) => expect.fail(String(error)),
  });
  for (const example of ["controller", "approver", "skola"]) {
    const answer = await post("/sign-in", { example });
    cookies.set(example, (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
  }
});
afterAll(() => base.close());

async function post(path: string, fields: Record<string, string>, login = ""): Promise<Response> {
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    host,
    cookie: cookies.get(login) ?? "",
  };
  return web.request(`http://${host}${path}`, { method: "POST", headers, body: new URLSearchParams(fields) });
}

async function get(path: string, login = "controller"): Promise<Response> {
  return web.request(`http://${host}${path}`, { headers: { host, cookie: cookies.get(login) ?? "" } });
}

interface Told {
  readonly state: string;
  readonly stops: { readonly step: string } | null;
  readonly content_sha256: string | null;
}

async function told(period: string): Promise<Told> {
  return (await get(`/api/v1/month/${period}`)).json() as Promise<Told>;
}

async function invariantsFound(): Promise<readonly Problem[]> {
  return base.database.transaction({ role: "staff", provider: minimalProvider, actor: "test" }, async (tx) =>
    (await Promise.all(invariants.map((one) => one.check(tx, minimalProvider)))).flat(),
  );
}

describe("a month", () => {
  test("says what stops it, goes on as it is done, closes with a protocol", async () => {
    expect((await told("2024-02")).stops?.step).toBe("rehearsed");
    expect(await (await get("/month?period=2024-02")).text()).toContain("Det som stoppar: ");
    const early = await post("/month/2024-02/close", {}, "controller");
    expect([early.status, await early.text()]).toEqual([422, expect.stringContaining("closing.not-ready")]);
    expect((await get("/month/2024-02/protocol")).status).toBe(404);

    await post("/runs", { period: "2024-02" }, "controller");
    await workThrough(base.database, "2025-01-15T08:00:00.000Z");
    expect((await told("2024-02")).stops?.step).toBe("approved");
    await post("/runs/2024-02/approve", {}, "approver");
    await post("/runs/2024-02/issue", {}, "controller");
    await workThrough(base.database, "2025-01-15T08:00:00.000Z");
    expect((await told("2024-02")).stops?.step).toBe("deviations");

    const silent = await post("/month/2024-02/judge", { step: "deviations", text: " " }, "controller");
    expect(silent.status).toBe(422);
    const books = await post(
      "/month/2024-02/judge",
      { step: "books", text: "Ja.", state: "done" },
      "controller",
    );
    expect(await books.text()).toContain("closing.not-a-judgement");
    await post(
      "/month/2024-02/judge",
      { step: "deviations", text: "Inget avviker.", state: "done" },
      "controller",
    );
    expect((await told("2024-02")).stops).toBeNull();

    const closed = await post("/month/2024-02/close", {}, "controller");
    expect(closed.headers.get("location")).toBe("/month/2024-02/protocol");
    const { state, content_sha256: hash } = await told("2024-02");
    expect(state).toBe("closed");
    const protocol = await (await get("/month/2024-02/protocol")).text();
    expect(protocol).toContain(String(hash));
    expect(protocol).toContain("Inget avviker.");
    const late = await post(
      "/month/2024-02/judge",
      { step: "report", text: "Lämnad.", state: "done" },
      "controller",
    );
    expect(await late.text()).toContain("closing.month-closed");
  });

  test("is opened again by two persons with a reason, and by no one alone", async () => {
    expect((await post("/month/2024-02/reopen", {}, "approver")).status).toBe(422);
    expect((await post("/month/2024-02/ask-reopen", { reason: "" }, "controller")).status).toBe(422);
    expect(
      (await post("/month/2024-02/ask-reopen", { reason: "En verifikation saknas." }, "controller")).status,
    ).toBe(303);
    const alone = await post("/month/2024-02/reopen", {}, "controller");
    expect(await alone.text()).toContain("closing.same-person");
    expect((await told("2024-02")).state).toBe("closed");
    expect((await post("/month/2024-02/reopen", {}, "approver")).status).toBe(303);
    expect((await told("2024-02")).state).toBe("open");
    const [audited] = await base.database.transaction(
      { role: "staff", provider: minimalProvider, actor: "test" },
      (tx) =>
        tx.query<{ actor: string; after: { reason: string; second_person: string } }>(
          "select actor, value_after as after from audit.entry where provider_id = $1 and action = 'ledger.reopen'",
          [minimalProvider],
        ),
    );
    expect(audited).toMatchObject({
      actor: "approver",
      after: { reason: "En verifikation saknas.", second_person: "controller" },
    });
  });

  test("is no customer's, and closes in order", async () => {
    expect((await get("/month", "skola")).status).toBe(404);
    expect((await get("/api/v1/month/2024-02", "skola")).status).toBe(404);
    expect((await post("/month/2024-02/close", {}, "skola")).status).toBe(404);
    expect((await told("2024-05")).stops?.step).toBe("earlier");
    expect((await told("2024-01")).stops?.step).toBe("books");
    expect((await get("/api/v1/month/2024-13")).status).toBe(404);
  });

  test("keeps a protocol of each closing, and no protocol changes afterwards", async () => {
    const protocols = async (): Promise<unknown[]> => {
      const answer = (await (await get("/api/v1/month/2024-02/protocol")).json()) as { protocols: unknown[] };
      return answer.protocols;
    };
    const [first] = await protocols();
    await post(
      "/month/2024-02/judge",
      { step: "report", text: "Lämnad till ledningen.", state: "done" },
      "controller",
    );
    await post("/month/2024-02/close", {}, "controller");
    const kept = await protocols();
    expect(kept).toHaveLength(2);
    expect(kept[0]).toEqual(first);
    expect(JSON.stringify(kept[0])).not.toContain("Lämnad till ledningen.");
    expect(JSON.stringify(kept[1])).toContain("Lämnad till ledningen.");
    const earlier = await (await get("/month/2024-02/protocol?number=1")).text();
    expect(earlier).toContain("2025-01-15");
    expect(earlier).not.toContain("Lämnad till ledningen.");
    expect((await get("/month/2024-02/protocol?number=3")).status).toBe(404);
    expect(await invariantsFound()).toEqual([]);
    await base.database.transaction({ role: "owner" }, (tx) =>
      tx.execute("update closing.protocol set content = replace(content, 'Lämnad', 'Inte lämnad')", []),
    );
    expect((await invariantsFound()).map((one) => one.code)).toEqual(["closing.protocol-changed"]);
    const paper = await get("/api/v1/month/2024-02/protocol.pdf?number=2");
    expect(paper.headers.get("content-type")).toBe("application/pdf");
    expect(new TextDecoder().decode((await paper.arrayBuffer()).slice(0, 5))).toBe("%PDF-");
    expect((await get("/api/v1/month/2024-02/protocol.pdf?number=9")).status).toBe(422);
    expect((await get("/api/v1/month/2024-02/protocol.pdf", "skola")).status).toBe(404);
    const months = (await (await get("/api/v1/months")).json()) as {
      months: { period: string; state: string }[];
    };
    expect(months.months.find((one) => one.period === "2024-02")?.state).toBe("closed");
  });

  test("has its table taken along as CSV and Excel, never with more than the reader is shown", async () => {
    const csv = await get("/customers?as=csv&table=1");
    expect(csv.headers.get("content-type")).toContain("text/csv");
    expect((await csv.text()).split("\r\n")[0]).toBe("Kund;Slag;Fakturerat, kr;Andel");
    const own = await (await get("/?as=csv&table=1", "skola")).text();
    expect(own).not.toContain("Bolaget");
    const book = new Uint8Array(await (await get("/customers?as=xlsx&table=1")).arrayBuffer());
    expect(Array.from(book.slice(0, 2))).toEqual([0x50, 0x4b]);
    expect((await get("/customers?as=csv&table=9")).status).toBe(404);
  });
});
