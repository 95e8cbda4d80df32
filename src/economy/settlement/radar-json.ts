import { type Ore, sumOre } from "../../kernel/index.ts";
import { formatAmount, formatPeriod, type Language } from "../../platform/language/index.ts";
import { basisText } from "./basis.ts";
import type { SettlementPolicy } from "./policy.ts";
import type { Radar, RadarMethod, RadarTrack } from "./radar.ts";

interface Beside {
  readonly policy: SettlementPolicy;
  readonly tracks: readonly RadarTrack[];
}

/** The radar as `--json` and the API give it. */
export function radarJson(radar: Radar, { policy, tracks }: Beside) {
  const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });
  return {
    year: radar.year,
    through: radar.through,
    method: radar.method,
    ...(radar.plan === undefined ? {} : { plan: radar.plan }),
    assumptions_sv: assumptionsOf(radar, policy, "sv"),
    assumptions_en: assumptionsOf(radar, policy, "en"),
    seasonalIncome: radar.seasonalIncome,
    basis: basisText(policy.basis),
    expected: money(radar.expected.computedOre),
    total: money(radar.expected.totalOre),
    settled: money(radar.settled.totalOre),
    services: radar.services.map((row) => ({
      service: row.service,
      invoiced: money(row.invoicedOre),
      invoicedRest: money(row.invoicedRestOre),
      cost: money(row.costOre),
      costRest: money(row.costRestOre),
      expected: money(row.expectedOre),
      settled: money(row.settledOre),
    })),
    customers: radar.customers.map((row) => ({
      customer: row.customer,
      expected: money(row.expectedOre),
      settled: money(row.settledOre),
    })),
    tracks: tracks.map(({ year, cameOre, months }) => ({
      year,
      came: money(cameOre),
      months: months.map((row) => ({
        through: row.through,
        method: row.method,
        expected: money(row.expectedOre),
        missed: money(row.missedOre),
        even: money(row.evenOre),
        evenMissed: money(row.evenMissedOre),
      })),
    })),
  };
}

/** What the radar takes for granted, a sentence each. */
export function assumptionsOf(radar: Radar, policy: SettlementPolicy, language: Language): string[] {
  const sv = language === "sv";
  const month = formatPeriod(radar.through, language);
  if (radar.through.endsWith("-12"))
    return [
      sv
        ? "Hela året är bokfört: ingenting är antaget, och beloppen är den slutliga återregleringens."
        : "The whole year is booked: nothing is assumed, and the amounts are those of the final settlement.",
    ];
  const years = radar.earlierYears.join(", ");
  const cost: Record<RadarMethod, readonly [string, string]> = {
    forecast: [
      `Kostnaden för resten av året är den som prognosen ${radar.plan ?? ""} anger, fördelad på tjänsterna som utfallet.`,
      `The cost of the rest of the year is what the forecast ${radar.plan ?? ""} says, put on the services as the outcome is.`,
    ],
    season: [
      `Kostnaden för resten av året följer hur varje kostnadsslag fördelade sig på månaderna ${years}, så att semestermånadernas låga personalkostnad inte tas för ett överskott.`,
      `The cost of the rest of the year follows how each cost element was spread over the months of ${years}, so that low staff cost in the holidays is not taken for a surplus.`,
    ],
    even: [
      "Kostnaden för resten av året är en tolftedel i månaden: det finns varken prognos eller tidigare år att gå efter.",
      "The cost of the rest of the year is a twelfth a month: there is neither a forecast nor an earlier year to go by.",
    ],
  };
  const financing = sumOre(policy.financing.map((one) => one.amountOre));
  return [
    sv ? `Böckerna räknas till och med ${month}.` : `The books are counted up to and including ${month}.`,
    sv
      ? "Intäkten för resten av året är en tolftedel i månaden: snittet av månaderna hittills."
      : "Income for the rest of the year is a twelfth a month: the average of the months so far.",
    ...(radar.seasonalIncome.length === 0
      ? []
      : [
          sv
            ? `Intäkten följer i stället månaderna året före för ${radar.seasonalIncome.length} tjänster, vars månader hittills liknar dem mer än en tolftedel: ${radar.seasonalIncome.join(", ")}.`
            : `For ${radar.seasonalIncome.length} services income instead follows the months of the year before, which their months so far are more like: ${radar.seasonalIncome.join(", ")}.`,
        ]),
    cost[radar.method][sv ? 0 : 1],
    ...(financing === 0
      ? []
      : [
          sv
            ? `Beslutad intern finansiering, ${formatAmount(financing, language)} kr, är avdragen i sin helhet.`
            : `Decided internal financing, SEK ${formatAmount(financing, language)}, is deducted in full.`,
        ]),
  ];
}

/** What the rest of the year's cost is taken from. */
export function methodName(method: RadarMethod, language: Language): string {
  const names = {
    forecast: ["prognos", "forecast"],
    season: ["säsong", "season"],
    even: ["tolftedel", "a twelfth"],
  } as const;
  return names[method][language === "sv" ? 0 : 1];
}
