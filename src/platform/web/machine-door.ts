import type { Context, Hono, MiddlewareHandler } from "hono";
import { etag } from "hono/etag";
import { problemJson } from "./problem-json.ts";

/** The most rows of a list in one answer, and how many when only a page is asked for. */
const mostRows = 1_000;
const usualRows = 100;

/**
 * What holds for every address below /api/v1, whoever answers there (DIGG's REST profile): answers are the asker's own and are asked for
 * anew (ETag), lists come in pages when a page is asked for, and what does not exist is a problem document.
 */
export function addMachineRules(app: Hono): void {
  app.use("/api/v1/*", async (c, next) => {
    await next();
    c.header("cache-control", "private, no-cache");
    c.header("api-version", "1.0.0");
  });
  app.use("/api/v1/*", etag());
  app.use("/api/v1/*", inPages());
}

/** Where no route has answered below /api: a problem document too. */
export function missingToMachines(c: Context): Response {
  return problemJson(c, 404, "There is no such address");
}

/**
 * `?limit=50&page=2` of any list: an answer whose only list is cut to the page, with where it stands beside it and the neighbours as
 * links (RFC 8288). Without either word the whole list is given. The cut is made after the list: no more is shown than the asker may see.
 */
function inPages(): MiddlewareHandler {
  return async (c, next) => {
    const asked = { limit: c.req.query("limit"), page: c.req.query("page") };
    if (c.req.method !== "GET" || (asked.limit === undefined && asked.page === undefined)) return next();
    const limit = asked.limit === undefined ? usualRows : wholeOf(asked.limit);
    const page = asked.page === undefined ? 1 : wholeOf(asked.page);
    if (limit === undefined || limit > mostRows || page === undefined)
      return problemJson(c, 400, `limit takes a whole number from 1 to ${mostRows}, page one from 1`);
    await next();
    if (c.res.status !== 200 || !(c.res.headers.get("content-type") ?? "").startsWith("application/json"))
      return undefined;
    const body: unknown = await c.res.json();
    const lists = isObject(body) ? Object.entries(body).filter(isList) : [];
    const [list] = lists;
    if (!isObject(body) || list === undefined || lists.length > 1) {
      c.res = c.json(body as object);
      return undefined;
    }
    const [name, rows] = list;
    const pages = Math.max(1, Math.ceil(rows.length / limit));
    const link = (to: number, rel: string): string => {
      const address = new URL(c.req.url);
      address.searchParams.set("limit", String(limit));
      address.searchParams.set("page", String(to));
      return `<${address.pathname}${address.search}>; rel="${rel}"`;
    };
    c.res = c.json({
      ...body,
      [name]: rows.slice((page - 1) * limit, page * limit),
      page: { page, limit, pages, total: rows.length },
    });
    c.header(
      "link",
      [
        link(1, "first"),
        ...(page > 1 ? [link(page - 1, "prev")] : []),
        ...(page < pages ? [link(page + 1, "next")] : []),
        link(pages, "last"),
      ].join(", "),
    );
    return undefined;
  };
}

function wholeOf(text: string): number | undefined {
  return /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : undefined;
}

function isList(entry: [string, unknown]): entry is [string, unknown[]] {
  return Array.isArray(entry[1]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
