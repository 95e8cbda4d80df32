import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Hono } from "hono";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addApiKey } from "../platform/access/actions/index.ts";
import { testDatabase, type TestDatabase } from "../platform/database/testing.ts";
import { entriesOf } from "../platform/registers/actions/index.ts";
import { createWeb } from "../platform/web/index.ts";
import { Refusal } from "../kernel/index.ts";
import { emptyAssessment } from "../service/catalogue/actions/index.ts";
import { sustainabilityProfiles } from "../service/catalogue/index.ts";
import { agreementsOf, customersOf } from "../service/customers/actions/index.ts";
import { addApi } from "./http/api.ts";
import { organisationAt } from "./organisation-source.ts";
import { copyOfMinimal, load, minimalProvider, type PackCopy } from "./pack/testing.ts";
import { acts, entries, pages } from "./site.ts";

/** What comes to the customers from outside: signatures, the city's organisation register, assessments of services. */
let base: TestDatabase;
let pack: PackCopy;
let web: Hono;
let key = "";
const complaints: unknown[] = [];
const now = "2025-01-15T08:00:00.000Z";
const host = "http://127.0.0.1:3000";
const hash = "a".repeat(64);
const scope = { role: "staff", provider: minimalProvider, actor: "controller" } as const;

beforeAll(async () => {
  base = await testDatabase();
  pack = copyOfMinimal();
  pack.write(
    "customers/agreements.csv",
    "customer;agreement;status;signed_on;valid_from\nBOLAG;A-BOLAG;draft;;2024-01-01\nSKOLA;A-SKOLA;signed;2024-01-02;2024-01-01\n",
  );
  await load(base.database, pack.path);
  await base.database.transaction(scope, async (tx) => {
    const made = await addApiKey(tx, minimalProvider, { login: "controller", name: "test", now });
    key = made.ok ? made.value : "";
  });
  const provider = { id: minimalProvider, name: "Exempel", synthetic: true, year: 2024 };
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
});
afterAll(async () => {
  pack.clear();
  await base.close();
});

