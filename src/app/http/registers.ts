import type { Context, Hono } from "hono";
import { Refusal } from "../../kernel/index.ts";
import type { Person } from "../../platform/access/index.ts";
import { changesOf } from "../../platform/audit/actions/index.ts";
import type { Database, Transaction } from "../../platform/database/index.ts";
import {
  editingRegisters,
  notWhatWasSeen,
  type RegisterDefinition,
  type RowEdit,
} from "../../platform/registers/index.ts";
import {
  draftHeads,
  entriesOf,
  markForChange,
  markOf,
  proposeDraft,
  proposeEdits,
  saveEdits,
} from "../../platform/registers/actions/index.ts";
import { fieldUnreadable, type ProviderFace, staffRoles } from "../../platform/web/index.ts";
import { answering, type Identify } from "./answer.ts";
import { entryKey, historyJson, proposalJson, registerJson } from "../register-json.ts";
import { registers, registersFor } from "../registers.ts";

interface Doors {
  readonly database: Database;
  readonly provider: ProviderFace;
  readonly identify: Identify;
  readonly now: () => string;
}

const isStaff = (person: Person): boolean => (staffRoles as readonly string[]).includes(person.role);

/**
 * Registers for machines (/api/v1/registers): the same engine and the same rules as on the web. A customer reads the rows that the
 * database shows it; only some roles write.
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
      if (definition === undefined || entry === undefined) return undefined;
      c.header("etag", `"${markOf(definition, entry)}"`);
      return registerJson(definition, [entry]).entries[0];
    }),
  );
  app.get(
    "/api/v1/register-drafts",
    read(async (_, tx, person) =>
      isStaff(person) ? { drafts: await draftHeads(tx, provider.id) } : undefined,
    ),
  );
  app.get(
    "/api/v1/registers/:register/draft",
    read(async (c, tx, person) => {
      const definition = definitionOf(c, person);
      if (definition === undefined || !isStaff(person)) return undefined;
      const how = { referring: registers };
      return proposalJson(definition, await proposeDraft(tx, provider.id, definition, person.login, how));
    }),
  );
  addWriting(app, doors);
}

/** What a machine asks to be written. */
interface Asked {
  readonly c: Context;
  readonly tx: Transaction;
  readonly person: Person;
  readonly definition: RegisterDefinition;
  readonly body: unknown;
}

/**
 * Adding, changing and removing rows, one by one or several as one. `?dry_run=1` writes nothing and answers with what would change, field by
 * field, and everything in the way. With `If-Match`, the row's own ETag, a row that somebody has changed meanwhile is left alone (412).
 */
function addWriting(app: Hono, doors: Doors): void {
  const { provider } = doors;
  const write = (work: (asked: Asked) => Promise<unknown>) =>
    answering(
      doors,
      async (c, tx, person) => {
        const definition = registersFor("staff").find((one) => one.name === c.req.param("register"));
        if (definition === undefined || !editingRegisters.roles.includes(person.role)) return undefined;
        return work({ c, tx, person, definition, body: await c.req.json<unknown>().catch(() => ({})) });
      },
      { staffOnly: true },
    );
  const written = async ({ c, tx, person, definition }: Asked, edits: readonly RowEdit[]) => {
    const how = { referring: registers, overwrite: c.req.query("overwrite") === "1" };
    await holdToSeen(c, tx, definition, edits[0]?.row);
    if (c.req.query("dry_run") === "1")
      return {
        proposal: proposalJson(definition, await proposeEdits(tx, provider.id, definition, edits, how)),
      };
    const doing = { actor: person.login, now: doors.now() };
    return { saved: await saveEdits(tx, provider.id, definition, edits, doing, how) };
  };
  const holdToSeen = async (c: Context, tx: Transaction, definition: RegisterDefinition, row = "") => {
    const expected = c.req.header("if-match");
    if (expected === undefined || expected === "*") return;
    const mark = `"${(await markForChange(tx, provider.id, definition, row)) ?? ""}"`;
    const seen = expected.split(",").map((one) => one.trim().replace(/^W\//, ""));
    if (!seen.includes(mark)) throw new Refusal([notWhatWasSeen(definition.name, row)]);
  };
  const keyOf = (c: Context): string => c.req.param("key") ?? "";
  app.post(
    "/api/v1/registers/:register",
    write(async (asked) => {
      const done = await written(asked, [{ change: "add", row: "+1", cells: textsIn(asked.body) }]);
      return done.saved === undefined ? done.proposal : { key: done.saved.rows[0]?.key ?? "" };
    }),
  );
  app.patch(
    "/api/v1/registers/:register/rows/:key",
    write(async (asked) => {
      const key = keyOf(asked.c);
      const done = await written(asked, [{ change: "change", row: key, cells: textsIn(asked.body) }]);
      return done.saved === undefined ? done.proposal : { key, changed: done.saved.rows.length > 0 };
    }),
  );
  app.delete(
    "/api/v1/registers/:register/rows/:key",
    write(async (asked) => {
      const key = keyOf(asked.c);
      const done = await written(asked, [{ change: "remove", row: key, cells: {} }]);
      return done.saved === undefined ? done.proposal : { key, removed: true };
    }),
  );
  app.post(
    "/api/v1/registers/:register/changes",
    write(async (asked) => {
      const done = await written(asked, editsIn(asked.body));
      return done.saved === undefined
        ? done.proposal
        : { saved: done.saved.rows.map(({ change, key }) => ({ change, key })) };
    }),
  );
}

/** Several edits of one register, as a machine sends them; what is not one is left out of nothing: it is refused. */
function editsIn(body: unknown): RowEdit[] {
  const list = typeof body === "object" && body !== null ? (body as { edits?: unknown }).edits : undefined;
  const asked = { name: "edits", sv: "Ändringar: en lista", en: "Edits: a list" } as const;
  if (!Array.isArray(list) || list.length === 0 || list.length > 1_000)
    throw new Refusal([fieldUnreadable(asked, JSON.stringify(list) ?? "")]);
  return list.map((one: unknown, at): RowEdit => {
    const { change, key, cells } = (typeof one === "object" && one !== null ? one : {}) as Record<
      string,
      unknown
    >;
    const known = (["add", "change", "remove"] as const).find((word) => word === change);
    if (known === undefined || (known !== "add" && typeof key !== "string"))
      throw new Refusal([fieldUnreadable(asked, JSON.stringify(one) ?? "")]);
    return {
      change: known,
      row: typeof key === "string" && known !== "add" ? key : `+${at + 1}`,
      cells: textsIn(cells),
    };
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
