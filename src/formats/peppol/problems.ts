import {
  type AdvisedProblem,
  type Place,
  type ProblemCatalogue,
  type ProblemEntry,
  titledProblemMaker,
} from "../../kernel/index.ts";

function stop(title_sv: string, title_en: string, try_sv: string, try_en: string): ProblemEntry {
  return { severity: "stop", title_sv, title_en, try_sv, try_en };
}

export const entries = {
  "peppol.missing-address": stop(
    "Parten har ingen fullständig postadress",
    "The party has no complete postal address",
    "Ange gata eller box, postnummer och ort.",
    "Give street or box, postal code and city.",
  ),
  "peppol.missing-endpoint": stop(
    "Parten har ingen giltig e-adress i Peppol",
    "The party has no valid electronic address in Peppol",
    "Ange schema och nummer, 0007: och tio siffror för en svensk organisation.",
    "Give scheme and number, 0007: and ten digits for a Swedish organisation.",
  ),
  "peppol.missing-reference": stop(
    "Köparens referens saknas",
    "The buyer's reference is missing",
    "Fråga köparen om referens eller inköpsordernummer och för in det på mottagaren.",
    "Ask the buyer for a reference or an order number and enter it on the receiver.",
  ),
  "peppol.missing-preceding-invoice": stop(
    "Kreditnotan nämner ingen faktura",
    "The credit note names no invoice",
    "Ange vilken faktura den avser.",
    "Name the invoice that it is about.",
  ),
  "peppol.bad-organisation-number": stop(
    "Organisationsnumret är inte giltigt",
    "The organisation number is not valid",
    "Tio siffror med rätt kontrollsiffra.",
    "Ten digits with the right check digit.",
  ),
  "peppol.bad-vat-number": stop(
    "Momsregistreringsnumret saknas eller är inte giltigt",
    "The VAT number is missing or not valid",
    "SE, tio siffror och 01. Den som är utanför momsen ska inte ha något nummer på sin faktura.",
    "SE, ten digits and 01. Outside the scope of VAT there must be none.",
  ),
  "peppol.bad-vat-rate": stop(
    "Momssatsen finns inte i Sverige",
    "There is no such VAT rate in Sweden",
    "25, 12 eller 6 procent i kategori S, annars noll.",
    "25, 12 or 6 per cent in category S, else nought.",
  ),
  "peppol.mixed-vat": stop(
    "Rader utanför momsen står på samma dokument som andra",
    "Lines outside the scope of VAT stand with others in one document",
    "Dela dokumentet.",
    "Split the document.",
  ),
  "peppol.bad-account": stop(
    "Bankgirot eller plusgirot är inte giltigt",
    "The bankgiro or plusgiro is not valid",
    "Bankgiro har 7-8 siffror, plusgiro 2-8, den sista en kontrollsiffra.",
    "A bankgiro has 7-8 digits, a plusgiro 2-8, the last one a check digit.",
  ),
  "peppol.bad-line": stop(
    "Raden går inte att uttrycka",
    "The line cannot be expressed",
    "En rad har en benämning, ett pris som inte är negativt, och ett belopp som är antal gånger pris.",
    "A line has a name, a price that is not negative, and an amount that is quantity times price.",
  ),
  "peppol.negative-total": stop(
    "Dokumentets summa är negativ",
    "The total of the document is negative",
    "Gör en kreditnota av en negativ faktura.",
    "Make a credit note of a negative invoice.",
  ),
  "peppol.control-character": stop(
    "Texten innehåller ett tecken som XML inte kan bära",
    "The text holds a character that XML cannot carry",
    "Ta bort tecknet.",
    "Remove the character.",
  ),
  "peppol.too-large": stop(
    "Meddelandet är större än mottagaren tar emot",
    "The message is larger than the receiver takes",
    "Ta bort bilagor eller dela fakturan.",
    "Remove attachments or split the invoice.",
  ),
  "peppol.bad-attachment": stop(
    "Bilagan är av en sort som inte får bifogas",
    "The attachment is of a kind that may not be attached",
    "PDF, PNG, JPEG, CSV, Excel eller OpenDocument.",
    "PDF, PNG, JPEG, CSV, Excel or OpenDocument.",
  ),
  "peppol.not-xml": stop(
    "Filen är inte läsbar XML",
    "The file is not readable XML",
    "Kontrollera att hela filen kom med.",
    "Check that the whole file came along.",
  ),
  "peppol.forbidden-xml": stop(
    "Filen har en dokumenttyp, entiteter eller instruktioner",
    "The file has a document type, entities or instructions",
    "Skicka ett vanligt Peppoldokument: elementen och inget annat.",
    "Send a plain Peppol document: elements and nothing else.",
  ),
  "peppol.not-billing": stop(
    "Filen är inte en Peppolfaktura som går att läsa",
    "The file is no Peppol invoice that can be read",
    "UBL 2.1 faktura eller kreditnota enligt Peppol BIS Billing 3.0, i svenska kronor.",
    "A UBL 2.1 invoice or credit note of Peppol BIS Billing 3.0, in Swedish kronor.",
  ),
} satisfies ProblemCatalogue;

export type PeppolProblemCode = keyof typeof entries;

export const catalogue: ProblemCatalogue = entries;

const make = titledProblemMaker<PeppolProblemCode>(entries);

export function peppolProblem(
  code: PeppolProblemCode,
  sv?: string,
  en?: string,
  place: Place = {},
): AdvisedProblem {
  return make(code, place, sv, en);
}
