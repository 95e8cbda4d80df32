import type { BothLanguages } from "../../platform/language/index.ts";

/** The manual of `report`. */
export const reportManual: BothLanguages = {
  sv: `Årsrapporten ur böckerna, och kontroll av vilken rapport som helst: vad i den som inte går ihop.

Användning
  ./underlag report build --year ÅR [--out MAPP] [--format pdf,docx,html,json]   skriver rapporten
  ./underlag report verify --year ÅR     varje tal och påstående som inte håller, med kapitel och rad
  ./underlag report show --year ÅR       kapitlen: ansvarig, frist, läge, anmärkningar
  ./underlag report facts --year ÅR [FAKTA ...]         talen: värde, läge, formel
  ./underlag report vouch --year ÅR [--approve] [FAKTA ...]   intygar att talen är rätt som de är nu; alla som väntar, om inget anges
  ./underlag report copy FRÅN TILL --year ÅR            ett nytt års rapport, där varje kapitel ska läsas igenom
  ./underlag report check FIL [--severity error|warning|note] [--json]

En rapport är Markdown med bundna tal, tabeller, listor, diagram och påståenden: docs/report-language.md. Kapitlen är textfiler i paketet
(reports/<rapport>/*.md), eller rader i registret report-chapters. Ett tal som någon har intygat och som böckerna sedan har ändrat är
rött. --report NAMN tar en annan rapport än årets.

check   läser en rapport som någon har gjort: text, Markdown, HTML, DOCX eller PDF. Tabeller sätts ihop igen, också ur vanliga rader;
        summor, differenser, andelar, tillväxt, ingående balanser, samma uppgift på två ställen, ord om riktning, datum, hänvisningar och
        bilagor hålls mot varandra. En skillnad som avrundning förklarar är ingen anmärkning. Varje anmärkning säger var, båda talen
        och regeln. Inget sparas och inget hämtas.

Val
  --severity S   den minst allvarliga som visas: error (trycket säger emot sig självt), warning (någon bör titta), note (annars)

Exempel
  ./underlag report build --year 2024 --out out/
  ./underlag report vouch --year 2024 rr-resultat-2024 --as controller
  ./underlag register set report-chapters "arsrapport-2024 3-ovrig-uppfoljning" state=done
  ./underlag report check a-report.pdf

Slutkod 1 också när check eller verify finner fel.`,
  en: `Report: the annual report from the books, and a check of anybody's report - what in it does not add up.

Usage
  ./underlag report build --year Y [--out DIR] [--format pdf,docx,html,json]   writes the report
  ./underlag report verify --year Y     every figure and claim that does not hold, with chapter and line
  ./underlag report show --year Y       the chapters: owner, deadline, state, findings
  ./underlag report facts --year Y [FACT ...]         the figures: value, state, formula
  ./underlag report vouch --year Y [--approve] [FACT ...]   says that figures are right as they are now; all that wait, if none is named
  ./underlag report copy FROM TO --year Y             a new year's report, every chapter to be read through
  ./underlag report check FILE [--severity error|warning|note] [--json]

A report is Markdown with bound figures, tables, lists, charts and claims: docs/report-language.md. Its chapters are text files of the pack
(reports/<report>/*.md), or rows of the register report-chapters. A figure that somebody vouched for and that the books have changed since is
red. --report NAME takes another report than the year's annual one.

check   reads a report that anybody has made: text, Markdown, HTML, DOCX or PDF. Tables are put together again, also from plain lines;
        sums, differences, shares, growth, opening balances, the same fact in two places, words of direction, dates, references and
        attachments are held against each other. A difference that rounding explains is no finding. Each finding names its places, both
        numbers and the rule. Nothing is stored and nothing is fetched.

Options
  --severity S   the least grave that is shown: error (the print contradicts itself), warning (a person should look), note (default)

Examples
  ./underlag report build --year 2024 --out out/
  ./underlag report vouch --year 2024 rr-resultat-2024 --as controller
  ./underlag register set report-chapters "arsrapport-2024 3-ovrig-uppfoljning" state=done
  ./underlag report check a-report.pdf

Exit code 1 also when check or verify finds errors.`,
};
