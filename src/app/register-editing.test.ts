import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Hono } from "hono";
import { Refusal } from "../kernel/index.ts";
import { addPerson } from "../platform/access/actions/index.ts";
import { changesOf } from "../platform/audit/actions/index.ts";
import type { Transaction } from "../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../platform/database/testing.ts";
import {
  discardEdits,
  draftHeads,
  draftOf,
  entryWithKey,
  keepEdit,
  proposeDraft,
  proposeEdits,
  saveDraft,
  saveEdits,
} from "../platform/registers/actions/index.ts";
import type { RegisterDefinition, RowEdit } from "../platform/registers/index.ts";
import { createWeb } from "../platform/web/index.ts";
import { addApi } from "./http/api.ts";
import { copyOfMinimal, load, minimalProvider as provider, type PackCopy } from "./pack/testing.ts";
import { registers, requiredRegister } from "./registers.ts";
import { acts, entries, pages } from "./site.ts";

/** Registers as people edit them: a draft, its difference, what others did meanwhile, and what is in the way, by field. */
let base: TestDatabase;
let pack: PackCopy;
let web: Hono;
const cookies = new Map<string, string>();
const now = "2025-01-15T08:00:00.000Z";
const host = "http://127.0.0.1:3000";
let customers: RegisterDefinition;
let needs: RegisterDefinition;

