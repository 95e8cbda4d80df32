import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `bill`. */
export const billManual: BothLanguages = {
  sv: `Användning
  ./underlag bill rehearse --period 2024-03 [--release KUND,KUND]
  ./underlag bill diff     --period 2024-03 [--customer KOD]
  ./underlag bill approve  --period 2024-03
  ./underlag bill issue    --period 2024-03
  ./underlag bill deliver  --period 2024-03 | --run R | --due   [--again]
  ./underlag bill deliveries [--period 2024-03 | --run R]
  ./underlag bill handed-over|received|sent-back <faktura> [--receipt TEXT] [--reason TEXT]
  ./underlag bill list     [--period 2024-03] [--customer KOD]
  ./underlag bill show     <faktura>
  ./underlag bill export   --period 2024-03 --format F --to PLATS [--customer KOD]
  ./underlag bill export   --invoice UF-1024 --format pdf --to UF-1024.pdf

rehearse provkör: beräknar månadens varje debitering - en tolftedel av varje årsavgift, mätta volymer gånger pris, försäljning, och
rättelser av sen förbrukning i månader som redan är utfärdade - och prövar den mot säkerhetsgränserna. Det skriver inget dokument.
approve gör någon annan; det som provkördes är precis det som issue utfärdar: numrerade dokument, vart och ett med sin verifikation
i böckerna, allt i en transaktion. Har något som det vilar på ändrats däremellan - ett pris, en volym, en kund - får du veta vad, inget
utfärdas, och månaden provkörs igen. Att utfärda en månad igen utfärdar inget. En kund över en säkerhetsgräns ställs åt sidan och de
andra går vidare; provkör igen med --release för att fakturera också den.

diff håller en provkörd eller utfärdad månad mot månaden före, per kund och rad: ny, borta, annat pris, annan volym, de största först.
deliver skickar varje dokument till sin mottagare, som \`delivery\` i pack.yaml säger: en mapp, en accesspunkt, eller för hand. Dödas
det mitt i fortsätter det där det var; det som är skickat skickas inte igen, och det som kan ha skickats går en gång till under samma
namn och nyckel. --due skickar det som påbörjats tidigare och väntar på sitt nästa försök: låt cron anropa det.

export tar ut utfärdade dokument. --format auto ger varje mottagare det den tar emot: bolag var sitt Peppol-meddelande, förvaltningar
en intern debiteringsfil tillsammans, den som saknar elektronisk adress en PDF. Peppol-meddelanden prövas först mot mottagarens regler:
ett dokument som skulle skickas tillbaka nekas med alla skäl. Filer är hela eller finns inte; samma dokument ger samma byte.

Val
  --period P      månaden, till exempel 2024-03
  --release K,K   kunder som någon har tittat på och släpper förbi säkerhetsgränserna
  --customer K    lista eller för ut bara den kundens
  --invoice N     för ut bara det dokumentet
  --run R         för ut den körningens dokument: 2024-03, settlement-2024-preliminary
  --format F      auto, peppol, internal, pdf, csv, xlsx, focus, sie-4i (våra verifikationer), sie-4i-mirror (köparnas); annars csv
  --to PLATS      en mapp, en fil, eller - för stdout; csv och focus skrivs på skärmen utan det
  --background    rehearse, issue, deliver: lägg det i kön och gå vidare; ./underlag job show säger hur långt det har kommit
  --language L    också språket i det som förs ut: sv (annars) eller en
  --as <inloggning>   den som handlar; i exemplet provkör och utfärdar den första controllern, godkänner den första attestanten`,
  en: `Usage
  ./underlag bill rehearse --period 2024-03 [--release CUSTOMER,CUSTOMER]
  ./underlag bill diff     --period 2024-03 [--customer CODE]
  ./underlag bill approve  --period 2024-03
  ./underlag bill issue    --period 2024-03
  ./underlag bill deliver  --period 2024-03 | --run R | --due   [--again]
  ./underlag bill deliveries [--period 2024-03 | --run R]
  ./underlag bill handed-over|received|sent-back <invoice> [--receipt TEXT] [--reason TEXT]
  ./underlag bill list     [--period 2024-03] [--customer CODE]
  ./underlag bill show     <invoice>
  ./underlag bill export   --period 2024-03 --format F --to PLACE [--customer CODE]
  ./underlag bill export   --invoice UF-1024 --format pdf --to UF-1024.pdf

Rehearse computes every charge of the month - a twelfth of each yearly fee, metered volumes times price, sales, and
corrections of late usage in months already issued - and holds it against the gates. It writes no document. Approve is
done by somebody else; what was rehearsed is exactly what issue issues: numbered documents, each with its voucher in
the books, all in one transaction. Has anything it rests on changed in between - a price, a volume, a customer - you are told
what, nothing is issued, and the month is rehearsed again. Issuing a month again issues nothing. A customer over a safety bound is parked and
the others go on; rehearse again with --release to bill it too.

Diff holds a rehearsed or issued month against the month before, per customer and line: new, gone, other price, other volume, the
biggest first. Deliver sends each document to its receiver's outlet, as \`delivery\` in pack.yaml says: a folder, an access point, or
by hand. Killed in the middle it goes on where it was; what is sent is not sent again, and what may have been sent goes once more under the
same name and key. --due sends what was begun before and waits for its next try: let cron call it.

Export takes issued documents out. --format auto gives each receiver what it takes: companies a Peppol message each, departments one
internal debiting file together, who has no electronic address a PDF. Peppol messages are held to the receiver's rules first: a
document that would be sent back is refused with every reason. Files are whole or not there; the same document gives the same bytes.

Options
  --period P      the month, e.g. 2024-03
  --release C,C   customers that somebody has looked at and lets through the safety bounds
  --customer C    list or export only this customer's
  --invoice N     export this document only
  --run R         export this run's documents: 2024-03, settlement-2024-preliminary
  --format F      auto, peppol, internal, pdf, csv, xlsx, focus, sie-4i (our vouchers), sie-4i-mirror (the buyers'); csv if left out
  --to PLACE      a folder, a file, or - for standard output; csv and focus are printed without it
  --background    rehearse, issue, deliver: put it in the queue and go on; ./underlag job show says how far it has come
  --language L    the language of what is exported too: sv (default) or en
  --as <login>    who acts; in the example the first controller rehearses and issues, the first approver approves`,
};
