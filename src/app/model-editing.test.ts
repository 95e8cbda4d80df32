import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Hono } from "hono";
import type { Day } from "../kernel/index.ts";
import { addPerson } from "../platform/access/actions/index.ts";
import type { Transaction } from "../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../platform/database/testing.ts";
import { createWeb } from "../platform/web/index.ts";
import {
  keepModelDraft,
  modelByReference,
  modelDraftsOf,
  modelTexts,
  nameOf,
  saveModel,
  saveModelDraft,
} from "../economy/costing/actions/index.ts";
import { addApi } from "./http/api.ts";
import { load, minimalPack, minimalProvider as provider } from "./pack/testing.ts";
import { acts, entries, pages } from "./site.ts";

/** The costing model as people write it: kept to the letter, checked by line, laid beside what is stored, saved with a reason. */
let base: TestDatabase;
let web: Hono;
let name: string;
let first: string;
const cookies = new Map<string, string>();
const now = "2025-01-15T08:00:00.000Z";
const host = "http://127.0.0.1:3000";
const as = <T>(actor: string, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  base.database.transaction({ role: "staff", provider, actor }, work);
const anna = { actor: "anna", now };

beforeAll(async () => {
  base = await testDatabase();
  await load(base.database, minimalPack);
  await as("cli:root", async (tx) => {
    for (const [login, role] of [
      ["anna", "controller"],
      ["cai", "controller"],
      ["bo", "service-owner"],
    ] as const)
      await addPerson(tx, provider, { login, name: login, role, customers: [] }, { now, knownCustomers: [] });
    const [stored] = await modelTexts(tx, provider);
    if (stored === undefined) throw new Error("the smallest pack has a model");
    name = nameOf(stored);
    first = stored.source;
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
  for (const login of ["anna", "bo"]) {
    const answer = await post("", "/sign-in", { example: login });
    cookies.set(login, (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
  }
}, 60_000);
afterAll(() => base?.close());

const headersOf = (who: string) => ({ host: "127.0.0.1:3000", cookie: cookies.get(who) ?? "" });
const post = (who: string, path: string, fields: Record<string, string>) =>
  web.request(`${host}${path}`, {
    method: "POST",
    headers: { ...headersOf(who), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields),
  });
const page = async (who: string, path: string): Promise<string> =>
  (await web.request(`${host}${path}`, { headers: headersOf(who) })).text();
const encoded = (text: string): string => encodeURIComponent(text);

describe("a draft of a model", () => {
  it("is kept to the letter by the form of the web, whose line ends are not the text's", async () => {
    const text = `${first}\n# slut  \n\n`;
    const answer = await post("anna", "/models/draft", {
      based_on: name,
      base: "",
      text: text.replaceAll("\n", "\r\n"),
      go: "check",
    });
    expect(answer.headers.get("location")).toContain("check=1");
    const [draft] = await as("anna", (tx) => modelDraftsOf(tx, provider));
    expect(draft).toMatchObject({ person: "anna", basedOn: name, text });
    const form = await page("anna", answer.headers.get("location") ?? "");
    // What a browser reads out of the field: one line end after the tag is not part of it.
    const field = /<textarea[^>]*>\n([\s\S]*?)<\/textarea>/.exec(form)?.[1] ?? "";
    const read = field
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&");
    expect(read).toBe(text);
  });

  it("tells every fault with its line, and is not saved with one", async () => {
    const broken = `${first}\nnonsense: 1\n`;
    await as("anna", (tx) => keepModelDraft(tx, provider, { basedOn: name, text: broken }, anna));
    const form = await page("anna", `/models/edit?model=${encoded(name)}&check=1`);
    const line = first.split("\n").length + 1;
    expect(form).toContain(`Rad ${line}: `);
    expect(form).toContain(`<span class="wrong-line">${line}</span>`);
    const review = await page("anna", `/models/review?model=${encoded(name)}`);
    expect(review).not.toContain('action="/models/save"');
    const save = as("anna", (tx) =>
      saveModelDraft(tx, provider, { basedOn: name, from: undefined, why: "prov" }, anna),
    );
    await expect(save).rejects.toThrow("costing.");
    expect((await as("anna", (tx) => modelTexts(tx, provider)))[0]?.source).toBe(first);
  });

  it("is the controller's to write", async () => {
    await expect(
      as("bo", (tx) => keepModelDraft(tx, provider, { basedOn: name, text: "x" }, { actor: "bo", now })),
    ).rejects.toThrow("access.not-mandated");
    expect(await page("bo", `/models/${encoded(name)}`)).not.toContain("/models/edit");
  });
});

describe("saving a model", () => {
  it("is refused when somebody else has saved it since it was begun", async () => {
    await as("anna", (tx) => keepModelDraft(tx, provider, { basedOn: name, text: `${first}# anna\n` }, anna));
    await as("cai", (tx) =>
      saveModel(
        tx,
        provider,
        { text: `${first}# cai\n`, basedOn: name, why: "Cais skäl" },
        { actor: "cai", now },
      ),
    );
    const save = as("anna", (tx) =>
      saveModelDraft(tx, provider, { basedOn: name, from: undefined, why: "prov" }, anna),
    );
    await expect(save).rejects.toThrow("costing.model-changed-meanwhile");
    const { history } = await as("anna", (tx) => modelByReference(tx, provider, name));
    expect(history.at(-1)).toMatchObject({ text: `${first}# cai\n`, by: "cai", why: "Cais skäl" });
    expect(history.at(-2)?.text).toBe(first);
  });

  it("from a day makes a new version, ends the one before the day before, and touches nothing else of it", async () => {
    const before = `${first}# cai\n`;
    // Begun anew from what is stored now.
    await post("anna", "/models/discard", { based_on: name });
    await as("anna", (tx) =>
      keepModelDraft(tx, provider, { basedOn: name, text: `${before}# från juli\n` }, anna),
    );
    const shown = await page("anna", `/models/review?model=${encoded(name)}`);
    expect(shown).toContain("Samma regler");
    expect(shown).toContain("# från juli");
    const sha256 = /name="sha256" value="([0-9a-f]{64})"/.exec(shown)?.[1] ?? "";
    const other = await post("anna", "/models/save", {
      based_on: name,
      sha256: "0".repeat(64),
      from: "2025-07-01",
      why: "Nytt",
    });
    expect(other.status).toBe(422);
    const saved = await post("anna", "/models/save", {
      based_on: name,
      sha256,
      from: "2025-07-01",
      why: "Ny organisation",
    });
    const next = `${name.split("@")[0]}@2025-07-01`;
    expect(saved.headers.get("location")).toBe(`/models/${encoded(next)}`);
    const [old, is] = await as("anna", (tx) => modelTexts(tx, provider));
    expect(old).toMatchObject({ validTo: "2025-06-30" as Day });
    expect(old?.source.replace(/^valid_to: 2025-06-30\n/m, "")).toBe(before);
    expect(is?.source).toBe(`${before}# från juli\n`.replace(/^valid_from: \S+/m, "valid_from: 2025-07-01"));
    expect(is?.savedWhy).toBe("Ny organisation");
    expect(await page("bo", `/models/compare?a=${encoded(name)}&b=${encoded(next)}`)).toContain(
      "valid_to: 2025-06-30",
    );
    const answer = await web.request(`${host}/api/v1/models/${encoded(next)}/history`, {
      headers: headersOf("bo"),
    });
    expect(await answer.json()).toMatchObject({
      versions: [{ id: next, by: "anna", why: "Ny organisation" }],
    });
  });
});
