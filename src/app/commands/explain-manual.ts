import type { BothLanguages } from "../../platform/language/index.ts";

/** The manual of `explain`. */
export const explainManual: BothLanguages = {
  sv: `Användning
  ./underlag explain <beteckning> [--depth N] [--json]

Visar underlaget till ett tal som ett träd. Delarna under ett tal summerar till det på öret; längst ut står en verifikationsrad
med den fil och rad den lästes från, en planrad eller en registerrad. Varje beteckning i trädet går att förklara för sig. Beteckningar:
  statement:<rapport>:<år>:<rad>:<kolumn>          statement:income:2024:staff:actual, statement:kpi:2024:services:actual
  cost:<år>:<scenario>[:<tjänst>[:<månad>]]        cost:2024:actual:HR-BEM
  price:<version>:<artikel>[:<kund>]               price:2024-1:HR-BEM-A:LISEBERG
  invoice:<nummer>[:<rad>]                         invoice:UF-30:1
  settlement:<id>[:<kund>[:<tjänst>]]              settlement:2024-preliminary:LISEBERG
  opening:<år>:<konto>                             opening:2024:1510
  voucher:<år>/<serie>/<nummer>:<rad>              åt andra hållet: vilka som betalar för raden

Val
  --depth N    hur många nivåer som öppnas (annars 3 på skärmen, alla med --json)
  --json       {"id", "amount", "formula", "children"}; längst ut "voucher", "line", "file"; "cut" säger att delar är stängda`,
  en: `Usage
  ./underlag explain <id> [--depth N] [--json]

Prints the basis of a figure as a tree. The children of a node sum to it to the öre; a leaf is a voucher line with
the file and line it was read from, a line of a plan or a row of a register. Every node's id can be explained by itself. Ids:
  statement:<statement>:<year>:<row>:<column>     statement:income:2024:staff:actual, statement:kpi:2024:services:actual
  cost:<year>:<scenario>[:<service>[:<period>]]   cost:2024:actual:HR-BEM
  price:<version>:<item>[:<customer>]             price:2024-1:HR-BEM-A:LISEBERG
  invoice:<number>[:<line>]                       invoice:UF-30:1
  settlement:<id>[:<customer>[:<service>]]        settlement:2024-preliminary:LISEBERG
  opening:<year>:<account>                        opening:2024:1510
  voucher:<year>/<series>/<number>:<line>         the other way: who pays for this line

Options
  --depth N    how many levels are opened (default 3 on the terminal, all with --json)
  --json       {"id", "amount", "formula", "children"}; a leaf has "voucher", "line", "file"; "cut" says that parts are closed`,
};
