import { type Ore, parseYear } from "../../../kernel/index.ts";
import { type Command, textTable, UsageError } from "../../../platform/command/index.ts";
import { formatAmount, formatPercent, isLanguage } from "../../../platform/language/index.ts";
import { type LensReading, readThroughLens, registeredLenses } from "../actions/index.ts";
import { lensJson } from "../index.ts";

export const lensCommand: Command = {
  name: "lens",
  summary: "the same costs in the categories of others: TBM, ESV, the city's own",
  manual: `Usage
  ./underlag lens list [--json]
  ./underlag lens show <lens> --year Y [--scenario S] [--lang sv|en] [--json]

Reads a year's costs through a lens: categories kept in lenses/categories.csv, placed by the rules of lenses/rules.csv.
The sum is that of the costing, to the öre, whatever the lens; what no rule places is a line of its own. A lens looks
either at the books (account, cost centre, project) or at the costing (service, area, class, department).

Options
  --year Y        the fiscal year
  --scenario S    actual (default), budget, forecast, or a plan by name
  --lang sv|en    the language of the table (default sv)

Examples
  ./underlag lens list
  ./underlag lens show tbm-cost-pools --year 2024

Exit codes: 0 done, 1 refused (no such lens, rules that mix both sides), 2 wrong usage.`,
  options: { year: { type: "string" }, scenario: { type: "string" }, lang: { type: "string" } },
  async run({ positionals, options, json, effects }) {
    const [verb, lens, ...rest] = positionals;
    const language = String(options["lang"] ?? "sv");
    if (!isLanguage(language)) throw new UsageError("--lang is sv or en.");
    const database = await effects.database();
    const provider = await effects.provider();
    const scope = { role: "staff", provider, actor: effects.actor } as const;
    if (verb === "list" && lens === undefined) {
      const lenses = await database.transaction(scope, (tx) => registeredLenses(tx, provider));
      effects.print(
        json
          ? JSON.stringify({ lenses }, undefined, 1)
          : lenses.map((one) => `${one.lens}  ${one.categories} kategorier, ${one.rules} regler`).join("\n"),
      );
      return 0;
    }
    if (verb !== "show" || lens === undefined || rest.length > 0) {
      throw new UsageError("lens list, or lens show <lens> --year Y.");
    }
    const year = typeof options["year"] === "string" ? parseYear(options["year"]) : undefined;
    if (year === undefined) throw new UsageError("lens show needs --year, like --year 2024.");
    const scenario = typeof options["scenario"] === "string" ? options["scenario"] : "actual";
    const reading = await database.transaction(scope, (tx) =>
      readThroughLens(tx, lens, { provider, year, scenario }),
    );
    effects.print(
      json ? JSON.stringify(lensJson(reading, { year, scenario }), undefined, 1) : table(reading, language),
    );
    return 0;
  },
};

function table({ lines, totalOre }: LensReading, language: "sv" | "en"): string {
  const rows = [
    ...lines.map((line) => [
      language === "sv" ? line.nameSv : line.nameEn,
      formatAmount(line.amountOre, language, "tkr"),
      share(line.amountOre, totalOre, language),
    ]),
    [language === "sv" ? "Summa, tkr" : "Sum, tkr", formatAmount(totalOre, language, "tkr"), ""],
  ];
  return textTable([], rows, { texts: 1 });
}

function share(part: Ore, whole: Ore, language: "sv" | "en"): string {
  return whole === 0 ? "" : formatPercent({ numerator: part, denominator: whole }, language);
}
