import { type Advice, adviceOf, type Problem, type ProblemCatalogue } from "../../kernel/index.ts";

/** Everything invoicing refuses or warns of. */
export const catalogue: ProblemCatalogue = {
  "invoicing.bad-posting-rules": {
    severity: "stop",
    title_sv: "Konteringsreglerna i pack.yaml går inte att läsa",
    title_en: "The posting rules in pack.yaml cannot be read",
    try_sv: "Skriv den angivna delen av `posting` som docs/pack.md visar, och läs in paketet igen.",
    try_en: "Write the named part of `posting` as docs/pack.md shows it, and load the pack again.",
  },
  "invoicing.no-posting-rule": {
    severity: "stop",
    title_sv: "Konteringsregel saknas",
    title_en: "There is no posting rule",
    try_sv:
      "Lägg till ett konto för tjänstekategorin och verksamheten, eller ett kostnadsställe för avdelningen, under `posting` i pack.yaml.",
    try_en:
      "Add an account for the class and activity, or a cost centre for the department, to `posting` in pack.yaml.",
  },
  "invoicing.nothing-to-compare": {
    severity: "stop",
    title_sv: "Det finns inga böcker eller ingen budget att jämföra med",
    title_en: "There are no books or no budget to compare with",
    try_sv: "Läs in bokföringen för båda åren, eller planning/budget-ÅÅÅÅ.csv.",
    try_en: "Load the books of both years, or planning/budget-YYYY.csv.",
  },
  "invoicing.bad-postal-code": {
    severity: "stop",
    title_sv: "Postnumret är inte fem siffror",
    title_en: "The postal code is not five digits",
    try_sv: "Skriv postnumrets fem siffror: 411 01.",
    try_en: "Write the five digits of the Swedish postal code: 411 01.",
  },
  "invoicing.format-not-for-receiver": {
    severity: "stop",
    title_sv: "Dokumentet finns inte i det formatet",
    title_en: "The document does not exist in that format",
    try_sv: "Begär pdf eller csv, eller ändra mottagarens kanal i registret över fakturamottagare.",
    try_en: "Ask for pdf or csv, or change the receiver's channel in the register of receivers.",
  },
  "invoicing.nothing-to-export": {
    severity: "stop",
    title_sv: "Det finns inget att ta ut",
    title_en: "There is nothing to export",
    try_sv:
      "Se efter att månaden är rätt och att dess körning är utställd: ./underlag bill list --period 2024-03",
    try_en: "Check the month, and that its run is issued: ./underlag bill list --period 2024-03",
  },
  "invoicing.cannot-write-file": {
    severity: "stop",
    title_sv: "Filen går inte att skriva",
    title_en: "The file cannot be written",
    try_sv: "Välj en annan mapp, eller gör plats på disken; inget halvskrivet lämnas kvar.",
    try_en: "Choose another folder, or make room on the disk; nothing that is half written is left behind.",
  },
  "invoicing.missing-charge": {
    severity: "warn",
    title_sv: "Kunden använder en tjänst som inte debiteras",
    title_en: "A customer uses a service that is not charged",
    try_sv: "Se över kundens avgifter och volymer för tjänsten, eller avsluta dess nyttjande.",
    try_en: "Check the customer's fees and volumes of the service, or end its use of the service.",
  },
  "invoicing.volume-jump": {
    severity: "warn",
    title_sv: "Volymen har ändrats mer än den angivna gränsen sedan förra månaden",
    title_en: "A volume has changed more than the declared bound since last month",
    try_sv: "Stäm av mätningen med tjänstens ägare innan körningen godkänns.",
    try_en: "Check the meter readings with the owner of the service before approving.",
  },
  "invoicing.driver-objected": {
    severity: "warn",
    title_sv: "Kunden invänder mot ett fryst värde som perioden fördelas efter",
    title_en: "The customer objects to a frozen value that the period is shared by",
    try_sv:
      "Gör upp med kunden: frys rätt värde med ett skäl, eller låt kunden godkänna. `driver_sign_off` i pack.yaml säger om det stoppar.",
    try_en:
      "Settle it with the customer: freeze the right value with a reason, or let the customer sign off. `driver_sign_off` in pack.yaml says whether it stops.",
  },
  "invoicing.driver-not-signed": {
    severity: "warn",
    title_sv: "Kunden har inte svarat om ett fryst värde som perioden fördelas efter",
    title_en: "The customer has not answered for a frozen value that the period is shared by",
    try_sv:
      "Be kunden svara på sin sida /driver-answers, eller registrera svaret: ./underlag driver sign --customer K --period ÅÅÅÅ-MM",
    try_en:
      "Ask the customer to answer on its page /driver-answers, or record the answer: ./underlag driver sign --customer C --period YYYY-MM",
  },
  "invoicing.orphan-usage": {
    severity: "stop",
    title_sv: "Användning utan känd kund, tjänst eller prisrad",
    title_en: "Usage of no known customer, service or price",
    try_sv: "Rätta förbrukningsfilen, eller lägg till kunden eller prislisteposten, och provkör igen.",
    try_en: "Correct the usage file, or add the customer or the price item, and rehearse again.",
  },
  "invoicing.ordered-otherwise": {
    severity: "stop",
    title_sv: "Beställning av något som inte debiteras per antal",
    title_en: "Order of something not charged by quantity",
    try_sv:
      "Makulera eller avsluta beställningen, eller låt posten debiteras per volym (metered) i en ny version av prislistan.",
    try_en:
      "Cancel or end the order, or give the item the charge metered in a new version of the price list.",
  },
  "invoicing.measured-and-ordered": {
    severity: "warn",
    title_sv: "Både mätt och beställt",
    title_en: "Both measured and ordered",
    try_sv:
      "Bestäm vilken av de två som säger hur mycket det är: avsluta beställningarna, eller sluta skicka förbrukning av posten.",
    try_en:
      "Decide which of the two says how much there is: end the orders, or stop sending usage of the item.",
  },
  "invoicing.agreed-price-of-tiers": {
    severity: "stop",
    title_sv: "Avtalat pris på en post med steg",
    title_en: "Agreed price of an item with tiers",
    try_sv: "Avsluta indexklausulen, eller gör den för en post med ett enda pris.",
    try_en: "End the index clause, or make it for an item with one price.",
  },
  "invoicing.missing-agreement": {
    severity: "warn",
    title_sv: "Kunden saknar undertecknad överenskommelse",
    title_en: "The customer has no signed agreement",
    try_sv: "Skicka avtalet, eller registrera det som är undertecknat.",
    try_en: "Send the agreement, or record the one that is signed.",
  },
  "invoicing.price-version": {
    severity: "stop",
    title_sv: "Inte exakt en beslutad prislista gäller för perioden",
    title_en: "Not exactly one decided price list is in force for the period",
    try_sv:
      "Besluta en prislista för året med `price decide`, eller avsluta den ena av de två som överlappar.",
    try_en: "Decide a price list for the year with `price decide`, or end one of the two that overlap.",
  },
  "invoicing.double-billing": {
    severity: "stop",
    title_sv: "Samma debitering har redan fakturerats",
    title_en: "The same charge has been invoiced already",
    try_sv: "Se på den tidigare fakturan; är den fel, gör en rättelse i stället för en ny debitering.",
    try_en: "Look at the earlier invoice; if it is wrong, make a correction instead of a new charge.",
  },
  "invoicing.unbalanced-posting": {
    severity: "stop",
    title_sv: "Konteringen balanserar inte",
    title_en: "The posting does not balance",
    try_sv: "Anmäl detta som ett fel i programmet.",
    try_en: "Report this as a fault in the program.",
  },
  "invoicing.books-differ": {
    severity: "stop",
    title_sv: "Bokföringen har redan en annan verifikation med samma nummer",
    title_en: "The books already hold another voucher with the same number",
    try_sv:
      "Ställ ut tidigare perioder först, så att numren möts; jämför annars fakturan med verifikationen i bokföringen.",
    try_en:
      "Issue earlier periods first, so that the numbers meet; otherwise compare the invoice with the voucher in the books.",
  },
  "invoicing.parked": {
    severity: "warn",
    title_sv: "Kunden är parkerad: fakturan ligger över en säkerhetsgräns",
    title_en: "The customer is parked: the invoice is over a safety bound",
    try_sv: "Se över kundens rader och provkör sedan igen med `--release <kund>`.",
    try_en: "Check the customer's lines, then rehearse again with `--release <customer>`.",
  },
  "invoicing.earlier-period": {
    severity: "warn",
    title_sv: "En tidigare period är inte fakturerad",
    title_en: "An earlier period has not been invoiced",
    try_sv: "Ställ ut perioderna i ordning, så att fakturanumren följer tiden.",
    try_en: "Issue the periods in order, so that invoice numbers follow time.",
  },
  "invoicing.same-person": {
    severity: "stop",
    title_sv: "Den som har provat en körning får inte godkänna den",
    title_en: "Whoever rehearsed a run may not approve it",
    try_sv: "Låt någon annan godkänna, med `--as <inloggning>`.",
    try_en: "Let someone else approve it, with `--as <login>`.",
  },
  "invoicing.not-rehearsed": {
    severity: "stop",
    title_sv: "Körningen har inte provats",
    title_en: "The run has not been rehearsed",
    try_sv: "Kör `bill rehearse --period <period>` först.",
    try_en: "Run `bill rehearse --period <period>` first.",
  },
  "invoicing.not-approved": {
    severity: "stop",
    title_sv: "Körningen är inte godkänd",
    title_en: "The run has not been approved",
    try_sv: "Låt någon annan än den som provkörde köra `bill approve --period <period>`.",
    try_en: "Let someone else than who rehearsed it run `bill approve --period <period>`.",
  },
  "invoicing.already-issued": {
    severity: "stop",
    title_sv: "Körningen är redan utfärdad",
    title_en: "The run has already been issued",
    try_sv: "En utställd körning ändras aldrig; sen förbrukning rättas i nästa körning.",
    try_en: "An issued run never changes; late usage is corrected in the next run.",
  },
  "invoicing.content-changed": {
    severity: "stop",
    title_sv: "Underlaget har ändrats sedan det provades",
    title_en: "The content has changed since it was rehearsed",
    try_sv: "Provkör igen och låt någon annan godkänna det nya innehållet.",
    try_en: "Rehearse again and let someone else approve the new content.",
  },
  "invoicing.period-closed": {
    severity: "stop",
    title_sv: "Perioden är stängd",
    title_en: "The period is closed",
    try_sv: "Fakturera en öppen period; en rättelse av en stängd bokförs i en öppen period.",
    try_en: "Bill an open period; a correction of a closed one is booked in an open period.",
  },
  "invoicing.busy": {
    severity: "stop",
    title_sv: "Någon annan arbetar med samma körning just nu",
    title_en: "Somebody else is working on the same run right now",
    try_sv: "Vänta tills den andra är klar och se sedan på körningen med `bill list`.",
    try_en: "Wait for the other to finish, then look at the run with `bill list`.",
  },
  "invoicing.unknown": {
    severity: "stop",
    title_sv: "Dokumentet eller körningen finns inte",
    title_en: "There is no such document or run",
    try_sv: "Se vad som finns med `bill list`.",
    try_en: "See what there is with `bill list`.",
  },
  "invoicing.unknown-customer": {
    severity: "stop",
    title_sv: "Kunden finns inte",
    title_en: "There is no such customer",
    try_sv: "Kundernas koder står i paketets customers/customers.csv, eller på webben under Kunder.",
    try_en: "See the customers' codes in customers/customers.csv of the pack, or on the web under Kunder.",
  },
  "invoicing.other-month": {
    severity: "stop",
    title_sv: "Rättelsen föreslogs för en annan månad",
    title_en: "The correction was proposed for another month",
    try_sv: "Godta den i månaden som den föreslogs för, eller föreslå den igen med `--period`.",
    try_en: "Accept it in the month it was proposed for, or propose it again with `--period`.",
  },
  "invoicing.history-differs": {
    severity: "stop",
    title_sv: "Historiken är redan inläst med annat innehåll",
    title_en: "The history is already loaded with other content",
    try_sv: "Utställda fakturor ändras aldrig; jämför filen med det tidigare systemet.",
    try_en: "Issued invoices never change; check the file against the predecessor system.",
  },
  "invoicing.assumption-moves-no-fee": {
    severity: "stop",
    title_sv: "Antagandet ändrar inga utfärdade avgifter",
    title_en: "The assumption moves no issued fee",
    try_sv:
      "Anta ett värde eller en nyckel, `driver/headcount/GRUND=5000@2023-01`; jämför kostnader och volymer med `scenario compare`.",
    try_en:
      "Assume a driver value or a key, `driver/headcount/GRUND=5000@2023-01`; compare costs and volumes with `scenario compare`.",
  },
  "invoicing.cannot-share": {
    severity: "warn",
    title_sv: "Det fakturerade går inte att dela på nytt",
    title_en: "What was invoiced cannot be shared anew",
    try_sv: "Se över nyckelns värden för månaden; månaden lämnas som den är.",
    try_en: "Check the key's values for the month; the month is left as it is.",
  },
  "invoicing.unknown-bearer": {
    severity: "stop",
    title_sv: "Det går inte att låta den bära rättelsen",
    title_en: "Nobody of that name can bear a correction",
    try_sv: "Välj provider, others eller equity.",
    try_en: "Choose provider, others or equity.",
  },
  "invoicing.no-driver-value": {
    severity: "stop",
    title_sv: "Värde saknas för fördelningsgrunden i undantaget",
    title_en: "The exception's driver has no value",
    try_sv: "Läs in de värden som gäller för årets första månad.",
    try_en: "Load the driver values that hold for the first month of the year.",
  },
  "invoicing.no-price-basis": {
    severity: "warn",
    title_sv: "Prislistan för ett år i undantaget finns inte",
    title_en: "The price list of a year in the exception is not there",
    try_sv: "Läs in årets prislista, med avgifter och nyckelvärden, om det året ska rättas.",
    try_en: "Load the price list of the year, with its fees and key values, if that year is to be corrected.",
  },
  "invoicing.decision-required": {
    severity: "stop",
    title_sv: "Rättelsen behöver ett registrerat beslut",
    title_en: "The correction needs a recorded decision",
    try_sv: "Registrera beslutet i customers/decisions.csv och ange det med `--decision`.",
    try_en: "Record the decision in customers/decisions.csv and name it with `--decision`.",
  },
  "invoicing.nothing-to-correct": {
    severity: "warn",
    title_sv: "Det finns inget att rätta",
    title_en: "There is nothing to correct",
    try_sv: "Fakturorna stämmer redan med underlaget.",
    try_en: "The invoices already agree with the basis.",
  },
  "invoicing.unknown-objection": {
    severity: "stop",
    title_sv: "Invändningen finns inte",
    title_en: "There is no such objection",
    try_sv: "Visa alla med `objection list`.",
    try_en: "List them with `objection list`.",
  },
  "invoicing.unknown-cause": {
    severity: "stop",
    title_sv: "Orsaken finns inte",
    title_en: "There is no such cause",
    try_sv: "Använd en av orsakerna som meddelandet räknar upp.",
    try_en: "Use one of the causes that the message lists.",
  },
  "invoicing.reason-missing": {
    severity: "stop",
    title_sv: "En motivering saknas",
    title_en: "A reason is missing",
    try_sv: "Skriv en mening som kunden kan läsa.",
    try_en: "Write a sentence that the customer can read.",
  },
  "invoicing.nothing-to-credit": {
    severity: "stop",
    title_sv: "Det finns inget kvar att kreditera",
    title_en: "Nothing is left to credit",
    try_sv: "Se på dokumentets sida vad som har rättats tidigare.",
    try_en: "Look at what has been corrected before on the document's page.",
  },
  "invoicing.objection-waiting": {
    severity: "stop",
    title_sv: "En invändning mot samma sak väntar",
    title_en: "An objection to the same thing is waiting",
    try_sv: "Besvara den först.",
    try_en: "Answer that one first.",
  },
  "invoicing.objection-answered": {
    severity: "stop",
    title_sv: "Invändningen är redan besvarad",
    title_en: "The objection is answered already",
    try_sv: "Gör en ny invändning om något återstår.",
    try_en: "Raise a new one if something is left.",
  },
  "invoicing.credit-not-proposed": {
    severity: "stop",
    title_sv: "Ingen kreditering är föreslagen",
    title_en: "No credit is proposed",
    try_sv: "Svara med `objection credit` först.",
    try_en: "Answer with `objection credit` first.",
  },
  "invoicing.credit-out-of-bounds": {
    severity: "stop",
    title_sv: "Beloppet går inte att kreditera",
    title_en: "The amount cannot be credited",
    try_sv: "Kreditera ett belopp inom de gränser som meddelandet anger.",
    try_en: "Credit an amount within the bounds that the message gives.",
  },
  "invoicing.unknown-line": {
    severity: "stop",
    title_sv: "Raden finns inte",
    title_en: "There is no such line",
    try_sv: "Visa raderna med `bill show --invoice N`.",
    try_en: "List the lines with `bill show --invoice N`.",
  },
  "invoicing.bad-outlet": {
    severity: "stop",
    title_sv: "Utlämningsstället i pack.yaml går inte att läsa",
    title_en: "The outlet in pack.yaml cannot be read",
    try_sv:
      "Skriv `delivery` som docs/pack.md visar: way folder med en mapp, http med en https-adress, eller manual.",
    try_en:
      "Write `delivery` as docs/pack.md shows it: way folder with a folder, http with an https address, or manual.",
  },
  "invoicing.nothing-to-deliver": {
    severity: "stop",
    title_sv: "Det finns inget att lämna ut",
    title_en: "There is nothing to deliver",
    try_sv: "Ställ ut körningen först: ./underlag bill list --period 2024-03",
    try_en: "Issue the run first: ./underlag bill list --period 2024-03",
  },
  "invoicing.delivery-busy": {
    severity: "stop",
    title_sv: "Någon annan lämnar ut just nu",
    title_en: "Somebody else is delivering right now",
    try_sv: "Vänta tills den är klar och se sedan efter med `bill deliveries`; inget skickas två gånger.",
    try_en: "Wait for it to end, then look with `bill deliveries`; nothing is sent twice.",
  },
  "invoicing.not-delivered-so": {
    severity: "stop",
    title_sv: "Utlämningen kan inte ändras så",
    title_en: "The delivery cannot be changed so",
    try_sv:
      "Se dess läge med `bill deliveries`; det som är skickat kan kvitteras, och det som väntar på att lämnas för hand kan markeras.",
    try_en:
      "Look at its state with `bill deliveries`; what has been sent can be acknowledged, and what waits by hand be marked.",
  },
  "invoicing.no-e-address": {
    severity: "warn",
    title_sv: "Kunden är parkerad: den ska ha Peppol men saknar e-adress",
    title_en: "The customer is parked: it takes Peppol but has no electronic address",
    try_sv:
      "Skriv in e_address i customers/customers.csv, eller ge mottagaren en annan kanal, och provkör igen.",
    try_en:
      "Enter e_address in customers/customers.csv, or give the receiver another channel, and rehearse again.",
  },
  "invoicing.broken-promise": {
    severity: "stop",
    title_sv: "Ett löfte om fakturorna håller inte",
    title_en: "A promise about the invoices does not hold",
    try_sv: "Återställ den senaste hela säkerhetskopian och anmäl felet.",
    try_en: "Restore the last good backup and report the fault.",
  },
};

