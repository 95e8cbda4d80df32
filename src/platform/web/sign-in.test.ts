import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Hono } from "hono";
import { Provider } from "oidc-provider";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addPerson,
  beginSecondFactor,
  confirmSecondFactor,
  invite,
  pendingFactor,
} from "../access/actions/index.ts";
import { type TestDatabase, testDatabase } from "../database/testing.ts";
import { createWeb, identityProvider, type Page, type WebOptions } from "./index.ts";

/** Signing in as people do it: forms, cookies, and a real OpenID provider in this process. */
let test: TestDatabase;
let issuer: Server;
let issuerUrl: URL;
/** What the identity provider calls whoever signs in there. */
let accountElsewhere = "anna";
let clock = "2024-03-31T10:00:00.000Z";
const staff = { role: "staff", provider: "demo", actor: "chef" } as const;
const password = "en lång mening om räkor";
const host = "http://127.0.0.1:3000";
const returnTo = `${host}/sign-in/provider/return`;

const who: Page = {
  path: "/who",
  allow: ["controller", "approver"],
  render: async (visit) => ({ title: visit.person.login, body: `signed in: ${visit.person.login}` }),
};

function web(more: Partial<WebOptions> = {}): Hono {
  return createWeb({
    database: test.database,
    provider: { id: "demo", name: "Demo", synthetic: false, year: 2024 },
    pages: [who],
    entries: [],
    openExample: false,
    now: () => clock,
    complain: () => undefined,
    ...more,
  });
}

beforeAll(async () => {
  test = await testDatabase();
  await test.database.transaction(staff, async (tx) => {
    for (const [login, role] of [
      ["anna", "controller"],
      ["bo", "approver"],
    ] as const)
      await addPerson(
        tx,
        "demo",
        { login, name: login, role, customers: [], password },
        { now: clock, knownCustomers: [] },
      );
    await addPerson(
      tx,
      "demo",
      { login: "ny", name: "Ny", role: "controller", customers: [] },
      { now: clock, knownCustomers: [] },
    );
  });
  issuer = createServer();
  await new Promise<void>((resolve) => issuer.listen(0, "127.0.0.1", resolve));
  issuerUrl = new URL(`http://127.0.0.1:${(issuer.address() as AddressInfo).port}`);
  const provider = new Provider(issuerUrl.href.replace(/\/$/, ""), {
    clients: [
      {
        client_id: "underlag",
        client_secret: "s".repeat(40),
        redirect_uris: [returnTo],
        grant_types: ["authorization_code"],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ["sub"], profile: ["preferred_username"] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: `subject-of-${id}`, preferred_username: id }),
    }),
    features: { devInteractions: { enabled: true } },
  });
  issuer.on("request", provider.callback());
});
afterAll(async () => {
  issuer?.closeAllConnections();
  issuer?.close();
  await test?.close();
});

/** A browser of one person: keeps cookies, does not follow on its own. */
function browser(app: Hono, origin = host) {
  const jar = new Map<string, string>();
  const keep = (answer: Response): Response => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const [name = "", value = ""] = pair.split("=");
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  const headers = (): Record<string, string> => ({
    host: new URL(origin).host,
    cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
  });
  return {
    jar,
    get: async (path: string) => keep(await app.request(`${origin}${path}`, { headers: headers() })),
    post: async (path: string, fields: Record<string, string>) =>
      keep(
        await app.request(`${origin}${path}`, {
          method: "POST",
          headers: { ...headers(), "content-type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams(fields),
        }),
      ),
  };
}

describe("a password", () => {
  it("opens a session, whose cookie holds to this host and to TLS where there is TLS", async () => {
    const plain = browser(web());
    expect((await plain.get("/who")).headers.get("location")).toBe("/sign-in?back=%2Fwho");
    const answer = await plain.post("/sign-in", { login: " Bo ", password, back: "/who" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/who"]);
    expect(await (await plain.get("/who")).text()).toContain("signed in: bo");

    const behindProxy = browser(web({ publicUrl: new URL("https://underlag.example.se") }));
    const secured = await behindProxy.post("/sign-in", { login: "bo", password });
    expect(secured.headers.get("set-cookie")).toMatch(
      /^__Host-underlag=.*; Path=\/; HttpOnly; Secure; SameSite=Lax/,
    );
    await behindProxy.post("/sign-out", {});
    expect((await behindProxy.get("/who")).status).toBe(302);
  });

  it("that is wrong says no more than that, and after many the wait", async () => {
    const app = web();
    const answers = [];
    for (let i = 0; i < 6; i++)
      answers.push(await browser(app).post("/sign-in", { login: "ingen", password: "fel" }));
    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403, 403, 403, 429]);
    expect(answers[5]?.headers.get("retry-after")).toBe("15");
  });

  it("is chosen by an invitation, by nobody else", async () => {
    const secret = await test.database.transaction(staff, async (tx) => {
      const invited = await invite(tx, "demo", { login: "ny", now: clock });
      return invited.ok ? invited.value : "";
    });
    const person = browser(web());
    expect(await (await person.get(`/welcome/${secret}`)).text()).toContain("för ny hos Demo");
    expect((await person.post(`/welcome/${secret}`, { password: "kort" })).status).toBe(422);
    expect((await person.post(`/welcome/${secret}`, { password: "en annan mening om kräftor" })).status).toBe(
      303,
    );
    expect((await person.get(`/welcome/${secret}`)).status).toBe(404);
    const answer = await person.post("/sign-in", { login: "ny", password: "en annan mening om kräftor" });
    expect(answer.status).toBe(303);
  });
});

describe("a second factor", () => {
  it("is asked for after the password; a session without its code opens nothing", async () => {
    const secret = await test.database.transaction(staff, async (tx) => {
      await beginSecondFactor(tx, "demo", "anna");
      const pending = await pendingFactor(tx, "demo", { login: "anna", issuer: "Underlag" });
      const code = new TOTP({ secret: Secret.fromBase32(pending?.secret ?? "") }).generate({
        timestamp: Date.parse(clock),
      });
      expect((await confirmSecondFactor(tx, "demo", { login: "anna", code, now: clock })).ok).toBe(true);
      return pending?.secret ?? "";
    });
    clock = "2024-03-31T10:05:00.000Z";
    const person = browser(web());
    const answer = await person.post("/sign-in", { login: "anna", password, back: "/who" });
    expect(answer.headers.get("location")).toBe("/sign-in/code?back=%2Fwho");
    expect((await person.get("/who")).status).toBe(302);
    person.jar.set("underlag", person.jar.get("underlag-code") ?? "");
    expect((await person.get("/who")).status).toBe(302);
    person.jar.delete("underlag");
    expect((await person.post("/sign-in/code", { code: "123456", back: "/who" })).status).toBe(403);
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(clock) });
    expect((await person.post("/sign-in/code", { code, back: "/who" })).headers.get("location")).toBe("/who");
    expect(await (await person.get("/who")).text()).toContain("signed in: anna");
    expect((await browser(web()).post("/sign-in/code", { code })).headers.get("location")).toBe(
      "/sign-in?back=%2F",
    );
  });

  it("is demanded of the roles that need one, before anything but their own sign-in", async () => {
    const strict = web({ secondFactorFor: ["approver"] });
    const person = browser(strict);
    await person.post("/sign-in", { login: "bo", password });
    expect((await person.get("/who")).headers.get("location")).toBe("/me");
    expect((await person.get("/api/v1/anything")).status).toBe(401);
    expect((await person.get("/me")).status).toBe(404);
  });
});

