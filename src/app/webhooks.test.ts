import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Hono } from "hono";
import { filesBelow, root } from "../../house/walk.ts";
import { addPerson } from "../platform/access/actions/index.ts";
import { testDatabase, type TestDatabase } from "../platform/database/testing.ts";
import { deliverDue } from "../platform/webhooks/actions/index.ts";
import { ownHostsOf, signatureOf } from "../platform/webhooks/index.ts";
import { createWeb } from "../platform/web/index.ts";
import { addApi } from "./http/api.ts";
import { workThrough } from "./jobs.testing.ts";
import { load, minimalPack, minimalProvider } from "./pack/testing.ts";
import { acts, entries, pages } from "./site.ts";
import { webhookEvents } from "./webhook-events.ts";

/** From an act on a page to the receiver's door, on the smallest pack. */
let base: TestDatabase;
let web: Hono;
const now = "2025-01-15T08:00:00.000Z";
const received: { signature: string; id: string; timestamp: number; body: string }[] = [];
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    const said = (name: string): string => String(request.headers[name]);
    const [signature, id] = [said("webhook-signature"), said("webhook-id")];
    received.push({ signature, id, timestamp: Number(said("webhook-timestamp")), body });
    response.writeHead(204).end();
  });
});
let host: string;

beforeAll(async () => {
  base = await testDatabase();
  await load(base.database, minimalPack);
  const staff = { role: "staff", provider: minimalProvider, actor: "cli:root" } as const;
  const admin = { login: "admin", name: "A", role: "administrator", customers: [] };
  await base.database.transaction(staff, (tx) =>
    addPerson(tx, minimalProvider, admin, { now, knownCustomers: [] }),
  );
  await once(receiver.listen(0, "127.0.0.1"), "listening");
  host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  process.env["UNDERLAG_WEBHOOK_OWN_HOSTS"] = host;
  const provider = { id: minimalProvider, name: "Exempel", synthetic: true, year: 2024 };
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
    openExample: true,
    now: () => now,
    complain: (error) => expect.fail(String(error)),
  });
});
afterAll(async () => {
  delete process.env["UNDERLAG_WEBHOOK_OWN_HOSTS"];
  receiver.close();
  await base?.close();
});

const cookies = new Map<string, string>();
async function as(login: string): Promise<Record<string, string>> {
  const known = cookies.get(login);
  if (known !== undefined) return { cookie: known, host: "127.0.0.1:3000" };
  const answer = await web.request("http://127.0.0.1:3000/sign-in", {
    method: "POST",
    headers: { host: "127.0.0.1:3000" },
    body: new URLSearchParams({ example: login }),
  });
  cookies.set(login, (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
  return as(login);
}
const post = async (login: string, path: string, fields: Record<string, string> = {}): Promise<Response> =>
  web.request(`http://127.0.0.1:3000${path}`, {
    method: "POST",
    headers: await as(login),
    body: new URLSearchParams(fields),
  });
const get = async (login: string, path: string): Promise<Response> =>
  web.request(`http://127.0.0.1:3000${path}`, { headers: await as(login) });

describe("webhooks", () => {
  it("are proposed on the page, approved by another person, told of what is done, and looked up in the log", async () => {
    const said = { name: "ESB", url: `http://${host}/in`, events: "run.rehearsed, run.approved" };
    const shown = await (await post("admin", "/webhooks", said)).text();
    const secret = /whsec_[A-Za-z0-9+/=]+/.exec(shown)?.[0] ?? "";
    const webhook = /\/webhooks\/(wh-[0-9a-f]+)/.exec(shown)?.[1] ?? "";
    expect((await post("admin", `/webhooks/${webhook}/approve`)).status).toBe(422);
    expect((await post("controller", `/webhooks/${webhook}/approve`)).status).toBe(303);
    expect((await post("controller", "/runs", { period: "2024-01" })).status).toBe(303);
    await workThrough(base.database, now);
    expect((await post("approver", "/runs/2024-01/approve")).status).toBe(303);
    const wish = {
      provider: minimalProvider,
      events: webhookEvents,
      ownHosts: ownHostsOf(host),
      now: () => now,
    };
    expect(await deliverDue(base.database, wish)).toBe(2);
    const told = received.map((one) => {
      expect(one.signature).toBe(signatureOf(one, [secret]));
      return JSON.parse(one.body) as { type: string; data: { href: string } };
    });
    expect(told.map((one) => one.type).sort()).toEqual(["run.approved", "run.rehearsed"]);
    // The address of the message is one that the machines' door answers at.
    for (const { data } of told) expect((await get("controller", data.href)).status).toBe(200);
    const page = await (await get("controller", `/webhooks/${webhook}`)).text();
    expect(page).toContain("run.approved");
    expect(page).not.toContain(secret);
    const messages = await (await get("admin", `/api/v1/webhooks/${webhook}/messages?limit=1`)).json();
    expect(messages).toMatchObject({ messages: [{ state: "delivered", status: 204 }], page: { total: 2 } });
  });

  it("are no concern of a customer's, of the board's or of a service owner's", async () => {
    for (const path of ["/webhooks", "/api/v1/webhooks", "/api/v1/webhooks/events"])
      expect([path, (await get("skola", path)).status]).toEqual([path, 404]);
  });

  it("tell of entries that are really written: every kind and action stands in the code that writes it", () => {
    const code = filesBelow("src")
      .filter((path) => /\/actions\/.*\.ts$/.test(path) && !path.includes(".test."))
      .map((path) => readFileSync(join(root, path), "utf8"))
      .join("\n");
    // Two actions end with the state that the thing has got.
    const patterned = ["invoicing.objection-", "invoicing.delivery-"];
    const missing = webhookEvents.filter(({ action }) => {
      const pattern = patterned.find((start) => action.startsWith(start));
      return !code.includes(pattern === undefined ? `"${action}"` : `\`${pattern}\${`);
    });
    expect(missing.map((one) => one.action)).toEqual([]);
    expect(new Set(webhookEvents.map((one) => one.event)).size).toBe(webhookEvents.length);
  });
});
