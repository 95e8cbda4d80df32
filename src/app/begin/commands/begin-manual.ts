import type { BothLanguages } from "../../../platform/language/index.ts";
import { dimensionRoles } from "../beginning.ts";

/** The manual of `begin`. */
export const beginManual: BothLanguages = {
  sv: `Användning
  ./underlag begin <år.se> [<annat-år.se> ...] [--to <mapp>] [val]
  ./underlag begin --example [--anew]

Läser böckerna och berättar vad de innehåller: år, dimensioner, kostnader, och vad det skulle bli av dem. Med --to skrivs
det som ett paket av textfiler, med böckerna i; det går att läsa in och ger den första tjänstens kostnad. Webben har samma
sak på tre sidor: ./underlag serve med en tom datamapp.

Val
  --to MAPP             skriv paketet dit; mappen är ny eller tom
  --name NAMN           organisationens namn (annars filens)
  --org-no NUMMER       dess organisationsnummer (annars filens)
  --chart kommun|bas    kontoplanen (annars det filen säger, och var lönerna är bokförda)
  --dimension N=ROLL    vad en dimension står för, en gång för var och en: ${dimensionRoles.join(", ")}, none
  --common A,B          kostnadsställen som alla tjänster delar; de andra är tjänster. Bara där böckerna inte har tjänster
  --customers FIL       kunder, en per rad: kod;namn;antal anställda
  --example             exempelstaden i datamappen i stället, med sitt år genomfört
  --anew                tar först bort exemplet med allt som har gjorts i det. Egna böcker tas aldrig bort

Exempel
  ./underlag begin 2024.se
  ./underlag begin 2023.se 2024.se --to ./mitt-pack --common 100,110
  ./underlag load ./mitt-pack --data ./mina-data && ./underlag cost --year 2024 --by service --data ./mina-data`,
  en: `Usage
  ./underlag begin <year.se> [<another-year.se> ...] [--to <folder>] [options]
  ./underlag begin --example [--anew]

Reads the books and says what they hold: years, dimensions, costs, and what it would make of them. With --to it writes
that as a pack of text files, the books among them, which loads and gives the first service's cost. The web has the same
as three pages: ./underlag serve, with an empty data directory.

Options
  --to FOLDER           write the pack there; the folder is new or empty
  --name NAME           the organisation's name (else the file's)
  --org-no NUMBER       its organisation number (else the file's)
  --chart kommun|bas    the chart of accounts (else by the file's own word, and where salaries are booked)
  --dimension N=ROLE    what a dimension stands for, once for each: ${dimensionRoles.join(", ")}, none
  --common A,B          cost centres that all services share; the others are services. Only where the books name no services
  --customers FILE      customers, a line each: code;name;number of employees
  --example             the example city into the data directory instead, with its year played
  --anew                removes the example with all that was done in it first. Books of your own are never removed

Examples
  ./underlag begin 2024.se
  ./underlag begin 2023.se 2024.se --to ./mitt-pack --common 100,110
  ./underlag load ./mitt-pack --data ./mina-data && ./underlag cost --year 2024 --by service --data ./mina-data`,
};
