import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Example, example } from "../../economy/invoicing/actions/testing.ts";
import { approve, issue, rehearse } from "../../economy/invoicing/actions/index.ts";
import type { Period } from "../../kernel/index.ts";
import type { Person } from "../../platform/access/index.ts";
import { addApi } from "./api.ts";
import { formAccepted } from "./invoice-documents.ts";

/** Invoices as documents, by the machines' door. */
let city: Example;
let reader: Person | undefined;
const app = new Hono();
const staff: Person = { login: "carin", name: "C", role: "controller", customers: [], disabled: false };
const department: Person = { login: "dep", name: "D", role: "customer", customers: ["DEP"], disabled: false };

beforeAll(async () => {
  city = await example();
  const period = "2024-01" as Period;
  const now = "2024-02-01T08:00:00.000Z";
  await city.staff((tx) => rehearse(tx, city.provider, { period }, { actor: "carin", now }));
  await city.staff((tx) => approve(tx, city.provider, { period }, { actor: "ada", now }), "ada");
  await city.staff((tx) => issue(tx, city.provider, { period }, { actor: "carin", now }));
  const face = { id: city.provider, name: "Demo", synthetic: true, year: 2024 };
  addApi(city.database, face, () => now)(app, () => Promise.resolve(reader));
});
afterAll(() => city.close());

async function ask(who: Person | undefined, path: string, accept?: string) {
  reader = who;
  const answer = await app.request(`/api/v1/invoices/${path}`, accept ? { headers: { accept } } : {});
  const body = Buffer.from(await answer.arrayBuffer());
  return {
    status: answer.status,
    type: answer.headers.get("content-type") ?? "",
    place: answer.headers.get("content-disposition") ?? "",
    start: body.subarray(0, 4).toString("latin1"),
    text: body.toString("utf8"),
  };
}

describe("an invoice by the machines' door", () => {
  test("is the document that its ending or its asker's Accept names", async () => {
    expect(await ask(staff, "UF-1.pdf")).toMatchObject({
      status: 200,
      type: "application/pdf",
      start: "%PDF",
      place: "attachment; filename*=UTF-8''UF-1.pdf",
    });
    expect(await ask(staff, "UF-1", "text/html;q=0.2, application/pdf")).toMatchObject({ start: "%PDF" });
    expect((await ask(staff, "UF-1.csv")).text).toContain("UF-1;1;2024-01-31;DEP;");
    expect(await ask(staff, "UF-1.specification.csv")).toMatchObject({
      status: 200,
      place: "attachment; filename*=UTF-8''specifikation-UF-1.csv",
    });
    expect(await ask(staff, "UF-1.xlsx")).toMatchObject({ start: "PK\u0003\u0004" });
    expect((await ask(staff, "UF-1", "application/json")).text).toContain('"invoiceNumber":"UF-1"');
    expect((await ask(staff, "UF-1")).text).toContain('"invoiceNumber":"UF-1"');
  });

  test("is refused in a form it does not have, and says why", async () => {
    const refused = await ask(staff, "UF-1.xml");
    expect(refused).toMatchObject({ status: 422, type: "application/problem+json" });
    expect(refused.text).toContain("invoicing.format-not-for-receiver");
    expect(await ask(staff, "UF-1", "image/png")).toMatchObject({
      status: 406,
      type: "application/problem+json",
    });
    expect(await ask(staff, "UF-99.pdf")).toMatchObject({ status: 404 });
    expect(await ask(undefined, "UF-1.pdf")).toMatchObject({ status: 401 });
  });

  test("is a customer's own only", async () => {
    expect(await ask(department, "UF-1.pdf")).toMatchObject({ status: 200, start: "%PDF" });
    expect(await ask(department, "UF-1.csv")).toMatchObject({ status: 200 });
    expect(await ask(department, "UF-2.pdf")).toMatchObject({ status: 404 });
  });

  test("weighs what the asker likes", () => {
    expect(formAccepted("*/*")).toBe("json");
    expect(formAccepted("text/csv;q=0.5, application/xml;q=0.9")).toMatchObject({ ending: "xml" });
    expect(formAccepted("application/pdf;q=0, application/json")).toBe("json");
    expect(formAccepted("image/png")).toBeUndefined();
  });
});
