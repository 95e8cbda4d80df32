import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `price`. */
export const priceManual: BothLanguages = {
  sv: `Användning
  ./underlag price propose  --year ÅR [--version V] [--from DAG] [--round "0.10 down"] [--json]
  ./underlag price propose  --year ÅR --version V --set ANTAGANDE [--set ...] [--of GRUND] [--json]
  ./underlag price simulate --year ÅR [--version V] [--by customer|service] [--customer K] [--service T]
                            [--against price-list|books] [--to bilaga.xlsx|bilaga.pdf] [--json]
  ./underlag price decide   --year ÅR [--version V] (--decision KOD | --board N --date DAG --paragraph P --registry-no D)
                            [--supersedes V] [--json]
  ./underlag price show     --year ÅR [--version V] [--fees] [--json]

Ett års prislista, till självkostnad: ett pris per enhet är kostnadsberäknad budget / planerad volym, en årsavgift är kostnadsberäknad
budget x nyckel.

  propose   beräknar priserna ur årets kostnadsberäknade budget, planerade volymer och nycklar, och behåller dem som utkast. Vad
            som debiteras, och hur, tas från den senaste prislistan till och med året. Där versionen redan är beslutad ändras
            inget: då visas i stället skillnaden mot det beslutade, med de undantag som var beslutade den dagen.
            Med --set är priserna de som prövades på /price-list/play: price/DI-PC=+5%, price/DI-PC=350,
            volume/DI-PC/*=-10%, cost/element:it=+3%, key/HR-LON=headcount. De blir ett eget utkast bredvid den version
            de prövades på (--of), med antagandena i spårningen.
  simulate  visar vad varje kund skulle betala vid planerade volymer mot året före, de hårdast drabbade först, och varför: pris,
            volym, nyckel (andel av en avgift) och omfattning, som summerar till skillnaden. Ett utkast blir simulerat. Med --to
            skrivs också nämndens bilaga, med antaganden, vem som gjorde den, version och kontrollsumma.
  decide    antecknar nämndens beslut och fastställer versionen. Personen ska vara en annan än den som föreslog
            (--as <inloggning>), och versionen ska vara simulerad.
  show      visar versionen: den senast beslutade om det finns en, annars det senaste utkastet.

Val
  --year ÅR          räkenskapsåret, till exempel 2024
  --version V        versionens namn; annars årets egen
  --set A, --of V    ett antagande, så många som behövs; versionen som de prövas på
  --from DAG         prisernas första dag, för en ny version under året
  --round REGEL      hur priser per enhet avrundas: ett steg i kronor och down, up eller nearest ("0.10 down")
  --by VAD           simulate: en rad per kund (annars) eller per kund och tjänst
  --customer K, --service T
                     simulate: bara den kunden, bara den tjänsten
  --against VAD      simulate: förra årets prislista (där den har planerade volymer, annars) eller böckerna
  --to FIL           simulate: bilagan som arbetsbok (.xlsx) eller på papper (.pdf, PDF/UA), på skärmens språk
  --decision KOD     beslutet i registret över beslut
  --board, --date, --paragraph, --registry-no
                     själva beslutet, där det inte finns i registret: nämnd, dag, paragraf, diarienummer
  --supersedes V     versionen som den här tar över efter, från sin egen första dag
  --fees             show: varje kunds avgift också

Exempel
  ./underlag price propose --year 2024
  ./underlag price simulate --year 2024 --by service --json
  ./underlag price decide --year 2025 --as anna --board "Nämnden för Intraservice" --date 2024-11-20 \\
      --paragraph "§ 118" --registry-no 0412/24
  ./underlag explain price:2024:<artikel>:<kund>`,
  en: `Usage
  ./underlag price propose  --year Y [--version V] [--from DAY] [--round "0.10 down"] [--json]
  ./underlag price propose  --year Y --version V --set ASSUMPTION [--set ...] [--of BASE] [--json]
  ./underlag price simulate --year Y [--version V] [--by customer|service] [--customer C] [--service S]
                            [--against price-list|books] [--to annex.xlsx|annex.pdf] [--json]
  ./underlag price decide   --year Y [--version V] (--decision CODE | --board B --date DAY --paragraph P --registry-no N)
                            [--supersedes V] [--json]
  ./underlag price show     --year Y [--version V] [--fees] [--json]

The price list of a year, at cost: a unit price is costed budget / planned volume, a yearly fee is costed budget x key.

  propose   computes the prices from the year's costed budget, planned volumes and keys, and keeps them as a draft. What
            is charged, and how, is taken from the latest price list up to the year. Where the version is already
            decided nothing is changed: the difference to what was decided is shown instead, by the exceptions that had
            been decided on that day.
            With --set the prices are those that were tried on /price-list/play: price/DI-PC=+5%, price/DI-PC=350,
            volume/DI-PC/*=-10%, cost/element:it=+3%, key/HR-LON=headcount. They become a draft of their own, beside
            the one they were tried on (--of), with the assumptions in the audit.
  simulate  shows what every customer would pay at planned volumes against the year before, the hardest hit first, and why:
            price, volume, key (share of a fee) and scope, which sum to the difference. A draft becomes simulated. With --to
            the board's annex is written too, with assumptions, who made it, version and hash.
  decide    records the board's decision and freezes the version. The person must be another than the one who proposed
            it (--as <login>), and the version must have been simulated.
  show      prints the version: the latest decided one if there is one, else the latest draft.

Options
  --year Y           the fiscal year, such as 2024
  --version V        the name of the version; otherwise the year's own
  --set A, --of V    an assumption, as often as there are; the version they are tried on
  --from DAY         the first day of the prices, for a new version within the year
  --round RULE       how unit prices are rounded: a step in kronor and down, up or nearest ("0.10 down")
  --by WHAT          simulate: a row per customer (default) or per customer and service
  --customer C, --service S
                     simulate: only this customer, only this service
  --against WHAT     simulate: last year's price list (where it has planned volumes, the default) or the books
  --to FILE          simulate: the annex as a workbook (.xlsx) or on paper (.pdf, PDF/UA), in the language of the screen
  --decision CODE    the decision in the register of decisions
  --board, --date, --paragraph, --registry-no
                     the decision itself, where it is not in the register
  --supersedes V     the version this one takes over from, on its own first day
  --fees             show: every customer's fee too

Examples
  ./underlag price propose --year 2024
  ./underlag price simulate --year 2024 --by service --json
  ./underlag price decide --year 2025 --as anna --board "Nämnden för Intraservice" --date 2024-11-20 \\
      --paragraph "§ 118" --registry-no 0412/24
  ./underlag explain price:2024:<item>:<customer>`,
};
