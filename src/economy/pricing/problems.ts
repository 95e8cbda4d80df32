import { adviceOf, formatKronor, ore, type Problem, type ProblemCatalogue } from "../../kernel/index.ts";
import type { PriceListState } from "./price-list.ts";

export const catalogue: ProblemCatalogue = {
  "pricing.two-in-force": {
    severity: "stop",
    title_sv: "Två prislistor gäller samtidigt",
    title_en: "Two price lists in force at once",
    try_sv: "Besluta den nya versionen med --supersedes den gamla, eller korta utkastets giltighet.",
    try_en: "Decide the new version with --supersedes the old one, or shorten the validity of the draft.",
  },
  "pricing.saving-no-budget": {
    severity: "stop",
    title_sv: "Besparingen har varken budget eller utfall att räkna på",
    title_en: "The saving has neither a budget nor an outcome to rest on",
    try_sv: "Läs in planning/budget-<år>.csv och volumes-<år>.csv, eller fråga om ett år som har dem.",
    try_en: "Load planning/budget-<year>.csv and volumes-<year>.csv, or ask about a year that has them.",
  },
  "pricing.saving-no-item": {
    severity: "stop",
    title_sv: "Prislistan har inte posten",
    title_en: "The price list does not have the item",
    try_sv: "Använd koden för en prislistepost: `price show --year Å` visar dem.",
    try_en: "Use the code of a price list item: `price show --year Y` lists them.",
  },
  "pricing.saving-not-metered": {
    severity: "stop",
    title_sv: "Posten har inget styckpris",
    title_en: "The item has no unit price",
    try_sv:
      "Fråga om en post som debiteras per volym; vad en avgift blir med ett annat nyckelvärde visar `price simulate`.",
    try_en: "Ask about a metered item; what a fee becomes with another key value, `price simulate` shows.",
  },
  "pricing.saving-no-volume": {
    severity: "stop",
    title_sv: "Kunden har ingen planerad volym av posten",
    title_en: "The customer has no planned volume of the item",
    try_sv: "Se över kundens kod, eller ge den en planerad volym i planning/volumes-<år>.csv.",
    try_en: "Check the customer's code, or give it a planned volume in planning/volumes-<year>.csv.",
  },
  "pricing.saving-too-many": {
    severity: "stop",
    title_sv: "Fler än kunden har",
    title_en: "More than the customer has",
    try_sv: "Fråga om högst det som kunden planeras använda.",
    try_en: "Ask about at most what the customer is planned to use.",
  },
  "pricing.no-planned-volume": {
    severity: "stop",
    title_sv: "Planerad volym saknas",
    title_en: "No planned volume",
    try_sv:
      "Ge posten en planerad volym över noll i planning/volumes-<år>.csv, eller gör den till en avgift.",
    try_en: "Give the item a planned volume above zero in planning/volumes-<year>.csv, or make it a fee.",
  },
  "pricing.price-rounds-to-zero": {
    severity: "stop",
    title_sv: "Priset avrundas till noll",
    title_en: "The price rounds to zero",
    try_sv: "Välj en större enhet (per tusen) eller ett mindre avrundningssteg för posten.",
    try_en: "Choose a larger unit (per thousand) or a smaller rounding step for the item.",
  },
  "pricing.tiers-without-level": {
    severity: "stop",
    title_sv: "Stegen ger ingen intäkt att räkna nivån ur",
    title_en: "The tiers bring nothing to find their level by",
    try_sv:
      "Ge minst ett steg som de planerade volymerna når ett pris över noll; bara proportionerna spelar roll.",
    try_en:
      "Give at least one tier that the planned volumes reach a price above zero; only their proportions matter.",
  },
  "pricing.no-planned-volumes": {
    severity: "stop",
    title_sv: "Året har inga planerade volymer",
    title_en: "The year has no planned volumes",
    try_sv:
      "Läs in planning/volumes-<år>.csv vid sidan av årets budget; det som debiteras per volym kan inte simuleras utan.",
    try_en:
      "Load planning/volumes-<year>.csv beside the year's budget; what is metered cannot be simulated without.",
  },
  "pricing.unreadable-price": {
    severity: "stop",
    title_sv: "Prisantagandet går inte att läsa",
    title_en: "The assumption about a price cannot be read",
    try_sv: "Skriv price/<post>=+5% eller price/<post>=350; prislistan visar posterna.",
    try_en: "Write price/<item>=+5% or price/<item>=350; the price list shows the items.",
  },
  "pricing.no-price-to-set": {
    severity: "stop",
    title_sv: "Posten har inget pris att ändra",
    title_en: "The item has no price to change",
    try_sv: "Fråga om en avgift eller en rörlig post i prislistan; `price show --year Å` visar dem.",
    try_en: "Ask about a fee or a metered item of the price list; `price show --year Y` lists them.",
  },
  "pricing.plays-whole-years": {
    severity: "stop",
    title_sv: "Prislistan prövas för hela året",
    title_en: "A price list is tried for the whole year",
    try_sv: "Utelämna månaden i antagandet; /what-if tar månader.",
    try_en: "Leave the month out of the assumption; /what-if takes months.",
  },
  "pricing.price-too-large": {
    severity: "stop",
    title_sv: "Priset är orimligt högt",
    title_en: "The price is beyond all reason",
    try_sv: "Se över postens planerade volym: den är nästan ingenting jämfört med kostnaden.",
    try_en: "Check the planned volume of the item: it is next to nothing compared with the cost.",
  },
  "pricing.item-twice": {
    severity: "stop",
    title_sv: "Samma post två gånger",
    title_en: "The same item twice",
    try_sv: "Ha en rad per postkod.",
    try_en: "Keep one row per item code.",
  },
  "pricing.fee-twice": {
    severity: "stop",
    title_sv: "Samma avgift två gånger",
    title_en: "The same fee twice",
    try_sv: "Ha en rad per post, kund och första dag.",
    try_en: "Keep one row per item, customer and first day.",
  },
  "pricing.item-without-cost": {
    severity: "warn",
    title_sv: "Posten har ingen budgeterad kostnad",
    title_en: "The item has no costed budget",
    try_sv: "Se över postens tjänst och verksamhet, eller tjänstens budget.",
    try_en: "Check the service and activity of the item, or the budget of the service.",
  },
  "pricing.cost-without-item": {
    severity: "warn",
    title_sv: "Kostnad som ingen post bär",
    title_en: "Cost that no item carries",
    try_sv:
      "Lägg till en prislistepost för tjänsten och verksamheten, eller finansiera den på ett annat uttalat sätt.",
    try_en: "Add a price item for the service and activity, or finance it in another declared way.",
  },
  "pricing.negative-cost": {
    severity: "stop",
    title_sv: "Budgeterad kostnad är negativ",
    title_en: "The costed budget is negative",
    try_sv: "Se över tecknen i budgetfilen: kostnader är debet, positiva med SIE:s tecken.",
    try_en: "Check the signs of the budget file: costs are debit, positive in SIE sign.",
  },
  "pricing.parts-above-cost": {
    severity: "stop",
    title_sv: "Posternas delar överstiger kostnaden",
    title_en: "The declared parts exceed the cost",
    try_sv: "Sänk de angivna delarna, eller lämna en av tjänstens poster utan del.",
    try_en: "Lower the declared parts, or leave one item of the service without a part.",
  },
  "pricing.no-shares": {
    severity: "stop",
    title_sv: "Fördelningsnyckeln är noll för alla kunder",
    title_en: "The key is zero for every customer",
    try_sv: "Läs in värden för nyckelns fördelningsgrund, eller välj en annan nyckel för tjänsten.",
    try_en: "Load values for the key's driver, or choose another key for the service.",
  },
  "pricing.bad-scheme": {
    severity: "stop",
    title_sv: "Prismodellen går inte ihop med posten",
    title_en: "The scheme does not fit the item",
    try_sv:
      "Ge bara rörliga poster en prismodell; en post av modellen seat har sitt pris och proration (days eller none); de andra steg i stället för ett pris.",
    try_en:
      "Give a scheme only to metered items; a seat item its price and proration (days or none); the others tiers instead of a price.",
  },
  "pricing.bad-tiers": {
    severity: "stop",
    title_sv: "Stegen ger inte varje antal ett pris",
    title_en: "The tiers do not give every quantity one price",
    try_sv:
      "Räkna upp postens steg i tiers.csv från 0 och uppåt, varje from_quantity en gång, med package_size bara för package eller capacity.",
    try_en:
      "List the item's tiers in tiers.csv from 0 and upwards, each from_quantity once, with a package_size only for a package or a capacity.",
  },
  "pricing.nothing-played": {
    severity: "stop",
    title_sv: "Inget är prövat",
    title_en: "Nothing was tried",
    try_sv: "Ange minst ett antagande, som price/DI-PC=+5%; utan antaganden är det `price propose`.",
    try_en: "Give at least one assumption, like price/DI-PC=+5%; without any it is `price propose`.",
  },
  "pricing.frozen": {
    severity: "stop",
    title_sv: "Beslutad prislista kan inte ändras",
    title_en: "A decided price list cannot change",
    try_sv: "Föreslå en ny version och besluta den.",
    try_en: "Propose a new version and decide that.",
  },
  "pricing.older-draft": {
    severity: "warn",
    title_sv: "Packens utkast är äldre än den beslutade prislistan",
    title_en: "The draft of the pack is older than the decided list",
    try_sv: "Inget behöver göras. Ta utkastet ur paketet, eller ge en ny lista en egen version.",
    try_en:
      "Nothing needs to be done. Take the draft out of the pack, or give a new list a version of its own.",
  },
  "pricing.not-simulated": {
    severity: "stop",
    title_sv: "Prislistan är inte simulerad",
    title_en: "The price list is not simulated",
    try_sv: "Kör `underlag price simulate` först, så att konsekvenserna är kända vid beslutet.",
    try_en: "Run `underlag price simulate` first, so that the consequences are known at the decision.",
  },
  "pricing.not-decided": {
    severity: "stop",
    title_sv: "Prislistan är inte beslutad",
    title_en: "The price list is not decided",
    try_sv: "Bara en beslutad version kan ersättas; ändra utkastet i stället.",
    try_en: "Only a decided version can be superseded; change the draft instead.",
  },
  "pricing.same-eyes": {
    severity: "stop",
    title_sv: "Samma person har föreslagit och beslutar",
    title_en: "Proposed and decided by the same person",
    try_sv: "Låt en annan person registrera beslutet (--as <inloggning>).",
    try_en: "Let another person record the decision (--as <login>).",
  },
  "pricing.decision-incomplete": {
    severity: "stop",
    title_sv: "Beslutet är inte fullständigt",
    title_en: "The decision is incomplete",
    try_sv: "Ange nämnd, datum, paragraf och diarienummer.",
    try_en: "Give board, date, paragraph and registry number.",
  },
  "pricing.fees-off-total": {
    severity: "stop",
    title_sv: "Avgifterna summerar inte till postens belopp",
    title_en: "The fees do not sum to the item's total",
    try_sv: "Rätta avgifterna, eller postens summa, så att de stämmer på öret.",
    try_en: "Correct the fees, or the item's total, so that they agree to the öre.",
  },
  "pricing.borne-by-provider": {
    severity: "warn",
    title_sv: "Leverantören bär en del av avgiften",
    title_en: "The provider bears a part of the fee",
    try_sv: "Inget, om ett beslutat undantag sänkte en kunds avgift utan att höja de andras.",
    try_en: "Nothing, if a decided exception lowered one customer's fee without raising the others'.",
  },
  "pricing.hash-differs": {
    severity: "stop",
    title_sv: "Beslutad prislista har ändrats efter beslutet",
    title_en: "A decided price list was changed after the decision",
    try_sv:
      "Återställ versionen från den senaste hela säkerhetskopian; behandlingshistoriken säger vem som rörde den.",
    try_en: "Restore the version from the last good backup; the audit says who touched it.",
  },
  "pricing.no-version": {
    severity: "stop",
    title_sv: "Prislistan finns inte",
    title_en: "There is no such price list",
    try_sv: "Kör `underlag price propose --year <år>`, eller läs in ett paket som innehåller prislistan.",
    try_en: "Run `underlag price propose --year <year>`, or load a pack that carries the price list.",
  },
  "pricing.unknown-item": {
    severity: "stop",
    title_sv: "Okänd prislistepost",
    title_en: "Unknown price item",
    try_sv: "Använd en postkod ur items.csv i samma version.",
    try_en: "Use an item code of items.csv of the same version.",
  },
  "pricing.unknown-service": {
    severity: "stop",
    title_sv: "Okänd tjänst i prislistan",
    title_en: "Unknown service in the price list",
    try_sv: "Använd en tjänstekod ur catalogue/services.csv.",
    try_en: "Use a service code of catalogue/services.csv.",
  },
  "pricing.unknown-customer": {
    severity: "stop",
    title_sv: "Okänd kund i prislistan",
    title_en: "Unknown customer in the price list",
    try_sv: "Använd en kundkod ur customers/customers.csv.",
    try_en: "Use a customer code of customers/customers.csv.",
  },
  "pricing.unknown-decision": {
    severity: "stop",
    title_sv: "Beslutet finns inte i beslutsregistret",
    title_en: "The decision is not in the register",
    try_sv: "Lägg till beslutet i customers/decisions.csv, eller rätta dess kod i version.yaml.",
    try_en: "Add the decision to customers/decisions.csv, or correct its code in version.yaml.",
  },
  "pricing.item-incomplete": {
    severity: "stop",
    title_sv: "Prislisteposten saknar uppgift",
    title_en: "The price item lacks a value",
    try_sv: "En avgift behöver summa och avgifter, en rörlig post behöver ett pris.",
    try_en: "A fee needs total and fees, a metered item needs a price.",
  },
  "pricing.bad-field": {
    severity: "stop",
    title_sv: "Fel i prislistans version.yaml",
    title_en: "A fault in the price list's version.yaml",
    try_sv: "Rätta fältet; docs/pack.md beskriver filen.",
    try_en: "Correct the field; docs/pack.md describes the file.",
  },
  "pricing.unknown-field": {
    severity: "warn",
    title_sv: "Okänt fält i version.yaml",
    title_en: "Unknown field in version.yaml",
    try_sv: "Rätta fältets namn, eller ta bort det.",
    try_en: "Correct the name of the field, or take it out.",
  },
  "pricing.other-year": {
    severity: "stop",
    title_sv: "Prislistan är för ett annat år",
    title_en: "The price list is for another year",
    try_sv: "Välj ett annat namn på versionen, eller fråga efter dess eget år.",
    try_en: "Choose another name for the version, or ask for its own year.",
  },
  "pricing.no-items": {
    severity: "stop",
    title_sv: "Det finns inga poster att prissätta",
    title_en: "There are no items to price",
    try_sv:
      "Läs in ett paket med prices/<version>/items.csv; dess poster är det som nästa förslag prissätter.",
    try_en: "Load a pack with prices/<version>/items.csv; its items are what the next proposal prices.",
  },
};

