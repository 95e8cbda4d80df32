import { writeTable } from "../../formats/csv/index.ts";
import { Refusal } from "../../kernel/index.ts";
import { changesOf } from "../../platform/audit/actions/index.ts";
import { type Command, type CommandEffects, noSuchVerb, UsageError } from "../../platform/command/index.ts";
import { keyText, type RegisterDefinition, textsOf } from "../../platform/registers/index.ts";
import { addEntry, changeEntry, entriesOf, entryWithKey } from "../../platform/registers/actions/index.ts";
import { unknownEntry } from "../../platform/registers/problems.ts";
import { loadPack } from "../pack/load.ts";
import { reportJson, reportText } from "../pack/load-report.ts";
import { openRegisterFile } from "../pack/pack-source.ts";
import { historyJson, registerJson } from "../register-json.ts";
import { registers, requiredRegister } from "../registers.ts";
import { registerManual } from "./register-manual.ts";

const verbs = ["list", "show", "add", "set", "history", "load"] as const;

/** `register list | show | add | set | history | load`: every register, by one engine. */
export const registerCommand: Command = {
  name: "register",
  manual: registerManual,
  options: { csv: { type: "boolean" }, "dry-run": { type: "boolean" } },
  async run({ positionals, options, json, effects }) {
    const [word, name, ...rest] = positionals;
    const verb = verbs.find((candidate) => candidate === word);
    if (verb === undefined) throw noSuchVerb("register", word, verbs);
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
    if (verb === "add" || verb === "set") return write(verb, call);
    if (verb === "load") return loadFile(call, options["dry-run"] === true);
    return read(verb, call);
  },
};

interface Call {
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

async function write(verb: "add" | "set", { definition, rest, json, effects }: Call): Promise<0> {
  const { name } = definition;
  const key = keyIn(rest);
  const cells = cellsIn(rest);
  if (Object.keys(cells).length === 0)
    throw new UsageError(
      `Ange minst en cell som kolumn=värde, till exempel name_sv="Lön". Kolumnerna visas av ./underlag register show ${name} <nyckel>.`,
      `register ${verb} takes column=value.`,
    );
  if (verb === "add" && key !== "")
    throw new UsageError(
      `register add tar bara kolumn=värde; ”${key}” är inte det.`,
      `register add takes column=value only; "${key}" is none.`,
    );
  if (verb === "set" && key === "")
    throw new UsageError(
      "Ange radens nyckel och kolumn=värde: ./underlag register set <register> <nyckel> kolumn=värde",
      "register set takes a key and column=value.",
    );
  const database = await effects.database();
  const provider = await effects.provider();
  const scope = { role: "staff", provider, actor: effects.actor } as const;
  const doing = { actor: effects.actor, now: effects.now() };
  if (verb === "add") {
    const added = await database.transaction(scope, (tx) => addEntry(tx, provider, definition, cells, doing));
    if (json) effects.print(JSON.stringify({ register: name, key: added, added: true }));
    else effects.say(`${name} ${added}: tillagd / added`);
    return 0;
  }
  const changed = await database.transaction(scope, (tx) =>
    changeEntry(tx, provider, definition, { key, cells }, doing),
  );
  if (json) effects.print(JSON.stringify({ register: name, key, changed }));
  else effects.say(changed ? `${name} ${key}: ändrad / changed` : `${name} ${key}: redan så / already so`);
  return 0;
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
