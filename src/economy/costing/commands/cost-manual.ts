import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `cost`. */
export const costManual: BothLanguages = {
  sv: `Användning
  ./underlag cost --year ÅR [--scenario actual|budget|forecast] [--by service|customer|department] [--json]
  ./underlag cost --year ÅR --measure M [--by service|customer] [--json]
  ./underlag cost compare --year ÅR [--scenario S] [--by service|customer] [--json]
  ./underlag cost idle --year ÅR [--scenario S] [--json]

Kostnadsberäknar året: direkta kostnader till sina tjänster, gemensamma steg för steg efter kalkylmodellens fördelningsgrunder.
Visar en tabell i tusental kronor (tkr) per kostnadsslag. Summan är kostnadskontonas summa, på öret.

compare beräknar samma år med varje metod (direkt, stegvis, dubbel stegvis, ömsesidig) och säger vad stegens ordning avgör.
idle säger vilken kapacitet ingen använder, vem som svarar för den och vad den gör med priset per enhet.
Inget av dem sparar något.

Val
  --year ÅR       räkenskapsåret
  --scenario S    actual (annars), budget, forecast (årets senaste), eller en plan vid namn: forecast-2024-10
  --by G          service (annars), customer (efter modellens nycklar), department (avdelningen som äger tjänsten)
  --measure M     ett annat av modellens mått, till exempel kwh: i sin egen enhet, genom samma pooler, steg och nycklar
  --json          rader per tjänst, kund, månad och kostnadsslag; belopp i öre; "in" är lika med "out"

Exempel
  ./underlag cost --year 2024
  ./underlag cost --year 2024 --scenario budget --by department
  ./underlag cost --year 2024 --by customer --json
  ./underlag cost compare --year 2024 --by customer`,
  en: `Usage
  ./underlag cost --year Y [--scenario actual|budget|forecast] [--by service|customer|department] [--json]
  ./underlag cost --year Y --measure M [--by service|customer] [--json]
  ./underlag cost compare --year Y [--scenario S] [--by service|customer] [--json]
  ./underlag cost idle --year Y [--scenario S] [--json]

Costs the year: direct costs to their services, common costs step by step by the drivers of the costing model. Prints
a table in thousands of kronor (tkr) by cost element. The sum is the sum of the cost accounts, to the öre.

compare costs the same year by every method (direct, step-down, double step-down, reciprocal) and tells what the order of
the steps decides. idle tells what capacity nobody uses, who answers for it and what it does to the price of a unit.
Neither stores anything.

Options
  --year Y        the fiscal year
  --scenario S    actual (default), budget, forecast (the latest of the year), or a plan by name: forecast-2024-10
  --by G          service (default), customer (by the keys of the model), department (that owns the service)
  --measure M     another measure of the model, like kwh: in its own unit, by the same pools, steps and keys
  --json          rows by service, customer, month and cost element; amounts in öre; "in" equals "out"

Examples
  ./underlag cost --year 2024
  ./underlag cost --year 2024 --scenario budget --by department
  ./underlag cost --year 2024 --by customer --json
  ./underlag cost compare --year 2024 --by customer`,
};