function make(code: string, message_sv: string, message_en: string, more: Partial<Problem> = {}): Problem {
  const entry = catalogue[code];
  return {
    code,
    severity: entry?.severity ?? "stop",
    message_sv,
    message_en,
    ...(entry && adviceOf(entry)),
    ...more,
  };
}

/** Where in a file a problem lies. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
}

/** The states as people say them. */
export const statesSv: Readonly<Record<PriceListState, string>> = {
  draft: "förslag",
  simulated: "simulerad",
  decided: "beslutad",
  superseded: "ersatt",
};

function stateSv(state: PriceListState): string {
  return statesSv[state];
}

const kronor = (amount: number): string => formatKronor(ore(amount));

export function twoInForce(services: readonly string[], day: string, versions: readonly string[]): Problem {
  const [first, ...more] = services;
  const named = services.slice(0, 5).join(", ");
  const [sv, en] =
    more.length === 0
      ? [`Tjänsten ${first} har`, `Service ${first} has`]
      : services.length <= 5
        ? [`Tjänsterna ${named} har`, `The services ${named} have`]
        : [`${services.length} tjänster (${named} …) har`, `${services.length} services (${named} ...) have`];
  return make(
    "pricing.two-in-force",
    `${sv} mer än en prislista i kraft den ${day}: ${versions.join(", ")}.`,
    `${en} more than one price list in force on ${day}: ${versions.join(", ")}.`,
  );
}

