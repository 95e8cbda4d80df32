import type { Context, Hono } from "hono";
import type { Person } from "../../platform/access/index.ts";
import { changesOf } from "../../platform/audit/actions/index.ts";
import type { Database, Scope, Transaction } from "../../platform/database/index.ts";
import { addEntry, changeEntry, entriesOf } from "../../platform/registers/actions/index.ts";
import { type ProviderFace, staffRoles } from "../../platform/web/index.ts";
import { answering, type Identify } from "./answer.ts";
import { entryKey, historyJson, registerJson } from "../register-json.ts";
import { editingRegisters, registersFor } from "../registers.ts";

interface Doors {
  readonly database: Database;
  readonly provider: ProviderFace;
  readonly identify: Identify;
  readonly now: () => string;
}

const isStaff = (person: Person): boolean => (staffRoles as readonly string[]).includes(person.role);

/**
 * Registers for machines (/api/v1/registers) and for the forms of the web (/registers): the same engine, the same rules. A
 * customer reads the rows that the database shows it; only some roles write.
 */
export function addRegisters(app: Hono, doors: Doors): void {
  const { provider } = doors;
  const read = (work: (c: Context, tx: Transaction, person: Person) => Promise<unknown>) =>
    answering(doors, work, { staffOnly: false });
  const definitionOf = (c: Context, person: Person) =>
    registersFor(isStaff(person) ? "staff" : "customer").find(
      (register) => register.name === c.req.param("register"),
    );

  app.get(
    "/api/v1/registers",
    read((_, __, person) =>
      Promise.resolve({
        registers: registersFor(isStaff(person) ? "staff" : "customer").map(
          ({ name, titleSv, titleEn, path }) => ({
            register: name,
            title_sv: titleSv,
            title_en: titleEn,
            file: path,
          }),
        ),
      }),
    ),
  );
  app.get(
    "/api/v1/registers/:register",
    read(async (c, tx, person) => {
      const definition = definitionOf(c, person);
      return definition && registerJson(definition, await entriesOf(tx, provider.id, definition));
    }),
  );
  app.get(
    "/api/v1/registers/:register/history",
    read(async (c, tx, person) => {
      const definition = definitionOf(c, person);
      const key = c.req.query("key");
      return definition === undefined || !isStaff(person)
        ? undefined
        : historyJson(
            definition,
            await changesOf(tx, provider.id, {
              objectKind: definition.objectKind,
              ...(key === undefined ? {} : { objectId: key }),
            }),
          );
    }),
  );
  app.get(
    "/api/v1/registers/:register/rows/:key",
    read(async (c, tx, person) => {
      const definition = definitionOf(c, person);
      const entry =
        definition &&
        (await entriesOf(tx, provider.id, definition)).find(
          (one) => entryKey(definition, one) === c.req.param("key"),
        );
      return entry && registerJson(definition, [entry]).entries[0];
    }),
  );
  const write = (work: (c: Context, tx: Transaction, cells: Record<string, string>) => Promise<unknown>) =>
    answering(
      doors,
      async (c, tx, person) => {
        if (!editingRegisters.roles.includes(person.role)) return undefined;
        return work(c, tx, textsIn(await c.req.json<unknown>().catch(() => ({}))));
      },
      { staffOnly: false },
    );
  const doing = (tx: Transaction) => ({
    actor: tx.scope.role === "owner" ? "" : tx.scope.actor,
    now: doors.now(),
  });
  app.post(
    "/api/v1/registers/:register",
    write(async (c, tx, cells) => {
      const definition = registersFor("staff").find((one) => one.name === c.req.param("register"));
      return definition && { key: await addEntry(tx, provider.id, definition, cells, doing(tx)) };
    }),
  );
  app.patch(
    "/api/v1/registers/:register/rows/:key",
    write(async (c, tx, cells) => {
      const definition = registersFor("staff").find((one) => one.name === c.req.param("register"));
      const key = c.req.param("key") ?? "";
      return (
        definition && {
          key,
          changed: await changeEntry(tx, provider.id, definition, { key, cells }, doing(tx)),
        }
      );
    }),
  );
  addForms(app, doors);
}

/** The forms of the register pages. A refusal is shown as every refusal of the web; a change leads back to the row. */
function addForms(app: Hono, { database, provider, identify, now }: Doors): void {
  app.post("/registers/:register", async (c) => {
    const person = await identify(c);
    const definition = registersFor("staff").find((one) => one.name === c.req.param("register"));
    if (person === undefined) return c.redirect("/sign-in", 303);
    if (definition === undefined || !editingRegisters.roles.includes(person.role)) return c.notFound();
    const form = await c.req.parseBody();
    const cells = Object.fromEntries(
      Object.entries(form).flatMap(([name, value]) =>
        name.startsWith("cell.") && typeof value === "string" ? [[name.slice(5), value.trim()]] : [],
      ),
    );
    const given = typeof form["key"] === "string" ? form["key"] : "";
    const scope: Scope = { role: "staff", provider: provider.id, actor: person.login };
    const by = { actor: person.login, now: now() };
    const key = await database.transaction(scope, async (tx) => {
      if (given === "") return addEntry(tx, provider.id, definition, cells, by);
      await changeEntry(tx, provider.id, definition, { key: given, cells }, by);
      return given;
    });
    return c.redirect(`/registers/${definition.name}/row?key=${encodeURIComponent(key)}`, 303);
  });
}

/** The cells of a body as a file would write them. */
function textsIn(body: unknown): Record<string, string> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return {};
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
