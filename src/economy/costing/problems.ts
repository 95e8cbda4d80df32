import {
  type Advice,
  adviceOf,
  closest,
  formatKronor,
  type Ore,
  type Period,
  type Problem,
  type ProblemCatalogue,
} from "../../kernel/index.ts";
import type { CostCell } from "./cell.ts";

export const catalogue: ProblemCatalogue = {
  "costing.unknown-lens": {
    severity: "stop",
    title_sv: "Okänt perspektiv",
    title_en: "Unknown lens",
    try_sv: "Välj ett av perspektiven som `lens list` visar, eller lägg till det i lenses/categories.csv.",
    try_en: "Use one of the lenses that `lens list` shows, or add it to lenses/categories.csv.",
  },
  "costing.lens-without-rules": {
    severity: "stop",
    title_sv: "Ett perspektiv har inga regler",
    title_en: "A lens has no rules",
    try_sv: "Lägg till regler i lenses/rules.csv: field, code, category.",
    try_en: "Add rules to lenses/rules.csv: field, code, category.",
  },
  "costing.lens-two-sided": {
    severity: "stop",
    title_sv: "Ett perspektiv blandar böckernas och kalkylens begrepp",
    title_en: "A lens mixes terms of the books and of the costing",
    try_sv:
      "Gör två perspektiv: ett efter konto, kostnadsställe eller projekt, ett efter tjänst, område, kategori eller avdelning.",
    try_en:
      "Make two lenses: one by account, cost centre or project, one by service, area, class or department.",
  },
  "costing.behaviour-incomplete": {
    severity: "stop",
    title_sv: "Ett kostnadsbeteende saknar en uppgift",
    title_en: "A cost behaviour lacks a fact",
    try_sv: "Ange `until`, leasingens sista dag, för `leased`; och `step`, över noll, för `step`.",
    try_en: "Give `until`, the last day of the lease, for `leased`; and `step`, above zero, for `step`.",
  },
  "costing.unreadable-assumption": {
    severity: "stop",
    title_sv: "Ett antagande går inte att läsa",
    title_en: "An assumption cannot be read",
    try_sv: "Skriv antagandet i någon av de former som meddelandet räknar upp.",
    try_en: "Write it in one of the forms that the message lists.",
  },
  "costing.assumption-touches-nothing": {
    severity: "stop",
    title_sv: "Ett antagande ändrar ingenting",
    title_en: "An assumption changes nothing",
    try_sv: "Rätta koden, eller utelämna antagandet.",
    try_en: "Mend the code, or leave the assumption out.",
  },
  "costing.model-syntax": {
    severity: "stop",
    title_sv: "Kalkylmodellen är inte giltig YAML",
    title_en: "The costing model is not valid YAML",
    try_sv: "Rätta den angivna raden; oftast är det indrag eller kolon.",
    try_en: "Mend the line named; indentation and colons are the usual faults.",
  },
  "costing.unknown-field": {
    severity: "stop",
    title_sv: "Okänt fält i kalkylmodellen",
    title_en: "Unknown field in the costing model",
    try_sv: "Använd den föreslagna stavningen, eller ta bort fältet.",
    try_en: "Use the suggested spelling, or remove the field.",
  },
  "costing.missing-field": {
    severity: "stop",
    title_sv: "Ett fält saknas i kalkylmodellen",
    title_en: "A field is missing in the costing model",
    try_sv: "Lägg till fältet.",
    try_en: "Add the field.",
  },
  "costing.wrong-value": {
    severity: "stop",
    title_sv: "Ett värde i kalkylmodellen går inte att läsa",
    title_en: "A value in the costing model cannot be read",
    try_sv: "Skriv ett av de värden som meddelandet räknar upp.",
    try_en: "Write one of the values that the message lists.",
  },
  "costing.duplicate-code": {
    severity: "stop",
    title_sv: "Samma kod två gånger i kalkylmodellen",
    title_en: "The same code twice in the costing model",
    try_sv: "Ge varje pool, nyckel och tjänst en egen kod.",
    try_en: "Give each pool, key and service a code of its own.",
  },
  "costing.unknown-pool": {
    severity: "stop",
    title_sv: "Kalkylmodellen nämner en kostnadspool som inte finns",
    title_en: "The costing model names a pool that does not exist",
    try_sv: "Deklarera poolen under `pools`, eller använd den föreslagna stavningen.",
    try_en: "Declare the pool under `pools`, or use the suggested spelling.",
  },
  "costing.unknown-service": {
    severity: "stop",
    title_sv: "Okänd tjänst",
    title_en: "Unknown service",
    try_sv: "Lägg till tjänsten i katalogen, eller rätta koden.",
    try_en: "Add the service to the catalogue, or mend the code.",
  },
  "costing.unknown-driver": {
    severity: "stop",
    title_sv: "Okänd fördelningsgrund",
    title_en: "Unknown driver",
    try_sv: "Lägg till fördelningsgrunden i drivers/drivers.csv, eller använd den föreslagna stavningen.",
    try_en: "Add the driver to drivers/drivers.csv, or use the suggested spelling.",
  },
  "costing.unknown-key": {
    severity: "stop",
    title_sv: "Okänd fördelningsnyckel",
    title_en: "Unknown distribution key",
    try_sv: "Deklarera nyckeln under `keys`, eller använd den föreslagna stavningen.",
    try_en: "Declare the key under `keys`, or use the suggested spelling.",
  },
  "costing.unknown-customer": {
    severity: "stop",
    title_sv: "Okänd kund i kalkylmodellen",
    title_en: "Unknown customer in the costing model",
    try_sv: "Lägg till kunden i registret, eller rätta koden.",
    try_en: "Add the customer to the register, or mend the code.",
  },
  "costing.unknown-decision": {
    severity: "stop",
    title_sv: "Ett undantag hänvisar till ett beslut som inte finns",
    title_en: "An exception refers to a decision that does not exist",
    try_sv: "Registrera beslutet i customers/decisions.csv.",
    try_en: "Register the decision in customers/decisions.csv.",
  },
  "costing.cycle": {
    severity: "stop",
    title_sv: "Kostnadspooler fördelar till varandra i en cirkel",
    title_en: "Pools pass costs to each other in a circle",
    try_sv: "Ta bort ett av stegen i ringen; den stegvisa metoden för kostnader åt ett håll.",
    try_en: "Remove one of the steps in the circle; step-down passes costs one way only.",
  },
  "costing.closed-loop": {
    severity: "stop",
    title_sv: "Pooler i ett ömsesidigt block skickar allt vidare till varandra",
    title_en: "Pools of a reciprocal block pass everything on to each other",
    try_sv: "Låt minst en av dem föra något vidare till en tjänst, eller till en pool utanför blocket.",
    try_en: "Let at least one of them pass something to a service, or to a pool outside the block.",
  },
  "costing.block-unsolved": {
    severity: "stop",
    title_sv: "Ett ömsesidigt block har ingen säker lösning",
    title_en: "A reciprocal block has no certain solution",
    try_sv:
      "Låt mer av det som blockets poolar håller lämna blocket; se på fördelningsgrundernas värden mellan dem.",
    try_en: "Let more of what its members hold leave the block; look at the driver values between them.",
  },
  "costing.agreed-in-block": {
    severity: "stop",
    title_sv: "Avtalade belopp i ett ömsesidigt block",
    title_en: "Agreed amounts in a reciprocal block",
    try_sv:
      "Använd en fördelningsgrund eller andelar inom blocket, eller lägg de överenskomna beloppen i ett steg före det.",
    try_en: "Use a driver or shares within the block, or put the agreed amounts in a step before it.",
  },
  "costing.unknown-measure": {
    severity: "stop",
    title_sv: "Kalkylmodellen har inte det måttet",
    title_en: "The costing model has no such measure",
    try_sv:
      "Fråga efter ett av måtten som meddelandet räknar upp, eller lägg till det under `measures` i modellen.",
    try_en: "Ask for one of the measures that the message lists, or add it under `measures` in the model.",
  },
  "costing.measure-units-differ": {
    severity: "stop",
    title_sv: "Årets modeller mäter samma sak i olika enheter",
    title_en: "The year's models measure the same thing in different units",
    try_sv: "Ge måttet samma enhet i årets alla modeller, eller de två måtten olika namn.",
    try_en: "Give the measure the same unit in every model of the year, or the two measures different names.",
  },
  "costing.capacity-without-driver": {
    severity: "stop",
    title_sv: "En kapacitet har inget mått på vad som används",
    title_en: "A capacity has no measure of what is used",
    try_sv: "För poolen vidare med en fördelningsgrund i kapacitetens enhet.",
    try_en: "Pass the pool on by a driver in the unit of the capacity.",
  },
  "costing.step-order": {
    severity: "stop",
    title_sv: "Ett steg fördelar till en pool som redan är tömd",
    title_en: "A step passes costs to a pool that is already emptied",
    try_sv: "Flytta steget före det steg som tömmer dess mål.",
    try_en: "Move the step before the step that empties its target.",
  },
  "costing.pool-never-filled": {
    severity: "stop",
    title_sv: "Ett steg fördelar från en pool som aldrig fylls",
    title_en: "A step passes on a pool that is never filled",
    try_sv: "Ge poolen ett `select`, eller låt ett tidigare steg fylla den.",
    try_en: "Give the pool a `select`, or let an earlier step fill it.",
  },
  "costing.pool-without-step": {
    severity: "stop",
    title_sv: "En kostnadspool fördelas aldrig vidare",
    title_en: "A pool is never passed on",
    try_sv: "Lägg till ett steg från poolen.",
    try_en: "Add a step from the pool.",
  },
  "costing.pool-emptied-twice": {
    severity: "stop",
    title_sv: "Två steg tömmer samma kostnadspool",
    title_en: "Two steps empty the same pool",
    try_sv: "Behåll ett steg per pool; använd `agreed` med `rest` för att behandla några mål för sig.",
    try_en: "Keep one step per pool; use `agreed` with `rest` to treat some targets apart.",
  },
  "costing.step-without-target": {
    severity: "stop",
    title_sv: "Ett steg har ingen mottagare",
    title_en: "A step has no target",
    try_sv: "Ange poolar eller tjänster som finns, eller `services`, `pools`, `all`.",
    try_en: "Name pools or services that exist, or `services`, `pools`, `all`.",
  },
  "costing.overlapping-assignment": {
    severity: "stop",
    title_sv: "En tjänst har två fördelningsnycklar samtidigt",
    title_en: "A service has two keys at the same time",
    try_sv: "Snäva in den ena tilldelningen, eller låt den sluta gälla innan den andra börjar.",
    try_en: "Narrow one of the assignments, or end its validity before the other begins.",
  },
  "costing.overlapping-exception": {
    severity: "stop",
    title_sv: "En kund har två undantag från samma nyckel samtidigt",
    title_en: "A customer has two exceptions from the same key at the same time",
    try_sv: "Låt det ena sluta gälla innan det andra börjar.",
    try_en: "End the validity of one before the other begins.",
  },
  "costing.reversed-validity": {
    severity: "stop",
    title_sv: "Något slutar gälla innan det börjar",
    title_en: "Something ends before it begins",
    try_sv: "Rätta valid_from eller valid_to; båda dagarna räknas med.",
    try_en: "Mend valid_from or valid_to; both days are included.",
  },
  "costing.unknown-placeholder": {
    severity: "stop",
    title_sv: "En förklarande mening har en platshållare som inte finns",
    title_en: "An explaining sentence has a placeholder that does not exist",
    try_sv: "Skriv något av {share} {driver} {amount} {own} {sum}.",
    try_en: "Write one of {share} {driver} {amount} {own} {sum}.",
  },
  "costing.smear-without-decision": {
    severity: "stop",
    title_sv: "Oanvänd kapacitet läggs på användarna utan beslut",
    title_en: "Unused capacity is put on the users without a decision",
    try_sv: "Lägg till `decision: ...` från customers/decisions.csv, eller skriv `unused: carry`.",
    try_en: "Add `decision: ...` from customers/decisions.csv, or write `unused: carry`.",
  },
  "costing.unused-key": {
    severity: "warn",
    title_sv: "En fördelningsnyckel används inte",
    title_en: "A distribution key is not used",
    try_sv: "Tilldela nyckeln en tjänst, eller ta bort den.",
    try_en: "Assign it to a service, or remove it.",
  },
  "costing.unused-driver": {
    severity: "warn",
    title_sv: "En fördelningsgrund används inte",
    title_en: "A driver is not used",
    try_sv: "Inget behöver göras; en fördelningsgrund kan behållas som upplysning eller för senare bruk.",
    try_en: "Nothing need be done; a driver may be kept for information or for later.",
  },
  "costing.unused-pool": {
    severity: "warn",
    title_sv: "En kostnadspool får inga kostnader",
    title_en: "A pool takes no costs",
    try_sv: "Se på dess `select`, och på poolar och direkta regler före den som kan ta samma poster.",
    try_en: "Look at its `select`, and at pools and direct rules before it that may take the same cells.",
  },
  "costing.unknown-model": {
    severity: "stop",
    title_sv: "Kalkylmodellen finns inte",
    title_en: "There is no such costing model",
    try_sv:
      "Visa alla: ./underlag model list. En version är namn@2024-01-01, en dag 2024-01-01 eller en fil.",
    try_en: "List them: ./underlag model list. A version is name@2024-01-01, a day 2024-01-01, or a file.",
  },
  "costing.example-differs": {
    severity: "stop",
    title_sv: "Ett exempel vid kalkylmodellen stämmer inte",
    title_en: "An example beside the costing model does not hold",
    try_sv: "Rätta modellen, eller siffran som exemplet väntar sig; `model test` visar båda.",
    try_en: "Mend the model, or the figure that the example expects; `model test` shows both.",
  },
  "costing.service-without-key": {
    severity: "stop",
    title_sv: "En tjänst saknar fördelningsnyckel",
    title_en: "A service has no distribution key",
    try_sv: "Lägg till tjänsten i en tilldelning i modellen.",
    try_en: "Add the service to an assignment in the model.",
  },
  "costing.weights-all-zero": {
    severity: "stop",
    title_sv: "Alla vikter är noll",
    title_en: "All weights are zero",
    try_sv: "Ge fördelningsgrunden värden som gäller i perioden, eller skriv `if_zero: unallocated`.",
    try_en: "Give the driver values in force in the period, or write `if_zero: unallocated`.",
  },
  "costing.no-users": {
    severity: "stop",
    title_sv: "Ingen kund använde tjänsten",
    title_en: "No customer used the service",
    try_sv:
      "Läs in månadens förbrukning, registrera vem som använder tjänsten, eller ge den en annan nyckel.",
    try_en: "Load the month's usage, register who uses the service, or give it another key.",
  },
  "costing.negative-weight": {
    severity: "stop",
    title_sv: "En vikt är negativ",
    title_en: "A weight is negative",
    try_sv: "Rätta fördelningsgrundens värde, eller det som ett undantag drar ifrån det.",
    try_en: "Mend the driver value, or what an exception subtracts from it.",
  },
  "costing.agreed-exceeds-cost": {
    severity: "stop",
    title_sv: "Avtalade belopp är större än kostnaden",
    title_en: "Agreed amounts exceed the cost",
    try_sv: "Sänk de överenskomna beloppen; en månad tar en tolftedel av årets.",
    try_en: "Lower the agreed amounts; a month takes a twelfth of the year's.",
  },
  "costing.agreed-without-rest": {
    severity: "stop",
    title_sv: "Det som blir kvar efter avtalade belopp har ingen mottagare",
    title_en: "What is left after agreed amounts has no receiver",
    try_sv: "Lägg till `rest` med en fördelningsgrund eller andelar.",
    try_en: "Add `rest` with a driver or shares.",
  },
  "costing.unplaced-cell": {
    severity: "stop",
    title_sv: "En kostnad hör inte till någon pool eller tjänst",
    title_en: "A cost belongs to no pool and no service",
    try_sv:
      "Vidga `select` för en pool, eller lägg till en direkt regel; `explain` visar verifikationsraderna.",
    try_en: "Widen the `select` of a pool, or add a direct rule; `explain` lists the voucher lines.",
  },
  "costing.no-model": {
    severity: "stop",
    title_sv: "Ingen kalkylmodell gäller",
    title_en: "No costing model is in force",
    try_sv: "Läs in en modell vars valid_from inte är senare än månaden.",
    try_en: "Load a model whose valid_from is not later than the month.",
  },
  "costing.two-models": {
    severity: "stop",
    title_sv: "Två kalkylmodeller gäller samtidigt",
    title_en: "Two costing models are in force at the same time",
    try_sv: "Låt den ena sluta gälla innan den andra börjar.",
    try_en: "End the validity of one before the other begins.",
  },
  "costing.model-changed-meanwhile": {
    severity: "stop",
    title_sv: "Någon annan har sparat kalkylmodellen under tiden",
    title_en: "Somebody else has saved the costing model meanwhile",
    try_sv: "Se skillnaden mot modellen som den är nu, ta in det som är nytt i texten, och spara igen.",
    try_en:
      "Look at the difference to the model as it is now, take what is new into the text, and save again.",
  },
  "costing.model-not-what-was-seen": {
    severity: "stop",
    title_sv: "Utkastet är inte längre det som granskades",
    title_en: "The draft is no longer what was looked through",
    try_sv: "Granska utkastet igen, och spara det därifrån.",
    try_en: "Look the draft through again, and save it from there.",
  },
  "costing.no-model-draft": {
    severity: "stop",
    title_sv: "Det finns inget utkast till modellen",
    title_en: "There is no draft of the model",
    try_sv: "Skriv på webben under Kalkylmodeller, eller: ./underlag model draft <fil>",
    try_en: "Write on the web under Costing models, or: ./underlag model draft <file>",
  },
  "costing.model-without-validity": {
    severity: "stop",
    title_sv: "Modellens giltighet kan inte skrivas om",
    title_en: "The model's validity cannot be rewritten",
    try_sv: "Skriv valid_from: 2025-01-01 på en egen rad, längst till vänster.",
    try_en: "Write valid_from: 2025-01-01 on a line of its own, at the very left.",
  },
  "costing.no-costs": {
    severity: "stop",
    title_sv: "Det finns inga kostnader att kalkylera",
    title_en: "There are no costs to cost",
    try_sv: "Läs in årets huvudbok, budget eller prognos först.",
    try_en: "Load the year's ledger, budget or forecast first.",
  },
  "costing.unknown-figure": {
    severity: "stop",
    title_sv: "Det finns inget att förklara med den beteckningen",
    title_en: "There is nothing to explain by that id",
    try_sv: "Skriv cost:2024:actual:TJÄNST eller voucher:2024/A/17:3.",
    try_en: "Write cost:2024:actual:SERVICE or voucher:2024/A/17:3.",
  },
  "costing.driver-formula": {
    severity: "stop",
    title_sv: "En beräknad fördelningsgrund har en formel som inte går att läsa",
    title_en: "A computed driver has a formula that cannot be read",
    try_sv: "Skriv fördelningsgrunder, tal, + - * / och parenteser, som `headcount - seasonal`.",
    try_en: "Write drivers, numbers, + - * / and parentheses, like `headcount - seasonal`.",
  },
  "costing.driver-cycle": {
    severity: "stop",
    title_sv: "Beräknade fördelningsgrunder läser varandra i en cirkel",
    title_en: "Computed drivers read each other in a circle",
    try_sv: "Låt en av fördelningsgrunderna i ringen vara uppmätt.",
    try_en: "Let one of the drivers in the circle be measured.",
  },
  "costing.driver-subjects": {
    severity: "stop",
    title_sv: "En beräknad fördelningsgrund blandar olika slags mätobjekt",
    title_en: "A computed driver mixes subjects of different kinds",
    try_sv: "Räkna fram den ur fördelningsgrunder med samma `subject`.",
    try_en: "Compute from drivers with the same `subject`.",
  },
  "costing.driver-has-values": {
    severity: "stop",
    title_sv: "En beräknad fördelningsgrund har egna värden",
    title_en: "A computed driver has values of its own",
    try_sv: "Ta bort värdena, eller formeln.",
    try_en: "Remove the values, or the formula.",
  },
  "costing.driver-formula-undefined": {
    severity: "stop",
    title_sv: "En beräknad fördelningsgrund ger inget tal",
    title_en: "A computed driver gives no number",
    try_sv: "Ge divisorn ett värde över noll, eller ändra formeln.",
    try_en: "Give the divisor a value above zero for the subject, or change the formula.",
  },
  "costing.driver-jump": {
    severity: "warn",
    title_sv: "En fördelningsgrund har ändrats mer än väntat",
    title_en: "A driver has changed more than expected",
    try_sv: "Stäm av siffran med fördelningsgrundens ägare; frys den sedan som den är, eller rätta den.",
    try_en: "Check the figure with the driver's owner; then freeze it as it is, or mend it.",
  },
  "costing.driver-without-values": {
    severity: "warn",
    title_sv: "En fördelningsgrund saknar värden i en månad",
    title_en: "A driver has no values in a month",
    try_sv: "Läs in värden som gäller i månaden (drivers/values.csv).",
    try_en: "Load values that hold in the month (drivers/values.csv).",
  },
  "costing.driver-not-frozen": {
    severity: "stop",
    title_sv: "Fördelningsgrunden är inte fryst för månaden",
    title_en: "The driver is not frozen for the month",
    try_sv: "Frys den först: ./underlag driver freeze <fördelningsgrund> --period ÅÅÅÅ-MM",
    try_en: "Freeze it first: ./underlag driver freeze <driver> --period YYYY-MM",
  },
  "costing.driver-frozen": {
    severity: "stop",
    title_sv: "Fördelningsgrunden är redan fryst för månaden, med andra värden",
    title_en: "The driver is already frozen for the month, with other values",
    try_sv:
      "Läs skillnaderna och frys sedan på nytt med --reason; eller låt det vara: de frysta värdena gäller.",
    try_en: "Read the differences, then freeze again with --reason; or leave it: the frozen values hold.",
  },
  "costing.driver-drift": {
    severity: "warn",
    title_sv: "En fryst fördelningsgrund skiljer sig från dagens värden",
    title_en: "A frozen driver differs from today's values",
    try_sv: "Frys på nytt med --reason om de nya värdena ska gälla; de frysta gäller till dess.",
    try_en: "Freeze again with --reason if the new values are to hold; the frozen ones hold until then.",
  },
  "costing.driver-answer": {
    severity: "stop",
    title_sv: "Kunden kan inte svara på fördelningsgrunden",
    title_en: "The customer cannot answer for the driver",
    try_sv:
      "Ange en kund som har ett värde i den frysta månaden: ./underlag driver values <fördelningsgrund> --period ÅÅÅÅ-MM",
    try_en:
      "Name a customer that has a value in the frozen month: ./underlag driver values <driver> --period YYYY-MM",
  },
  "costing.driver-objection": {
    severity: "warn",
    title_sv: "En kund har invänt mot sitt värde",
    title_en: "A customer has objected to its value",
    try_sv: "Rätta värdet och frys på nytt, eller gör upp saken med kunden, innan det faktureras efter det.",
    try_en: "Mend the value and freeze again, or settle the matter with the customer, before it is billed.",
  },
  "costing.snapshot-differs": {
    severity: "stop",
    title_sv: "En fryst fördelningsgrund har ändrats i databasen",
    title_en: "A frozen driver has been changed in the database",
    try_sv:
      "Återställ den senaste säkerhetskopian och anmäl felet; programmet självt ändrar aldrig en ögonblicksbild.",
    try_en: "Restore the last backup and report it; the program itself never changes a snapshot.",
  },
  "costing.in-is-not-out": {
    severity: "stop",
    title_sv: "En lagrad kalkyl går inte jämnt ut",
    title_en: "A stored costing does not balance",
    try_sv: "Kör `cost` igen; står skillnaden kvar, återställ den senaste säkerhetskopian och anmäl felet.",
    try_en: "Run `cost` again; if the difference stays, restore the last backup and report it.",
  },
  "costing.stored-differs": {
    severity: "stop",
    title_sv: "En lagrad kalkyl skiljer sig från en ny beräkning",
    title_en: "A stored costing differs from a new computation",
    try_sv: "Kör `cost` igen; de lagrade siffrorna gjordes inte av det underlag de anger.",
    try_en: "Run `cost` again; the stored figures were not made from the inputs they name.",
  },
};

