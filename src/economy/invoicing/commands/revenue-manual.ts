import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `revenue`. */
export const revenueManual: BothLanguages = {
  sv: `Användning
  ./underlag revenue --year ÅR [--against previous-year|budget] [--services] [--unit mnkr|tkr|kr] [--json]

Delar skillnaden i intäkter mellan årets böcker och året före (per kund och tjänst), eller budgeten (per tjänst), efter vad som drev
den. Delarna summerar till skillnaden, på öret, och helheten till resultaträkningen med interna poster. Pris och volym skiljs åt där
samma artikel har ett pris i båda prislistorna: årets intäkt till det gamla priset minus den gamla intäkten är volym, resten är pris;
en avgifts totalsumma är dess pris och kundens andel dess volym. Det som mäts eller säljs styckevis skiljs åt efter antal och belopp på
båda årens fakturor, artikel för artikel. Där listorna inte har någon gemensam artikel jämförs en tjänst som delas efter en mätt fördelningsgrund (antal anställda, konton ...) efter intäkten per enhet av den, mot året före. Där inget av det är
känt står de två ihop. Nya kunder som kom genom ett avslutat steg i en konsolideringsplan skiljs från andra nya.

Val
  --against B   previous-year (annars) eller budget
  --services    detsamma per tjänst
  --unit U      mnkr (annars), tkr eller kr

Exempel
  ./underlag revenue --year 2024
  ./underlag revenue --year 2024 --against budget --services --unit tkr`,
  en: `Usage
  ./underlag revenue --year Y [--against previous-year|budget] [--services] [--unit mnkr|tkr|kr] [--json]

Divides the difference in revenue between the year's books and the year before (by customer and service), or the budget (by service),
by what drove it. The parts add up to the difference, to the öre, and the whole to the income statement on the whole basis.
Price and volume are told apart where the same item has a price in both price lists: the year's revenue at the old price less
the old revenue is volume, the rest is price; a fee's total is its price and the customer's share its volume. What is metered or
sold one by one is told apart by the quantities and amounts of both years' invoices, item by item. Where the lists have no item in common, a service that is shared by a measured driver (head count, accounts ...) is compared by its revenue a unit of that
driver, against the year before. Where neither is known the two stand together. New customers that came by a completed step of a
consolidation plan are told apart from other new ones.

Options
  --against B   previous-year (default) or budget
  --services    the same by service
  --unit U      mnkr (default), tkr or kr

Examples
  ./underlag revenue --year 2024
  ./underlag revenue --year 2024 --against budget --services --unit tkr`,
};
