import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `usage`. */
export const usageManual: BothLanguages = {
  sv: `Användning
  ./underlag usage load FIL [--name usage/2025-03.csv] [--format csv|ndjson|json] [--correction] [--dry-run] [--json]
  ./underlag usage show --period 2025-03 [--to 2025-05] [--by day] [--item A] [--customer K] [--json]
  ./underlag usage events --period 2025-03 --item A --customer K [--json]
  ./underlag usage meters|files [--json]
  ./underlag usage recount [--json]

load läser CSV (event_id;day;item;customer;quantity, och time och subject om de finns) eller NDJSON, ett objekt per rad. Filens namn är
dess identitet: samma fil igen ändrar inget, annat innehåll under samma namn är en rättad version av den. En händelse räknas en gång
efter sitt id; samma id med annat innehåll nekas, om inte filen läses med --correction: då gäller dess händelser. Med --dry-run kontrolleras och
visas allt och inget behålls. En månad som redan är fakturerad rättas i nästa körning. Mätare (usage-meters/meters.csv) säger hur en artikels händelser läggs ihop: sum, max, last eller
unique; en mätare som ändras för hand gäller från nästa inläsning, eller från recount.

Val
  --as <inloggning>   den som handlar; i exemplet den första controllern`,
  en: `Usage
  ./underlag usage load FILE [--name usage/2025-03.csv] [--format csv|ndjson|json] [--correction] [--dry-run] [--json]
  ./underlag usage show --period 2025-03 [--to 2025-05] [--by day] [--item I] [--customer C] [--json]
  ./underlag usage events --period 2025-03 --item I --customer C [--json]
  ./underlag usage meters|files [--json]
  ./underlag usage recount [--json]

load reads CSV (event_id;day;item;customer;quantity, and time and subject if they are told) or NDJSON, one object a line. The file's
name is its identity: the same file again changes nothing, another content under the same name is a corrected version of it. An event
counts once by its id; the same id with other content is refused, unless the file is loaded with --correction: its events then hold.
With --dry-run everything is checked and shown, and nothing kept.
A month that is billed already is corrected by the next run. Meters (usage-meters/meters.csv) say how the events of an item are added up:
sum, max, last or unique; a meter changed by hand counts from the next load, or from recount.

Options
  --as <login>   who acts; in the example the first controller`,
};
