import { adviceOf, type Problem, type ProblemCatalogue } from "../../kernel/index.ts";

export const catalogue: ProblemCatalogue = {
  "metering.unknown-customer": {
    severity: "stop",
    title_sv: "Förbrukning för okänd kund",
    title_en: "Usage of an unknown customer",
    try_sv: "Lägg till kunden i customers/customers.csv, eller rätta koden i filen.",
    try_en: "Add the customer to customers/customers.csv, or correct the code in the file.",
  },
  "metering.unknown-item": {
    severity: "stop",
    title_sv: "Förbrukning av okänd prislistepost",
    title_en: "Usage of an unknown price item",
    try_sv: "Lägg till posten i prislistan (prices/<version>/items.csv), eller rätta koden i filen.",
    try_en: "Add the item to the price list (prices/<version>/items.csv), or correct the code in the file.",
  },
  "metering.not-metered": {
    severity: "warn",
    title_sv: "Posten debiteras inte per volym",
    title_en: "The item is not charged by volume",
    try_sv: "Volymen behålls men faktureras inte; ändra postens charge i prislistan om den ska faktureras.",
    try_en: "The volume is kept but not billed; change the item's charge in the price list if it should be.",
  },
  "metering.other-month": {
    severity: "warn",
    title_sv: "Förbrukning i en annan månad än filens",
    title_en: "Usage in another month than the file's",
    try_sv: "Dagen avgör månaden. Rätta dagarna, eller byt namn på filen, om det inte var meningen.",
    try_en: "The day decides the month. Correct the days, or rename the file, if that is not what was meant.",
  },
  "metering.other-year": {
    severity: "warn",
    title_sv: "Förbrukning utanför räkenskapsåren",
    title_en: "Usage outside the fiscal years",
    try_sv: "Rätta dagen, eller lägg till året under fiscal_years i pack.yaml.",
    try_en: "Correct the day, or add the year to fiscal_years of pack.yaml.",
  },
  "metering.event-differs": {
    severity: "stop",
    title_sv: "Samma händelse med olika innehåll",
    title_en: "The same event with other content",
    try_sv:
      "Ge händelsen ett eget id; är den senare rätt, läs in den som rättelse (./underlag usage load FIL --correction), eller skicka filen som först hade den igen, rättad.",
    try_en:
      "Give the event its own id; if the later one is right, load it as a correction (./underlag usage load FILE --correction), or send the file that first held it again, corrected.",
  },
  "metering.negative-quantity": {
    severity: "stop",
    title_sv: "Negativ förbrukning",
    title_en: "Negative usage",
    try_sv: "Rätta källfilen och läs in den igen under samma namn; den ersätter den tidigare versionen.",
    try_en: "Correct the source file and load it again under the same name; it replaces the earlier version.",
  },
  "metering.empty-code": {
    severity: "stop",
    title_sv: "Händelsen saknar id",
    title_en: "The event has no id",
    try_sv: "Ge varje händelse ett eget id; det är det som gör att en fil tryggt kan skickas två gånger.",
    try_en: "Give every event an id of its own; it is what makes a file safe to send twice.",
  },
  "metering.event-in-other-month": {
    severity: "stop",
    title_sv: "Händelsens id finns i en annan månad",
    title_en: "The event's id is in another month",
    try_sv:
      "Ett id hör till en händelse, vilken månad det än är. Är det samma händelse med fel dag, rätta dagen; ska den byta månad, rätta den till 0 i sin månad (./underlag usage load FIL --correction) och skicka den med ett nytt id. Numrerar avsändaren om varje månad, låt månaden stå först i id:t.",
    try_en:
      "An id belongs to one event, whatever its month. Is it the same event with a wrong day, correct the day; has the month to be another, correct the event to 0 in its month (./underlag usage load FILE --correction) and send it with a new id. Does the sender number anew every month, let it put the month in front.",
  },
  "metering.corrupt-segment": {
    severity: "stop",
    title_sv: "Lagrad förbrukning är skadad",
    title_en: "Stored usage is damaged",
    try_sv:
      "Läs in förbrukningsfilen igen under samma namn, eller återställ den senaste hela säkerhetskopian.",
    try_en: "Load the usage file again under the same name, or restore the last good backup.",
  },
  "metering.volume-differs": {
    severity: "stop",
    title_sv: "Volymen stämmer inte med händelserna",
    title_en: "The volume does not agree with its events",
    try_sv: "Läs in förbrukningsfilen igen under samma namn; volymerna summeras då på nytt.",
    try_en: "Load the usage file again under the same name; volumes are then added up anew.",
  },
  "metering.item-of-two-meters": {
    severity: "stop",
    title_sv: "Två mätare för samma post",
    title_en: "Two meters of the same item",
    try_sv: "Låt en mätare mata posten; det som två mätare räknar behöver två poster i prislistan.",
    try_en: "Let one meter feed the item; what two meters count needs two items of the price list.",
  },
  "metering.unreadable-time": {
    severity: "stop",
    title_sv: "Klockslaget går inte att läsa",
    title_en: "The time cannot be read",
    try_sv: "Skriv klockslaget som 08:15 eller 08:15:30, eller utelämna det.",
    try_en: "Write it as 08:15 or 08:15:30, or leave it out.",
  },
  "metering.without-subject": {
    severity: "stop",
    title_sv: "Händelsen säger inte vem den gäller",
    title_en: "The event does not say whom it is about",
    try_sv: "Fyll i kolumnen subject: en mätare av unika användare räknar var och en en gång.",
    try_en: "Fill in the column subject: a meter of unique users counts each subject once.",
  },
  "metering.control-character": {
    severity: "stop",
    title_sv: "Styrtecken i händelsens id",
    title_en: "Control characters in the id of the event",
    try_sv: "Id skrivs ut och jämförs: använd bokstäver, siffror och vanliga tecken.",
    try_en: "Ids are printed and compared: use letters, digits and marks.",
  },
  "metering.unreadable-row": {
    severity: "stop",
    title_sv: "Raden går inte att läsa",
    title_en: "The row cannot be read",
    try_sv:
      'Skicka ett JSON-objekt per rad: {"event_id":"e1","day":"2025-03-01","item":"PC","customer":"GSF","quantity":"2"}; time och subject får läggas till.',
    try_en:
      'Send one JSON object a line: {"event_id":"e1","day":"2025-03-01","item":"PC","customer":"GSF","quantity":"2"}; time and subject may be added.',
  },
  "metering.busy": {
    severity: "stop",
    title_sv: "Förbrukning läses in just nu",
    title_en: "Usage is being loaded right now",
    try_sv:
      "Försök igen om en stund: en leverantörs inläsningar kommer en i taget, och inget av ditt behölls.",
    try_en: "Try again in a moment: loads of one provider come one at a time, and nothing of yours was kept.",
  },
  "metering.other-batch": {
    severity: "stop",
    title_sv: "Samma nyckel för ett annat innehåll",
    title_en: "The same key for another content",
    try_sv: "Ge varje sändning en egen Idempotency-Key; samma sändning får skickas igen under samma nyckel.",
    try_en:
      "Give every batch an Idempotency-Key of its own; the same batch may be sent again under the same key.",
  },
  "metering.unknown-upload": {
    severity: "stop",
    title_sv: "Uppladdningen finns inte",
    title_en: "There is no such upload",
    try_sv:
      "Någon har redan läst in den eller kastat den. Se Förbrukning, och ladda upp filen igen om den saknas.",
    try_en:
      "Somebody has loaded it or thrown it away already. See Usage, and upload the file again if it is missing.",
  },
  "metering.corrects-nothing": {
    severity: "warn",
    title_sv: "Rättelsen rättar ingenting",
    title_en: "The correction corrects nothing",
    try_sv:
      "Se över id och månad: en händelse rättas i den månad den låg i; för att flytta den, rätta den till 0 och skicka en ny.",
    try_en:
      "Check the ids and the month: an event is corrected in the month that it was in; to move it, correct it to 0 and send a new one.",
  },
  "metering.sale-twice": {
    severity: "stop",
    title_sv: "Samma försäljning två gånger",
    title_en: "The same sale twice",
    try_sv: "Behåll en rad per försäljning, eller ge den andra ett eget nummer.",
    try_en: "Keep one row per sale, or give the second its own number.",
  },
  "metering.not-for-sale": {
    severity: "stop",
    title_sv: "Posten säljs inte styckvis",
    title_en: "The item is not sold by the sale",
    try_sv: "Använd en post vars charge är direct-sale eller pass-through.",
    try_en: "Use an item whose charge is direct-sale or pass-through.",
  },
  "metering.negative-price": {
    severity: "stop",
    title_sv: "Negativt pris",
    title_en: "Negative price",
    try_sv: "För en retur, gör antalet negativt och låt priset vara som det var.",
    try_en: "For a return, make the quantity negative and leave the price as it was.",
  },
  "metering.sale-without-text": {
    severity: "stop",
    title_sv: "Försäljningen saknar text",
    title_en: "The sale has no text",
    try_sv: "Skriv vad som såldes; det blir fakturaradens text.",
    try_en: "Write what was sold; it is the text of the invoice line.",
  },
};