export function noPlannedVolume(item: string): Problem {
  return make(
    "pricing.no-planned-volume",
    `Posten ${item} debiteras per volym men har ingen planerad volym att dela kostnaden med.`,
    `Item ${item} is metered but has no planned volume to divide the cost by.`,
  );
}

export function priceRoundsToZero(item: string): Problem {
  return make(
    "pricing.price-rounds-to-zero",
    `Priset på ${item} blir 0 kr när det avrundas; hela kostnaden skulle bli utan täckning.`,
    `The price of ${item} is rounded to 0 kr, which would leave its whole cost uncovered.`,
  );
}

export function tiersWithoutLevel(item: string): Problem {
  return make(
    "pricing.tiers-without-level",
    `Posten ${item}: vid planerade volymer ger stegen noll kronor, så prisnivån går inte att räkna fram`,
    `Item ${item}: at planned volumes the tiers bring nothing, so that their level cannot be computed`,
  );
}

export function noPlannedVolumes(version: string, year: number): Problem {
  return make(
    "pricing.no-planned-volumes",
    `Prislistan ${version} debiterar per volym, men ${year} har ingen planerad volym av någon post.`,
    `The price list ${version} charges by volume, but ${year} has no planned volume of any item.`,
  );
}

export function unreadablePrice(text: string): Problem {
  return make(
    "pricing.unreadable-price",
    `Antagandet ”${text}” går inte att läsa; ett pris ändras så här: price/POST=+5% eller price/POST=350.`,
    `The assumption "${text}" cannot be read; a price is changed like this: price/ITEM=+5% or price/ITEM=350.`,
  );
}

