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
  "catalogue.shared-name": {
    severity: "warn",
    title_sv: "Två tjänster har samma namn",
    title_en: "Two services have the same name",
    try_en: "Spell each name once: take the alias away from one of them.",
  },
  "catalogue.no-such-service": {
    severity: "stop",
    title_sv: "Tjänsten finns inte",
    title_en: "There is no such service",
    try_en: "List them: ./underlag catalogue list",
  },
} as const satisfies ProblemCatalogue;

export const problemOf = problemMaker(catalogue);
