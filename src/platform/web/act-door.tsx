import type { Context, Hono } from "hono";
import { Refusal } from "../../kernel/index.ts";
import type { Person } from "../access/index.ts";
import type { Database, Scope } from "../database/index.ts";
import type { Act, Doing, Done, SentFile } from "./act.ts";
import { Refused } from "./components/act-form.tsx";
import { missingView } from "./components/plain.tsx";
import { localPath } from "./local-path.ts";
import { isKey, once } from "./answered-acts.ts";
import { problemJson } from "./problem-json.ts";
import { fieldMissing, keyUnreadable } from "./problems.ts";
import type { View, Visit } from "./visit.ts";

interface ActDoor {
  readonly acts: readonly Act[];
  readonly database: Database;
  readonly provider: string;
  readonly now: () => string;
  /** Told when work in the background has been asked for. */
  readonly begun?: (() => void) | undefined;
  identify(c: Context): Promise<Person | undefined>;
  readonly sessionOf: (c: Context) => string | undefined;
  visitOf(c: Context, person: Person, path: string): Visit;
  show(c: Context, visit: Visit, view: View): Response | Promise<Response>;
}

/** Opens every act's address: by form in the web, by JSON below /api/v1. One transaction each; refused, nothing has happened. */
export function addActs(app: Hono, door: ActDoor): void {
  for (const act of door.acts) {
    app.post(act.path, (c) => byForm(act, c, door));
    app.post(`/api/v1${act.path}`, (c) => byJson(act, c, door));
  }
}

async function byForm(act: Act, c: Context, door: ActDoor): Promise<Response> {
  const person = await door.identify(c);
  const { field, file } = await formOf(c, act);
  const back = localPath(field("back"));
  if (person === undefined) return c.redirect(`/sign-in?back=${encodeURIComponent(back)}`, 303);
  const visit = door.visitOf(c, person, back);
  // Who may not do it is told no more than that there is no such thing; the action behind holds the mandate once more.
  if (!act.mandate.roles.includes(person.role)) return door.show(c, visit, missingView(visit));
  try {
    const done = await perform(act, { c, person, field, file }, door);
    return done.once === undefined
      ? c.redirect(localPath(done.to), 303)
      : await door.show(c, visit, done.once);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return door.show(c, visit, {
      title: visit.language === "sv" ? act.sv : act.en,
      status: 422,
      body: <Refused visit={visit} act={act} problems={error.problems} back={back} />,
    });
  }
}

async function byJson(act: Act, c: Context, door: ActDoor): Promise<Response> {
  const person = await door.identify(c);
  if (person === undefined) return problemJson(c, 401, "Sign in first");
  if (!act.mandate.roles.includes(person.role)) return problemJson(c, 404, "Not found");
  const isForm =
    act.fields.some((field) => field.kind === "file") && isMultipart(c.req.header("content-type"));
  if (isForm) {
    const form = await formOf(c, act);
    return answered(act, { c, person, ...form }, door);
  }
  const text = await c.req.text();
  const said = text === "" ? {} : parsedObject(text);
  // A form of another site cannot send this content type without asking first.
  if (said === undefined || (text !== "" && !isJson(c.req.header("content-type"))))
    return problemJson(c, 400, "The body is to be a JSON object, with content-type application/json");
  const known = act.fields.map((field) => field.name);
  const unknown = Object.keys(said).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    return problemJson(c, 400, `Unknown field: ${unknown.join(", ")}. Known: ${known.join(", ") || "none"}`);
  const field = (name: string): string => {
    const value = said[name];
    return typeof value === "string"
      ? saidIn(act, name, value)
      : typeof value === "number"
        ? String(value)
        : "";
  };
  return answered(act, { c, person, field, file: () => undefined }, door);
}

/** What an act came to, or what it was refused for, as JSON. */
async function answered(act: Act, asked: Asked, door: ActDoor): Promise<Response> {
  try {
    const { told } = await perform(act, asked, door);
    if (act.background === undefined) return asked.c.json(told);
    if ("job" in told && typeof told.job === "string")
      asked.c.header("location", `/api/v1/jobs/${encodeURIComponent(told.job)}`);
    return asked.c.json(told, 202);
  } catch (error) {
    if (error instanceof Refusal) return problemJson(asked.c, 422, "Refused", error.problems);
    throw error;
  }
}

interface Asked extends Pick<Doing, "field" | "file"> {
  readonly c: Context;
  readonly person: Person;
}

/** The fields and the files of a form. A file's name is what somebody else wrote: its last part only. */
async function formOf(c: Context, act: Act): Promise<Pick<Doing, "field" | "file">> {
  const form = await c.req.parseBody();
  const files = new Map<string, SentFile>();
  for (const [name, value] of Object.entries(form)) {
    if (!(value instanceof File) || (value.name === "" && value.size === 0)) continue;
    const bytes = new Uint8Array(await value.arrayBuffer());
    files.set(name, { name: value.name.split(/[/\\]/).at(-1) ?? "", bytes });
  }
  return {
    field: (name) => (typeof form[name] === "string" ? saidIn(act, name, form[name]) : ""),
    file: (name) => files.get(name),
  };
}

/** Blanks around what was said are nobody's meaning, except in a password and in a text that is kept to the letter. */
function saidIn(act: Act, name: string, text: string): string {
  const isExact = act.fields.some(
    (one) => one.name === name && (one.kind === "secret" || one.exact === true),
  );
  return isExact ? text : text.trim();
}

async function perform(
  act: Act,
  { c, person, field, file }: Asked,
  { database, provider, now, sessionOf, begun }: ActDoor,
): Promise<Done> {
  const missing = act.fields.filter(
    (one) => one.required && (one.kind === "file" ? file(one.name) === undefined : field(one.name) === ""),
  );
  if (missing.length > 0) throw new Refusal(missing.map((one) => fieldMissing(one)));
  const parameter = (name: string): string => c.req.param(name) ?? "";
  // In the person's own scope: what a customer does, the database itself keeps to the customer's own rows.
  const scope: Scope = act.ownSignIn
    ? { role: "staff", provider, actor: person.login }
    : scopeOf(person, provider);
  const doing: Doing = {
    provider,
    actor: person.login,
    now: now(),
    parameter,
    field,
    file,
    session: sessionOf(c),
  };
  const key = c.req.path.startsWith("/api/") ? c.req.header("idempotency-key") : undefined;
  if (key !== undefined && !isKey(key)) throw new Refusal([keyUnreadable()]);
  const done = await database.transaction(scope, (tx) =>
    key === undefined ? act.run(tx, doing) : once(tx, { act, path: c.req.path, key, doing }),
  );
  if (act.background !== undefined) begun?.();
  return done;
}

/** On whose behalf a person's transactions run. */
export function scopeOf(person: Person, provider: string): Scope {
  return person.role === "customer"
    ? { role: "customer", provider, customers: person.customers, actor: person.login }
    : { role: "staff", provider, actor: person.login };
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\b/i.test(contentType ?? "");
}

function isMultipart(contentType: string | undefined): boolean {
  return /^multipart\/form-data\b/i.test(contentType ?? "");
}

function parsedObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