export type InvoicingCode = `invoicing.${string}`;

/** A problem of the catalogue, with its severity and advice unless others are given. */
export function problemOf(
  code: InvoicingCode,
  message_sv: string,
  message_en: string,
  details: { readonly severity?: Problem["severity"] } & (Advice | { readonly try?: never }) = {},
): Problem {
  const entry = catalogue[code];
  if (entry === undefined) throw new Error(`Broken invariant: ${code} is catalogued`);
  return {
    code,
    severity: entry.severity,
    message_sv,
    message_en,
    ...adviceOf(entry),
    ...details,
  };
}

export function badPosting(part: string): Problem {
  return problemOf(
    "invoicing.bad-posting-rules",
    `posting.${part} i pack.yaml saknas eller har fel form.`,
    `posting.${part} in pack.yaml is missing or has the wrong form.`,
  );
}

export function noEquityAccount(): Problem {
  return problemOf(
    "invoicing.no-posting-rule",
    "Eget kapital kan inte bära rättelsen: konteringsregeln equity_account saknas.",
    "Equity cannot bear the correction: the posting rule equity_account is missing.",
    {
      try_sv:
        "Lägg till `equity_account: <konto>` under `posting` i pack.yaml och läs in paketet igen, eller välj en annan bärare.",
      try: "Add `equity_account: <account>` to `posting` in pack.yaml and load the pack again, or choose another bearer.",
    },
  );
}

export function noPostingRule(
  service: string,
  serviceClass: string,
  activity: string,
  department = "",
): Problem {
  return problemOf(
    "invoicing.no-posting-rule",
    `Tjänst ${service} (klass ${serviceClass || "okänd"}, ${activity}, avdelning ${department || "ingen"}) har ingen konteringsregel.`,
    `Service ${service} (class ${serviceClass || "unknown"}, ${activity}, department ${department || "none"}) has no posting rule.`,
  );
}
