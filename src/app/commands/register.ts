import { writeTable } from "../../formats/csv/index.ts";
import { Refusal } from "../../kernel/index.ts";
import { changesOf } from "../../platform/audit/actions/index.ts";
import { type Command, type CommandEffects, noSuchVerb, UsageError } from "../../platform/command/index.ts";
import { actFromCommand } from "../../platform/access/actions/index.ts";
import { keyText, type RegisterDefinition, type RowEdit, textsOf } from "../../platform/registers/index.ts";
import {
  entriesOf,
  entryWithKey,
  keepEdit,
  proposeEdits,
  saveEdits,
} from "../../platform/registers/actions/index.ts";
import { unknownEntry } from "../../platform/registers/problems.ts";
import { loadPack } from "../pack/load.ts";
import { reportJson, reportText } from "../pack/load-report.ts";
import { openRegisterFile } from "../pack/pack-source.ts";
import { historyJson, registerJson } from "../register-json.ts";
import { registers, requiredRegister } from "../registers.ts";
import { inLanguage } from "../../platform/language/index.ts";
import { registerManual } from "./register-manual.ts";
import {
  draftDiff,
  draftDiscarded,
  draftSaved,
  cellLine,
  draftsTold,
  proposalTold,
} from "./register-drafts.ts";

const verbs = [
  "list",
  "show",
  "add",
  "set",
  "remove",
  "drafts",
  "diff",
  "save",
  "discard",
  "history",
  "load",
] as const;

/** `register list | show | add | set | remove | drafts | diff | save | discard | history | load`: every register, by one engine. */
export const registerCommand: Command = {
  name: "register",
  manual: registerManual,
  options: {
    csv: { type: "boolean" },
    "dry-run": { type: "boolean" },
    draft: { type: "boolean" },
    overwrite: { type: "boolean" },
  },
  async run({ positionals, options, json, effects }) {
    const [word, name, ...rest] = positionals;
    const verb = verbs.find((candidate) => candidate === word);
    if (verb === undefined) throw noSuchVerb("register", word, verbs);
    if (verb === "drafts") {
      if (name !== undefined) throw noSuchVerb("register", word, verbs);
      return draftsTold(effects, json);
    }
    if (name === undefined) {
      if (verb !== "list")
        throw new UsageError(
          `Ange ett register: ./underlag register ${verb} <register> ... Alla listas av ./underlag register list.`,
          `register ${verb} takes a register.`,
        );
      effects.print(registersText(json));
      return 0;
    }
    const definition = requiredRegister(name);
    const call: Call = { definition, rest, json, effects, csv: options["csv"] === true };
    const asDraft = options["draft"] === true;
    const isDry = options["dry-run"] === true;
    if (asDraft && isDry)
      throw new UsageError(
        "--draft och --dry-run är två olika saker: välj en.",
        "--draft and --dry-run are two different things: choose one.",
      );
    switch (verb) {
      case "add":
      case "set":
      case "remove":
        return write(verb, call, asDraft ? "draft" : isDry ? "dry-run" : "save");
      case "diff":
        return draftDiff(call);
      case "save":
        return draftSaved(call, options["overwrite"] === true);
      case "discard":
        return draftDiscarded(call);
      case "load":
        return loadFile(call, isDry);
      case "list":
      case "show":
      case "history":
        return read(verb, call);
      default:
        return verb satisfies never;
    }
  },
};

export interface Call {
  readonly definition: RegisterDefinition;
  readonly rest: readonly string[];
  readonly json: boolean;
  readonly csv: boolean;
  readonly effects: CommandEffects;
}

const keyIn = (rest: readonly string[]): string => rest.filter((part) => !part.includes("=")).join(" ");

async function read(
  verb: "list" | "show" | "history",
  { definition, rest, json, csv, effects }: Call,
): Promise<0> {
  const { name } = definition;
  const key = keyIn(rest);
  const database = await effects.database();
  const provider = await effects.provider();
  const scope = { role: "staff", provider, actor: effects.actor } as const;
  const print = (value: unknown, text: () => string): 0 => {
    effects.print(json ? JSON.stringify(value, null, 2) : text());
    return 0;
  };
  if (verb === "list") {
    const entries = await database.transaction(scope, (tx) => entriesOf(tx, provider, definition));
    return print(registerJson(definition, entries), () =>
      csv ? csvText(definition, entries) : rowsText(definition, entries),
    );
  }
  if (verb === "show") {
    if (key === "")
      throw new UsageError(
        "Ange register och nyckel: ./underlag register show <register> <nyckel>",
        "register show takes a register and a key.",
      );
    const entry = await database.transaction(scope, (tx) => entryWithKey(tx, provider, definition, key));
    if (entry === undefined) throw new Refusal([unknownEntry(name, key)]);
    return print(registerJson(definition, [entry]).entries[0], () =>
      Object.entries(textsOf(definition, entry))
        .map(([column, text]) => `${column.padEnd(18)} ${text}`.trimEnd())
        .join("\n"),
    );
  }
  const { objectKind } = definition;
  const changes = await database.transaction(scope, (tx) =>
    changesOf(tx, provider, { objectKind, ...(key === "" ? {} : { objectId: key }) }),
  );
  const history = historyJson(definition, changes);
  return print(history, () =>
    [
      ...history.changes.flatMap((change) => [
        `${change.at.slice(0, 16).replace("T", " ")}  ${change.actor}  ${change.action}  ${change.key}`,
        ...change.cells.map((cell) => `  ${cell.column}: ${cell.from ?? "-"} -> ${cell.to ?? "-"}`),
      ]),
      `${history.changes.length} ändringar`,
    ].join("\n"),
  );
}

