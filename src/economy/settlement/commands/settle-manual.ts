import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `settle`. */
export const settleManual: BothLanguages = {
  sv: `Återreglering: årets över- eller underskott tillbaka till dem som har betalat.

Användning
  ./underlag settle propose  --year ÅR [--basis B] [--dry-run] [--json]
  ./underlag settle compare  --year ÅR [--policy FIL]... [--json]
  ./underlag settle document --year ÅR [--basis B] [--format md|html] [--to FIL.pdf]
  ./underlag settle decide   --year ÅR --decision "§ 152" [--basis B] --as <inloggning>
  ./underlag settle accrue   --year ÅR [--basis B] --as <inloggning>
  ./underlag settle issue    --year ÅR [--basis B] --as <inloggning>
  ./underlag settle radar    --year ÅR [--through ÅÅÅÅ-MM] [--json]

propose   beräknar återregleringen ur böckerna efter årets policy och behåller den som ett förslag: per tjänst vad som
          fakturerades och vad den kostade, per kund dess del och varför, och vad årets slut lägger till (rest).
          Ett positivt belopp är till kunden. --dry-run behåller inget.
compare   samma år med andra policyer, sida vid sida, utan att skrivas någonstans. En FIL (YAML eller JSON) säger vad som skiljer,
          med samma ord som settlement.policies i pack.yaml; utan fil visas de vanliga alternativen.
document  förslaget som nämnden får det, på svenska, som Markdown eller HTML; med --to som PDF (PDF/UA).
decide    fastställer förslaget med hänvisning till beslutet (en kod i registret, en paragraf eller ett diarienummer).
          En annan person än den som föreslog.
accrue    där policyns bokning är accrue-and-credit-next-year: bokför reserveringen i det reglerade årets december.
issue     gör ett dokument per kund, bokfört i årets december, eller i januari efter ett reserverat. Utfärdat igen
          blir det inget.
radar     vad återregleringen väntas bli, sedd från en månad under året: månaderna hittills och resten enligt den senaste
          prognosen, annars efter hur tidigare års kostnader föll över månaderna; med hur förra årets radar höll.

Val
  --year ÅR         året som regleras
  --basis B         ytd@11 (januari till november), ytd@11+forecast (och den senaste prognosen för resten) eller full-year;
                    annars policyns egen
  --through M       månaden att se det från, ÅÅÅÅ-MM; annars den senaste med böcker
  --decision TEXT   paragraf eller diarienummer
  --policy FIL      kan anges flera gånger
  --format F        md (annars) eller html
  --to FIL          document: skriver PDF:en dit
  --background      issue: lägg det i kön och gå vidare; ./underlag job show säger hur långt det har kommit`,
  en: `Settlement of the year with the customers.

Usage
  ./underlag settle propose  --year Y [--basis B] [--dry-run] [--json]
  ./underlag settle compare  --year Y [--policy FILE]... [--json]
  ./underlag settle document --year Y [--basis B] [--format md|html] [--to FILE.pdf]
  ./underlag settle decide   --year Y --decision "§ 152" [--basis B] --as <login>
  ./underlag settle accrue   --year Y [--basis B] --as <login>
  ./underlag settle issue    --year Y [--basis B] --as <login>
  ./underlag settle radar    --year Y [--through YYYY-MM] [--json]

propose   computes the settlement from the books by the year's policy and keeps it as a proposal: per service what was
          invoiced and what it cost, per customer its part and why, and what the end of the year adds (rest).
          A positive amount is owed to the customer. --dry-run keeps nothing.
compare   the same year by other policies, side by side, written nowhere. A FILE (YAML or JSON) says what differs, in the
          words of settlement.policies in pack.yaml; without one, the usual alternatives are shown.
document  the proposal as the board gets it, in Swedish, as Markdown or HTML; with --to as a PDF (PDF/UA).
decide    freezes the proposal with the reference of the decision (a code of the register, a paragraph or a registry
          number). Another person than who proposed.
accrue    where the policy's booking is accrue-and-credit-next-year: books the provision in December of the settled year.
issue     makes one document per customer, booked in December of the year, or in January after an accrued one. Issued
          again it gives nothing.
radar     what the settlement is expected to be, as a month of the year sees it: the months so far and the rest by the latest
          forecast, else by how earlier years' costs were spread over their months; with how last year's radar did.

Options
  --year Y          the settled year
  --basis B         ytd@11 (January to November), ytd@11+forecast (and the latest forecast of the rest) or full-year;
                    default the policy's own
  --through M       the month to see it from, YYYY-MM; default the last one with books
  --decision TEXT   paragraph or registry number
  --policy FILE     may be given several times
  --format F        md or html; default md
  --to FILE         document: writes the PDF there
  --background      issue: put it in the queue and go on; ./underlag job show says how far it has come`,
};