export function noPriceToSet(item: string, near: string | undefined): Problem {
  return make(
    "pricing.no-price-to-set",
    `Ingen avgift eller volympost heter ${item}.${near === undefined ? "" : ` Menar du ${near}?`}`,
    `No fee or metered item is called ${item}.${near === undefined ? "" : ` Did you mean ${near}?`}`,
  );
}

export function playsWholeYears(): Problem {
  return make(
    "pricing.plays-whole-years",
    "Volymer ändras här för hela året, inte från en månad.",
    "Volumes are changed for the whole year here, not from a month.",
  );
}

export function itemTwice(item: string, place: Place = {}): Problem {
  return make(
    "pricing.item-twice",
    `Posten ${item} står två gånger i prislistan.`,
    `Item ${item} stands twice in the price list.`,
    place,
  );
}

export function itemWithoutCost(item: string, service: string, activity: string): Problem {
  return make(
    "pricing.item-without-cost",
    `Posten ${item} ska bära kostnad för ${service} (${activity}), men där finns ingen budgeterad kostnad.`,
    `Item ${item} is to carry cost of ${service} (${activity}), but there is no costed budget there.`,
  );
}

export function costWithoutItem(service: string, activity: string, amount: number): Problem {
  return make(
    "pricing.cost-without-item",
    `${kronor(amount)} kr av ${service} (${activity}) bärs inte av någon post i prislistan.`,
    `${kronor(amount)} kr of ${service} (${activity}) is carried by no item of the price list.`,
  );
}

