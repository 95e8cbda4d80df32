import { writeFile } from "node:fs/promises";
import { closest, type Day, parseDay, unreachable } from "../../../kernel/index.ts";
import { actingPerson } from "../../../platform/access/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  type Command,
  type CommandCall,
  type CommandEffects,
  noSuchVerb,
  UsageError,
} from "../../../platform/command/index.ts";
import {
  annexFile,
  annexForms,
  decidePrices,
  keepPlayedPrices,
  proposePrices,
  simulatePrices,
  priceListVersions,
  versionOf,
} from "../actions/index.ts";
import {
  type PriceDecision,
  type RoundingRule,
  readRounding,
  sieved,
  type Sieve,
  simulationJson,
  type Simulation,
} from "../index.ts";
import { decidedText, proposalText, showText, simulationText } from "./print.ts";
import { proposalJson, versionJson } from "./json.ts";
import { inLanguage } from "../../../platform/language/index.ts";
import { statesSv } from "../problems.ts";
import { priceManual } from "./price-manual.ts";

const verbs = ["propose", "simulate", "decide", "show"] as const;
type Verb = (typeof verbs)[number];

/** Which options each verb takes besides --year and --version; another one is wrong usage, not silently ignored. */
const optionsOf: Record<Verb, readonly string[]> = {
  propose: ["from", "round", "of", "set"],
  simulate: ["by", "against", "customer", "service", "to"],
  decide: ["decision", "board", "date", "paragraph", "registry-no", "supersedes"],
  show: ["fees"],
};

export const priceCommand: Command = {
  name: "price",
  manual: priceManual,
  options: {
    year: { type: "string" },
    version: { type: "string" },
    from: { type: "string" },
    round: { type: "string" },
    by: { type: "string" },
    against: { type: "string" },
    customer: { type: "string" },
    service: { type: "string" },
    to: { type: "string" },
    decision: { type: "string" },
    board: { type: "string" },
    date: { type: "string" },
    paragraph: { type: "string" },
    "registry-no": { type: "string" },
    supersedes: { type: "string" },
    set: { type: "string", multiple: true },
    of: { type: "string" },
    fees: { type: "boolean" },
  },
  async run(call) {
    const verb = verbOf(call);
    const year = yearOption(call);
    const version = text(call, "version");
    const { effects } = call;
    switch (verb) {
      case "propose":
        if (call.options["set"] !== undefined || call.options["of"] !== undefined)
          return keepPlayed(call, { year, version });
        return propose(call, {
          year,
          version,
          validFrom: dayOption(call, "from"),
          rounding: roundOption(call),
        });
      case "simulate":
        return simulate(call, { year, version });
      case "decide": {
        const decision = decisionOption(call);
        const supersedes = text(call, "supersedes");
        const found = await act(effects, "approver", (tx, provider, who) =>
          decidePrices(tx, provider, { year, version, decision, supersedes }, who),
        );
        effects.print(call.json ? versionJson(found) : decidedText(found));
        return 0;
      }
      case "show": {
        const { found, others } = await act(effects, undefined, async (tx, provider) => {
          const shown = await versionOf(tx, provider, { year, version });
          const ofYear = await priceListVersions(tx, provider, { year });
          return { found: shown, others: ofYear.filter((one) => one.version !== shown.version) };
        });
        const fees = call.options["fees"] === true;
        effects.print(call.json ? versionJson(found) : showText(found, { fees }));
        for (const { version: name, state, validFrom, validTo } of others) {
          effects.say(
            inLanguage(effects.language, {
              sv: `Också för ${year}: ${name}, ${statesSv[state]}, ${validFrom} - ${validTo} (--version ${name})`,
              en: `Also of ${year}: ${name}, ${state}, ${validFrom} - ${validTo} (--version ${name})`,
            }),
          );
        }
        return 0;
      }
      default:
        return unreachable(verb);
    }
  },
};

