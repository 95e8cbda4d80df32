import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `plan`. */
export const planManual: BothLanguages = {
  sv: `Budget och prognos: öppna en arbetsversion, skriv i den eller låt Excel göra det, se historiken, fastställ.

Användning
  ./underlag plan list [--json]
  ./underlag plan open <plan> [--from <plan>|actual-ÅÅÅÅ] --as <inloggning>
  ./underlag plan show <plan> [--cost-centre K] [--service T] [--account K] [--json]
  ./underlag plan row <plan> --account K [--cost-centre K] [--project P] [--service T] [--customer K] [--counterparty M] --as <inloggning>
  ./underlag plan set <plan> <rad> <ÅÅÅÅ-MM> <belopp> [--comment "..."] --as <inloggning>
  ./underlag plan template <plan> --out <fil.xlsx> [--cost-centre K] [--service T] [--account K]
  ./underlag plan fill <plan> <fil.xlsx> [--dry-run] [--overwrite] [--comment "..."] --as <inloggning>
  ./underlag plan history <plan> [<rad> <ÅÅÅÅ-MM>] [--json]
  ./underlag plan freeze <plan> [--result kronor] --as <inloggning>
  ./underlag plan drop <plan> --as <inloggning>
  ./underlag plan drafts <plan> [--person <inloggning>]      vilka som har skrivit utan att spara; med --person kastas det utkastet

En plan heter budget-ÅÅÅÅ eller forecast-ÅÅÅÅ-MM. Belopp har böckernas tecken: intäkter minus, kostnader plus. En prognos rymmer det som är
bokfört till och med sin månad; de månaderna är låsta, och det är också månader som böckerna har stängt. Allt som sparas bevaras cell
för cell: vem, när, från, till.

  template  en arbetsbok där inmatningscellerna är öppna och allt annat låst
  fill      tar tillbaka arbetsboken: varje felaktig cell med sin adress, och inget sparas; --dry-run visar vad som skulle ändras.
            En cell som någon annan har sparat sedan mallen gjordes nekas, om inte --overwrite.
  freeze    gör den till en plan som kalkyl, priser och uppföljning vilar på. En budget ska gå på 0 om inte --result säger annat (överskott positivt).

Exempel
  ./underlag plan open budget-2025 --from budget-2024 --as controller
  ./underlag plan template budget-2025 --cost-centre 1100 --out budget-1100.xlsx
  ./underlag plan fill budget-2025 budget-1100.xlsx --dry-run
  ./underlag plan set budget-2025 12 2025-03 "125 000,50" --as controller`,
  en: `Budget and forecast: open a working version, write in it or let Excel, see its history, freeze it.

Usage
  ./underlag plan list [--json]
  ./underlag plan open <plan> [--from <plan>|actual-YYYY] --as <login>
  ./underlag plan show <plan> [--cost-centre C] [--service S] [--account A] [--json]
  ./underlag plan row <plan> --account A [--cost-centre C] [--project P] [--service S] [--customer K] [--counterparty M] --as <login>
  ./underlag plan set <plan> <row> <YYYY-MM> <amount> [--comment "..."] --as <login>
  ./underlag plan template <plan> --out <file.xlsx> [--cost-centre C] [--service S] [--account A]
  ./underlag plan fill <plan> <file.xlsx> [--dry-run] [--overwrite] [--comment "..."] --as <login>
  ./underlag plan history <plan> [<row> <YYYY-MM>] [--json]
  ./underlag plan freeze <plan> [--result kronor] --as <login>
  ./underlag plan drop <plan> --as <login>
  ./underlag plan drafts <plan> [--person <login>]      who has typed without saving; with --person throws that draft away

A plan is budget-YYYY or forecast-YYYY-MM. Amounts have the signs of the books: revenue minus, cost plus. A forecast holds what is booked through its
month; those months are locked, and so are months that the books have closed. Everything saved is kept cell by cell: who, when, from, to.

  template  a workbook with the input cells open and all else locked
  fill      takes the workbook back: every cell that is wrong by its address, and nothing saved; --dry-run shows what would change.
            A cell that somebody else has saved since the template was made is refused, unless --overwrite.
  freeze    makes it a plan that costing, prices and follow-up rest on. A budget comes to 0 unless --result says else (surplus positive).

Examples
  ./underlag plan open budget-2025 --from budget-2024 --as controller
  ./underlag plan template budget-2025 --cost-centre 1100 --out budget-1100.xlsx
  ./underlag plan fill budget-2025 budget-1100.xlsx --dry-run
  ./underlag plan set budget-2025 12 2025-03 "125 000,50" --as controller`,
};
