import { Refusal } from "../../kernel/index.ts";
import {
  type Cells,
  editingRegisters,
  type RegisterDefinition,
  type RowEdit,
} from "../../platform/registers/index.ts";
import { discardEdits, keepEdit, saveDraft } from "../../platform/registers/actions/index.ts";
import { type Act, type Doing, fieldUnreadable, localPath } from "../../platform/web/index.ts";
import { registers, requiredRegister } from "../registers.ts";
import { addressOf } from "./register-words.tsx";

const row = { name: "row", sv: "Radens nyckel", en: "Key of the row" } as const;
const home = { name: "home", sv: "Sidan att gå tillbaka till", en: "The page to go back to" } as const;
const overwrite = {
  name: "overwrite",
  sv: "Celler som någon annan har ändrat under tiden",
  en: "Cells that somebody else has changed meanwhile",
  choices: [
    { value: "", sv: "behåll deras", en: "keep theirs" },
    { value: "yes", sv: "skriv över", en: "write over" },
  ],
} as const;

/** Keeps an edit of a row in one's draft, from the form of its page or as a machine tells it. Nothing of the register changes. */
export const keepEditAct: Act = {
  path: "/registers/:register/draft",
  mandate: editingRegisters,
  sv: "Spara utkast",
  en: "Keep draft",
  fields: [
    row,
    { name: "change", sv: "Ändring: add, change eller remove", en: "Change: add, change or remove" },
    { name: "cells", sv: "Celler, en per rad: kolumn=värde", en: "Cells, one a line: column=value" },
    { name: "columns", sv: "Kolumner i formuläret", en: "Columns of the form" },
    { name: "saw", sv: "Vad raden sade när den visades", en: "What the row said when it was shown" },
    { name: "go", sv: "Därefter", en: "Then" },
    home,
  ],
  async run(tx, doing) {
    const { provider, actor, now, field } = doing;
    const definition = requiredRegister(doing.parameter("register"));
    const edit = editOf(definition, doing);
    const name = await keepEdit(tx, provider, definition, edit, { actor, now });
    const told = { register: definition.name, row: name ?? null };
    const then = { home: field("home") };
    if (field("go") === "stay" && name !== undefined)
      return { to: addressOf.edit(definition.name, { key: name, ...then }), told };
    return { to: addressOf.draft(definition.name, field("home")), told };
  },
};

function editOf(definition: RegisterDefinition, { field }: Doing): RowEdit {
  const said = field("change") || (field("row") === "" ? "add" : "change");
  const change = (["add", "change", "remove"] as const).find((one) => one === said);
  if (change === undefined)
    throw new Refusal([fieldUnreadable({ name: "change", sv: "Ändring", en: "Change" }, said)]);
  const posted = field("columns")
    .split(" ")
    .filter((name) => name !== "");
  const saw = sawOf(field("saw"));
  const cells: Cells = Object.fromEntries([
    // A browser ends the lines of a text by CR LF, whatever they were.
    ...posted.map((name) => [name, field(`cell.${name}`).replaceAll("\r\n", "\n")]),
    ...field("cells")
      .split(/\r?\n/)
      .flatMap((line) =>
        line.includes("=")
          ? [[line.slice(0, line.indexOf("=")).trim(), line.slice(line.indexOf("=") + 1).trim()]]
          : [],
      ),
  ]);
  const known = definition.columns.map(({ name }) => name);
  return {
    change,
    row: field("row"),
    cells,
    ...(saw === undefined ? {} : { base: Object.fromEntries(known.map((name) => [name, saw[name] ?? ""])) }),
  };
}

/** What a form says that the row said: its own words, only ever held against its own edit. */
function sawOf(text: string): Cells | undefined {
  if (text === "") return undefined;
  const unreadable = new Refusal([
    fieldUnreadable({ name: "saw", sv: "Vad raden sade", en: "What the row said" }, text),
  ]);
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    throw unreadable;
  }
  if (typeof said !== "object" || said === null || Array.isArray(said)) throw unreadable;
  const cells = Object.entries(said);
  if (!cells.every((cell): cell is [string, string] => typeof cell[1] === "string")) throw unreadable;
  return Object.fromEntries(cells);
}

/** Saves one's draft of a register: every row of it, or none and what is in the way. */
export const saveEditsAct: Act = {
  path: "/registers/:register/save",
  mandate: editingRegisters,
  sv: "Spara ändringarna",
  en: "Save the changes",
  fields: [overwrite, home],
  async run(tx, { provider, actor, now, parameter, field }) {
    const definition = requiredRegister(parameter("register"));
    const how = { referring: registers, overwrite: field("overwrite") === "yes" };
    const { rows } = await saveDraft(tx, provider, definition, { actor, now }, how);
    const [only] = rows;
    const shown =
      rows.length === 1 && only !== undefined && only.change !== "remove"
        ? addressOf.row(definition.name, only.key)
        : addressOf.register(definition.name);
    return {
      to: field("home") === "" ? shown : localPath(field("home")),
      told: { register: definition.name, saved: rows.map(({ change, key }) => ({ change, key })) },
    };
  },
};

/** Throws one's own draft of a register away, or one row of it. */
export const discardEditsAct: Act = {
  path: "/registers/:register/discard",
  mandate: editingRegisters,
  sv: "Kasta",
  en: "Throw away",
  fields: [row, home],
  async run(tx, { provider, actor, parameter, field }) {
    const { name: register } = requiredRegister(parameter("register"));
    const only = field("row") === "" ? {} : { row: field("row") };
    const discarded = await discardEdits(tx, provider, { register, person: actor, ...only });
    const to =
      field("row") === ""
        ? localPath(field("home") || addressOf.register(register))
        : addressOf.draft(register, field("home"));
    return { to, told: { register, discarded } };
  },
};

export const registerActs: readonly Act[] = [keepEditAct, saveEditsAct, discardEditsAct];