async function propose(
  call: CommandCall,
  question: {
    year: number;
    version: string | undefined;
    validFrom: Day | undefined;
    rounding: RoundingRule | undefined;
  },
): Promise<0> {
  const { effects, json } = call;
  const found = await act(effects, "controller", (tx, provider, who) =>
    proposePrices(tx, provider, question, who),
  );
  if (!json && found.warnings.length > 0) effects.problems(found.warnings);
  effects.print(json ? proposalJson(found) : proposalText(found));
  if (found.stored)
    effects.say(
      inLanguage(effects.language, {
        sv: "Behållet som utkast. Nästa: ./underlag price simulate",
        en: "Kept as a draft. Next: ./underlag price simulate",
      }),
    );
  else
    effects.say(
      inLanguage(effects.language, {
        sv: "Versionen är beslutad och ändrades inte.",
        en: "The version is decided and was not changed.",
      }),
    );
  return 0;
}

/** Prices that were tried, kept as a draft of their own. */
async function keepPlayed(
  call: CommandCall,
  { year, version }: { readonly year: number; readonly version: string | undefined },
): Promise<0> {
  const { effects, json, options } = call;
  for (const other of ["from", "round"])
    if (options[other] !== undefined)
      throw new UsageError(
        `--${other} är den provade versionens; utelämna det med --set.`,
        `--${other} is that of the version that is tried on; leave it out with --set.`,
      );
  if (version === undefined)
    throw new UsageError(
      "--set behöver --version, det nya förslagets namn.",
      "--set asks for --version, the name of the new proposal.",
    );
  const set = Array.isArray(options["set"]) ? options["set"].map(String) : [];
  const kept = await act(effects, "controller", (tx, provider, who) =>
    keepPlayedPrices(tx, provider, { year, version, of: text(call, "of"), set }, who),
  );
  effects.print(json ? versionJson(kept.version) : showText(kept.version, { fees: false }));
  const next = `./underlag price simulate --year ${year} --version ${version}`;
  effects.say(
    effects.language === "sv" ? `Sparat som utkast. Nästa: ${next}` : `Kept as a draft. Next: ${next}`,
  );
  return 0;
}

async function simulate(
  call: CommandCall,
  which: { readonly year: number; readonly version: string | undefined },
): Promise<0> {
  const { effects, json } = call;
  const by = choice(call, "by", ["customer", "service"] as const) ?? "customer";
  const against = choice(call, "against", ["price-list", "books"] as const);
  const { language } = effects;
  const only = { customer: text(call, "customer"), service: text(call, "service") };
  const to = text(call, "to");
  const form = annexForms.find((one) => to?.toLowerCase().endsWith(`.${one}`));
  if (to !== undefined && form === undefined)
    throw new UsageError(
      `--to är en fil som slutar på .xlsx eller .pdf, inte ”${to}”.`,
      `--to takes a file that ends with .xlsx or .pdf, not "${to}".`,
    );
  const { found, file } = await act(effects, "controller", async (tx, provider, who) => {
    const all = await simulatePrices(tx, provider, { ...which, against }, who);
    const shown = { ...all, simulation: siftedBy(all.simulation, only) };
    return {
      found: shown,
      file: form === undefined ? undefined : await annexFile(tx, provider, shown, { form, language }, who),
    };
  });
  if (file !== undefined && to !== undefined) {
    if (file.warnings.length > 0) effects.problems(file.warnings);
    await writeFile(to, file.bytes);
    effects.say(inLanguage(effects.language, { sv: `Skrev ${to}.`, en: `Wrote ${to}.` }));
  }
  effects.print(json ? JSON.stringify(simulationJson(found), null, 2) : simulationText(found, by));
  return 0;
}