/** One row added, changed or removed: at once, into the draft, or only shown. */
async function write(
  verb: "add" | "set" | "remove",
  { definition, rest, json, effects }: Call,
  how: "save" | "draft" | "dry-run",
): Promise<0 | 1> {
  const { name } = definition;
  const edit = editIn(verb, name, rest);
  const say = (sv: string, en: string): void => effects.say(inLanguage(effects.language, { sv, en }));
  if (how === "draft") {
    const kept = await actFromCommand(effects, { role: "controller" }, (tx, provider, act) =>
      keepEdit(tx, provider, definition, edit, act),
    );
    if (json) effects.print(JSON.stringify({ register: name, row: kept ?? null }));
    else if (kept === undefined)
      say(
        `${name}: inget ändras, och inget står i utkastet`,
        `${name}: nothing changes, and nothing is in the draft`,
      );
    else say(`${name} ${kept}: i utkastet`, `${name} ${kept}: in the draft`);
    return 0;
  }
  const database = await effects.database();
  const provider = await effects.provider();
  const scope = { role: "staff", provider, actor: effects.actor } as const;
  const referring = { referring: registers };
  if (how === "dry-run") {
    const proposal = await database.transaction(scope, (tx) =>
      proposeEdits(tx, provider, definition, [edit], referring),
    );
    return proposalTold({ definition, json, effects }, proposal);
  }
  const doing = { actor: effects.actor, now: effects.now() };
  const { edits, rows } = await database.transaction(scope, (tx) =>
    saveEdits(tx, provider, definition, [edit], doing, referring),
  );
  const key = rows[0]?.key ?? edit.row;
  if (json) {
    const done =
      edit.change === "change" ? { changed: rows.length > 0 } : { [doneWords[edit.change].json]: true };
    effects.print(JSON.stringify({ register: name, key, ...done }));
  } else if (rows.length === 0) say(`${name} ${key}: redan så`, `${name} ${key}: already so`);
  else {
    const { sv, en } = doneWords[edit.change];
    say(`${name} ${key}: ${sv}`, `${name} ${key}: ${en}`);
    if (edit.change === "change")
      for (const cell of edits[0]?.cells ?? []) effects.say(`    ${cellLine(cell)}`);
  }
  return 0;
}

const doneWords = {
  add: { sv: "tillagd", en: "added", json: "added" },
  change: { sv: "ändrad", en: "changed", json: "changed" },
  remove: { sv: "borttagen", en: "removed", json: "removed" },
} as const;

/** The edit that the words of a command are. */
function editIn(verb: "add" | "set" | "remove", register: string, rest: readonly string[]): RowEdit {
  const key = keyIn(rest);
  const cells = cellsIn(rest);
  const isEmpty = Object.keys(cells).length === 0;
  if (verb === "remove") {
    if (key === "" || !isEmpty)
      throw new UsageError(
        "Ange radens nyckel: ./underlag register remove <register> <nyckel>",
        "register remove takes a key.",
      );
    return { change: "remove", row: key, cells };
  }
  if (isEmpty)
    throw new UsageError(
      `Ange minst en cell som kolumn=värde, till exempel name_sv="Lön". Kolumnerna visas av ./underlag register show ${register} <nyckel>.`,
      `register ${verb} takes column=value.`,
    );
  if (verb === "set") {
    if (key === "")
      throw new UsageError(
        "Ange radens nyckel och kolumn=värde: ./underlag register set <register> <nyckel> kolumn=värde",
        "register set takes a key and column=value.",
      );
    return { change: "change", row: key, cells };
  }
  if (key !== "")
    throw new UsageError(
      `register add tar bara kolumn=värde; ”${key}” är inte det.`,
      `register add takes column=value only; "${key}" is none.`,
    );
  return { change: "add", row: "", cells };
}

async function loadFile({ definition, rest, json, effects }: Call, dryRun: boolean): Promise<0> {
  const [file, ...more] = rest;
  if (file === undefined || more.length > 0)
    throw new UsageError(
      "Ange register och fil: ./underlag register load <register> <fil.csv>",
      "register load takes a register and a file.",
    );
  const report = await loadPack(await effects.database(), openRegisterFile(file, definition.path), {
    actor: effects.actor,
    now: effects.now(),
    confirm: false,
    dryRun,
    provider: await effects.provider(),
    progress: (text) => effects.progress(text),
  });
  effects.progress("");
  if (!json && report.warnings.length > 0) effects.problems(report.warnings);
  effects.print(json ? JSON.stringify(reportJson(report), null, 2) : reportText(report));
  return 0;
}

function cellsIn(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words
      .filter((word) => word.includes("="))
      .map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]),
  );
}

function registersText(json: boolean): string {
  const all = registers.map(({ name: register, titleSv, titleEn, path }) => ({
    register,
    title_sv: titleSv,
    title_en: titleEn,
    file: path,
  }));
  return json
    ? JSON.stringify({ registers: all }, null, 2)
    : all.map((one) => `${one.register.padEnd(24)} ${one.title_sv}  (${one.file})`).join("\n");
}

function csvText(definition: RegisterDefinition, entries: readonly object[]): string {
  return writeTable(
    definition.columns.map((column) => ({ name: column.name, type: "text" })),
    entries.map((entry) => textsOf(definition, entry)),
  );
}

function rowsText(definition: RegisterDefinition, entries: readonly object[]): string {
  return [
    definition.titleSv,
    ...entries.map((entry) =>
      [
        keyText(definition, entry as Readonly<Record<string, unknown>>),
        ...Object.entries(textsOf(definition, entry))
          .filter(([column, text]) => text !== "" && !definition.key.includes(column))
          .map(([column, text]) => `${column}=${text}`),
      ].join("  "),
    ),
    `${entries.length} rader`,
  ].join("\n");
}
