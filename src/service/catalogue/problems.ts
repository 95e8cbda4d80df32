import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that the catalogue refuses or warns with. docs/problems.md is generated from it. */
export const catalogue = {
  "catalogue.service-without-class": {
    severity: "stop",
    title_sv: "Tjänst utan kategori",
    title_en: "Service without a class",
    try_sv:
      "Lägg till en rad för tjänsten i catalogue/classifications.csv som gäller från tjänstens första dag.",
    try_en:
      "Add a row for the service to catalogue/classifications.csv, valid from the day the service begins.",
  },
  "catalogue.shared-name": {
    severity: "warn",
    title_sv: "Två tjänster har samma namn",
    title_en: "Two services have the same name",
    try_sv: "Ha varje namn en gång: ta bort aliaset från en av dem.",
    try_en: "Spell each name once: take the alias away from one of them.",
  },
  "catalogue.empty-version": {
    severity: "stop",
    title_sv: "Ändringen av tjänsten ändrar inget",
    title_en: "The change of the service changes nothing",
    try_sv: "Fyll i namnet, området eller ägaren som gäller från dagen, eller ta bort raden.",
    try_en: "Fill in the name, the area or the owner that holds from the day, or take the row away.",
  },
  "catalogue.version-outside-service": {
    severity: "stop",
    title_sv: "Ändringen faller utanför tjänstens dagar",
    title_en: "The change falls outside the days of the service",
    try_sv:
      "Rätta dagen. Det som gäller från tjänstens första dag står på dess egen rad i catalogue/services.csv.",
    try_en:
      "Correct the day. What holds from the service's first day is written in its own row of catalogue/services.csv.",
  },
  "catalogue.assessment-form": {
    severity: "stop",
    title_sv: "Formuläret kan inte läsas",
    title_en: "The form cannot be read",
    try_sv: "Hämta ett tomt formulär och fyll i svaren: ./underlag catalogue assessment-form <tjänst>",
    try_en: "Take an empty form and fill in the answers: ./underlag catalogue assessment-form <service>",
  },
  "catalogue.no-such-service": {
    severity: "stop",
    title_sv: "Tjänsten finns inte",
    title_en: "There is no such service",
    try_sv: "Visa alla: ./underlag catalogue list",
    try_en: "List them: ./underlag catalogue list",
  },
} as const satisfies ProblemCatalogue;

export const problemOf = problemMaker(catalogue);
