import type { Problem, ProblemCatalogue } from "../../kernel/index.ts";

/** Every code that the catalogue refuses or warns with. docs/problems.md is generated from it. */
export const catalogue = {
  "catalogue.service-without-class": {
    severity: "stop",
    title_sv: "Tjänst utan kategori",
    title_en: "Service without a class",
    try_en:
      "Add a row for the service to catalogue/classifications.csv, valid from the day the service begins.",
  },
  "catalogue.unknown-class": {
    severity: "stop",
    title_sv: "Okänd tjänstekategori",
    title_en: "Unknown service class",
    try_en: "Use a class of catalogue/classes.csv, or add the class there.",
  },
  "catalogue.unknown-area": {
    severity: "stop",
    title_sv: "Okänt tjänsteområde",
    title_en: "Unknown service area",
    try_en: "Use an area of catalogue/areas.csv, or add the area there.",
  },
  "catalogue.unknown-service": {
    severity: "stop",
    title_sv: "Okänd tjänst",
    title_en: "Unknown service",
    try_en: "Use a service of catalogue/services.csv, or add the service there.",
  },
  "catalogue.duplicate": {
    severity: "stop",
    title_sv: "Samma nyckel två gånger",
    title_en: "The same key twice",
    try_en: "Keep one of the rows; what a later date changes goes in a row with its own valid_from.",
  },
  "catalogue.validity": {
    severity: "stop",
    title_sv: "Giltighet slutar före sin början",
    title_en: "Validity ends before it begins",
    try_en: "Correct valid_from or valid_to; both days are included, and an empty valid_to is open.",
  },
} as const satisfies ProblemCatalogue;

export function problemOf(
  code: keyof typeof catalogue,
  place: { readonly file?: string | undefined; readonly line?: number | undefined },
  message: { readonly message_sv: string; readonly message_en: string },
): Problem {
  const { severity, try_en } = catalogue[code];
  return {
    code,
    severity,
    ...(place.file === undefined ? {} : { file: place.file }),
    ...(place.line === undefined ? {} : { line: place.line }),
    ...message,
    try: try_en,
  };
}