export function negativeCost(service: string, activity: string, amount: number): Problem {
  return make(
    "pricing.negative-cost",
    `Den budgeterade kostnaden för ${service} (${activity}) är ${kronor(amount)} kr; ett pris kan inte täcka en intäkt.`,
    `The costed budget of ${service} (${activity}) is ${kronor(amount)} kr; a price cannot recover a revenue.`,
  );
}

export function partsAboveCost(service: string, activity: string, parts: number, total: number): Problem {
  return make(
    "pricing.parts-above-cost",
    `Posterna för ${service} (${activity}) ska bära ${kronor(parts)} kr, men kostnaden är ${kronor(total)} kr.`,
    `The items of ${service} (${activity}) are to carry ${kronor(parts)} kr, but the cost is ${kronor(total)} kr.`,
  );
}

export function noShares(item: string, key: string): Problem {
  return make(
    "pricing.no-shares",
    `Avgiften ${item} kan inte delas: nyckeln ${key} är noll för alla kunder.`,
    `The fee ${item} cannot be shared: the key ${key} is zero for every customer.`,
  );
}

export function nothingPlayed(): Problem {
  return make(
    "pricing.nothing-played",
    "Ett provat förslag behöver antagandena som det gjordes med.",
    "A proposal that was tried needs the assumptions it was made with.",
  );
}

export function frozen(version: string, state: PriceListState): Problem {
  return make(
    "pricing.frozen",
    `Prislistan ${version} är ${stateSv(state)} och kan inte ändras.`,
    `Price list ${version} is ${state} and cannot change.`,
  );
}

