import { parseYear } from "../../../kernel/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import { type AmountUnit } from "../../../platform/language/index.ts";
import { statementOf } from "../actions/index.ts";
import { layoutsOf, type StatementBasis, statementJson, statementTable } from "../index.ts";
import { statementManual } from "./statement-manual.ts";

const units: readonly AmountUnit[] = ["mnkr", "tkr", "kr"];
const bases: readonly StatementBasis[] = ["whole", "external"];

/** `statement <id> --year Y`: a statement on the terminal, or as JSON. */
export const statementCommand: Command = {
  name: "statement",
  manual: statementManual,
  options: {
    year: { type: "string" },
    basis: { type: "string" },
    unit: { type: "string" },
    forecast: { type: "string" },
  },
  async run({ positionals, options, json, effects }) {
    const [id] = positionals;
    if (positionals.length > 1)
      throw new UsageError(
        "statement visar en rapport i taget. Alla listas av ./underlag statement.",
        "statement takes one name.",
      );
    const { language } = effects;
    if (id === undefined) {
      const all = layoutsOf({ classes: [], areas: [], departments: [] });
      if (json) {
        const list = all.map(({ id: name, title_sv, title_en, basis, columns }) => ({
          statement: name,
          title_sv,
          title_en,
          basis,
          columns,
        }));
        effects.print(JSON.stringify({ statements: list }, null, 2));
      } else {
        for (const layout of all) {
          effects.print(`${layout.id.padEnd(20)} ${language === "sv" ? layout.title_sv : layout.title_en}`);
        }
      }
      return 0;
    }
    const year = typeof options["year"] === "string" ? parseYear(options["year"]) : undefined;
    if (year === undefined)
      throw new UsageError(
        "Ange året, till exempel --year 2024.",
        "statement needs --year, e.g. --year 2024.",
      );
    const unit = oneOf("unit", options["unit"], units) ?? "mnkr";
    const basis = oneOf("basis", options["basis"], bases);
    const forecast = options["forecast"];
    const database = await effects.database();
    const provider = await effects.provider();
    const statement = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
      statementOf(tx, provider, {
        id,
        year,
        ...(basis === undefined ? {} : { basis }),
        ...(typeof forecast === "string" ? { forecast } : {}),
      }),
    );
    effects.print(
      json
        ? JSON.stringify(statementJson(statement), null, 2)
        : statementTable(statement, { unit, language }),
    );
    return 0;
  },
};

function oneOf<T extends string>(name: string, value: unknown, known: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  const said = typeof value === "string" ? value : "";
  throw new UsageError(
    `--${name} är ${known.join(" eller ")}, inte ”${said}”.`,
    `--${name} takes ${known.join(" or ")}, not "${said}".`,
  );
}
