import { readFileSync } from "node:fs";
import type { Hono } from "hono";
import type { Act } from "../../platform/web/index.ts";
import { descriptions, parameterTexts } from "./descriptions.ts";

const methods = ["GET", "POST", "PATCH"];

interface Schema {
  readonly [word: string]: unknown;
}

const problem = { $ref: "#/components/schemas/Problem" } as const;
const problemAnswer = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: problem } },
});
const refusals = {
  "401": problemAnswer("Not signed in: a session's cookie or a key is needed"),
  "404": problemAnswer("No such thing, or none for this person"),
  "422": problemAnswer("Refused; everything is as it was"),
};

/** What each address answers with, made from the types of the code (`npm run answers`). */
const { answers, schemas } = JSON.parse(
  readFileSync(new URL("./answers.json", import.meta.url), "utf8"),
) as Record<"answers" | "schemas", Readonly<Record<string, Schema>>>;

const jsonAnswer = (key: string) => ({
  description: "Done",
  headers: { ETag: { description: "For If-None-Match", schema: { type: "string" } } },
  content: { "application/json": { schema: answers[key] ?? {} } },
});

/**
 * The machines' door described for programs (OpenAPI 3.1): read from the routes that are registered and the fields that acts declare,
 * so that it cannot tell of an address that is not there, nor keep quiet about one that is.
 */
export function openApi(app: Hono, acts: readonly Act[], provider: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const { method, path } of app.routes) {
    // A place with a pattern of its own is another form of the same address.
    if (!path.startsWith("/api/v1/") || /[*{]/.test(path) || !methods.includes(method)) continue;
    const address = path.slice("/api/v1".length);
    const act = method === "POST" ? acts.find((one) => one.path === address) : undefined;
    const template = address.replace(/:(\w+)/g, "{$1}");
    paths[template] ??= {};
    paths[template][method.toLowerCase()] = act === undefined ? question(method, address) : doing(act);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Underlag",
      version: "1.0.0",
      description: `The same questions and acts as the web and the command line, at ${provider}. Amounts are whole öre as text; days are ISO 8601; quantities are decimal text.`,
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
    },
    servers: [{ url: "/api/v1" }],
    security: [{ key: [] }, { session: [] }],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "A key of a person: made on /me, or by user key",
        },
        session: { type: "apiKey", in: "cookie", name: "__Host-underlag" },
      },
      schemas: { ...schemas, Problem: problemSchema },
    },
  };
}

function doing(act: Act): object {
  const properties: Record<string, Schema> = {};
  for (const field of act.fields)
    properties[field.name] = {
      description: field.en,
      ...(field.kind === "period"
        ? { type: "string", pattern: "^[0-9]{4}-[0-9]{2}$", examples: ["2024-11"] }
        : field.kind === "year"
          ? { type: ["string", "integer"], examples: ["2024"] }
          : field.kind === "file"
            ? { type: "string", format: "binary" }
            : { type: "string" }),
      ...(field.choices === undefined ? {} : { enum: field.choices.map((choice) => choice.value) }),
    };
  const required = act.fields.filter((field) => field.required).map((field) => field.name);
  const schema: Schema = {
    type: "object",
    properties,
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
  };
  const hasFile = act.fields.some((field) => field.kind === "file");
  return {
    operationId: operationOf("post", act.path),
    summary: act.en,
    description: `${act.sv}. May be done by: ${act.mandate.roles.join(", ")} (${act.mandate.mandate}).`,
    parameters: [
      ...pathParameters(act.path),
      {
        name: "Idempotency-Key",
        in: "header",
        required: false,
        description:
          "Chosen by the asker: asked again with the same key and words within a day, the same answer and no second act.",
        schema: { type: "string", minLength: 1, maxLength: 200 },
      },
    ],
    ...(act.fields.length === 0
      ? {}
      : {
          requestBody: {
            required: required.length > 0,
            content: { [hasFile ? "multipart/form-data" : "application/json"]: { schema } },
          },
        }),
    responses: {
      [act.background === undefined ? "200" : "202"]: jsonAnswer(`POST ${act.path}`),
      "400": problemAnswer("Unreadable"),
      ...refusals,
    },
  };
}

function question(method: string, address: string): object {
  const described = descriptions[`${method} ${address}`];
  const asked = (described?.query ?? []).map((name) => ({
    name,
    in: "query",
    required: false,
    description: parameterTexts[name] ?? name,
    schema: { type: "string" },
  }));
  const pages = described?.list
    ? [
        {
          name: "limit",
          in: "query",
          description: "rows of a page, at most 1000",
          schema: { type: "integer", minimum: 1, maximum: 1000 },
        },
        {
          name: "page",
          in: "query",
          description: "which page, from 1",
          schema: { type: "integer", minimum: 1 },
        },
      ]
    : [];
  return {
    operationId: operationOf(method.toLowerCase(), address),
    summary: described?.en ?? address,
    parameters: [...pathParameters(address), ...asked, ...pages],
    responses: {
      "200": jsonAnswer(`${method} ${address}`),
      ...(method === "GET" ? { "304": { description: "As it was (If-None-Match)" } } : {}),
      ...refusals,
    },
  };
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    description: parameterTexts[name] ?? name,
    schema: { type: "string" },
  }));
}

/** `post /runs/:run/approve` -> `postRunsRunApprove`. */
function operationOf(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

const problemSchema = {
  type: "object",
  description: "RFC 9457. Every refusal has a code that docs/problems.md explains.",
  required: ["type", "title", "status"],
  properties: {
    type: { type: "string", examples: ["urn:underlag:problem:invoicing.same-person"] },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string" },
    problems: {
      type: "array",
      items: {
        type: "object",
        required: ["code", "severity", "message_sv", "message_en"],
        properties: {
          code: { type: "string" },
          severity: { enum: ["stop", "warn", "info"] },
          message_sv: { type: "string" },
          message_en: { type: "string" },
          try: { type: "string" },
          try_sv: { type: "string" },
          file: { type: "string" },
          line: { type: "integer" },
        },
      },
    },
  },
} as const;
