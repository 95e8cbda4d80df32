import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `statement`. */
export const statementManual: BothLanguages = {
  sv: `Användning
  ./underlag statement                          räknar upp rapporterna
  ./underlag statement <rapport> --year ÅR [--basis whole|external] [--unit mnkr|tkr|kr] [--json]

Beräknar en ekonomisk rapport ur böckerna, planerna och kalkylen. Inget är inskrivet; avrundning är bara för visningen,
och --json ger hela ören.

Val
  --year ÅR          räkenskapsåret
  --basis B          whole (med interna poster) eller external (utan dem); varje rapport har sin egen om inget sägs
  --unit E           mnkr (en decimal, annars), tkr eller kr
  --forecast PLAN    prognosen som visas, till exempel forecast-2024-10; annars årets senaste

Exempel
  ./underlag statement income --year 2024
  ./underlag statement summary --year 2024 --json
  ./underlag explain statement:income:2024:staff:actual`,
  en: `Usage
  ./underlag statement                          lists the statements
  ./underlag statement <id> --year Y [--basis whole|external] [--unit mnkr|tkr|kr]

Computes a statement from the books, the plans and the costing. Nothing is typed in; rounding is for print only,
and --json gives whole öre.

Options
  --year Y           the fiscal year
  --basis B          whole (internal items included) or external (left out); each statement has its own unless told
  --unit U           mnkr (one decimal), tkr or kr; default mnkr
  --forecast PLAN    the forecast to show, e.g. forecast-2024-10; default the latest of the year

Examples
  ./underlag statement income --year 2024
  ./underlag statement summary --year 2024 --json
  ./underlag explain statement:income:2024:staff:actual`,
};
