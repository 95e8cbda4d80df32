import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { people } from "../../platform/access/actions/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { guardedApp } from "../../platform/web/index.ts";
import { everything, load, minimalPack } from "../pack/testing.ts";
import { beginDoor } from "./begin-door.tsx";
import { removeExample } from "./remove-example.ts";

const now = "2025-01-15T08:00:00.000Z";

describe("the door for who has nothing here yet", () => {
  let database: Database;
  let close: () => Promise<void>;
  let dataDirectory: string;
  let app: Hono;
  let opened: string[];
  let made: (() => void) | undefined;

  beforeEach(async () => {
    ({ database, close } = await testDatabase());
    dataDirectory = mkdtempSync(join(tmpdir(), "underlag-begin-door-"));
    opened = [];
    const door = beginDoor({
      database,
      dataDirectory,
      now: () => now,
      hasExample: () => false,
      makeExample: (say) => {
        say("Exemplet läses in");
        return new Promise<void>((resolve) => (made = resolve));
      },
      opened: async (provider) => void opened.push(provider),
    });
    app = guardedApp({ onlyHere: true, largeBodies: door.largeBodies });
    door.add(app);
  });
  afterEach(async () => {
    rmSync(dataDirectory, { recursive: true, force: true });
    await close();
  });

  const books = (name: string, content: Uint8Array<ArrayBuffer> | string): FormData => {
    const form = new FormData();
    form.append("books", new File([content], name));
    return form;
  };
  const post = (path: string, body: FormData, headers: Record<string, string> = {}) =>
    app.request(`http://localhost${path}`, { method: "POST", body, headers });
  const get = async (path: string) => (await app.request(`http://localhost${path}`)).text();
  const sie = new Uint8Array(readFileSync(join(minimalPack, "ledger/2024.se")));

  const decided = (more: Record<string, string> = {}): FormData => {
    const form = new FormData();
    const fields = {
      name: "Kommunalförbundet Prov",
      org_no: "212000-0001",
      chart: "kommun",
      "role.1": "cost_centre",
      "role.20": "service",
      customers: "SKOLA;Skola;600\nVARD;Vård;300",
      do: "load",
      ...more,
    };
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return form;
  };

  it("goes from a SIE file to a loaded provider with two people invited", async () => {
    expect(await get("/begin")).toContain("Hur vill du börja?");
    const sent = await post("/begin/books", books("C:\\böcker\\2024.se", sie));
    expect(sent.status).toBe(303);
    const place = sent.headers.get("location") ?? "";
    expect(await get(place)).toContain("Det blir 2 tjänster");
    const loaded = await post(place, decided());
    const page = await loaded.text();
    expect(loaded.status).toBe(200);
    expect(opened).toEqual(["kommunalforbundet-prov"]);
    expect(page.match(/\/welcome\/[\w-]+/g)).not.toBeNull();
    const known = await database.transaction(
      { role: "staff", provider: "kommunalforbundet-prov", actor: "controller" },
      (tx) => people(tx, "kommunalforbundet-prov"),
    );
    expect(known.map((one) => `${one.login} ${one.role}`)).toEqual([
      "administrator administrator",
      "controller controller",
    ]);
    // The texts lie where the page says; loading them again changes nothing.
    expect((await load(database, join(dataDirectory, "packs/kommunalforbundet-prov"))).changed).toBe(false);
    // There is one beginning: what is there now has books of its own.
    const again = await post("/begin/books", books("2024.se", sie));
    const second = await post(again.headers.get("location") ?? "", decided({ name: "Annan" }));
    expect(second.status).toBe(422);
    expect(await second.text()).toContain("egna böcker");
  });

  it("keeps what was typed when something stands in the way, and nothing else", async () => {
    const before = await everything(database);
    const place = (await post("/begin/books", books("2024.se", sie))).headers.get("location") ?? "";
    const refused = await post(place, decided({ org_no: "tjugo", customers: "SKOLA;Skola;många" }));
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain("Kommunalförbundet Prov");
    expect(page).toContain("SKOLA;Skola;många");
    expect(page).toContain("212000-1355");
    // Another organisation's number than the file has: refused by the loading itself, all of it.
    const other = await post(place, decided({ org_no: "222000-9999" }));
    expect(other.status).toBe(422);
    expect(await everything(database)).toBe(before);
    // Looking again loads nothing.
    expect((await post(place, decided({ do: "look", "role.20": "" }))).status).toBe(200);
    expect(opened).toEqual([]);
  });

  it("says of a file what is wrong with it", async () => {
    const page = async (name: string, content: string) => {
      const answer = await post("/begin/books", books(name, content));
      expect(answer.status).toBe(422);
      return answer.text();
    };
    expect(await page("sida.se", "<html><script>alert(1)</script>")).not.toContain("<script>alert");
    expect(await page('<img src="x">.se', "#FLAGGA 0\n")).not.toContain("<img src");
    expect((await post("/begin/books", new FormData())).status).toBe(422);
    expect((await app.request("http://localhost/begin/books/abc")).status).toBe(422);
  });

  it("is not for other sites, nor for other names of this machine", async () => {
    const foreign = { origin: "http://evil.example", host: "localhost" };
    expect((await post("/begin/example", new FormData(), foreign)).status).toBe(403);
    expect((await app.request("http://evil.example/begin")).status).toBe(403);
  });

  it("makes the example once, however often it is asked for, and tells how far it is", async () => {
    for (const _ of [1, 2]) expect((await post("/begin/example", new FormData())).status).toBe(303);
    expect(await get("/begin")).toContain("Exemplet läses in");
    made?.();
  });
});

describe("removing the example", () => {
  it("leaves another provider's rows, and refuses books of one's own", async () => {
    const { database, close } = await testDatabase();
    try {
      const before = await everything(database);
      await load(database, minimalPack);
      await removeExample(database, "exempelservice");
      expect(await everything(database)).toBe(before);
      await load(database, minimalPack);
      await database.transaction({ role: "owner" }, (tx) =>
        tx.execute("update platform.provider set synthetic = false"),
      );
      await expect(removeExample(database, "exempelservice")).rejects.toThrow(
        /inte exemplet|not the example/,
      );
    } finally {
      await close();
    }
  });
});