async function tell(path: string, body: object | FormData): Promise<{ status: number; body: unknown }> {
  const isForm = body instanceof FormData;
  const answer = await web.request(`${host}/api/v1${path}`, {
    method: "POST",
    headers: {
      host: "127.0.0.1:3000",
      authorization: `Bearer ${key}`,
      ...(isForm ? {} : { "content-type": "application/json" }),
    },
    body: isForm ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}
const codesOf = (body: unknown): string[] =>
  ((body as { problems?: { code: string }[] }).problems ?? []).map((one) => one.code);
const agreement = async (): Promise<unknown> =>
  base.database.transaction(scope, async (tx) =>
    (await agreementsOf(tx, minimalProvider)).find((one) => one.agreement === "A-BOLAG"),
  );

test("an agreement is signed when both sides have signed the same document, on the later day", async () => {
  expect(await tell("/agreements/A-BOLAG/send", {})).toMatchObject({ status: 200, body: { status: "sent" } });
  const first = {
    party: "provider",
    signer: "Direktören",
    signed_on: "2024-03-01",
    method: "advanced",
    reference: "ES-1",
    document_hash: hash.toUpperCase(),
  };
  const path = "/agreements/A-BOLAG/signatures";
  expect(await tell(path, first)).toMatchObject({ status: 200, body: { status: "sent", signedOn: null } });
  const second = { ...first, party: "customer", signer: "VD", signed_on: "2024-02-20", reference: "ES-2" };
  const other = await tell(path, { ...second, document_hash: "b".repeat(64) });
  expect([other.status, codesOf(other.body)]).toEqual([422, ["customers.other-document"]]);
  const broken = await tell(path, { ...second, document_hash: "b" });
  expect(codesOf(broken.body)).toContain("customers.bad-document-hash");
  expect(codesOf((await tell(path, { ...second, signed_on: "i går" })).body)).toEqual(["csv.bad-day"]);
  expect(await agreement()).toMatchObject({ status: "sent", signedOn: undefined });
  expect(await tell(path, second)).toMatchObject({
    status: 200,
    body: { status: "signed", signedOn: "2024-03-01" },
  });
  expect(await agreement()).toMatchObject({ status: "signed", signedOn: "2024-03-01" });
  for (const again of [await tell(path, second), await tell("/agreements/A-SKOLA/send", {})])
    expect(codesOf(again.body)).toEqual(["customers.not-to-be-signed"]);
  expect(codesOf((await tell("/agreements/NONE/send", {})).body)).toEqual(["registers.unknown-entry"]);
});

test("the organisation register comes by file, by rows or from an address, as CSV or JSON, and is followed when asked to", async () => {
  const [company] = await base.database.transaction(scope, async (tx) =>
    (await customersOf(tx, minimalProvider)).filter(
      (one) => one.kind !== "department" && one.orgNo !== undefined,
    ),
  );
  const rows = [{ org_no: company?.orgNo, name: "Nya namnet AB" }];
  const csv = `org_no;name\n${company?.orgNo};Nya namnet AB\n`;
  const wanted = {
    customer: company?.customer,
    cells: { name: "Nya namnet AB" },
    was: { name: company?.name },
  };

  const form = new FormData();
  form.set("file", new File([csv], "org.csv"));
  expect(await tell("/organisation", form)).toMatchObject({
    status: 200,
    body: { applied: false, changes: [wanted] },
  });
  expect((await tell("/organisation", {})).status).toBe(422);
  expect(codesOf((await tell("/organisation", { rows: "name\nX\n" })).body)).toContain("csv.missing-column");

  const answers: Record<string, readonly [number, string]> = {
    "/csv": [200, csv],
    "/json": [200, JSON.stringify(rows)],
    "/broken": [200, "[1,"],
    "/gone": [404, ""],
  };
  const server = createServer((asked, answer) => {
    const [status, text] = answers[asked.url ?? ""] ?? [404, ""];
    answer.writeHead(status).end(text);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const [fromCsv, fromJson] = [await organisationAt(`${at}/csv`), await organisationAt(`${at}/json`)];
    expect(new TextDecoder().decode(fromJson.content).replaceAll("\r", "")).toBe(csv);
    expect(new TextDecoder().decode(fromCsv.content)).toBe(csv);
    for (const place of [`${at}/broken`, `${at}/gone`, "/nowhere/org.csv"])
      await expect(organisationAt(place)).rejects.toBeInstanceOf(Refusal);
  } finally {
    server.close();
  }

  const applied = await tell("/organisation", { rows: JSON.stringify(rows), apply: "yes" });
  expect(applied).toMatchObject({ status: 200, body: { applied: true, changes: [wanted] } });
  expect(await tell("/organisation", { rows: csv })).toMatchObject({ body: { changes: [] } });
});

test("a filled-in form becomes a draft of the service's profile; the same form again changes nothing", async () => {
  const empty = emptyAssessment("PC");
  const filled = (goals: string): FormData => {
    const text = empty
      .replace(/(Bedömd den;)/, "$12024-11-05")
      .replace(/(Mål i Agenda 2030 som tjänsten påverkar;)/, `$1${goals}`);
    const form = new FormData();
    form.set("file", new File([text], "bedomning.csv"));
    return form;
  };
  const path = "/services/assessments";
  expect(await tell(path, filled("12, 13"))).toMatchObject({
    status: 200,
    body: { key: "PC 2024-11-05", was: "added" },
  });
  expect(await tell(path, filled("12, 13"))).toMatchObject({ body: { was: "same" } });
  expect(await tell(path, filled("12"))).toMatchObject({ body: { was: "changed" } });
  expect(
    await base.database.transaction(scope, (tx) => entriesOf(tx, minimalProvider, sustainabilityProfiles)),
  ).toMatchObject([{ service: "PC", state: "draft", goals: "12" }]);

  const wrong = async (text: string): Promise<string[]> => {
    const form = new FormData();
    form.set("file", new File([text], "bedomning.csv"));
    const { status, body } = await tell(path, form);
    return [String(status), ...codesOf(body)];
  };
  const form = "catalogue.assessment-form";
  expect(await wrong("fråga;svar\nTjänst;PC\nTjänst;PC\n")).toEqual(["422", form, form, form]);
  expect(
    await wrong(
      "fråga;svar\nFärg;röd\nTjänst;PC\nBedömd den;2024-11-06\nMål i Agenda 2030 som tjänsten påverkar;1\n",
    ),
  ).toEqual(["422", form]);
  expect(
    await wrong(
      "question;answer\nService;NONE\nAssessed on;2024-11-05\nGoals of Agenda 2030 that the service affects;1\n",
    ),
  ).toEqual(["422", "catalogue.no-such-service"]);
});