/** Only what was asked for; a code that nobody has is refused, since an empty answer looks like no consequence. */
function siftedBy(simulation: Simulation, only: Sieve): Simulation {
  for (const name of ["customer", "service"] as const) {
    const asked = only[name];
    const known = [...new Set(simulation.lines.map((line) => line[name]))];
    if (asked === undefined || known.includes(asked)) continue;
    const near = closest(asked, known);
    throw new UsageError(
      `${name === "customer" ? "Kunden" : "Tjänsten"} ”${asked}” finns inte i simuleringen.${near === undefined ? "" : ` Menade du ”${near}”?`}`,
      `No ${name} "${asked}" in the simulation.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
    );
  }
  return sieved(simulation, only);
}

async function act<T>(
  effects: CommandEffects,
  role: "controller" | "approver" | undefined,
  work: (tx: Transaction, provider: string, who: { now: string; actor: string }) => Promise<T>,
): Promise<T> {
  const database = await effects.database();
  const provider = await effects.provider();
  // Looking takes no person; what changes something does.
  const actor =
    role === undefined ? effects.actor : await actingPerson(effects, database, { provider, role });
  return database.transaction({ role: "staff", provider, actor }, (tx) =>
    work(tx, provider, { now: effects.now(), actor }),
  );
}

function verbOf({ positionals, options }: CommandCall): Verb {
  const [word, ...more] = positionals;
  const verb = verbs.find((one) => one === word);
  if (verb === undefined) throw noSuchVerb("price", word, verbs);
  if (more.length > 0)
    throw new UsageError(
      `price ${verb} tar inget ”${more[0]}”; val börjar med --.`,
      `price ${verb} takes no "${more[0]}"; options begin with --.`,
    );
  for (const other of verbs) {
    for (const name of optionsOf[other]) {
      if (other === verb || options[name] === undefined || optionsOf[verb].includes(name)) continue;
      throw new UsageError(
        `--${name} hör till price ${other}, inte till price ${verb}.`,
        `--${name} belongs to price ${other}, not to price ${verb}.`,
      );
    }
  }
  return verb;
}

function text(call: CommandCall, name: string): string | undefined {
  const value = call.options[name];
  if (typeof value !== "string") return undefined;
  if (value.trim() === "") throw new UsageError(`--${name} är tomt.`, `--${name} is empty.`);
  return value.trim();
}

function yearOption(call: CommandCall): number {
  const value = text(call, "year");
  if (value === undefined)
    throw new UsageError(
      "Ange året, till exempel --year 2024.",
      "Which year? Give --year, such as --year 2024.",
    );
  if (!/^(19|20)\d\d$/.test(value))
    throw new UsageError(
      `--year är ett år, till exempel 2024, inte ”${value}”.`,
      `--year takes a year such as 2024, not "${value}".`,
    );
  return Number(value);
}

function dayOption(call: CommandCall, name: string): Day | undefined {
  const value = text(call, name);
  if (value === undefined) return undefined;
  const day = parseDay(value);
  if (day === undefined)
    throw new UsageError(
      `--${name} är en dag, till exempel 2024-07-01, inte ”${value}”.`,
      `--${name} takes a day such as 2024-07-01, not "${value}".`,
    );
  return day;
}

function choice<T extends string>(call: CommandCall, name: string, known: readonly T[]): T | undefined {
  const value = text(call, name);
  if (value === undefined) return undefined;
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  const near = closest(value, known);
  throw new UsageError(
    `--${name} är ${known.join(" eller ")}, inte ”${value}”.${near ? ` Menade du ”${near}”?` : ""}`,
    `--${name} takes ${known.join(" or ")}, not "${value}".${near ? ` Did you mean "${near}"?` : ""}`,
  );
}

function roundOption(call: CommandCall): RoundingRule | undefined {
  const value = text(call, "round");
  if (value === undefined) return undefined;
  const rule = readRounding(value);
  if (rule === undefined) {
    throw new UsageError(
      `--round är ett steg och en riktning, till exempel "0.10 down", inte ”${value}”.`,
      `--round takes a step and a direction, such as "0.10 down", not "${value}".`,
    );
  }
  return rule;
}

function decisionOption(call: CommandCall): string | PriceDecision {
  const code = text(call, "decision");
  const parts = ["board", "date", "paragraph", "registry-no"];
  const given = parts.filter((name) => call.options[name] !== undefined);
  if (code !== undefined) {
    if (given.length > 0)
      throw new UsageError(
        `Ange --decision eller --${given[0]}, inte båda.`,
        `Give --decision or --${given[0]}, not both.`,
      );
    return code;
  }
  const missing = parts.filter((name) => !given.includes(name)).map((name) => `--${name}`);
  if (missing.length === parts.length) {
    throw new UsageError(
      "Ange beslutet: --decision KOD, eller --board, --date, --paragraph och --registry-no.",
      "Which decision? Give --decision CODE, or --board, --date, --paragraph and --registry-no.",
    );
  }
  if (missing.length > 0)
    throw new UsageError(
      `Beslutet behöver också ${missing.join(", ")}.`,
      `A decision also needs ${missing.join(", ")}.`,
    );
  return {
    board: text(call, "board") ?? "",
    decidedOn: dayOption(call, "date") as Day,
    paragraph: text(call, "paragraph") ?? "",
    registryNo: text(call, "registry-no") ?? "",
  };
}
