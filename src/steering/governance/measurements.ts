import { parseMicro, type Problem, yearOf } from "../../kernel/index.ts";
import { comment, defineRegister, type Entry, owner, synthetic } from "../../platform/registers/index.ts";
import { problemOf } from "./problems.ts";
import { optionalText, source } from "./register-columns.ts";

/** Units that a value is read and printed in. A date may be a year, a month, a day or a season; a code is a text. */
export const indicatorUnits = [
  "count",
  "percent",
  "index",
  "fte",
  "days",
  "months",
  "years",
  "hours",
  "kr",
  "tkr",
  "mnkr",
  "ratio",
  "date",
  "code",
] as const;
export type IndicatorUnit = (typeof indicatorUnits)[number];

const texts: readonly string[] = ["date", "code"];

/**
 * What is measured elsewhere and brought in (indikator): printers, licences, hours, dates that are reported. A figure that can be
 * computed from another register or the books does not belong here.
 */
export const indicators = defineRegister({
  name: "indicators",
  titleSv: "Indikatorer",
  titleEn: "Indicators",
  path: "governance/indicators.csv",
  table: "governance.indicator",
  objectKind: "indicator",
  columns: [
    { name: "indicator", type: "code", aliases: ["indikator"] },
    { name: "period", type: "text", aliases: ["period"] },
    { name: "kind", type: "choice", values: ["actual", "budget", "forecast", "target"], aliases: ["slag"] },
    { name: "name", type: "text", aliases: ["namn"] },
    { name: "unit", type: "choice", values: indicatorUnits, aliases: ["enhet"] },
    optionalText("value", "värde"),
    optionalText("definition", "definition"),
    owner,
    { name: "source", type: "text", aliases: ["källa"] },
    synthetic,
    comment,
  ],
  lists: [],
  key: ["indicator", "period"],
  references: [],
  removes: false,
  check: (entries, file) =>
    entries
      .filter(
        (entry) =>
          entry.value !== "" &&
          !texts.includes(entry.unit) &&
          parseMicro(entry.value.replace(",", ".")) === undefined,
      )
      .map((entry): Problem =>
        problemOf(
          "governance.unreadable-value",
          { file, line: entry.line, text: entry.value },
          {
            message_sv: `${entry.value} är inget tal i enheten ${entry.unit}.`,
            message_en: `${entry.value} is no number of the unit ${entry.unit}.`,
          },
        ),
      ),
});
export type Indicator = Entry<typeof indicators>;

/** Incidents of a month as the case tool counts them (incidenter, R083, R085). */
export const serviceLevels = defineRegister({
  name: "service-levels",
  titleSv: "Incidenter och tjänstenivåer",
  titleEn: "Incidents and service levels",
  path: "governance/service-levels.csv",
  table: "governance.service_level",
  objectKind: "service-level",
  columns: [
    { name: "period", type: "period", aliases: ["månad"] },
    { name: "incidents", type: "whole", aliases: ["incidenter"] },
    { name: "within", type: "whole", aliases: ["inom_avtalad_tid"] },
    { name: "major", type: "whole", aliases: ["allvarliga"] },
    source,
    synthetic,
  ],
  lists: [],
  key: ["period"],
  references: [],
  removes: true,
  check: (entries, file) =>
    entries
      .filter(
        ({ incidents, within, major }) => Math.max(within, major) > incidents || Math.min(within, major) < 0,
      )
      .map((entry): Problem =>
        problemOf(
          "governance.more-than-all",
          { file, line: entry.line },
          {
            message_sv: `${entry.within} och ${entry.major} av ${entry.incidents} incidenter är inga andelar.`,
            message_en: `${entry.within} and ${entry.major} of ${entry.incidents} incidents are no shares.`,
          },
        ),
      ),
});
export type ServiceLevel = Entry<typeof serviceLevels>;

/** The incidents of a year. The rate is pooled: all solved within time of all, not the mean of twelve months (R083). */
export function incidentsOf(
  rows: readonly Pick<ServiceLevel, "period" | "incidents" | "within" | "major">[],
  year: number,
): { readonly incidents: number; readonly within: number; readonly major: number } | undefined {
  const ofYear = rows.filter((row) => yearOf(row.period) === year);
  if (ofYear.length === 0) return undefined;
  const sum = (value: (row: (typeof ofYear)[number]) => number): number =>
    ofYear.reduce((total, row) => total + value(row), 0);
  return {
    incidents: sum((row) => row.incidents),
    within: sum((row) => row.within),
    major: sum((row) => row.major),
  };
}
