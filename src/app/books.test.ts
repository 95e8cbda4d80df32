import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../platform/database/testing.ts";
import { createWeb } from "../platform/web/index.ts";
import { addApi } from "./http/api.ts";
import { load, minimalPack, minimalProvider } from "./pack/testing.ts";
import { acts, entries, pages } from "./site.ts";

/** A month's books sent by the web: looked at before they are loaded, by who may, and told to machines alike. */
let base: TestDatabase;
let web: Hono;
const cookies = new Map<string, string>();
const host = "127.0.0.1:3000";
const now = "2025-01-15T08:00:00.000Z";
const books = readFileSync(join(minimalPack, "ledger/2024.se"), "latin1");

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
    api: addApi(base.database, provider, () => now),
    openExample: true,
    now: () => now,
    complain: (error) => expect.fail(String(error)),
  });
  for (const example of ["controller", "approver", "skola"]) {
    const answer = await web.request(`http://${host}/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", host },
      body: new URLSearchParams({ example }),
    });
    cookies.set(example, (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
  }
});
afterAll(() => base.close());

async function ask(path: string, login = "controller", body?: FormData | URLSearchParams): Promise<Response> {
  return web.request(`http://${host}${path}`, {
    headers: { host, cookie: cookies.get(login) ?? "" },
    ...(body === undefined ? {} : { method: "POST", body }),
  });
}

async function send(path: string, name: string, text: string, login = "controller"): Promise<Response> {
  const body = new FormData();
  body.set("file", new File([Buffer.from(text, "latin1")], name));
  return ask(path, login, body);
}

const pageOf = async (path: string): Promise<string> => (await ask(path)).text();

async function income(): Promise<string> {
  return JSON.stringify(await (await ask("/api/v1/statements/income?year=2024")).json());
}

const december = `#VER A 99 20241230 "Konsult i december"
{
#TRANS 5010 {1 "100"} 1000.00
#TRANS 1940 {} -1000.00
}
`;

describe("a ledger file by the web", () => {
  test("again is said to be there already; nonsense is told by file and line; nothing is loaded", async () => {
    const before = await income();
    const same = await send("/books", "2024.se", books);
    expect(await pageOf(same.headers.get("location") ?? "")).toContain("redan inläst");
    const broken = await send(
      "/books",
      "2024.se",
      `${books}#VER A 99 20241230 "Skev"\n{\n#TRANS 5010 {} 5.00\n}\n`,
    );
    const page = await pageOf(broken.headers.get("location") ?? "");
    expect(page).toContain("Det här är fel");
    expect(page).toContain("2024.se, rad 54");
    expect(page).not.toContain('/load"');
    const other = await send("/books", "bild.png", "PNG");
    expect(await pageOf(other.headers.get("location") ?? "")).toContain("pack.unknown-source");
    expect(await income()).toBe(before);
    for (const one of [same, broken, other])
      await ask(`${one.headers.get("location") ?? ""}/discard`, "controller", new URLSearchParams());
    expect(await pageOf("/books")).not.toContain("Väntar på inläsning");
  });

  test("with another voucher shows the difference, is loaded when that is meant, and once", async () => {
    const before = await income();
    const sent = await send("/books", "2024.se", books + december);
    const place = sent.headers.get("location") ?? "";
    const page = await pageOf(place);
    expect(page).toContain("Det här skulle ändras");
    expect(page).toContain("ledger.corrected-file");
    expect(await income()).toBe(before);
    const rash = await ask(`${place}/load`, "controller", new URLSearchParams());
    expect(rash.status).toBe(422);
    expect(await income()).toBe(before);
    // The refusal left it waiting.
    const loaded = await ask(`${place}/load`, "controller", new URLSearchParams({ confirm: "yes" }));
    expect([loaded.status, loaded.headers.get("location")]).toEqual([303, "/books"]);
    expect(await income()).not.toBe(before);
    expect(await pageOf("/books")).toContain("ersatt av en senare fil");
    expect((await ask(`${place}/load`, "controller", new URLSearchParams({ confirm: "yes" }))).status).toBe(
      422,
    );
  });

  test("is the controller's, and machines are told the same", async () => {
    expect((await send("/books", "2024.se", books, "skola")).status).toBe(404);
    expect((await send("/books", "2024.se", books, "approver")).status).toBe(404);
    expect((await ask("/api/v1/books", "skola")).status).toBe(404);
    const told = await send("/api/v1/books", "2024.se", books);
    expect(await told.json()).toMatchObject({ source: "2024.se", preview: { asksToConfirm: true } });
    expect(await (await ask("/api/v1/books")).json()).toMatchObject({
      files: expect.arrayContaining([
        expect.objectContaining({ fiscalYear: 2024, isReplaced: false }),
        expect.objectContaining({ fiscalYear: 2024, isReplaced: true }),
      ]) as object,
      waiting: expect.arrayContaining([expect.objectContaining({ source: "2024.se" })]) as object,
    });
  });
});
