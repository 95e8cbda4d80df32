import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Hono } from "hono";
import { freezeDrivers } from "../economy/costing/actions/index.ts";
import { periodsOfYear } from "../kernel/index.ts";
import { testDatabase, type TestDatabase } from "../platform/database/testing.ts";
import { createWeb } from "../platform/web/index.ts";
import { addApi } from "./http/api.ts";
import { usageBatchesPath } from "./http/usage.ts";
import { load, minimalPack, minimalProvider } from "./pack/testing.ts";
import { workThrough } from "./jobs.testing.ts";
import { acts, entries, pages } from "./site.ts";

/** The year's acts on the smallest pack, by the forms of the web and by the machines' door. */
let base: TestDatabase;
let web: Hono;
const now = "2025-01-15T08:00:00.000Z";
const cookies = new Map<string, string>();
const host = "http://127.0.0.1:3000";

beforeAll(async () => {
  base = await testDatabase();
  await load(base.database, minimalPack);
  await base.database.transaction({ role: "staff", provider: minimalProvider, actor: "test" }, (tx) =>
    tx.execute(
      `insert into access.person (provider_id, login, name, role) values ($1, 'controller-two', 'Två', 'controller')`,
      [minimalProvider],
    ),
  );
  const provider = { id: minimalProvider, name: "Exempel", synthetic: true, year: 2024 };
  web = createWeb({
    largeBodies: [usageBatchesPath],
    database: base.database,
    provider,
    pages,
    acts,
    entries,
    api: addApi(base.database, provider, () => now),
    openExample: true,
    now: () => now,
    complain: (error) => expect.fail(String(error)),
  });
  for (const login of ["controller", "controller-two", "approver", "skola"]) {
    const answer = await web.request(`${host}/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", host: "127.0.0.1:3000" },
      body: new URLSearchParams({ example: login }),
    });
    cookies.set(login, (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
  }
});
afterAll(() => base.close());

const headersOf = (login: string, more: Record<string, string> = {}): Record<string, string> => ({
  host: "127.0.0.1:3000",
  cookie: cookies.get(login) ?? "",
  ...more,
});

function form(
  login: string,
  path: string,
  fields: Record<string, string> = {},
  more = {},
): Promise<Response> {
  return Promise.resolve(
    web.request(`${host}${path}`, {
      method: "POST",
      headers: headersOf(login, { "content-type": "application/x-www-form-urlencoded", ...more }),
      body: new URLSearchParams({ back: "/runs", ...fields }),
    }),
  );
}

async function machine(
  login: string,
  path: string,
  said?: object,
): Promise<{ status: number; body: unknown }> {
  const answer = await web.request(`${host}/api/v1${path}`, {
    method: "POST",
    headers: headersOf(login, said === undefined ? {} : { "content-type": "application/json" }),
    ...(said === undefined ? {} : { body: JSON.stringify(said) }),
  });
  return { status: answer.status, body: await answer.json() };
}

async function pageOf(login: string, path: string): Promise<string> {
  return (await web.request(`${host}${path}`, { headers: headersOf(login) })).text();
}

describe("a month billed in the web", () => {
  test("is rehearsed by one, approved by another, issued once", async () => {
    const rehearsed = await form("controller", "/runs", { period: "2024-01" });
    const job = rehearsed.headers.get("location") ?? "";
    expect(job).toMatch(/^\/jobs\/[^?]+\?then=result$/);
    // It waits: the page looks again by itself, says how far it has come, and can end it.
    const waiting = await pageOf("controller", job);
    expect(waiting).toContain('http-equiv="refresh"');
    expect(waiting).toContain("Provkörning 2024-01");
    await workThrough(base.database, now);
    const then = await web.request(`${host}${job}`, { headers: headersOf("controller") });
    expect([then.status, then.headers.get("location")]).toEqual([303, "/runs/2024-01"]);
    expect(await pageOf("controller", job.replace(/\?.*/, ""))).toContain("Till resultatet");
    // Every gate stands there with what it found.
    expect(await pageOf("approver", "/runs/2024-01")).toMatch(
      /Kontroller[\s\S]*Dubbelfakturering[\s\S]*Mottagarens format/,
    );
    // Who rehearsed it is not shown the form, and is refused where it is posted anyway.
    expect(await pageOf("controller", "/runs/2024-01")).not.toContain("/runs/2024-01/approve");
    const own = await form("controller", "/runs/2024-01/approve");
    expect([own.status, await own.text()]).toEqual([422, expect.stringContaining("har själv provat")]);

    expect(await pageOf("approver", "/runs/2024-01")).toContain("/runs/2024-01/approve");
    expect((await form("approver", "/runs/2024-01/approve")).status).toBe(303);
    expect((await form("controller", "/runs/2024-01/issue")).status).toBe(303);
    await workThrough(base.database, now);
    const issued = await pageOf("controller", "/runs/2024-01");
    expect(issued).toContain("Fakturerad");
    expect(issued).not.toContain("/issue");
  });

  test("answers machines with the same, and issues nothing a second time", async () => {
    const jobOf = async (path: string, said?: object): Promise<unknown> => {
      const asked = await machine("controller", path, said);
      expect(asked).toMatchObject({ status: 202, body: { state: "queued" } });
      const { address } = asked.body as { address: string };
      await workThrough(base.database, now);
      return (await web.request(`${host}${address}`, { headers: headersOf("controller") })).json();
    };
    expect(await jobOf("/runs", { period: "2024-02" })).toMatchObject({
      state: "done",
      result: { run: "2024-02", state: "rehearsed", documents: 3, stops: 0 },
    });
    // What cannot be issued is said at once, and no job is made of it.
    expect(await machine("controller", "/runs/2024-02/issue")).toMatchObject({
      status: 422,
      body: { problems: [{ code: "invoicing.not-approved" }] },
    });
    expect(await machine("controller", "/runs/2024-02/approve")).toMatchObject({
      status: 422,
      body: { problems: [{ code: "invoicing.same-person" }] },
    });
    expect(await machine("approver", "/runs/2024-02/approve")).toMatchObject({ body: { state: "approved" } });
    expect(await jobOf("/runs/2024-02/issue")).toMatchObject({ result: { documents: 3, issuedNow: 3 } });
    expect(await jobOf("/runs/2024-02/issue")).toMatchObject({ result: { documents: 3, issuedNow: 0 } });
  });

  test("is rehearsed by one of two who ask at once; the other is told who is at it, and it can be cancelled", async () => {
    const both = await Promise.all(
      ["controller", "controller-two"].map((login) => machine(login, "/runs", { period: "2024-03" })),
    );
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([202, 422]);
    expect(both.find((one) => one.status === 422)?.body).toMatchObject({
      problems: [{ code: "jobs.under-way", message_sv: expect.stringContaining("begärde det") as string }],
    });
    const [{ job }] = both.filter((one) => one.status === 202).map((one) => one.body) as [{ job: string }];
    // Who asked for it and asks again has the same job.
    const winner = both[0]?.status === 202 ? "controller" : "controller-two";
    expect((await machine(winner, "/runs", { period: "2024-03" })).body).toMatchObject({ job });
    expect(await machine("controller", `/jobs/${job}/cancel`)).toMatchObject({
      body: { state: "cancelled" },
    });
    expect((await machine("controller-two", "/runs", { period: "2024-03" })).status).toBe(202);
    await workThrough(base.database, now);
  });
});

describe("a month delivered in the web", () => {
  test("is held against the month before, delivered by a job, and answered document by document", async () => {
    expect(await pageOf("controller", "/runs/2024-02")).toContain("Mot förra månaden");
    expect(await pageOf("controller", "/runs/2024-02/diff")).toContain("är desamma");
    const asked = await form("controller", "/runs/2024-02/deliver");
    const place = asked.headers.get("location") ?? "";
    // Pressed again before it has begun: the same job.
    expect((await form("controller", "/runs/2024-02/deliver")).headers.get("location")).toBe(place);
    const job = place.replace(/\?.*/, "");
    const waiting = await pageOf("approver", job);
    expect(waiting).toContain('http-equiv="refresh"');
    expect(waiting).toContain(`${job}/cancel`);

    await workThrough(base.database, now);
    const ended = await pageOf("approver", job);
    expect(ended).toContain("klart");
    expect(ended).not.toContain('http-equiv="refresh"');

    const read = async (path: string): Promise<unknown> =>
      (await web.request(`${host}/api/v1${path}`, { headers: headersOf("controller") })).json();
    expect(await read(job)).toMatchObject({ state: "done", result: { documents: 3, byHand: 3 } });
    const { deliveries } = (await read("/runs/2024-02")) as { deliveries: { invoice: string }[] };
    const [first] = deliveries;
    const delivery = `/deliveries/${first?.invoice ?? ""}`;
    expect(
      (await form("controller", `${delivery}/handed-over`, { receipt: "mejl" })).headers.get("location"),
    ).toBe("/runs/2024-02/deliveries");
    expect(await machine("controller", `${delivery}/received`)).toMatchObject({
      body: { state: "acknowledged" },
    });
    expect(await machine("controller", `${delivery}/handed-over`)).toMatchObject({
      body: { problems: [{ code: "invoicing.not-delivered-so" }] },
    });
    expect(await pageOf("controller", "/runs/2024-02/deliveries")).toContain("kvitterad");
    expect(await machine("approver", `${job}/cancel`)).toMatchObject({
      body: { problems: [{ code: "jobs.ended" }] },
    });
    expect(await machine("controller", "/runs/2030-01/deliver")).toMatchObject({
      body: { problems: [{ code: "invoicing.nothing-to-deliver" }] },
    });
  });
});

describe("an act", () => {
  test("is no more than a missing page to who may not do it, in the web and in the machines' door", async () => {
    expect((await form("skola", "/runs", { period: "2024-03" })).status).toBe(404);
    expect((await machine("skola", "/runs", { period: "2024-03" })).status).toBe(404);
    expect((await machine("approver", "/runs", { period: "2024-03" })).status).toBe(404);
    expect((await machine("nobody", "/runs", { period: "2024-03" })).status).toBe(401);
    expect((await form("nobody", "/runs", { period: "2024-03" })).headers.get("location")).toBe(
      "/sign-in?back=%2Fruns",
    );
  });

  test("of every path and role is allowed exactly where its mandate says so", async () => {
    const role = { controller: "controller", approver: "approver", skola: "customer" } as const;
    for (const act of acts) {
      const path = act.path.replaceAll(/:[a-z]+/g, "none");
      for (const login of ["controller", "approver", "skola"] as const) {
        const { status } = await machine(login, path, { nonsense: "1" });
        expect([act.path, login, status]).toEqual([
          act.path,
          login,
          act.mandate.roles.includes(role[login]) ? 400 : 404,
        ]);
      }
    }
  });

  test("posted from another site is refused before it is read", async () => {
    expect(
      (await form("controller", "/runs", { period: "2024-03" }, { origin: "https://evil.example" })).status,
    ).toBe(403);
    expect(
      (await form("controller", "/runs", { period: "2024-03" }, { "sec-fetch-site": "cross-site" })).status,
    ).toBe(403);
  });

  test("says which field is missing, unreadable or unknown", async () => {
    expect(await machine("controller", "/runs", {})).toMatchObject({
      status: 422,
      body: { problems: [{ code: "web.field-missing" }] },
    });
    expect(await machine("controller", "/runs", { period: "2024-13" })).toMatchObject({
      body: { problems: [{ code: "web.field-unreadable" }] },
    });
    expect(await machine("controller", "/runs", { periode: "2024-03" })).toMatchObject({ status: 400 });
    expect(await machine("controller", "/corrections", { bearer: "nobody" })).toMatchObject({
      status: 422,
      body: { problems: [{ code: "invoicing.unknown-bearer" }] },
    });
    const text = await web.request(`${host}/api/v1/runs`, {
      method: "POST",
      headers: headersOf("controller", { "content-type": "text/plain" }),
      body: JSON.stringify({ period: "2024-03" }),
    });
    expect(text.status).toBe(400);
    expect(await machine("approver", "/runs/none/approve")).toMatchObject({ status: 422 });
  });

  test("leads nowhere but to this site, whatever the way back says", async () => {
    const answer = await form("controller", "/runs", { period: "x", back: "https://evil.example" });
    expect(await answer.text()).not.toContain("evil.example");
  });
});

describe("corrections back in time", () => {
  test("are asked for by machines, imagined by a question and shown on a page", async () => {
    const get = async (path: string, login = "controller") => {
      const answer = await web.request(`${host}${path}`, { headers: headersOf(login) });
      return { status: answer.status, text: await answer.text() };
    };
    expect(JSON.parse((await get("/api/v1/corrections")).text)).toMatchObject({ corrections: [] });
    expect((await get("/api/v1/corrections", "skola")).status).toBe(404);
    const imagined = await get("/api/v1/corrections/what-if?bearer=others");
    expect(JSON.parse(imagined.text)).toMatchObject({
      imagined: true,
      corrections: [{ total: { ore: "0" } }],
    });
    expect((await get("/api/v1/corrections/what-if?bearer=nobody")).status).toBe(404);
    expect((await get("/api/v1/corrections/what-if?set=nonsense")).status).toBe(422);
    expect((await get("/corrections")).text).toContain("Räkna om");
    expect((await get("/corrections", "approver")).text).not.toContain("Räkna om");
    expect((await get("/corrections/none")).status).toBe(404);
  });
});

describe("a customer and what it is charged by", () => {
  test("answers on the web for itself alone", async () => {
    await base.database.transaction({ role: "staff", provider: minimalProvider, actor: "controller" }, (tx) =>
      freezeDrivers(
        tx,
        minimalProvider,
        { periods: periodsOfYear(2024), reason: "" },
        { actor: "controller", now },
      ),
    );
    const own = { customer: "SKOLA", driver: "headcount", from: "2024-01", to: "2024-12" };
    const page = await pageOf("skola", "/driver-answers");
    expect(page).toContain("SKOLA");
    expect(page).toContain("januari–december");
    expect(page).not.toContain("VARD");
    expect((await form("skola", "/driver-answers/sign", own)).headers.get("location")).toBe(
      "/driver-answers?year=2024",
    );
    expect(await pageOf("skola", "/driver-answers")).toContain("godkänd");

    const others = await form("skola", "/driver-answers/sign", { ...own, customer: "VARD" });
    expect([others.status, await others.text()]).toEqual([
      422,
      expect.stringContaining("har inget fryst värde"),
    ]);
    expect(
      await machine("skola", "/driver-answers/object", { ...own, customer: "VARD", reason: "x" }),
    ).toMatchObject({ status: 422, body: { problems: [{ code: "costing.driver-answer" }] } });
    // Staff have the command line for what a customer has told them.
    expect((await form("controller", "/driver-answers/sign", own)).status).toBe(404);

    const objected = await machine("skola", "/driver-answers/object", {
      ...own,
      from: "2024-12",
      reason: "Elever räknade",
    });
    expect(objected).toMatchObject({ status: 200, body: { answers: [{ state: "objected" }] } });
    expect(await machine("skola", "/driver-answers/object", { ...own, from: "2024-12" })).toMatchObject({
      status: 422,
    });
    expect((await form("skola", "/driver-answers/sign", { ...own, from: "mars" })).status).toBe(422);
    const after = await pageOf("skola", "/driver-answers");
    expect(after).toContain("Invändning: Elever räknade");
    expect(after).toContain("januari–november");
  });
});

describe("a month reconciled in the web", () => {
  const csv = (rows: string) =>
    new File([`invoice;voucher;period;counterparty;amount\n${rows}`], "../../etc/böcker.csv", {
      type: "text/csv",
    });
  const upload = (login: string, path: string, file: File | undefined, buyer: string): Promise<Response> => {
    const body = new FormData();
    body.set("period", "2024-02");
    body.set("buyer", buyer);
    body.set("back", "/reconciliation");
    if (file !== undefined) body.set("file", file);
    return Promise.resolve(
      web.request(`${host}${path}`, { method: "POST", headers: headersOf(login), body }),
    );
  };

  test("takes the buyer's file by form and by the machines' door, shows what differs and what eliminates", async () => {
    const read = async (path: string): Promise<unknown> =>
      (await web.request(`${host}/api/v1${path}`, { headers: headersOf("controller") })).json();
    const { invoices } = (await read("/invoices?year=2024")) as {
      invoices: {
        invoiceNumber: string;
        run: string;
        customer: string;
        documentTotals: { sumOfInvoiceLineNetAmount: { ore: string } };
      }[];
    };
    const own = invoices.find((one) => one.run === "2024-02");
    const settings = { own_counterparties: ["199"] };
    await base.database.transaction({ role: "owner" }, (tx) =>
      tx.execute("update platform.provider set settings = settings || $1::jsonb", [JSON.stringify(settings)]),
    );
    const kronor = (Number(own?.documentTotals.sumOfInvoiceLineNetAmount.ore) / 100).toFixed(2);
    const row = `${own?.invoiceNumber ?? ""};A 1;2024-02;199;${kronor}\n`;
    const buyer = own?.customer ?? "";
    const short = await upload(
      "controller",
      "/api/v1/reconciliation",
      csv("X;A 1;2024-02;199;1.00\n"),
      buyer,
    );
    expect(await short.json()).toMatchObject({
      file: "böcker.csv",
      agreed: 0,
      differences: [{ cause: "not-invoiced" }, { cause: "missing" }],
    });
    expect((await upload("controller", "/reconciliation", csv(row), buyer)).headers.get("location")).toBe(
      "/reconciliation#2024-02",
    );
    expect(await read("/reconciliations?period=2024-02")).toMatchObject({
      reconciliations: [{ agreed: 1, differences: [] }],
    });
    expect(await read("/reconciliations/elimination?period=2024-02")).toMatchObject({ period: "2024-02" });
    expect(await pageOf("controller", "/reconciliation")).toContain("Eliminering inom staden");

    expect((await upload("controller", "/reconciliation", undefined, buyer)).status).toBe(422);
    expect((await upload("controller", "/reconciliation", csv("nonsense"), buyer)).status).toBe(422);
    expect((await upload("skola", "/reconciliation", csv(row), buyer)).status).toBe(404);
    const large = new File([new Uint8Array(21 * 1024 * 1024)], "stor.se");
    expect((await upload("controller", "/reconciliation", large, buyer)).status).toBe(413);
  });
});

describe("an objection in the web", () => {
  test("is raised by the customer itself, answered by one, credited by another, and seen by the customer", async () => {
    const read = async (login: string, path: string): Promise<unknown> =>
      (await web.request(`${host}/api/v1${path}`, { headers: headersOf(login) })).json();
    const mine = (await read("skola", "/invoices?year=2024")) as { invoices: { invoiceNumber: string }[] };
    const all = (await read("controller", "/invoices?year=2024")) as {
      invoices: { invoiceNumber: string }[];
    };
    const own = mine.invoices.at(-1)?.invoiceNumber ?? "";
    const others = all.invoices
      .map((one) => one.invoiceNumber)
      .find((one) => !mine.invoices.some((each) => each.invoiceNumber === one));
    expect(await pageOf("skola", `/invoices/${own}`)).toContain("Gör en invändning");
    expect(
      (
        await form("skola", `/invoices/${own}/objections`, {
          line: "1",
          cause: "quantity",
          text: "Inte vårt",
        })
      ).status,
    ).toBe(303);
    expect(
      await machine("skola", `/invoices/${others ?? ""}/objections`, { cause: "price", text: "x" }),
    ).toMatchObject({
      status: 422,
      body: { problems: [{ code: "invoicing.unknown" }] },
    });
    const place = `/objections/${own}/1`;
    expect((await machine("skola", `${place}/credit`, { text: "Ja" })).status).toBe(404);
    expect(await machine("controller", `${place}/credit`, { text: "Ni har rätt" })).toMatchObject({
      body: { state: "credit-proposed", raisedBy: "skola" },
    });
    expect(await pageOf("skola", "/objections")).toContain("Ni har rätt");
    expect((await machine("approver", `${place}/issue`)).status).toBe(200);
    expect(await pageOf("skola", "/objections")).toContain("krediterad");
    expect(await read("skola", "/objections")).toMatchObject({ objections: [{ state: "credited" }] });
  });
});

describe("a usage file by the web", () => {
  const send = (login: string, path: string, name: string, text: string): Promise<Response> => {
    const body = new FormData();
    body.set("file", new File([text], name, { type: "text/csv" }));
    return Promise.resolve(
      web.request(`${host}${path}`, { method: "POST", headers: headersOf(login), body }),
    );
  };
  const head = "event_id;day;item;customer;quantity\n";
  const read = async (path: string): Promise<unknown> =>
    (await web.request(`${host}/api/v1${path}`, { headers: headersOf("controller") })).json();

  test("is looked at before it is loaded: what is wrong with it, or what it would change; nothing before that", async () => {
    const before = JSON.stringify(await read("/usage?period=2024-01&to=2024-12"));
    const bad = await send("controller", "/usage/uploads", "fel.csv", `${head}w1;2024-12-01;NOPE;SKOLA;1\n`);
    expect(bad.status).toBe(303);
    const badPage = await pageOf("controller", bad.headers.get("location") ?? "");
    expect(badPage).toContain("metering.unknown-item");
    expect(badPage).toContain("Rad 2: ");
    expect(badPage).not.toContain('/load"');
    const good = await send(
      "controller",
      "/usage/uploads",
      "sent.csv",
      `${head}w1;2024-12-01;PC-M;SKOLA;3\nw2;2024-12-02;PC-M;SKOLA;4\n`,
    );
    const place = good.headers.get("location") ?? "";
    const page = await pageOf("controller", place);
    expect(page).toContain("Ingenting är inläst än");
    expect(page).toContain("2 händelser");
    expect(JSON.stringify(await read("/usage?period=2024-01&to=2024-12"))).toBe(before);
    expect(await pageOf("controller", "/usage")).toContain("usage/sent.csv");

    const loaded = await form("controller", `${place}/load`);
    expect(loaded.headers.get("location")).toBe("/usage?period=2024-12");
    expect(JSON.stringify(await read("/usage?period=2024-01&to=2024-12"))).not.toBe(before);
    // It is gone from those that wait, and a second press is told so.
    expect((await form("controller", `${place}/load`)).status).toBe(422);
    const again = await send(
      "controller",
      "/usage/uploads",
      "sent.csv",
      `${head}w1;2024-12-01;PC-M;SKOLA;3\nw2;2024-12-02;PC-M;SKOLA;4\n`,
    );
    expect(await pageOf("controller", again.headers.get("location") ?? "")).toContain("redan inläst");
    expect(
      (await form("controller", `${again.headers.get("location")}/discard`)).headers.get("location"),
    ).toBe("/usage");
    await form("controller", `${bad.headers.get("location")}/discard`);
  });

  test("is for who may load usage, tells machines the same, and is refused above its size", async () => {
    expect((await send("skola", "/usage/uploads", "x.csv", head)).status).toBe(404);
    expect((await send("approver", "/usage/uploads", "x.csv", head)).status).toBe(404);
    const told = await send("controller", "/api/v1/usage/uploads", "tom.csv", "nonsense\n");
    expect(await told.json()).toMatchObject({
      preview: {
        loadable: false,
        problems: expect.arrayContaining([expect.objectContaining({ code: "csv.missing-column" })]) as object,
      },
    });
    const large = "x".repeat(21 * 1024 * 1024);
    expect((await send("controller", "/usage/uploads", "stor.csv", large)).status).toBe(413);
  });
});
