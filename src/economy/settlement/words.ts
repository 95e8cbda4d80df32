import { formatAmount, type Language, monthName } from "../../platform/language/index.ts";
import { periodOf } from "../../kernel/index.ts";
import { basisText, isFinal, isForecast, lastBookedOf } from "./basis.ts";
import type { SettlementPolicy } from "./policy.ts";

/** A policy's choices in words, in the order they are read: name and choice. */
export function policyWords(
  policy: SettlementPolicy,
  language: Language,
  nameOfClass: (code: string) => string = (code) => code,
): [string, string][] {
  const sv = language === "sv";
  const pick = (words: Readonly<Record<string, readonly [string, string]>>, value: string): string => {
    const [svText, enText] = words[value] ?? [value, value];
    return sv ? svText : enText;
  };
  return [
    [sv ? "Tjänstekategorier" : "Classes", policy.classes.map(nameOfClass).join(", ")],
    [sv ? "Omfattning" : "Scope", pick(scopes, policy.scope)],
    [sv ? "Underlag" : "Basis", basisWords(policy, language)],
    [sv ? "Nivå" : "Level", pick(levels, policy.level)],
    [sv ? "Fördelning" : "Distribution", pick(distributions, policy.distribution)],
    [sv ? "Bokföring" : "Booking", pick(bookings, policy.booking)],
    [sv ? "Rest" : "Rest", pick(rests, policy.rest)],
    [sv ? "Minsta belopp" : "Threshold", `${formatAmount(policy.thresholdOre, language)} kr`],
    [
      sv ? "Summa" : "Total",
      policy.decidedTotalOre === undefined
        ? sv
          ? "den beräknade"
          : "as computed"
        : `${formatAmount(policy.decidedTotalOre, language)} kr`,
    ],
  ];
}

/** "januari–november, bokfört (ytd@11)". */
function basisWords({ basis, year }: SettlementPolicy, language: Language): string {
  const sv = language === "sv";
  const to = monthName(lastBookedOf(basis, year), language);
  const booked = isFinal(basis)
    ? sv
      ? "helåret"
      : "the whole year"
    : to === monthName(periodOf(year, 1), language)
      ? to
      : `${monthName(periodOf(year, 1), language)}–${to}`;
  const forecast = isForecast(basis) ? (sv ? ", prognos för resten" : ", forecast of the rest") : "";
  return `${booked}${forecast} (${basisText(basis)})`;
}

const scopes = {
  operation: ["förvaltning", "operation"],
  "operation-and-change": ["förvaltning och förändring", "operation and change"],
} as const;
const levels = {
  service: ["varje tjänst för sig", "each service by itself"],
  class: ["inom tjänstekategorin", "within the class"],
  all: ["över alla tjänster", "over all services"],
} as const;
const distributions = {
  "by-paid": ["efter vad kunden har betalat", "by what the customer has paid"],
  "by-cost": ["efter vad kundens användning har kostat", "by what the customer's use has cost"],
} as const;
const bookings = {
  "invoice-in-year": ["faktureras i december", "invoiced in December"],
  "accrue-and-credit-next-year": [
    "reserveras i bokslutet och krediteras i januari",
    "accrued at the closing and credited in January",
  ],
} as const;
const rests = {
  "to-equity": ["stannar i eget kapital", "stays in equity"],
  "carried-forward": ["förs till nästa års återreglering", "is carried into next year's settlement"],
} as const;

/** What can be asked of a comparison one word at a time: the words of pack.yaml, and what they are called. */
export const policyChoices = { level: levels, distribution: distributions, scope: scopes } as const;