describe("the organisation's own way in", () => {
  const elsewhere = () =>
    web({
      identityProvider: identityProvider({
        issuer: issuerUrl,
        clientId: "underlag",
        clientSecret: "s".repeat(40),
        loginClaim: "preferred_username",
        label: "Staden",
      }),
    });

  /** Walks through the provider's own pages as a person would, and comes back with its answer. */
  async function throughProvider(start: string): Promise<string> {
    const jar = new Map<string, string>();
    let at = new URL(start);
    let body: URLSearchParams | undefined;
    for (let step = 0; step < 12; step++) {
      const answer = await fetch(at, {
        redirect: "manual",
        headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
        ...(body === undefined ? {} : { method: "POST", body }),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ""] = line.split(";");
        const cut = pair.indexOf("=");
        jar.set(pair.slice(0, cut), pair.slice(cut + 1));
      }
      body = undefined;
      const location = answer.headers.get("location");
      if (location !== null) {
        at = new URL(location, at);
        if (at.href.startsWith(returnTo)) return at.pathname + at.search;
        continue;
      }
      const page = await answer.text();
      const action = /action="([^"]+)"/.exec(page)?.[1];
      if (action === undefined) throw new Error(page);
      at = new URL(action, at);
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? "";
      body = new URLSearchParams({ prompt, login: accountElsewhere, password: "any" });
    }
    throw new Error("the identity provider did not come back");
  }

  it("lets in whom the register knows, by code, PKCE and nonce, and comes back once", async () => {
    const app = elsewhere();
    const person = browser(app);
    const out = await person.get("/sign-in/provider?back=/who");
    const sent = new URL(out.headers.get("location") ?? "");
    expect(Object.fromEntries(sent.searchParams)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      scope: "openid profile email",
    });
    const came = await throughProvider(sent.href);
    const answer = await person.get(came);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/who"]);
    expect(await (await person.get("/who")).text()).toContain("signed in: anna");
    expect((await person.get(came)).status).toBe(403);
  });

  it("does not let in another's answer, nor whom the register does not know", async () => {
    const app = elsewhere();
    const sent = (await browser(app).get("/sign-in/provider")).headers.get("location") ?? "";
    const stolen = await throughProvider(sent);
    const victim = browser(app);
    await victim.get("/sign-in/provider");
    // The victim's own flow does not fit the answer to somebody else's: the state differs.
    expect((await victim.get(stolen)).status).toBe(403);
    expect(victim.jar.has("underlag")).toBe(false);

    accountElsewhere = "okand";
    const stranger = browser(app);
    const came = await throughProvider(
      (await stranger.get("/sign-in/provider")).headers.get("location") ?? "",
    );
    const answer = await stranger.get(came);
    expect([answer.status, stranger.jar.has("underlag")]).toEqual([403, false]);
    expect(await answer.text()).toContain("finns inte upplagd här");
  });

  it("that is down leaves the password's door open", async () => {
    const down = web({
      identityProvider: identityProvider({
        issuer: new URL("http://127.0.0.1:9"),
        clientId: "underlag",
        loginClaim: "email",
        label: "Staden",
      }),
    });
    const answer = await browser(down).get("/sign-in/provider");
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("Försök igen")]);
  });
});