/** The pack still holds the draft of a list that has been decided here since: it has nothing new to say. */
export function olderDraft(version: string, state: PriceListState, place: Place): Problem {
  return make(
    "pricing.older-draft",
    `Packens utkast till prislistan ${version} hoppas över: prislistan är redan ${stateSv(state)}.`,
    `The pack's draft of price list ${version} is passed over: the list is already ${state}.`,
    place,
  );
}

export function notSimulated(version: string): Problem {
  return make(
    "pricing.not-simulated",
    `Prislistan ${version} har inte simulerats; beslutet ska fattas med konsekvenserna kända.`,
    `Price list ${version} has not been simulated; it is to be decided with its consequences known.`,
  );
}

export function notDecided(version: string, state: PriceListState): Problem {
  return make(
    "pricing.not-decided",
    `Prislistan ${version} är ${stateSv(state)}, inte beslutad, och kan inte ersättas.`,
    `Price list ${version} is ${state}, not decided, and cannot be superseded.`,
  );
}

export function sameEyes(version: string, person: string): Problem {
  return make(
    "pricing.same-eyes",
    `${person} har föreslagit prislistan ${version} och kan därför inte registrera beslutet.`,
    `${person} proposed price list ${version} and so cannot record its decision.`,
  );
}

export function decisionIncomplete(version: string, field: string): Problem {
  return make(
    "pricing.decision-incomplete",
    `Beslutet om prislistan ${version} saknar ${field}.`,
    `The decision of price list ${version} lacks its ${field}.`,
  );
}

export function feesOffTotal(
  version: string,
  item: string,
  day: string,
  sum: number,
  total: number,
): Problem {
  return make(
    "pricing.fees-off-total",
    `Avgifterna för ${item} i ${version} är ${kronor(sum)} kr den ${day}, men posten är ${kronor(total)} kr.`,
    `The fees of ${item} in ${version} are ${kronor(sum)} kr on ${day}, but the item is ${kronor(total)} kr.`,
  );
}

export function hashDiffers(version: string): Problem {
  return make(
    "pricing.hash-differs",
    `Prislistan ${version} är inte längre den som beslutades: innehållet stämmer inte med beslutets kontrollsumma.`,
    `Price list ${version} is no longer what was decided: its content does not agree with the decision's hash.`,
  );
}

export function noVersion(wanted: string): Problem {
  return make(
    "pricing.no-version",
    `Det finns ingen prislista ${wanted}.`,
    `There is no price list ${wanted}.`,
  );
}

export function unknownItem(item: string, suggestion: string | undefined, place: Place = {}): Problem {
  return make(
    "pricing.unknown-item",
    `Posten ${item} finns inte i prislistan${suggestion === undefined ? "" : `; menas ${suggestion}?`}.`,
    `Item ${item} is not in the price list${suggestion === undefined ? "" : `; do you mean ${suggestion}?`}.`,
    place,
  );
}

export function unknownService(item: string, service: string, place: Place = {}): Problem {
  return make(
    "pricing.unknown-service",
    `Posten ${item} hör till tjänsten ${service}, som inte finns i katalogen.`,
    `Item ${item} belongs to service ${service}, which is not in the catalogue.`,
    place,
  );
}

export function unknownCustomer(customer: string, place: Place = {}): Problem {
  return make(
    "pricing.unknown-customer",
    `Avgiften gäller kunden ${customer}, som inte finns i kundregistret.`,
    `The fee is for customer ${customer}, who is not in the register.`,
    place,
  );
}

export function unknownDecision(decision: string, place: Place = {}): Problem {
  return make(
    "pricing.unknown-decision",
    `Beslutet ${decision} finns inte i beslutsregistret.`,
    `Decision ${decision} is not in the register of decisions.`,
    place,
  );
}

export function itemIncomplete(item: string, lacks: string, place: Place = {}): Problem {
  return make(
    "pricing.item-incomplete",
    `Posten ${item} saknar ${lacks}.`,
    `Item ${item} lacks its ${lacks}.`,
    place,
  );
}

export function noItems(year: number): Problem {
  return make(
    "pricing.no-items",
    `Det finns inga prislisteposter att utgå från för ${year}.`,
    `There are no price items to start from for ${year}.`,
  );
}

