import { formatMicro } from "../../kernel/index.ts";
import { formatQuantity, type Language } from "../../platform/language/index.ts";
import type { Effects } from "./effects.ts";
import type { Comparison } from "./item-charges.ts";
import type { PriceListState, PriceListVersion, RoundingRule } from "./price-list.ts";
import type { ShownSimulation } from "./simulation-json.ts";

/** What the effects are called, in the order they are shown. */
export const effectWords: readonly (readonly [
  keyof Effects,
  { readonly sv: string; readonly en: string },
])[] = [
  ["priceOre", { sv: "Pris", en: "Price" }],
  ["volumeOre", { sv: "Volym", en: "Volume" }],
  ["keyOre", { sv: "Nyckel", en: "Key" }],
  ["scopeOre", { sv: "Omfattning", en: "Scope" }],
  ["otherOre", { sv: "Utom prislistan", en: "Beside the list" }],
];

export const stateWords: Readonly<Record<PriceListState, { readonly sv: string; readonly en: string }>> = {
  draft: { sv: "Utkast", en: "Draft" },
  simulated: { sv: "Simulerad", en: "Simulated" },
  decided: { sv: "Beslutad", en: "Decided" },
  superseded: { sv: "Ersatt", en: "Superseded" },
};

export function againstText({ kind, year }: Comparison, language: Language): string {
  const sv = language === "sv";
  if (kind === "books") return sv ? `bokförda intäkter ${year}` : `booked revenue ${year}`;
  if (kind === "price-list")
    return sv ? `prislistan ${year} vid planerade volymer` : `the price list of ${year} at planned volumes`;
  return sv ? `${year} saknas att jämföra med` : `nothing: ${year} has no price list`;
}

/** "nedåt till hela 0,10 kr". */
export function roundingText({ toMicro, direction }: RoundingRule, language: Language): string {
  const step = `${language === "sv" ? formatQuantity(toMicro, "sv") : formatMicro(toMicro)} kr`;
  const words = {
    down: { sv: `nedåt till hela ${step}`, en: `down to whole ${step}` },
    up: { sv: `uppåt till hela ${step}`, en: `up to whole ${step}` },
    nearest: { sv: `till närmaste ${step}`, en: `to the nearest ${step}` },
  };
  return words[direction][language];
}

/** What the simulation takes for granted, a sentence each. */
export function simulationAssumptions(
  { version, against }: Pick<ShownSimulation, "version" | "against">,
  language: Language,
): string[] {
  const sv = language === "sv";
  const { fiscalYear: year } = version;
  const isSold = version.items.some(
    (item) => item.charge === "direct-sale" || item.charge === "pass-through",
  );
  return [
    sv
      ? `Ett helt år till priserna, vid de volymer som är planerade i budgeten för ${year}; jämfört med ${againstText(against, "sv")}.`
      : `A whole year at the prices, at the volumes planned in the budget of ${year}; compared with ${againstText(against, "en")}.`,
    sv
      ? "Volym är ändrad mängd till förra årets pris. Pris är resten av mängdens ändring, och av en avgift det nya beloppet vid förra årets andel. Nyckel är den ändrade andelen."
      : "Volume is the changed quantity at last year's price. Price is the rest, and of a fee the new amount at last year's share. Key is the changed share.",
    sv
      ? "Omfattning är tjänster som kunden bara har det ena året. Utom prislistan är vad böckerna har vid sidan av den, som rättelser."
      : "Scope is services that the customer has in one of the years only. Beside the list is what the books hold besides it, such as corrections.",
    ...(isSold
      ? [
          sv
            ? "Direktförsäljning och vidarefakturering har ingen volym i förväg och är inte med."
            : "Direct sale and pass-through have no volume beforehand and are left out.",
        ]
      : []),
    sv
      ? `Styckpriser avrundas ${roundingText(version.rounding, "sv")}.`
      : `Unit prices are rounded ${roundingText(version.rounding, "en")}.`,
  ];
}

/** Whose paper it is: version, state and hash in one line. */
export function versionMark(
  { version, contentSha256 }: Pick<ShownSimulation, "version" | "contentSha256">,
  language: Language,
): string {
  return `${language === "sv" ? "Prislista" : "Price list"} ${version.version}, ${stateWords[version.state][language].toLowerCase()} · SHA-256 ${contentSha256}`;
}

/** A version's decision in words, where it has one. */
export function decisionText({ decision }: PriceListVersion, language: Language): string {
  if (decision === undefined) return language === "sv" ? "Inte beslutad" : "Not decided";
  return `${decision.board} ${decision.decidedOn} ${decision.paragraph}, dnr ${decision.registryNo}`;
}
