import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `lens`. */
export const lensManual: BothLanguages = {
  sv: `Användning
  ./underlag lens list [--json]
  ./underlag lens show <lins> --year ÅR [--scenario S] [--json]

Läser ett års kostnader genom en lins: andras kategorier, som står i lenses/categories.csv och placeras av reglerna i lenses/rules.csv.
Summan är kalkylens, på öret, vilken lins det än är; det som ingen regel placerar får en egen rad. En lins ser antingen på
böckerna (konto, kostnadsställe, projekt) eller på kalkylen (tjänst, område, kategori, avdelning).

Val
  --year ÅR       räkenskapsåret
  --scenario S    actual (annars), budget, forecast, eller en plan vid namn

Exempel
  ./underlag lens list
  ./underlag lens show tbm-cost-pools --year 2024`,
  en: `Usage
  ./underlag lens list [--json]
  ./underlag lens show <lens> --year Y [--scenario S] [--json]

Reads a year's costs through a lens: categories kept in lenses/categories.csv, placed by the rules of lenses/rules.csv.
The sum is that of the costing, to the öre, whatever the lens; what no rule places is a line of its own. A lens looks
either at the books (account, cost centre, project) or at the costing (service, area, class, department).

Options
  --year Y        the fiscal year
  --scenario S    actual (default), budget, forecast, or a plan by name

Examples
  ./underlag lens list
  ./underlag lens show tbm-cost-pools --year 2024`,
};
