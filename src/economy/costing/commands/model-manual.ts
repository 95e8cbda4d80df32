import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `model`. */
export const modelManual: BothLanguages = {
  sv: `Användning
  ./underlag model list [--json]
  ./underlag model show [<modell>] [--json]
  ./underlag model load <fil> [--json]
  ./underlag model remove <namn@dag> [--json]
  ./underlag model history <modell>
  ./underlag model draft <fil> [--of <modell>]
  ./underlag model drafts
  ./underlag model save [<modell>] --why TEXT [--from DAG]
  ./underlag model discard [<modell>]
  ./underlag model check [<fil>] [--year ÅR] [--scenario S] [--json]
  ./underlag model diff <A> <B> [--year ÅR] [--scenario S] [--json]
  ./underlag model test [<fil>|<modell>] [--json]

Kalkylmodellen är en text: docs/costing-model.md visar varje konstruktion med ett tal, docs/costing-model.schema.json fyller i den
i en textredigerare. Den sparas som den är skriven, med kommentarer och allt.

  show    texten, byte för byte som den lästes in
  load    lägger en modell bredvid dem som finns; två som gäller samma dag nekas
  history varje lydelse: vem, när, varför
  draft   lägger filens text i ditt utkast till modellen, samma som på webben; drafts visar vems som finns
  save    sparar ditt utkast, med skäl: i stället för texten som finns, eller med --from som en ny version från den dagen, och den
          tidigare slutar dagen före; har någon annan sparat under tiden nekas det
  discard kastar ditt utkast
  remove  tar bort en inläst modell, på dess hela namn; behandlingshistoriken behåller texten
  check   filen, eller ett års inlästa modeller, mot årets böcker: var varje konto och kostnadsställe hamnar och vad som inte hamnar
          någonstans, in = ut för varje steg, cirklar, det som inte används, fördelningsgrunder utan värden, tjänster utan nyckel;
          varje fel i texten, placeringen och stegen i en lista, vart och ett med sin rad
  diff    vilka regler som skiljer, vem som ändrade dem och när, och vad det flyttar per tjänst och kund på ett års kostnader
  test    modellens namngivna exempel (tests:, eller <fil>.tests.yaml bredvid), väntat och utfall

En <modell> är ett namn (den senaste), namn@2024-01-01, en dag (den som gäller då), eller en tidigare text: namn~1. "diff <modell> draft" är ditt utkast. En <fil> är en sökväg.
--year är det senaste året med böcker när det utelämnas. --scenario är actual (annars), budget, forecast eller en plan vid namn.

Exempel
  ./underlag model check model/gothenburg.yaml --year 2024
  ./underlag model diff gothenburg model/forslag.yaml --year 2024
  ./underlag model diff 2023-12-31 2024-01-01
  ./underlag model test model/gothenburg.yaml

Slutkod 1 också när check finner något som stoppar, eller ett exempel i test inte stämmer.`,
  en: `Usage
  ./underlag model list [--json]
  ./underlag model show [<model>] [--json]
  ./underlag model load <file> [--json]
  ./underlag model remove <name@day> [--json]
  ./underlag model history <model>
  ./underlag model draft <file> [--of <model>]
  ./underlag model drafts
  ./underlag model save [<model>] --why TEXT [--from DAY]
  ./underlag model discard [<model>]
  ./underlag model check [<file>] [--year Y] [--scenario S] [--json]
  ./underlag model diff <A> <B> [--year Y] [--scenario S] [--json]
  ./underlag model test [<file>|<model>] [--json]

The costing model (kalkylmodell) is a text: docs/costing-model.md shows each construct with a number, docs/costing-model.schema.json
completes it in an editor. It is stored as it is written, comments and all.

  show    the text, byte for byte as it was loaded
  load    stores a model beside those that are there; two in force on the same day are refused
  history every text it has had: who, when, why
  draft   puts the file's text into your draft of the model, the same as on the web; drafts shows whose there are
  save    saves your draft, with a reason: in place of the text that is there, or with --from as a new version from that day, the
          earlier one ending the day before; refused where somebody else has saved meanwhile
  discard throws your draft away
  remove  takes a stored model away, by its full name; the audit keeps its text
  check   the file, or the stored models of a year, held against the year's books: where every account and cost centre lands
          and what lands nowhere, in = out per step, circles, what is unused, drivers without values, services without a key;
          every fault of the text, of placing and of the steps in one list, each with its line
  diff    which rules differ, who changed them and when, and what that moves per service and customer on a year's costs
  test    the named examples of the model (tests:, or <file>.tests.yaml beside it), expected and got

A <model> is a name (its latest), name@2024-01-01, a day (the one in force), or an earlier text: name~1. "diff <model> draft" is your draft. A <file> is a path.
--year is the latest year with books when left out. --scenario is actual (default), budget, forecast or a plan by name.

Examples
  ./underlag model check model/gothenburg.yaml --year 2024
  ./underlag model diff gothenburg model/forslag.yaml --year 2024
  ./underlag model diff 2023-12-31 2024-01-01
  ./underlag model test model/gothenburg.yaml

Exit code 1 also when check finds something that stops, or an example of test does not hold.`,
};
