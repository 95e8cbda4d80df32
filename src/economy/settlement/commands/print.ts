import { type Ore, sumOre } from "../../../kernel/index.ts";
import { textTable } from "../../../platform/command/index.ts";
import { formatAmount, formatPeriod, type Language, monthName } from "../../../platform/language/index.ts";
import {
  alternativeName,
  assumptionsOf,
  basisText,
  methodName,
  policyWords,
  type Radar,
  type RadarTrack,
  type SettlementComparison,
  type SettlementPolicy,
  type SettlementRecord,
  stateSv,
} from "../index.ts";

/** A settlement as a table for the terminal: services, then customers, then the rest. */
export function settlementText(record: SettlementRecord, language: Language): string {
  const sv = language === "sv";
  const kr = (value: Ore): string => formatAmount(value, language);
  const { computed, rest } = record;
  const carries = computed.services.some((row) => row.carriedOre !== 0);
  const head = sv
    ? [
        "Tjänst",
        "Fakturerat",
        "Kostnad",
        "Finansiering",
        ...(carries ? ["Från förra året"] : []),
        "Resultat",
        "Regleras",
      ]
    : ["Service", "Invoiced", "Cost", "Financing", ...(carries ? ["Carried"] : []), "Recovery", "Settled"];
  return [
    `${sv ? "Återreglering" : "Settlement"} ${record.settlement} (${basisText(record.basis)}, ${sv ? stateSv(record.state) : record.state})`,
    "",
    textTable(
      head,
      computed.services.map((row) => [
        row.service,
        ...[
          row.invoicedOre,
          row.costOre,
          row.financingOre,
          ...(carries ? [row.carriedOre] : []),
          row.recoveryOre,
          row.settledOre,
        ].map(kr),
      ]),
      { texts: 1 },
    ),
    "",
    textTable(
      [sv ? "Kund" : "Customer", sv ? "Belopp" : "Amount"],
      [
        ...computed.customers.map((row) => [row.customer, kr(row.amountOre)]),
        [sv ? "Summa" : "Total", kr(computed.totalOre)],
        ...(rest === undefined ? [] : [[sv ? "Rest efter helår" : "Rest of the year", kr(rest.totalOre)]]),
      ],
      { texts: 1 },
    ),
    ...(rest === undefined
      ? [
          sv
            ? "Resten syns när årets sista månad är bokförd."
            : "The rest shows when the last month of the year is booked.",
        ]
      : []),
  ].join("\n");
}

export function settlementComparisonText(comparison: SettlementComparison, language: Language): string {
  const sv = language === "sv";
  const { year, alternatives, customers } = comparison;
  const own = alternatives[0];
  const sums = alternatives.map(({ computed }) => formatAmount(computed.totalOre, language));
  return [
    sv
      ? `Återreglering ${year}, regler bredvid varandra, kronor`
      : `Settlement ${year}, policies side by side, SEK`,
    "",
    textTable(
      [],
      alternatives.map(({ name, policy }) => [
        alternativeName(name, language),
        own === undefined || own.policy === policy
          ? policyText(policy, language)
          : changes(own.policy, policy, language),
      ]),
    ),
    "",
    textTable(
      [sv ? "Kund" : "Customer", ...alternatives.map(({ name }) => alternativeName(name, language))],
      [
        ...customers.map((row) => [
          row.customer,
          ...row.amounts.map((amount) => formatAmount(amount, language)),
        ]),
        [sv ? "Summa" : "Total", ...sums],
      ],
      { texts: 1 },
    ),
  ].join("\n");
}

function policyText(policy: SettlementPolicy, language: Language): string {
  return policyWords(policy, language)
    .map(([, choice]) => choice)
    .join("; ");
}

/** What differs from the year's own, in words. */
function changes(own: SettlementPolicy, other: SettlementPolicy, language: Language): string {
  const before = policyWords(own, language);
  return policyWords(other, language)
    .filter(([, choice], at) => choice !== before[at]?.[1])
    .map(([name, choice]) => `${name}: ${choice}`)
    .join("; ");
}

interface Beside {
  readonly policy: SettlementPolicy;
  readonly tracks: readonly RadarTrack[];
}

export function radarText(radar: Radar, beside: Beside, language: Language): string {
  const sv = language === "sv";
  const kr = (value: Ore): string => formatAmount(value, language);
  const { policy, tracks } = beside;
  const basis = basisText(policy.basis);
  const sum = sv ? "Summa" : "Total";
  return [
    sv
      ? `Återregleringsradar ${radar.year}, sedd från ${formatPeriod(radar.through, language)}, kronor; positivt är till kunderna`
      : `Settlement radar ${radar.year} as seen from ${formatPeriod(radar.through, language)}, SEK; positive is owed to the customers`,
    ...assumptionsOf(radar, policy, language).map((line) => `- ${line}`),
    "",
    textTable(
      sv
        ? [
            "Tjänst",
            "Intäkt hittills",
            "resten",
            "Kostnad hittills",
            "resten",
            "Väntat helår",
            `Väntat ${basis}`,
          ]
        : ["Service", "Income so far", "rest", "Cost so far", "rest", "Expected year", `Expected ${basis}`],
      [
        ...radar.services.map((row) => [
          row.service,
          ...[
            row.invoicedOre,
            row.invoicedRestOre,
            row.costOre,
            row.costRestOre,
            row.expectedOre,
            row.settledOre,
          ].map(kr),
        ]),
        [
          sum,
          ...(["invoicedOre", "invoicedRestOre", "costOre", "costRestOre"] as const).map((part) =>
            kr(sumOre(radar.services.map((row) => row[part]))),
          ),
          kr(radar.expected.computedOre),
          kr(radar.settled.totalOre),
        ],
      ],
      { texts: 1 },
    ),
    "",
    textTable(
      sv ? ["Kund", "Väntat helår", `Väntat ${basis}`] : ["Customer", "Expected year", `Expected ${basis}`],
      [
        ...radar.customers.map((row) => [row.customer, kr(row.expectedOre), kr(row.settledOre)]),
        [sum, kr(radar.expected.totalOre), kr(radar.settled.totalOre)],
      ],
      { texts: 1 },
    ),
    ...tracks.flatMap((track) => [
      "",
      sv
        ? `Så hade radarn visat ${track.year}; det blev ${formatAmount(track.cameOre, language)}`
        : `What the radar would have said in ${track.year}; it came to ${formatAmount(track.cameOre, language)}`,
      textTable(
        sv
          ? ["Månad", "Radarn", "fel", "En tolftedel", "fel", "efter"]
          : ["Month", "Radar", "missed by", "A twelfth", "missed by", "by"],
        track.months.map((row) => [
          monthName(row.through, language),
          ...[row.expectedOre, row.missedOre, row.evenOre, row.evenMissedOre].map(kr),
          methodName(row.method, language),
        ]),
        { texts: 1 },
      ),
    ]),
  ].join("\n");
}
