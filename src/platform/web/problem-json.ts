import type { Context } from "hono";
import type { Problem } from "../../kernel/index.ts";

/** A refusal for machines, as RFC 9457 tells it. */
export function problemJson(
  c: Context,
  status: 400 | 401 | 404 | 406 | 412 | 422,
  title: string,
  problems: readonly Problem[] = [],
): Response {
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
