import type { Context, Hono } from "hono";
import { exportDocuments, type ExportedFile, invoiceOf } from "../../economy/invoicing/actions/index.ts";
import { Refusal } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { problemJson, type ProviderFace, scopeOf } from "../../platform/web/index.ts";
import type { Identify } from "./answer.ts";

/** What an invoice can be asked for as, by the ending of its address or by the media types that the asker accepts. */
const forms = [
  // Before the shorter ending. It is asked for by its address only.
  { ending: "specification.csv", format: "specification", types: [] },
  { ending: "pdf", format: "pdf", types: ["application/pdf"] },
  { ending: "xml", format: "peppol", types: ["application/xml", "text/xml"] },
  { ending: "csv", format: "csv", types: ["text/csv"] },
  {
    ending: "xlsx",
    format: "xlsx",
    types: ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  },
] as const;
type Form = (typeof forms)[number];

const jsonTypes = ["application/json", "application/*", "*/*"];

interface Doors {
  readonly database: Database;
  readonly provider: ProviderFace;
  readonly identify: Identify;
  readonly now: () => string;
}

/**
 * An invoice as a document (/api/v1/invoices/UF-1024.pdf, .xml, .csv, .specification.csv, .xlsx, or without an ending and by the Accept header).
 * A customer gets its own only, as the database sees to. JSON is answered by the plain address.
 */
export function addInvoiceDocuments(app: Hono, doors: Doors): void {
  app.get("/api/v1/invoices/:file{[^/]+\\.(?:pdf|xml|csv|xlsx)}", (c) => {
    const file = c.req.param("file") ?? "";
    const form = forms.find((each) => file.endsWith(`.${each.ending}`)) as Form;
    return answer(c, doors, file.slice(0, -form.ending.length - 1), form);
  });
  app.get("/api/v1/invoices/:invoice", async (c, next) => {
    const wanted = formAccepted(c.req.header("accept"));
    if (wanted === "json") return next();
    if (wanted === undefined) return problemJson(c, 406, "Not acceptable", []);
    return answer(c, doors, c.req.param("invoice") ?? "", wanted);
  });
}

/** The form that is liked best of those that there are; JSON where nothing is said. */
export function formAccepted(accept: string | undefined): Form | "json" | undefined {
  if (accept === undefined || accept.trim() === "") return "json";
  const liked = accept
    .split(",")
    .map((each, place) => {
      const [type = "", ...parameters] = each.split(";").map((part) => part.trim().toLowerCase());
      const q = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
      return { type, place, weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || a.place - b.place);
  for (const { type } of liked) {
    if (jsonTypes.includes(type)) return "json";
    const form = forms.find((each) => (each.types as readonly string[]).includes(type));
    if (form) return form;
  }
  return undefined;
}

async function answer(c: Context, doors: Doors, invoice: string, form: Form): Promise<Response> {
  const { database, provider, identify, now } = doors;
  const person = await identify(c);
  if (person === undefined) return problemJson(c, 401, "Sign in first", []);
  const scope = scopeOf(person, provider.id);
  const language = c.req.query("language") === "en" ? "en" : "sv";
  try {
    const file = await database.transaction(scope, async (tx): Promise<ExportedFile | undefined> => {
      const found = await invoiceOf(tx, provider.id, invoice);
      if (found === undefined) return undefined;
      const question = { invoice: found.head.invoice, format: form.format, language, now: now() } as const;
      for await (const each of exportDocuments(tx, provider.id, question)) return each;
      return undefined;
    });
    if (file === undefined) return problemJson(c, 404, "Not found", []);
    return c.body(new Uint8Array(file.bytes), 200, {
      "content-type": file.mediaType,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "x-content-type-options": "nosniff",
      vary: "accept",
    });
  } catch (error) {
    if (error instanceof Refusal) return problemJson(c, 422, "Refused", error.problems);
    throw error;
  }
}
