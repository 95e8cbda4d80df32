import type { Context } from "hono";
import type { Problem } from "../../kernel/index.ts";

/** A refusal for machines: RFC 9457. */
export function problem(
  c: Context,
  status: 401 | 404 | 422,
  title: string,
  problems: readonly Problem[],
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
