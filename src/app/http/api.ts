import type { Context, Hono } from "hono";
import { type Problem, Refusal } from "../../kernel/index.ts";
import type { Person } from "../../platform/access/index.ts";
import type { Database, Scope, Transaction } from "../../platform/database/index.ts";
import { type ProviderFace, staffRoles } from "../../platform/web/index.ts";
import { statementOf } from "../../economy/statements/actions/index.ts";
import { statementIds, statementJson } from "../../economy/statements/index.ts";
import { invoiceOf, invoicesOf } from "../../economy/invoicing/actions/index.ts";
import { documentJson, headJson } from "../../economy/invoicing/index.ts";
import { explain, explanationJson } from "../explanations.ts";

type Identify = (c: Context) => Promise<Person | undefined>;

/**
 * The machines' door, /api/v1: the same questions as the commands and the pages, the same row-level security, JSON with
 * öre as text. Errors are RFC 9457 problem documents.
 */
export function addApi(database: Database, provider: ProviderFace) {
  return (app: Hono, identify: Identify): void => {
    const answer =
      (work: (c: Context, tx: Transaction) => Promise<unknown>, staffOnly = true) =>
      async (c: Context): Promise<Response> => {
        const person = await identify(c);
        if (person === undefined) return problem(c, 401, "Sign in first", []);
        const isStaff = (staffRoles as readonly string[]).includes(person.role);
        if (staffOnly && !isStaff) return problem(c, 404, "Not found", []);
        const scope: Scope = isStaff
          ? { role: "staff", provider: provider.id, actor: person.login }
          : { role: "customer", provider: provider.id, customers: person.customers, actor: person.login };
        try {
          const value = await database.transaction(scope, (tx) => work(c, tx));
          return value === undefined ? problem(c, 404, "Not found", []) : c.json(value as object);
        } catch (error) {
          if (error instanceof Refusal) return problem(c, 422, "Refused", error.problems);
          throw error;
        }
      };
    const yearOf = (c: Context): number => Number(c.req.query("year") ?? provider.year) || provider.year;

    app.get("/api/v1/api-info", (c) =>
      c.json({
        apiName: "Underlag",
        apiVersion: "1.0.0",
        apiStatus: "active",
        provider: provider.name,
        synthetic: provider.synthetic,
      }),
    );
    app.get(
      "/api/v1/statements",
      answer(() => Promise.resolve({ statements: statementIds })),
    );
    app.get(
      "/api/v1/statements/:statement",
      answer(async (c, tx) => {
        const id = c.req.param("statement") ?? "";
        const basis = c.req.query("basis");
        return statementIds.includes(id)
          ? statementJson(
              await statementOf(tx, provider.id, {
                id,
                year: yearOf(c),
                ...(basis === "whole" || basis === "external" ? { basis } : {}),
              }),
            )
          : undefined;
      }),
    );
    app.get(
      "/api/v1/explanations/:id",
      answer(async (c, tx) => {
        const depth = Math.min(20, Math.max(0, Number(c.req.query("depth") ?? "2") || 0));
        return explanationJson(await explain(tx, provider.id, c.req.param("id") ?? ""), depth);
      }, false),
    );
    app.get(
      "/api/v1/invoices",
      answer(async (c, tx) => {
        const customer = c.req.query("customer");
        const heads = await invoicesOf(tx, provider.id, {
          year: yearOf(c),
          ...(customer ? { customer } : {}),
        });
        return { invoices: heads.map((head) => headJson(head)) };
      }, false),
    );
    app.get(
      "/api/v1/invoices/:invoice",
      answer(async (c, tx) => {
        const invoice = await invoiceOf(tx, provider.id, c.req.param("invoice") ?? "");
        return invoice === undefined
          ? undefined
          : documentJson(invoice.head, invoice.head.snapshot, invoice.lines, invoice.corrections);
      }, false),
    );
    app.all("/api/*", (c) => problem(c, 404, "Not found", []));
  };
}

/** RFC 9457. */
function problem(c: Context, status: 401 | 404 | 422, title: string, problems: readonly Problem[]): Response {
  return c.body(
    JSON.stringify({
      type: problems[0] === undefined ? "about:blank" : `urn:underlag:problem:${problems[0].code}`,
      title,
      status,
      detail: problems.map((entry) => entry.message_en).join(" ") || title,
      instance: new URL(c.req.url).pathname,
      ...(problems.length > 0 ? { problems } : {}),
    }),
    status,
    { "content-type": "application/problem+json" },
  );
}