/** Where in a file a problem lies. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
}

function make(
  code: string,
  message_sv: string,
  message_en: string,
  place: Place & { readonly text?: string } = {},
): Problem {
  const entry = catalogue[code];
  return {
    code,
    severity: entry?.severity ?? "stop",
    ...place,
    message_sv,
    message_en,
    ...(entry && adviceOf(entry)),
  };
}

function meant(suggestion: string | undefined): { sv: string; en: string } {
  return suggestion === undefined
    ? { sv: "", en: "" }
    : { sv: ` Menas ${suggestion}?`, en: ` Do you mean ${suggestion}?` };
}

export function unknownCustomer(
  customer: string,
  suggestion: string | undefined,
  place: Place = {},
): Problem {
  const { sv, en } = meant(suggestion);
  return make(
    "metering.unknown-customer",
    `Kunden ${customer} finns inte i kundregistret.${sv}`,
    `Customer ${customer} is not in the register.${en}`,
    { ...place, text: customer },
  );
}

export function unknownItem(item: string, suggestion: string | undefined, place: Place = {}): Problem {
  const { sv, en } = meant(suggestion);
  return make(
    "metering.unknown-item",
    `Posten ${item} finns inte i någon prislista.${sv}`,
    `Item ${item} is in no price list.${en}`,
    { ...place, text: item },
  );
}

export function notMetered(item: string, charge: string, place: Place = {}): Problem {
  return make(
    "metering.not-metered",
    `Posten ${item} debiteras som ${charge}; volymen sparas men debiteras inte.`,
    `Item ${item} is charged as ${charge}; its volume is kept but not billed.`,
    place,
  );
}

/** The first of the events that lie outside, and how many they are. */
export function otherMonth(day: string, month: string, events: number, place: Place = {}): Problem {
  return make(
    "metering.other-month",
    `Dagen ${day} ligger inte i filens månad ${month} (${events} händelser i filen); dagen avgör månaden.`,
    `The day ${day} is not in the file's month ${month} (${events} events of the file); the day decides the month.`,
    place,
  );
}

