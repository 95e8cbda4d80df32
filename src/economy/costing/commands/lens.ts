import { type Ore, parseYear } from "../../../kernel/index.ts";
import { type Command, textTable, UsageError } from "../../../platform/command/index.ts";
import { formatAmount, formatPercent } from "../../../platform/language/index.ts";
import { type LensReading, readThroughLens, registeredLenses } from "../actions/index.ts";
import { lensJson } from "../index.ts";
import { lensManual } from "./lens-manual.ts";

export const lensCommand: Command = {
  name: "lens",
  manual: lensManual,
  options: { year: { type: "string" }, scenario: { type: "string" } },
  async run({ positionals, options, json, effects }) {
    const [verb, lens, ...rest] = positionals;
    const { language } = effects;
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
      throw new UsageError(
        "Ange ./underlag lens list eller ./underlag lens show <lins> --year ÅR.",
        "lens list, or lens show <lens> --year Y.",
      );
    }
    const year = typeof options["year"] === "string" ? parseYear(options["year"]) : undefined;
    if (year === undefined)
      throw new UsageError(
        "Ange året, till exempel --year 2024.",
        "lens show needs --year, like --year 2024.",
      );
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
