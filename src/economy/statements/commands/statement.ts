import { parseYear } from "../../../kernel/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import { type AmountUnit, isLanguage } from "../../../platform/language/index.ts";
import { statementOf } from "../actions/index.ts";
import { layoutsOf, type StatementBasis, statementJson, statementTable } from "../index.ts";

const units: readonly AmountUnit[] = ["mnkr", "tkr", "kr"];
const bases: readonly StatementBasis[] = ["whole", "external"];

/** `statement <id> --year Y`: a statement on the terminal, or as JSON. */
export const statementCommand: Command = {
  name: "statement",
  summary: "financial statements: income, balance, departments, service costs, key figures",
  manual: `Usage
  ./underlag statement                          lists the statements
  ./underlag statement <id> --year Y [--basis whole|external] [--unit mnkr|tkr|kr] [--language sv|en]

Computes a statement from the books, the plans and the costing. Nothing is typed in; rounding is for print only,
and --json gives whole öre.

Options
  --year Y           the fiscal year
  --basis B          whole (internal items included) or external (left out); each statement has its own unless told
  --unit U           mnkr (one decimal), tkr or kr; default mnkr
  --language L       sv or en; default sv
  --forecast PLAN    the forecast to show, e.g. forecast-2024-10; default the latest of the year

Examples
  ./underlag statement income --year 2024
  ./underlag statement summary --year 2024 --json
  ./underlag explain statement:income:2024:staff:actual`,
  options: {
    year: { type: "string" },
    basis: { type: "string" },
    unit: { type: "string" },
    language: { type: "string" },
    forecast: { type: "string" },
  },
  async run({ positionals, options, json, effects }) {
    const [id] = positionals;
    if (positionals.length > 1) throw new UsageError("statement takes one name.");
    const language = oneOf("language", options["language"], "sv", isLanguage);
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
    if (year === undefined) throw new UsageError("statement needs --year, e.g. --year 2024.");
    const unit = oneOf("unit", options["unit"], "mnkr", (text): text is AmountUnit =>
      units.includes(text as never),
    );
    const basis =
      options["basis"] === undefined
        ? undefined
        : oneOf("basis", options["basis"], "whole", (text): text is StatementBasis =>
            bases.includes(text as never),
          );
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

function oneOf<T extends string>(
  name: string,
  value: unknown,
  otherwise: T,
  isOne: (text: string) => text is T,
): T {
  if (value === undefined) return otherwise;
  if (typeof value === "string" && isOne(value)) return value;
  throw new UsageError(`--${name} does not take ${typeof value === "string" ? value : "that"}.`);
}
