import type { BothLanguages } from "../../platform/language/index.ts";

/** The manual of `customers`. */
export const customersManual: BothLanguages = {
  sv: `Användning
  ./underlag customers list [--on DAG] [--level entity|group]
  ./underlag customers overview [--on DAG] [--class core]
  ./underlag customers show <kund> [--year ÅR] [--months]
  ./underlag customers matrix [--on DAG] [--class core]
  ./underlag customers service <kund> <tjänst> [--year ÅR]
  ./underlag customers dialogue [--on DAG] [--manager NAMN]
  ./underlag customers take-in <behov> --demand KOD
  ./underlag customers consolidation <kund> [--on DAG]
  ./underlag customers complete <kund> <plan> <steg> --on DAG [--use-from DAG]
  ./underlag customers stop <kund> <plan> --on DAG --reason TEXT
  ./underlag customers group <kund> <beslut> [--apply]
  ./underlag customers variants [--on DAG]
  ./underlag customers volumes --year ÅR
  ./underlag customers organisation <fil.csv|fil.json|https://...> [--apply]
  ./underlag customers send <avtal>
  ./underlag customers sign <avtal> --party provider|customer --signer NAMN --on DAG --method paper|advanced|qualified
                            [--reference TEXT] [--document FIL]

list       kunderna en viss dag; ett antal säger alltid sin nivå: varje juridisk person, eller koncernen som en
overview   antal, tecknade avtal och varför inte, konsolideringsgrad, anpassade varianter, stoppade planer, forum och
           vad de har behandlat; varje andel med sin nämnare
show       en kunds år på en sida: avtal, tjänster som används och inte, fakturerat, volymer avtalade, planerade och använda,
           avstämning, behov, forum, konsolidering, leverans inom avtalad tid (SLA) och nöjdhet (NKI) där de är inlästa;
           --months volymerna månad för månad. Ärenden som är kända ett för ett (registret cases) räknas per kategori
matrix     kunder mot en kategoris tjänster: x använder, o pågår, p planerad, . ingen, blankt om tjänsten inte är öppen för kunden
service    vad en kund betalar för en tjänst: tre år, nyckel och andel, volym
dialogue   per kundansvarig: öppna och försenade behov, kunder utan möte eller avtal; per forum: vad det har behandlat
take-in    tar in ett behov i kravintaget (registret demands)
consolidation  en kunds planer: steg, kontroller som återstår, om det finns pris att fakturera, kostnad ur böckerna, avvikelser
complete   avslutar ett steg; nekas medan en kontroll i det är öppen. Från --use-from använder kunden dess tjänster
stop       stoppar en plan, öppnar en avvikelse, säger vad planens projekt har kostat i böckerna
group      vad koncernens beslut betyder för varje medlem; --apply gör planerna, eller stoppar dem som ett nej avslutar
variants   anpassade lösningar med egen kostnad och intäkt ur böckerna, och de som har överlevt sin sista dag
volumes    vad årets avstämningar kom överens om, som filen planning/volumes-ÅÅÅÅ.csv som load tar
organisation   jämför stadens organisationsregister (org_no, name, parent_org_no, ended_on), från en fil eller en adress, med kunderna
send       skickar ett avtal för underskrift: webhooken agreement.sent underrättar en underskriftstjänst
sign       bevarar den ena partens underskrift; med båda är avtalet undertecknat. En underskriftstjänst gör detsamma med
           POST /api/v1/agreements/<avtal>/signatures. --document tar kontrollsumman av den undertecknade filen
Lägga till eller ändra en rad: ./underlag register add|set|history customers|agreements|needs|...

Val
  --on DAG      annars sista dagen i det senaste räkenskapsår som har börjat
  --year ÅR     annars innevarande år
  --class K     tjänstekategori; annars core
  --level N     entity (annars) eller group

Exempel
  ./underlag customers overview --on 2024-12-31
  ./underlag customers show LISEBERG --year 2024 --json
  ./underlag customers matrix --on 2024-12-31 --class infrastructure`,
  en: `Usage
  ./underlag customers list [--on DAY] [--level entity|group]
  ./underlag customers overview [--on DAY] [--class core]
  ./underlag customers show <customer> [--year Y] [--months]
  ./underlag customers matrix [--on DAY] [--class core]
  ./underlag customers service <customer> <service> [--year Y]
  ./underlag customers dialogue [--on DAY] [--manager NAME]
  ./underlag customers take-in <need> --demand CODE
  ./underlag customers consolidation <customer> [--on DAY]
  ./underlag customers complete <customer> <plan> <step> --on DAY [--use-from DAY]
  ./underlag customers stop <customer> <plan> --on DAY --reason TEXT
  ./underlag customers group <customer> <decision> [--apply]
  ./underlag customers variants [--on DAY]
  ./underlag customers volumes --year Y
  ./underlag customers organisation <file.csv|file.json|https://...> [--apply]
  ./underlag customers send <agreement>
  ./underlag customers sign <agreement> --party provider|customer --signer NAME --on DAY --method paper|advanced|qualified
                            [--reference TEXT] [--document FILE]

list       customers of a day; a count always says its level: every legal person, or a group as one
overview   counts, signed agreements and why not, degree of consolidation, adapted variants, stopped plans, forums and
           what they treated; every share with its denominator
show       one customer's year on a page: agreement, services used and unused, invoiced, volumes agreed, planned and used,
           review, needs, forums, consolidation, delivery within the agreed time (SLA) and satisfaction (NKI) where they are loaded;
           --months the volumes month by month. Cases known one by one (register cases) are counted by category
matrix     customers by services of a class: x uses, o ongoing, p planned, . none, blank not open to the customer
service    what one customer pays for one service: three years, key and share, volume
dialogue   by account manager: open and late needs, customers without meeting or agreement; by forum: what it treated
take-in    takes a need into the demand intake (register demands)
consolidation  a customer's plans: steps, checks that remain, whether billing has a price, cost from the books, deviations
complete   completes a step; refused while a check of it is open. From --use-from the customer uses its services
stop       stops a plan, opens a deviation, tells what the plan's project has cost in the books
group      what a group's decision means for each member; --apply makes the plans, or stops those that a refusal ends
variants   adapted solutions with their own cost and revenue from the books, and those that have outlived their last day
volumes    what the year's reviews agreed, as the file planning/volumes-YYYY.csv that load takes
organisation   compares the city's organisation register (org_no, name, parent_org_no, ended_on), from a file or an address, with the customers
send       sends an agreement to be signed: the webhook agreement.sent tells a signing service
sign       keeps one side's signature; with both the agreement is signed. A signing service does the same with
           POST /api/v1/agreements/<agreement>/signatures. --document takes the checksum of the signed file
To add or change a row: ./underlag register add|set|history customers|agreements|needs|...

Options
  --on DAY      default the last day of the latest fiscal year that has begun, that is today's year
  --year Y      default this year
  --class C     service class; default core
  --level L     entity (default) or group

Examples
  ./underlag customers overview --on 2024-12-31
  ./underlag customers show LISEBERG --year 2024 --json
  ./underlag customers matrix --on 2024-12-31 --class infrastructure`,
};
