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
