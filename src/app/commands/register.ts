import { writeTable } from "../../formats/csv/index.ts";
import { Refusal } from "../../kernel/index.ts";
import { type Command, UsageError } from "../../platform/command/index.ts";
import { type RegisterDefinition, textsOf } from "../../platform/registers/index.ts";
import { changeEntry, entriesOf } from "../../platform/registers/actions/index.ts";
import { unknownRegister } from "../../platform/registers/problems.ts";
import { registerJson } from "../register-json.ts";
import { registers } from "../registers.ts";

/** `register list | set`: every register that the one engine keeps. */
export const registerCommand: Command = {
  name: "register",
  summary:
    "registers: forums, meetings, needs, obstacles, reviews, consolidation plans ...; list, export, change",
  manual: `Usage
  ./underlag register list                                    names the registers
  ./underlag register list <register> [--json|--csv]          its rows
  ./underlag register set <register> <key> column=value ...   changes a row

A register is loaded from its file in a pack (docs/pack.md); set changes one row by the same rules, and the audit has both versions.
The key is the cells of the key columns with a blank between. An empty value empties the cell.

Options
  --csv   the file that a pack would hold

Examples
  ./underlag register list forums
  ./underlag register set consolidation-steps "PARKERING IT 2" done_on=2024-11-29 use_from=2025-01-01
  ./underlag register set obstacles H-LISEBERG-PU state=resolved closed_on=2025-02-01

Exit codes
  0 done (set: or already so), 1 refused, 2 wrong usage`,
  options: { csv: { type: "boolean" } },
  async run({ positionals, options, json, effects }) {
    const [verb, name, ...rest] = positionals;
    if (verb !== "list" && verb !== "set") throw new UsageError("register takes list or set.");
    if (name === undefined) {
      if (verb === "set") throw new UsageError("register set takes a register, a key and column=value.");
      const all = registers.map(({ name: register, titleSv, titleEn, path }) => ({
        register,
        title_sv: titleSv,
        title_en: titleEn,
        file: path,
      }));
      effects.print(
        json
          ? JSON.stringify({ registers: all }, null, 2)
          : all.map((one) => `${one.register.padEnd(24)} ${one.title_sv}  (${one.file})`).join("\n"),
      );
      return 0;
    }
    const definition = requiredRegister(name);
    const database = await effects.database();
    const provider = await effects.provider();
    const scope = { role: "staff", provider, actor: effects.actor } as const;
    if (verb === "set") {
      const cells = rest.filter((word) => word.includes("="));
      const key = rest.filter((word) => !word.includes("=")).join(" ");
      if (key === "" || cells.length === 0)
        throw new UsageError("register set takes a key and column=value.");
      const change = {
        key,
        cells: Object.fromEntries(
          cells.map((cell) => [cell.slice(0, cell.indexOf("=")), cell.slice(cell.indexOf("=") + 1)]),
        ),
      };
      const changed = await database.transaction(scope, (tx) =>
        changeEntry(tx, provider, definition, change, { actor: effects.actor, now: effects.now() }),
      );
      if (json) effects.print(JSON.stringify({ register: name, key, changed }));
      else
        effects.say(changed ? `${name} ${key}: ändrad / changed` : `${name} ${key}: redan så / already so`);
      return 0;
    }
    const entries = await database.transaction(scope, (tx) => entriesOf(tx, provider, definition));
    if (json) effects.print(JSON.stringify(registerJson(definition, entries), null, 2));
    else {
      const texts = entries.map((entry) => textsOf(definition, entry));
      effects.print(
        options["csv"] === true
          ? writeTable(
              definition.columns.map((column) => ({ name: column.name, type: "text" })),
              texts,
            )
          : [
              definition.titleSv,
              ...texts.map((row) =>
                Object.entries(row)
                  .filter(([, text]) => text !== "")
                  .map(([column, text]) => (definition.key.includes(column) ? text : `${column}=${text}`))
                  .join("  "),
              ),
              `${texts.length} rader`,
            ].join("\n"),
      );
    }
    return 0;
  },
};

export function requiredRegister(name: string): RegisterDefinition {
  const found = registers.find((register) => register.name === name);
  if (found) return found;
  throw new Refusal([
    unknownRegister(
      name,
      registers.map((register) => register.name),
    ),
  ]);
}
