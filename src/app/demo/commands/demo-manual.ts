import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `demo`. */
export const demoManual: BothLanguages = {
  sv: `Användning
  ./underlag demo <mapp> [--size default|full] [--force]
  ./underlag demo <mapp> --nation N [--force]

Skriver exempelstaden Göteborg 2024 som ett paket: register, tre års böcker som SIE 4E, budget, prognos, prislistor,
fördelningsgrunder, förbrukning och försäljning. Samma byte varje gång. Summorna är en publicerad årsrapports;
allt under dem är påhittat och märkt så.

Val
  --size full   300 000 verifikationsrader och 1 000 000 förbrukningshändelser med samma summor
  --nation N    N påhittade organisationer i stället, små till medelstora, var och en ett eget paket: <mapp>/n001 ...
                Läs in dem i en databas, och ange vilken med --provider n001 i varje kommando
  --force       skriver i en mapp som inte är tom

Exempel
  ./underlag demo ./gothenburg-2024
  ./underlag demo ./nation --nation 300`,
  en: `Usage
  ./underlag demo <dir> [--size default|full] [--force]
  ./underlag demo <dir> --nation N [--force]

Writes the example city Göteborg 2024 as a pack: registers, three years of books as SIE 4E,
budget, forecast, price lists, drivers, usage and sales. The same bytes every time. The totals
are those of a published annual report; everything below them is invented and marked so.

Options
  --size full   300 000 ledger lines and 1 000 000 usage events with the same totals
  --nation N    N made-up providers instead, small to middle, each a pack of its own: <dir>/n001 ...
                Load them into one database, and name one with --provider n001 in every command
  --force       writes into a directory that is not empty

Examples
  ./underlag demo ./gothenburg-2024
  ./underlag demo ./nation --nation 300`,
};