export function feeTwice(item: string, customer: string, from: string, place: Place = {}): Problem {
  return make(
    "pricing.fee-twice",
    `Avgiften ${item} för ${customer} från ${from} står två gånger.`,
    `The fee ${item} of ${customer} from ${from} stands twice.`,
    place,
  );
}

export function badField(field: string, wanted: string, place: Place = {}): Problem {
  return make(
    "pricing.bad-field",
    `Fältet ${field} saknas eller är fel; det ska vara ${wanted}.`,
    `The field ${field} is missing or wrong; it should be ${wanted}.`,
    place,
  );
}

export function unknownField(field: string, suggestion: string | undefined, place: Place = {}): Problem {
  return make(
    "pricing.unknown-field",
    `Fältet ${field} är okänt och läses inte${suggestion === undefined ? "" : `; menas ${suggestion}?`}.`,
    `The field ${field} is unknown and not read${suggestion === undefined ? "" : `; do you mean ${suggestion}?`}.`,
    place,
  );
}

export function otherYear(version: string, is: number, asked: number): Problem {
  return make(
    "pricing.other-year",
    `Prislistan ${version} är för ${is}, inte för ${asked}.`,
    `Price list ${version} is for ${is}, not for ${asked}.`,
  );
}

export function priceTooLarge(item: string): Problem {
  return make(
    "pricing.price-too-large",
    `Priset på ${item} blir högre än vad ett pris kan vara; den planerade volymen är nästan ingen.`,
    `The price of ${item} is higher than a price can be; its planned volume is next to nothing.`,
  );
}

export function borneByProvider(
  version: string,
  items: readonly string[],
  amount: number,
  place: Place,
): Problem {
  const [sv, en] = [
    `${items.length} poster (${items.join(", ")})`,
    `${items.length} items (${items.join(", ")})`,
  ];
  return make(
    "pricing.borne-by-provider",
    `I prislistan ${version} är avgifterna för ${sv} tillsammans ${kronor(amount)} kr lägre än posterna, eftersom kunderna har olika nyckelsummor; leverantören bär det.`,
    `In price list ${version} the fees of ${en} are ${kronor(amount)} kr below the items, as customers have different key sums; the provider bears it.`,
    place,
  );
}

export function savingNoBudget(year: number): Problem {
  return make(
    "pricing.saving-no-budget",
    `${year} har ingen budget, och varken det året eller året före har förbrukning av posten i alla månader.`,
    `${year} has no budget, and neither it nor the year before has usage of the item in every month.`,
  );
}

export function savingNoItem(item: string, period: string, near: string | undefined): Problem {
  return make(
    "pricing.saving-no-item",
    `Ingen beslutad prislista har posten ${item} i ${period}.${near === undefined ? "" : ` Menades ${near}?`}`,
    `No decided price list has the item ${item} in ${period}.${near === undefined ? "" : ` Was ${near} meant?`}`,
  );
}

export function savingNotMetered(item: string, charge: string): Problem {
  return make(
    "pricing.saving-not-metered",
    `${item} debiteras som ${charge} och har inget styckpris att räkna med.`,
    `${item} is charged as ${charge} and has no unit price to count with.`,
  );
}

export function savingNoVolume(item: string, customer: string, year: number): Problem {
  return make(
    "pricing.saving-no-volume",
    `${customer} är inte planerad att använda ${item} alla de efterfrågade månaderna ${year}.`,
    `${customer} is not planned to use ${item} in all the months asked about of ${year}.`,
  );
}

export function savingTooMany(item: string, customer: string, has: string): Problem {
  return make(
    "pricing.saving-too-many",
    `${customer} har ${has} av ${item} en av månaderna och kan inte bli av med fler.`,
    `${customer} has ${has} of ${item} in one of the months and cannot do without more.`,
  );
}

export function badScheme(item: string, sv: string, en: string, place: Place = {}): Problem {
  return make("pricing.bad-scheme", `Posten ${item} ${sv}.`, `Item ${item} ${en}.`, place);
}

export function badTiers(item: string, sv: string, en: string, place: Place = {}): Problem {
  return make("pricing.bad-tiers", `Posten ${item} ${sv}.`, `Item ${item} ${en}.`, place);
}
