import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `catalogue`. */
export const catalogueManual: BothLanguages = {
  sv: `Användning
  ./underlag catalogue list [--on ÅÅÅÅ-MM-DD] [--now ÅÅÅÅ-MM-DD] [--json]
  ./underlag catalogue show <kod, namn eller alias> [--on ÅÅÅÅ-MM-DD] [--json]
  ./underlag catalogue assessment-form <tjänst> > formulär.csv
  ./underlag catalogue assessment <formulär.csv eller .xlsx>

list visar en dags tjänster med kategori och område, och antalet: vilka kategorier som räknas står i katalogens egna uppgifter.
Tjänster som bytte kategori under året nämns under antalet. Med --now är kategorierna de som en senare omklassning ger, där den räknar om det som var före.
show finner en tjänst på vilket som helst av dess namn, också ett som den hade förut: "O365" är Office 365. Namn, område och ägare visas
över tid; med --on dagens. En ändring är en egen rad från sin dag:
  ./underlag register add service-versions service=PC valid_from=2025-01-01 area=hr
assessment tar in ett ifyllt formulär om en tjänsts hållbarhet, som utkast till dess profil; samma formulär igen ändrar inget.
assessment-form skriver ett tomt för en tjänst.

Val
  --on DAG     dagen; annars i dag
  --now DAG    visa kategorierna som omräknade fram till den dagen

Exempel
  ./underlag catalogue list --on 2024-12-31
  ./underlag catalogue list --on 2023-12-31 --now 2024-12-31
  ./underlag catalogue show O365 --json
  ./underlag catalogue show O365 --on 2023-12-31`,
  en: `Usage
  ./underlag catalogue list [--on YYYY-MM-DD] [--now YYYY-MM-DD] [--json]
  ./underlag catalogue show <code, name or alias> [--on YYYY-MM-DD] [--json]
  ./underlag catalogue assessment-form <service> > form.csv
  ./underlag catalogue assessment <form.csv or .xlsx>

list prints the services of a day with class and area, and the count: which classes are counted is data of the catalogue.
Services that changed class in the year are told below the count. With --now the classes are those that a later reclassification gives, where it restates what was before it.
show finds a service by any of its names, also one that it had before: "O365" is Office 365. It prints name, area and owner
over time; with --on those of the day. A change is a row of its own from its day:
  ./underlag register add service-versions service=PC valid_from=2025-01-01 area=hr
assessment takes in a filled-in form for a service's sustainability, as a draft of its profile; the same form again changes nothing.
assessment-form prints an empty one for a service.

Options
  --on DAY     the day; default today
  --now DAY    show classes as restated up to this day

Examples
  ./underlag catalogue list --on 2024-12-31
  ./underlag catalogue list --on 2023-12-31 --now 2024-12-31
  ./underlag catalogue show O365 --json
  ./underlag catalogue show O365 --on 2023-12-31`,
};