/** Where in a model file a fault stands. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A problem of this room: the catalogue gives severity and advice, the caller the sentences. */
export function problem(
  code: string,
  message_sv: string,
  message_en: string,
  place?: Place,
  advice?: Advice,
): Problem {
  const entry = catalogue[code];
  return {
    code,
    severity: entry?.severity ?? "stop",
    ...(place === undefined ? {} : { file: place.file, line: place.line }),
    message_sv,
    message_en,
    ...(advice ?? (entry && adviceOf(entry))),
  };
}

/** A name that nobody knows, with the closest known one as a suggestion. */
export function unknownName(
  kind: "field" | "pool" | "service" | "driver" | "key" | "customer" | "decision",
  name: string,
  known: readonly string[],
  place?: Place,
): Problem {
  const kinds = {
    field: ["fältet", "field"],
    pool: ["kostnadspoolen", "pool"],
    service: ["tjänsten", "service"],
    driver: ["fördelningsgrunden", "driver"],
    key: ["fördelningsnyckeln", "key"],
    customer: ["kunden", "customer"],
    decision: ["beslutet", "decision"],
  } as const;
  const near = closest(name, known);
  const [sv, en] = kinds[kind];
  return problem(
    `costing.unknown-${kind}`,
    `${capital(sv)} ”${name}” är ${kind === "field" || kind === "decision" ? "okänt" : "okänd"}.${near === undefined ? "" : ` Menar du ”${near}”?`}`,
    `The ${en} "${name}" is unknown.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
    place,
    near === undefined ? undefined : { try: `Write "${near}".`, try_sv: `Skriv ”${near}”.` },
  );
}

export function unplacedCells(cells: readonly CostCell[], place: Place): Problem[] {
  const groups = new Map<string, { cell: CostCell; amountOre: number; periods: Set<Period> }>();
  for (const cell of cells) {
    const key = [cell.account, cell.costCentre, cell.project, cell.service].join("\u0000");
    const group = groups.get(key) ?? { cell, amountOre: 0, periods: new Set<Period>() };
    group.amountOre += cell.amountOre;
    group.periods.add(cell.period);
    groups.set(key, group);
  }
  const shown = [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, 50);
  return shown.map(([, { cell, amountOre, periods }]) => {
    const coding = `${cell.account || "–"} / ${cell.costCentre || "–"} / ${cell.project || "–"} / ${cell.service || "–"}`;
    const months = [...periods].sort();
    const span = months.length === 1 ? months[0] : `${months[0]}–${months[months.length - 1]}`;
    const more = groups.size > shown.length ? ` (${shown.length}/${groups.size})` : "";
    const kronor = formatKronor(amountOre as Ore);
    return problem(
      "costing.unplaced-cell",
      `Konto / kostnadsställe / projekt / tjänst ${coding}, ${span}, ${kronor} kr, hör inte till någon pool och ingen tjänst${more}.`,
      `Account / cost centre / project / service ${coding}, ${span}, ${kronor} kr, belongs to no pool and no service${more}.`,
      place,
    );
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
