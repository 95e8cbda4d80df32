import type { BothLanguages } from "../../../platform/language/index.ts";
import { lenses } from "../actions/index.ts";
import { assumptionForms } from "../index.ts";

/** The manual of `scenario`. */
export const scenarioManual: BothLanguages = {
  sv: `Användning
  ./underlag scenario list [--json]
  ./underlag scenario compare --year ÅR [--from S] [--to S] [--from-year ÅR] [--by G] [--set A]... [--json]

Kostnadsberäknar två scenarier och delar skillnaden för varje kund, tjänst, kostnadsslag och månad i avvikelser som summerar
till den på öret. Med --set är den andra sidan ett ”tänk om”: inget skrivs.

  price    en enhet kostar mer eller mindre än på den första sidan
  volume   det är mer eller mindre totalt, till den första sidans kostnad per enhet
  mix      kundernas antal har flyttats mot varandra (summerar till noll)
  key      en annan regel för delningen: nyckel, undantag, avtalade andelar (summerar till noll)
  scope    tjänsten kostar, eller delas, bara på den ena sidan

Val
  --year ÅR       den andra sidans räkenskapsår
  --from S        första sidan: actual, budget (annars), forecast, eller en plan vid namn som forecast-2024-10
  --to S          andra sidan (annars actual)
  --from-year ÅR  den första sidans år, när det är ett annat
  --by G          ${lenses.join(", ")} (annars service)
  --set A         ett antagande; kan anges flera gånger. * står för vilka tecken som helst i en kod:
                  ${assumptionForms.join("\n                  ")}

Exempel
  ./underlag scenario compare --year 2024
  ./underlag scenario compare --year 2024 --from-year 2023 --from actual --by customer
  ./underlag scenario compare --year 2024 --from actual --set 'driver/headcount/*=+10%' --by customer
  ./underlag scenario compare --year 2024 --from actual --set 'cost/element:staff=+3%@2024-04'`,
  en: `Usage
  ./underlag scenario list [--json]
  ./underlag scenario compare --year Y [--from S] [--to S] [--from-year Y] [--by G] [--set A]... [--json]

Costs two scenarios and splits the difference of every customer, service, cost element and month into effects, which
sum to it to the öre. With --set the second side is a what-if: nothing is written.

  price    a unit costs more or less than on the first side
  volume   there is more or less in all, at the first side's unit cost
  mix      the customers' quantities have moved against each other (sums to zero)
  key      another rule for sharing: key, exception, agreed shares (sums to zero)
  scope    the service costs, or is shared, on one side only

Options
  --year Y        the fiscal year of the second side
  --from S        first side: actual, budget (default), forecast, or a plan by name like forecast-2024-10
  --to S          second side (default actual)
  --from-year Y   the first side's year, when it is another
  --by G          ${lenses.join(", ")} (default service)
  --set A         an assumption; may be given several times. * stands for any characters of a code:
                  ${assumptionForms.join("\n                  ")}

Examples
  ./underlag scenario compare --year 2024
  ./underlag scenario compare --year 2024 --from-year 2023 --from actual --by customer
  ./underlag scenario compare --year 2024 --from actual --set 'driver/headcount/*=+10%' --by customer
  ./underlag scenario compare --year 2024 --from actual --set 'cost/element:staff=+3%@2024-04'`,
};
