import { createHash } from "node:crypto";
import type { Context, Hono } from "hono";
import {
  loadUsageBatch,
  metersOf,
  previewUsageBatch,
  rolledUp,
  type UsageBatchForm,
} from "../../economy/metering/actions/index.ts";
import { rolledUpJson, usageLoadJson, usagePreviewJson } from "../../economy/metering/index.ts";
import { parsePeriod, type Problem, Refusal } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import {
  answeredOnce,
  isKey,
  keyUnreadable,
  problemJson,
  type ProviderFace,
  staffRoles,
} from "../../platform/web/index.ts";
import { answering, type Identify } from "./answer.ts";

const forms: readonly (readonly [type: string, form: UsageBatchForm])[] = [
  ["application/x-ndjson", "ndjson"],
  ["application/ndjson", "ndjson"],
  ["application/json", "json"],
  ["text/csv", "csv"],
];

/** Where batches of usage are sent: the web lets larger bodies through there. */
export const usageBatchesPath = /^\/api\/v1\/usage\/batches$/;

interface Doors {
  readonly database: Database;
  readonly provider: ProviderFace;
  readonly identify: Identify;
  readonly now: () => string;
}

/**
 * Usage by the machines' door: POST /api/v1/usage/batches with NDJSON, CSV or a JSON array (all of it or nothing; sent again it
 * changes nothing, with the Idempotency-Key of all acts or without; ?correction=1 for events that hold instead of earlier ones; ?dry_run=1 tells
 * what it would come to), GET /api/v1/usage by day or month,
 * GET /api/v1/usage/meters.
 */
export function addUsage(app: Hono, { database, provider, identify, now }: Doors): void {
  app.post("/api/v1/usage/batches", async (c) => {
    const person = await identify(c);
    if (person === undefined) return problemJson(c, 401, "Sign in first", []);
    if (!(staffRoles as readonly string[]).includes(person.role)) return problemJson(c, 404, "Not found", []);
    const type = (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
    const form = forms.find(([known]) => known === type)?.[1];
    if (form === undefined)
      return problemJson(c, 400, "content-type is to be application/x-ndjson, text/csv or application/json");
    const key = c.req.header("idempotency-key");
    if (key !== undefined && !isKey(key)) return problemJson(c, 422, "Refused", [keyUnreadable()]);
    const body = new Uint8Array(await c.req.arrayBuffer());
    const actor = person.login;
    const correction = isAsked(c.req.query("correction"));
    const sha256 = createHash("sha256")
      .update(`usage ${form} ${String(correction)}\n`)
      .update(body)
      .digest("hex");
    const batch = {
      // Without a key the content is its own name: the same again is nothing all the same.
      source: `api/${key ?? `sha256-${sha256.slice(0, 16)}`}`,
      form,
      correction,
      chunks: () => inPieces(body),
      replaces: false,
    };
    const who = { actor, now: now() };
    try {
      const told = await database.transaction({ role: "staff", provider: provider.id, actor }, async (tx) => {
        if (isAsked(c.req.query("dry_run")))
          return usagePreviewJson(await previewUsageBatch(tx, provider.id, batch, who));
        const load = async () => usageLoadJson(await loadUsageBatch(tx, provider.id, batch, who));
        if (key === undefined) return load();
        const done = await answeredOnce(tx, { provider: provider.id, ...who, key, sha256 }, async () => ({
          to: "/usage",
          told: await load(),
        }));
        return done.told as ReturnType<typeof usageLoadJson>;
      });
      return c.json(told);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return problemJson(
        c,
        422,
        "Refused",
        error.problems.map((one) => withIndex(one, form)),
      );
    }
  });
  app.get("/api/v1/usage/meters", (c) =>
    asked(c, async (tx) => ({ meters: await metersOf(tx, provider.id) })),
  );
  app.get("/api/v1/usage", (c) => {
    const first = parsePeriod(c.req.query("period") ?? "");
    const last = parsePeriod(c.req.query("to") ?? c.req.query("period") ?? "");
    const by = c.req.query("by") ?? "month";
    if (first === undefined || last === undefined || last < first || (by !== "day" && by !== "month"))
      return problemJson(c, 400, "period and to are months like 2025-03, by is day or month");
    const of = { item: c.req.query("item"), customer: c.req.query("customer") };
    return asked(c, async (tx) => ({
      by,
      usage: (await rolledUp(tx, provider.id, { first, last, by, ...of })).map(rolledUpJson),
    }));
  });

  /** The events tell of people: they stay with the provider's own. */
  function asked(
    c: Context,
    work: (tx: Parameters<typeof metersOf>[0]) => Promise<object>,
  ): Promise<Response> {
    return answering({ database, provider, identify }, (_, tx) => work(tx), { staffOnly: true })(c);
  }
}

function isAsked(said: string | undefined): boolean {
  return said === "1" || said === "true";
}

/** A row's place among those that were sent, from 0: a header is none of them. */
function withIndex(problem: Problem, form: UsageBatchForm): Problem & { readonly index?: number } {
  if (problem.line === undefined) return problem;
  return { ...problem, index: problem.line - (form === "csv" ? 2 : 1) };
}

function* inPieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1 << 16) yield bytes.subarray(at, at + (1 << 16));
}