export function otherYear(day: string, events: number, place: Place = {}): Problem {
  return make(
    "metering.other-year",
    `Dagen ${day} ligger utanför leverantörens räkenskapsår (${events} händelser i filen).`,
    `The day ${day} is outside the provider's fiscal years (${events} events of the file).`,
    place,
  );
}

export function eventDiffers(eventId: string, period: string): Problem {
  return make(
    "metering.event-differs",
    `Händelsen ${eventId} finns redan i ${period} med annat innehåll.`,
    `Event ${eventId} is already in ${period} with other content.`,
  );
}

/** Both contents, since only the sender can tell which is true. */
export function eventDiffersBetween(
  eventId: string,
  period: string,
  a: { readonly source: string; readonly said: string },
  b: { readonly source: string; readonly said: string },
): Problem {
  return make(
    "metering.event-differs",
    `Händelsen ${eventId} i ${period} har olika innehåll: ${a.said} i ${a.source}, ${b.said} i ${b.source}.`,
    `Event ${eventId} in ${period} has different content: ${a.said} in ${a.source}, ${b.said} in ${b.source}.`,
    { file: b.source },
  );
}

export function itemOfTwoMeters(item: string, meter: string, place: Place): Problem {
  return make(
    "metering.item-of-two-meters",
    `Posten ${item} matas redan av en annan mätare än ${meter}.`,
    `Item ${item} is fed by another meter than ${meter} already.`,
    { ...place, text: meter },
  );
}

export function unreadableTime(eventId: string, place: Place): Problem {
  return make(
    "metering.unreadable-time",
    `Händelsen ${eventId} har ett klockslag som inte går att läsa.`,
    `Event ${eventId} has a time that cannot be read.`,
    place,
  );
}

