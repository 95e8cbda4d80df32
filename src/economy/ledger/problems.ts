import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that the ledger refuses or warns with. docs/problems.md is generated from it. */
export const catalogue = {
  "ledger.unbalanced-voucher": {
    severity: "stop",
    title_sv: "Verifikation balanserar inte",
    title_en: "Voucher does not balance",
    try_sv:
      "Jämför verifikationen med ekonomisystemet och exportera filen igen; varje verifikation måste summera till noll.",
    try_en:
      "Compare the voucher with the ledger system and export the file again; every voucher must add up to zero.",
  },
  "ledger.day-outside-year": {
    severity: "stop",
    title_sv: "Verifikationsdatum utanför räkenskapsåret",
    title_en: "Voucher day outside the fiscal year",
    try_sv: "Exportera året som verifikationen hör till, eller rätta datumet i ekonomisystemet.",
    try_en: "Export the year that the voucher belongs to, or correct the date in the ledger system.",
  },
  "ledger.duplicate-voucher": {
    severity: "stop",
    title_sv: "Samma verifikationsnummer två gånger",
    title_en: "Same voucher number twice",
    try_sv: "Ge varje verifikation ett eget nummer inom sin serie och exportera igen.",
    try_en: "Give each voucher a number of its own within its series and export again.",
  },
  "ledger.voucher-without-number": {
    severity: "stop",
    title_sv: "Verifikation utan nummer",
    title_en: "Voucher without a number",
    try_sv:
      "Exportera filen som SIE typ 4E ur bokföringen; 4I-filer har inga slutliga nummer och kan inte följas upp.",
    try_en:
      "Export the file as SIE type 4E from the books; 4I files carry no final numbers and cannot be followed up.",
  },
  "ledger.mapping-reversed": {
    severity: "stop",
    title_sv: "Kontointervall baklänges",
    title_en: "Account interval reversed",
    try_sv: "Byt plats på account_from och account_to i organisation/accounts.csv.",
    try_en: "Swap account_from and account_to in organisation/accounts.csv.",
  },
  "ledger.mapping-overlap": {
    severity: "stop",
    title_sv: "Kontointervall överlappar",
    title_en: "Account intervals overlap",
    try_sv: "Ändra intervallen i organisation/accounts.csv så att varje konto hamnar på exakt en rad.",
    try_en:
      "Change the intervals in organisation/accounts.csv so that every account lands in exactly one row.",
  },
  "ledger.unmapped-account": {
    severity: "stop",
    title_sv: "Konto utan plats i kontomappningen",
    title_en: "Account without a place in the account mapping",
    try_sv: "Lägg till ett intervall som täcker kontot i organisation/accounts.csv och läs in igen.",
    try_en: "Add an interval that covers the account to organisation/accounts.csv and load again.",
  },
  "ledger.unknown-dimension": {
    severity: "stop",
    title_sv: "Okänd dimension",
    title_en: "Unknown dimension",
    try_sv:
      "Deklarera dimensionen i filen (#DIM) och ange dess roll under dimensions i pack.yaml, eller låt den vara 'ignore'.",
    try_en:
      "Declare the dimension in the file (#DIM), and give its role under dimensions in pack.yaml or map it to 'ignore'.",
  },
  "ledger.dimension-ignored": {
    severity: "warn",
    title_sv: "Dimension utan roll",
    title_en: "Dimension without a role",
    try_sv:
      "Ge dimensionen en roll under dimensions i pack.yaml om den ska följas upp; annars behöver inget göras.",
    try_en:
      "Give the dimension a role under dimensions in pack.yaml if it should be followed up; otherwise nothing needs doing.",
  },
  "ledger.year-not-calendar": {
    severity: "stop",
    title_sv: "Räkenskapsåret är inget kalenderår",
    title_en: "The fiscal year is not a calendar year",
    try_sv: "Exportera hela kalenderår; kommunal redovisning har inga andra räkenskapsår.",
    try_en: "Export whole calendar years; municipal bodies keep no other fiscal years.",
  },
  "ledger.unknown-object": {
    severity: "stop",
    title_sv: "Okänt objekt i en dimension",
    title_en: "Unknown object in a dimension",
    try_sv:
      "Deklarera objektet i filen (#OBJEKT), eller lägg till det i registret som det hör till (kostnadsställen, projekt, tjänster, kunder).",
    try_en:
      "Declare the object in the file (#OBJEKT), or add it to the register that it belongs to (cost centres, projects, services, customers).",
  },
  "ledger.other-company": {
    severity: "stop",
    title_sv: "Filen gäller ett annat företag",
    title_en: "The file is for another company",
    try_sv: "Jämför organisationsnumret i filen (#ORGNR) med provider.org_no i pack.yaml.",
    try_en: "Check the organisation number in the file (#ORGNR) against provider.org_no in pack.yaml.",
  },
  "ledger.other-year": {
    severity: "stop",
    title_sv: "Filen gäller ett år som inte ingår",
    title_en: "The file is for a year that is not included",
    try_sv: "Lägg till året under fiscal_years i pack.yaml, eller välj rätt års fil.",
    try_en: "Add the year to fiscal_years in pack.yaml, or choose the file of the right year.",
  },
  "ledger.year-missing": {
    severity: "stop",
    title_sv: "Filen säger inte vilket räkenskapsår den gäller",
    title_en: "The file does not say which fiscal year it is for",
    try_sv: "Exportera igen med #RAR 0 (räkenskapsårets första och sista dag).",
    try_en: "Export again with #RAR 0 (first and last day of the year).",
  },
  "ledger.unknown-upload": {
    severity: "stop",
    title_sv: "Uppladdningen väntar inte",
    title_en: "The upload does not wait",
    try_sv: "Någon annan kan ha läst in eller kastat filen. Se /books, och ladda upp den igen om den behövs.",
    try_en:
      "Somebody else may have loaded it or thrown it away. See /books, and upload it again if it is needed.",
  },
  "ledger.corrected-file": {
    severity: "stop",
    title_sv: "Filen ändrar redan inlästa verifikationer",
    title_en: "The file changes vouchers that are already loaded",
    try_sv:
      "Läs skillnaderna och läs sedan in filen med bekräftelse (--confirm, eller rutan på sidan Bokföring) för att ersätta året, eller låt bokföringen vara som den är.",
    try_en:
      "Read the differences, then load the file with confirmation (--confirm, or the box on the page Books) to replace the year, or leave the books as they are.",
  },
  "ledger.period-closed": {
    severity: "stop",
    title_sv: "Perioden är stängd",
    title_en: "The period is closed",
    try_sv:
      "Bokför rättelsen i en öppen period, eller låt två personer öppna månaden igen: ./underlag month ask-reopen, sedan ./underlag month reopen av den andra",
    try_en:
      "Book the correction in an open period, or let two people reopen the month: ./underlag month ask-reopen, then ./underlag month reopen by the other",
  },
  "ledger.period-not-closed": {
    severity: "stop",
    title_sv: "Perioden är inte stängd",
    title_en: "The period is not closed",
    try_sv: "Bara en stängd månad kan öppnas igen; visa månaderna med ./underlag month list.",
    try_en: "Only a closed month can be reopened; list the months with ./underlag month list.",
  },
  "ledger.reopen-reason": {
    severity: "stop",
    title_sv: "Återöppning utan skäl",
    title_en: "Reopening without a reason",
    try_sv: "Säg med --reason varför månaden öppnas igen; det står i behandlingshistoriken.",
    try_en: "Say why the month is reopened with --reason; it stands in the audit trail.",
  },
  "ledger.reopen-second-person": {
    severity: "stop",
    title_sv: "Återöppning kräver en andra person",
    title_en: "Reopening takes a second person",
    try_sv: "Ange en annan känd person än dig själv med --second <inloggning>.",
    try_en: "Name another known person than yourself with --second <login>.",
  },
  "ledger.earlier-period-open": {
    severity: "stop",
    title_sv: "En tidigare period är öppen",
    title_en: "An earlier period is open",
    try_sv: "Stäng månaderna i ordning, den tidigaste först.",
    try_en: "Close the months in order, the earliest first.",
  },
  "ledger.books-differ": {
    severity: "stop",
    title_sv: "Böckerna har en annan verifikation med samma nummer",
    title_en: "The books hold another voucher of the same number",
    try_sv: "Jämför de två; rätta den källa som är fel innan du går vidare.",
    try_en: "Compare the two; correct the source that is wrong before going on.",
  },
  "ledger.balance-differs": {
    severity: "stop",
    title_sv: "Månadssaldo stämmer inte med raderna",
    title_en: "A month's balance differs from its lines",
    try_sv:
      "Detta är ett fel i programmet eller databasen; återställ den senaste säkerhetskopian och anmäl felet.",
    try_en: "This is a fault in the program or in the database; restore the latest backup and report it.",
  },
  "ledger.stated-balance-differs": {
    severity: "stop",
    title_sv: "Filens egna saldon stämmer inte med dess verifikationer",
    title_en: "The file's own balances do not agree with its vouchers",
    try_sv:
      "Begär en ny export: ingående balans plus verifikationer måste vara den utgående balans och det resultat som filen anger.",
    try_en:
      "Ask for a new export: opening balance plus vouchers must be the closing balance and result that the file states.",
  },
  "ledger.closed-period-changed": {
    severity: "stop",
    title_sv: "En stängd period har ändrats",
    title_en: "A closed period has changed",
    try_sv:
      "Detta är ett fel i programmet eller databasen; återställ den senaste säkerhetskopian och anmäl felet.",
    try_en: "This is a fault in the program or in the database; restore the latest backup and report it.",
  },
} as const satisfies ProblemCatalogue;

/** A problem of the catalogue, at a place, told in both languages. */
export const problemOf = problemMaker(catalogue);
