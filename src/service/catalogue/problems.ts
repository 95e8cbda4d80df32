import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

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

export const problemOf = problemMaker(catalogue);
