import { parseDay, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Act, fieldUnreadable, yearField, yearSaid } from "../../../platform/web/index.ts";
import {
  decidePrices,
  keepPlayedPrices,
  priceListVersions,
  proposePrices,
  simulatePrices,
} from "../actions/index.ts";
import { type PriceDecision, type PriceListVersion, readRounding } from "../index.ts";
import { decidingPrices, proposingPrices } from "../mandates.ts";
import { noVersion } from "../problems.ts";

const rounding = {
  name: "round",
  sv: "Avrundning av styckpriser, som 0.10 down (down, up, nearest)",
  en: "Rounding of unit prices, like 0.10 down (down, up, nearest)",
} as const;

/** Proposes a year's prices from the costed budget and the planned volumes; a draft. */
export const proposePricesAct: Act = {
  path: "/price-list",
  mandate: proposingPrices,
  sv: "Föreslå prislista",
  en: "Propose a price list",
  fields: [
    { ...yearField, required: true },
    {
      name: "version",
      sv: "Version, om den ska heta annat än året",
      en: "Version, if not named by the year",
    },
    rounding,
  ],
  async run(tx, { provider, actor, now, field }) {
    const year = yearSaid({ field }, yearField);
    const version = field("version");
    const said = field(rounding.name);
    const rule = said === "" ? undefined : readRounding(said);
    if (said !== "" && rule === undefined) throw new Refusal([fieldUnreadable(rounding, said)]);
    const { proposal, stored } = await proposePrices(
      tx,
      provider,
      { year, rounding: rule, ...(version === "" ? {} : { version }) },
      { actor, now },
    );
    const { version: named } = proposal.version;
    return { to: address(named), told: { version: named, stored, items: proposal.version.items.length } };
  },
};

/** Prices that were tried on the page, kept as a draft; somebody else decides it, as any other. */
export const keepPlayedAct: Act = {
  path: "/price-list/:version/played",
  mandate: proposingPrices,
  sv: "Spara som förslag",
  en: "Keep as a proposal",
  fields: [
    {
      name: "name",
      sv: "Förslagets version, som 2025-B",
      en: "Version of the proposal, like 2025-B",
      required: true,
    },
    {
      name: "set",
      sv: "Antaganden, ett på varje rad",
      en: "Assumptions, one a line",
      required: true,
      long: true,
    },
  ],
  async run(tx, { provider, actor, now, parameter, field }) {
    const of = await wantedOf(tx, provider, parameter("version"));
    const set = field("set")
      .split(/\r?\n/)
      .map((one) => one.trim())
      .filter((one) => one !== "");
    const question = { year: of.year, of: of.version, version: field("name"), set };
    const { version, played } = await keepPlayedPrices(tx, provider, question, { actor, now });
    return {
      to: address(version.version),
      told: {
        version: version.version,
        of: of.version,
        set,
        items: version.items.length,
        uncovered: { ore: String(played.uncoveredOre) },
      },
    };
  },
};

/** What the draft means for every customer; after it, it may be decided. */
export const simulatePricesAct: Act = {
  path: "/price-list/:version/simulate",
  mandate: proposingPrices,
  sv: "Simulera för alla kunder",
  en: "Simulate for every customer",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    const { year, version } = await wantedOf(tx, provider, parameter("version"));
    const { simulation, against } = await simulatePrices(tx, provider, { year, version }, { actor, now });
    return { to: address(version), told: { version, against, customers: simulation.customers.length } };
  },
};

/** The board's decision, which freezes the version; by another person than who proposed it. */
export const decidePricesAct: Act = {
  path: "/price-list/:version/decide",
  mandate: decidingPrices,
  sv: "Registrera beslutet",
  en: "Record the decision",
  fields: [
    { name: "decision", sv: "Beslut i registret (kod)", en: "Decision in the register (code)" },
    { name: "board", sv: "Eller: nämnd", en: "Or: board" },
    { name: "date", sv: "Beslutsdag, som 2024-11-20", en: "Day of decision, like 2024-11-20" },
    { name: "paragraph", sv: "Paragraf, som § 118", en: "Paragraph, like § 118" },
    { name: "registryNo", sv: "Diarienummer, som 0412/24", en: "Registry number, like 0412/24" },
    { name: "supersedes", sv: "Ersätter versionen", en: "Takes over from version" },
  ],
  async run(tx, { provider, actor, now, parameter, field }) {
    const wanted = await wantedOf(tx, provider, parameter("version"));
    const supersedes = field("supersedes");
    const decided = await decidePrices(
      tx,
      provider,
      { ...wanted, decision: decisionSaid(field), ...(supersedes === "" ? {} : { supersedes }) },
      { actor, now },
    );
    return { to: address(decided.version), told: { version: decided.version, state: decided.state } };
  },
};

export const priceActs: readonly Act[] = [
  proposePricesAct,
  keepPlayedAct,
  simulatePricesAct,
  decidePricesAct,
];

/** The register's decision by its code, or the decision itself: a board's, with day, paragraph and registry number. */
function decisionSaid(field: (name: string) => string): string | PriceDecision {
  const code = field("decision");
  const [board, date, paragraph, registryNo] = ["board", "date", "paragraph", "registryNo"].map((name) =>
    field(name).trim(),
  ) as [string, string, string, string];
  if (code !== "" || [board, date, paragraph, registryNo].every((one) => one === "")) return code;
  const decidedOn = parseDay(date);
  const asked = { name: "date", sv: "Beslutsdag, som 2024-11-20", en: "Day of decision, like 2024-11-20" };
  if (decidedOn === undefined) throw new Refusal([fieldUnreadable(asked, date)]);
  return { board, decidedOn, paragraph, registryNo };
}

function address(version: string): string {
  return `/price-list?version=${encodeURIComponent(version)}`;
}

async function wantedOf(
  tx: Transaction,
  provider: string,
  name: string,
): Promise<{ readonly year: number; readonly version: string }> {
  const found: PriceListVersion | undefined = (await priceListVersions(tx, provider)).find(
    (one) => one.version === name,
  );
  if (found === undefined) throw new Refusal([noVersion(name)]);
  return { year: found.fiscalYear, version: found.version };
}