export function withoutSubject(eventId: string, stream: string, place: Place): Problem {
  return make(
    "metering.without-subject",
    `Händelsen ${eventId} säger inte vem den gäller, och ${stream} räknar olika användare.`,
    `Event ${eventId} does not say whom it is about, and ${stream} counts different users.`,
    place,
  );
}

export function controlCharacter(place: Place): Problem {
  return make(
    "metering.control-character",
    "Händelsens id innehåller styrtecken.",
    "The id of the event has control characters.",
    place,
  );
}

export function unreadableRow(reason: { readonly sv: string; readonly en: string }, place: Place): Problem {
  return make(
    "metering.unreadable-row",
    `Raden går inte att läsa: ${reason.sv}.`,
    `The row cannot be read: ${reason.en}.`,
    place,
  );
}

export function busy(): Problem {
  return make(
    "metering.busy",
    "Någon annan läser in förbrukning just nu.",
    "Somebody else is loading usage right now.",
  );
}

export function otherBatch(key: string): Problem {
  return make(
    "metering.other-batch",
    `Nyckeln ${key} har redan använts för ett annat innehåll.`,
    `The key ${key} has been used for another content already.`,
    { text: key },
  );
}

export function unknownUpload(upload: string): Problem {
  return make(
    "metering.unknown-upload",
    `Ingen uppladdning ${upload} väntar.`,
    `No upload ${upload} is waiting.`,
    { text: upload },
  );
}

export function correctsNothing(events: number, place: Place): Problem {
  return make(
    "metering.corrects-nothing",
    `${events} händelser rättar ingenting som finns; de räknas som de är.`,
    `${events} events correct nothing that is there; they count as they are.`,
    place,
  );
}

export function negativeQuantity(eventId: string, place: Place = {}): Problem {
  return make(
    "metering.negative-quantity",
    `Händelsen ${eventId} har negativ mängd.`,
    `Event ${eventId} has a negative quantity.`,
    place,
  );
}

export function emptyCode(place: Place = {}): Problem {
  return make("metering.empty-code", "Händelsen saknar id.", "The event has no id.", place);
}

/** The month it is in already, and the file where that is another. */
export function eventInOtherMonth(
  eventId: string,
  period: string,
  other: { readonly period: string; readonly source?: string | undefined },
): Problem {
  const [sv, en] = other.source === undefined ? ["", ""] : [` (${other.source})`, ` (${other.source})`];
  return make(
    "metering.event-in-other-month",
    `Händelsen ${eventId} i ${period} finns redan i ${other.period}${sv}.`,
    `Event ${eventId} in ${period} is already in ${other.period}${en}.`,
  );
}

export function corruptSegment(reason: string): Problem {
  return make(
    "metering.corrupt-segment",
    `Ett lagrat segment kan inte läsas: ${reason}.`,
    `A stored segment cannot be read: ${reason}.`,
  );
}

export function corruptSegmentOf(period: string, item: string, source: string, problem: Problem): Problem {
  return {
    ...problem,
    message_sv: `${period} ${item} ur ${source}: ${problem.message_sv}`,
    message_en: `${period} ${item} of ${source}: ${problem.message_en}`,
  };
}

export function volumeDiffers(what: string, table: string, segments: string): Problem {
  return make(
    "metering.volume-differs",
    `Volymen för ${what} är ${table} men händelserna ger ${segments}.`,
    `The volume of ${what} is ${table} but its events give ${segments}.`,
  );
}

export function saleTwice(sale: string, place: Place = {}): Problem {
  return make(
    "metering.sale-twice",
    `Försäljningen ${sale} står två gånger.`,
    `Sale ${sale} stands twice.`,
    place,
  );
}

export function notForSale(item: string, charge: string, place: Place = {}): Problem {
  return make(
    "metering.not-for-sale",
    `Posten ${item} debiteras som ${charge} och säljs inte styckvis.`,
    `Item ${item} is charged as ${charge} and is not sold by the sale.`,
    place,
  );
}

export function negativePrice(sale: string, place: Place = {}): Problem {
  return make(
    "metering.negative-price",
    `Försäljningen ${sale} har negativt pris.`,
    `Sale ${sale} has a negative price.`,
    place,
  );
}

export function saleWithoutText(sale: string, place: Place = {}): Problem {
  return make(
    "metering.sale-without-text",
    `Försäljningen ${sale} saknar text.`,
    `Sale ${sale} has no text.`,
    place,
  );
}