const as = <T>(actor: string, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  base.database.transaction({ role: "staff", provider, actor }, work);
const doing = (actor: string) => ({ actor, now });
const change = (row: string, cells: RowEdit["cells"]): RowEdit => ({ change: "change", row, cells });
const nameOf = async (key: string): Promise<string> =>
  as("anna", async (tx) => (await entryWithKey(tx, provider, customers, key)) as { name: string }).then(
    (one) => one.name,
  );

beforeAll(async () => {
  base = await testDatabase();
  pack = copyOfMinimal();
  await load(base.database, pack.path);
  customers = requiredRegister("customers");
  needs = requiredRegister("needs");
  await as("cli:root", async (tx) => {
    for (const [login, role] of [
      ["anna", "controller"],
      ["bo", "service-owner"],
      ["rut", "auditor"],
    ] as const)
      await addPerson(tx, provider, { login, name: login, role, customers: [] }, { now, knownCustomers: [] });
  });
  const face = { id: provider, name: "Exempel", synthetic: true, year: 2024 };
  web = createWeb({
    database: base.database,
    provider: face,
    pages,
    acts,
    entries,
    api: addApi(base.database, face, () => now),
    openExample: true,
    now: () => now,
    complain: (error) => expect(error).toBeUndefined(),
  });
  for (const login of ["anna", "bo", "rut"]) {
    const answer = await post("", "/sign-in", { example: login });
    cookies.set(login, (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
  }
}, 60_000);
afterAll(async () => {
  pack?.clear();
  await base?.close();
});
beforeEach(() =>
  as("anna", async (tx) => {
    for (const { register, person } of await draftHeads(tx, provider))
      await discardEdits(tx, provider, { register, person });
  }),
);

async function post(who: string, path: string, fields: Record<string, string>): Promise<Response> {
  return web.request(`${host}${path}`, {
    method: "POST",
    headers: {
      host: "127.0.0.1:3000",
      cookie: cookies.get(who) ?? "",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams(fields),
  });
}

async function page(who: string, path: string): Promise<string> {
  const answer = await web.request(`${host}${path}`, {
    headers: { host: "127.0.0.1:3000", cookie: cookies.get(who) ?? "" },
  });
  return answer.text();
}

describe("a draft", () => {
  it("keeps what was typed, faults too, and changes nothing until it is saved", async () => {
    await as("anna", (tx) =>
      keepEdit(
        tx,
        provider,
        customers,
        change("BOLAG", { name: "Nya Bolaget", valid_to: "i morgon" }),
        doing("anna"),
      ),
    );
    const proposal = await as("anna", (tx) => proposeDraft(tx, provider, customers, "anna"));
    expect(proposal.edits[0]).toMatchObject({
      key: "BOLAG",
      cells: [
        { column: "name", from: "Exempelbolaget AB", to: "Nya Bolaget" },
        { column: "valid_to", from: "", to: "i morgon" },
      ],
      faults: [{ column: "valid_to", problem: { code: "csv.bad-day" } }],
    });
    await expect(as("anna", (tx) => saveDraft(tx, provider, customers, doing("anna")))).rejects.toThrow(
      "csv.bad-day",
    );
    expect(await nameOf("BOLAG")).toBe("Exempelbolaget AB");
    expect(await as("anna", (tx) => draftOf(tx, provider, "customers", "anna"))).toHaveLength(1);
  });

  it("saves several rows as one, a new row that another refers to among them, and the audit has each", async () => {
    const parent = {
      customer: "STAD",
      name: "Stadsbolaget AB",
      kind: "parent_company",
      org_no: "556000-0009",
      valid_from: "2020-01-01",
    };
    await as("anna", async (tx) => {
      const shape = await entryWithKey(tx, provider, customers, "BOLAG");
      expect(shape).toBeDefined();
      await keepEdit(
        tx,
        provider,
        customers,
        { change: "add", row: "", cells: { ...parent, counterparty: "399", is_self: "0", vat: "1" } },
        doing("anna"),
      );
      await keepEdit(tx, provider, customers, change("BOLAG", { parent: "STAD" }), doing("anna"));
    });
    const { rows } = await as("anna", (tx) => saveDraft(tx, provider, customers, doing("anna")));
    expect(rows).toMatchObject([
      { change: "add", key: "STAD" },
      { change: "change", key: "BOLAG" },
    ]);
    expect(await as("anna", (tx) => draftOf(tx, provider, "customers", "anna"))).toEqual([]);
    const history = await as("anna", (tx) =>
      changesOf(tx, provider, { objectKind: customers.objectKind, objectId: "BOLAG" }),
    );
    expect(history.at(-1)).toMatchObject({
      actor: "anna",
      action: "register.change",
      before: { parent: null },
      after: { parent: "STAD" },
    });
    await as("anna", (tx) =>
      saveEdits(tx, provider, customers, [change("BOLAG", { parent: "" })], doing("anna")),
    );
  });

  it("tells a cell that somebody else has changed meanwhile, and undoes nobody's work in the cells left alone", async () => {
    await as("anna", (tx) =>
      keepEdit(tx, provider, customers, change("VARD", { name: "Annas namn" }), doing("anna")),
    );
    await as("bo", (tx) =>
      saveEdits(
        tx,
        provider,
        customers,
        [change("VARD", { name: "Bos namn", short_name: "Bos" })],
        doing("bo"),
      ),
    );
    const { edits } = await as("anna", (tx) => proposeDraft(tx, provider, customers, "anna"));
    expect(edits[0]).toMatchObject({
      cells: [{ column: "name", from: "Bos namn", to: "Annas namn" }],
      meanwhile: [{ column: "short_name", to: "Bos" }],
      faults: [{ column: "name", problem: { code: "registers.changed-meanwhile" } }],
    });
    await expect(
      as("anna", (tx) => saveDraft(tx, provider, customers, doing("anna"))),
    ).rejects.toBeInstanceOf(Refusal);
    await as("anna", (tx) => saveDraft(tx, provider, customers, doing("anna"), { overwrite: true }));
    expect(await as("anna", (tx) => entryWithKey(tx, provider, customers, "VARD"))).toMatchObject({
      name: "Annas namn",
      shortName: "Bos",
    });
  });

  it("is nobody else's, is emptied by typing what was, and is written only by who may", async () => {
    await as("anna", (tx) =>
      keepEdit(tx, provider, customers, change("VARD", { short_name: "X" }), doing("anna")),
    );
    await expect(as("bo", (tx) => saveDraft(tx, provider, customers, doing("bo")))).rejects.toThrow(
      "registers.nothing-drafted",
    );
    await as("anna", (tx) =>
      keepEdit(tx, provider, customers, change("VARD", { short_name: "Bos" }), doing("anna")),
    );
    expect(await as("anna", (tx) => draftOf(tx, provider, "customers", "anna"))).toEqual([]);
    await expect(
      as("rut", (tx) => keepEdit(tx, provider, customers, change("VARD", { name: "R" }), doing("rut"))),
    ).rejects.toThrow("access.not-mandated");
  });
});

describe("removing a row", () => {
  it("is refused where the register keeps its rows, and where another row refers to it; else it goes and the audit has it", async () => {
    const remove = (definition: RegisterDefinition, row: string) =>
      as("anna", (tx) =>
        saveEdits(tx, provider, definition, [{ change: "remove", row, cells: {} }], doing("anna"), {
          referring: registers,
        }),
      );
    await expect(remove(customers, "VARD")).rejects.toThrow("registers.not-removable");
    const agreements = requiredRegister("agreements");
    const add = (definition: RegisterDefinition, cells: RowEdit["cells"]) =>
      as("anna", (tx) =>
        saveEdits(tx, provider, definition, [{ change: "add", row: "+1", cells }], doing("anna")),
      );
    await add(agreements, { agreement: "A-9", customer: "SKOLA", status: "draft", valid_from: "2025-01-01" });
    await add(requiredRegister("obstacles"), {
      customer: "SKOLA",
      agreement: "A-9",
      state: "open",
      obstacle: "H-1",
      reason: "own-system",
      opened_on: "2025-01-01",
    });
    await expect(remove(agreements, "A-9")).rejects.toThrow("registers.still-referred");
    await as("anna", (tx) =>
      saveEdits(
        tx,
        provider,
        requiredRegister("obstacles"),
        [change("H-1", { agreement: "" })],
        doing("anna"),
      ),
    );
    const { rows } = await remove(agreements, "A-9");
    expect(rows).toMatchObject([{ change: "remove", key: "A-9", after: null }]);
    expect(await as("anna", (tx) => entryWithKey(tx, provider, agreements, "A-9"))).toBeUndefined();
  });
});

describe("the pages", () => {
  it("lead from the form over the difference to the saved row, and each fault stands at its field", async () => {
    const form = await page("anna", "/registers/customers/edit?key=SKOLA&home=/customers/SKOLA");
    const columns = /name="columns" value="([^"]*)"/.exec(form)?.[1] ?? "";
    expect(columns).not.toContain("customer ");
    const fields: Record<string, string> = {
      row: "SKOLA",
      change: "change",
      columns,
      home: "/customers/SKOLA",
      go: "stay",
    };
    for (const name of columns.split(" "))
      fields[`cell.${name}`] = new RegExp(`name="cell\\.${name}"[^>]*value="([^"]*)"`).exec(form)?.[1] ?? "";
    Object.assign(fields, {
      "cell.vat": "0",
      "cell.is_self": "0",
      "cell.kind": "department",
      "cell.valid_to": "x",
      saw: "",
    });
    const stay = await post("anna", "/registers/customers/draft", fields);
    expect(stay.headers.get("location")).toBe(
      "/registers/customers/edit?key=SKOLA&home=%2Fcustomers%2FSKOLA",
    );
    const again = await page("anna", stay.headers.get("location") ?? "");
    expect(again).toMatch(
      /id="f-valid_to"[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*f-valid_to-wrong-0/,
    );
    expect(again).toContain("Skriv dagar som 2024-12-31.");
    const review = await post("anna", "/registers/customers/draft", {
      ...fields,
      "cell.valid_to": "2026-12-31",
      go: "review",
    });
    const shown = await page("anna", review.headers.get("location") ?? "");
    expect(shown).toContain("2026-12-31");
    expect(shown).toContain("Spara ändringarna");
    const saved = await post("anna", "/registers/customers/save", {
      home: "/customers/SKOLA",
      overwrite: "",
    });
    expect(saved.headers.get("location")).toBe("/customers/SKOLA");
    const row = await page("anna", "/registers/customers/row?key=SKOLA");
    expect(row).toContain("2026-12-31");
    expect(row).toContain("anna");
    expect(await page("anna", "/customers/SKOLA")).toContain("/registers/customers/edit?key=SKOLA");
    expect(await page("rut", "/customers/SKOLA")).not.toContain("/registers/customers/edit");
  });
});

describe("the machines' door", () => {
  const ask = (
    who: string,
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ) =>
    web.request(`${host}/api/v1/registers/${path}`, {
      method,
      headers: {
        host: "127.0.0.1:3000",
        cookie: cookies.get(who) ?? "",
        "content-type": "application/json",
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it("answers a dry run with the difference, and changes a row only if it is what its asker saw", async () => {
    const seen = await ask("anna", "GET", "customers/rows/BOLAG");
    const mark = seen.headers.get("etag") ?? "";
    const dry = await (
      await ask("anna", "PATCH", "customers/rows/BOLAG?dry_run=1", { short_name: "B" })
    ).json();
    expect(dry).toMatchObject({
      saves: true,
      edits: [{ key: "BOLAG", cells: [{ column: "short_name", to: "B" }] }],
    });
    expect(
      (await ask("anna", "PATCH", "customers/rows/BOLAG", { short_name: "B" }, { "if-match": mark })).status,
    ).toBe(200);
    const late = await ask("bo", "PATCH", "customers/rows/BOLAG", { short_name: "C" }, { "if-match": mark });
    expect(late.status).toBe(412);
    expect(late.headers.get("content-type")).toContain("application/problem+json");
    expect((await ask("rut", "PATCH", "customers/rows/BOLAG", { short_name: "C" })).status).toBe(404);
  });

  it("writes several rows as one or none of them", async () => {
    const need = { customer: "SKOLA", text: "Kortare ledtid", state: "captured" };
    const two = (second: string) => ({
      edits: [
        { change: "add", cells: { ...need, need: "B-1" } },
        { change: "add", cells: { ...need, need: "B-2", customer: second } },
      ],
    });
    expect((await ask("anna", "POST", "needs/changes", two("SKOL"))).status).toBe(422);
    expect(await as("anna", (tx) => entryWithKey(tx, provider, needs, "B-1"))).toBeUndefined();
    expect(await (await ask("anna", "POST", "needs/changes", two("VARD"))).json()).toEqual({
      saved: [
        { change: "add", key: "B-1" },
        { change: "add", key: "B-2" },
      ],
    });
    expect((await ask("anna", "POST", "needs/changes", { edits: [{ change: "shout" }] })).status).toBe(422);
    const removed = await as("anna", (tx) =>
      proposeEdits(tx, provider, needs, [{ change: "remove", row: "B-9", cells: {} }]),
    );
    expect(removed.edits[0]?.faults[0]?.problem.code).toBe("registers.unknown-entry");
  });
});
