import { type Ore, parseYear, required } from "../../../kernel/index.ts";
import { type Command, type CommandCall, UsageError, textTable } from "../../../platform/command/index.ts";
import { formatAmount, inLanguage, type Language } from "../../../platform/language/index.ts";
import {
  compareScenarios,
  type Lens,
  lenses,
  type ScenarioName,
  scenariosOf,
  throughLens,
} from "../actions/index.ts";
import {
  type Assumption,
  type Effect,
  effects,
  readAssumption,
  varianceJson,
  type VarianceLine,
  type VarianceSums,
} from "../index.ts";
import { scenarioManual } from "./scenario-manual.ts";

export const scenarioCommand: Command = {
  name: "scenario",
  manual: scenarioManual,
  options: {
    year: { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
    "from-year": { type: "string" },
    by: { type: "string" },
    set: { type: "string", multiple: true },
  },
  async run(call) {
    const { positionals, effects: world, json } = call;
    const verb = positionals[0];
    if (positionals.length !== 1 || (verb !== "list" && verb !== "compare")) {
      throw new UsageError(
        "Ange ./underlag scenario list eller ./underlag scenario compare --year ÅR.",
        "scenario list, or scenario compare --year Y.",
      );
    }
    if (verb === "compare") return compare(call);
    const database = await world.database();
    const provider = await world.provider();
    const found = await database.transaction({ role: "staff", provider, actor: world.actor }, (tx) =>
      scenariosOf(tx, provider),
    );
    world.print(json ? JSON.stringify({ scenarios: found }, undefined, 1) : listed(found));
    return 0;
  },
};

async function compare({ options, json, effects: world }: CommandCall): Promise<0> {
  const year = yearOption(options["year"], "--year");
  const fromYear =
    options["from-year"] === undefined ? year : yearOption(options["from-year"], "--from-year");
  const by = lenses.find((one) => one === (options["by"] ?? "service"));
  if (by === undefined)
    throw new UsageError(`--by är ett av ${lenses.join(", ")}.`, `--by is one of ${lenses.join(", ")}.`);
  const { language } = world;
  const written = (options["set"] ?? []) as readonly string[];
  const assumptions = written.map((text): Assumption => required(readAssumption(text)));
  const sides = { from: String(options["from"] ?? "budget"), to: String(options["to"] ?? "actual") };
  const database = await world.database();
  const provider = await world.provider();
  const { variance, lines } = await database.transaction(
    { role: "staff", provider, actor: world.actor },
    async (tx) => {
      const found = await compareScenarios(
        tx,
        { provider, year: fromYear, scenario: sides.from },
        { provider, year, scenario: sides.to },
        assumptions,
      );
      return { variance: found, lines: await throughLens(tx, provider, found.rows, by) };
    },
  );
  const title = { from: `${sides.from} ${fromYear}`, to: `${sides.to} ${year}` };
  world.print(
    json
      ? varianceText({ ...title, by, assumptions: written }, variance, lines)
      : asTable(lines, variance, { ...title, by, language, assumed: written.length > 0 }),
  );
  return 0;
}

function yearOption(value: unknown, name: string): number {
  const year = typeof value === "string" ? parseYear(value) : undefined;
  if (year === undefined)
    throw new UsageError(
      `Ange ett år: scenario compare ${name} 2024`,
      `scenario compare needs ${name}, like ${name} 2024.`,
    );
  return year;
}

function listed(found: readonly ScenarioName[]): string {
  return found
    .map((one) => `${one.year}  ${one.scenario}${one.asOf === undefined ? "" : `  (${one.asOf})`}`)
    .join("\n");
}

function varianceText(...told: Parameters<typeof varianceJson>): string {
  return JSON.stringify(varianceJson(...told), undefined, 1);
}

const headings: Readonly<Record<Effect, { readonly sv: string; readonly en: string }>> = {
  price: { sv: "pris", en: "price" },
  volume: { sv: "volym", en: "volume" },
  mix: { sv: "mix", en: "mix" },
  key: { sv: "nyckel", en: "key" },
  scope: { sv: "omfattning", en: "scope" },
};

function asTable(
  lines: readonly VarianceLine[],
  variance: VarianceSums,
  {
    from,
    to,
    language,
    assumed,
  }: {
    readonly from: string;
    readonly to: string;
    readonly by: Lens;
    readonly language: Language;
    readonly assumed: boolean;
  },
): string {
  const tkr = (amount: Ore): string => formatAmount(amount, language, "tkr");
  const cells = (one: VarianceSums): string[] => [
    tkr(one.fromOre),
    ...effects.map((effect) => tkr(one.effectsOre[effect])),
    tkr(one.toOre),
  ];
  const second = assumed ? `${to} (${inLanguage(language, { sv: "tänk om", en: "what if" })})` : to;
  const head = ["", "tkr", from, ...effects.map((effect) => inLanguage(language, headings[effect])), second];
  const body = [
    ...lines.map((line) => [
      line.code || "–",
      (language === "sv" ? line.nameSv : line.nameEn).slice(0, 40),
      ...cells(line),
    ]),
    ["", inLanguage(language, { sv: "Summa", en: "Sum" }), ...cells(variance)],
  ];
  return textTable(head, body, { figures: head.length - 2 });
}
