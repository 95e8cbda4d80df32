import {
  type AdvisedProblem,
  type PlaceInFile,
  type ProblemCatalogue,
  type Severity,
  titledProblemMaker,
} from "../../kernel/index.ts";

interface Entry {
  readonly severity: Severity;
  readonly title_sv: string;
  readonly title_en: string;
  readonly try_sv: string;
  readonly try_en: string;
}

function entry(
  severity: Severity,
  title_sv: string,
  title_en: string,
  try_sv: string,
  try_en: string,
): Entry {
  return { severity, title_sv, title_en, try_sv, try_en };
}

/** Everything that can be wrong with a SIE file. `errors/` has one small file for each. */
export const entries = {
  "sie4.empty-file": entry(
    "stop",
    "Filen är tom",
    "The file is empty",
    "Exportera filen på nytt.",
    "Export the file again.",
  ),
  "sie4.not-sie": entry(
    "stop",
    "Filen är inte en SIE-fil",
    "The file is not a SIE file",
    "Öppna filen i en textredigerare: en SIE-fil börjar med #FLAGGA. Hämta filen på nytt ur ekonomisystemet.",
    "Open the file in a text editor: a SIE file begins with #FLAGGA. Export it again from the accounting system.",
  ),
  "sie4.encoding-differs": entry(
    "warn",
    "Filens tecken är inte de som #FORMAT anger",
    "The characters of the file are not those #FORMAT states",
    "Inget behöver göras: filen lästes efter sina byte. Kontrollera å, ä och ö i ett kontonamn.",
    "Nothing needs doing: the file was read by its bytes. Check å, ä and ö in some account name.",
  ),
  "sie4.encoding-unsure": entry(
    "warn",
    "Det går inte att avgöra vilka tecken filen har",
    "It cannot be told which characters the file has",
    "Kontrollera å, ä och ö i ett kontonamn.",
    "Check å, ä and ö in some account name.",
  ),
  "sie4.encoding-mixed": entry(
    "stop",
    "Filen blandar teckenuppsättningar",
    "The file mixes character sets",
    "Exportera filen på nytt utan att öppna och spara den i ett annat program.",
    "Export the file again without opening and saving it in another program.",
  ),
  "sie4.text-damaged": entry(
    "warn",
    "Bokstäver har förvanskats innan filen kom hit",
    "Letters were damaged before the file came here",
    "Exportera filen på nytt utan att öppna och spara den i ett annat program.",
    "Export the file again without opening and saving it in another program.",
  ),
  "sie4.byte-order-mark": entry(
    "warn",
    "Filen börjar med en byteordningsmarkering",
    "The file begins with a byte order mark",
    "Inget behöver göras: markeringen hoppades över.",
    "Nothing needs doing: the mark was skipped.",
  ),
  "sie4.control-character": entry(
    "warn",
    "Ett styrtecken står i ett fält",
    "A control character stands in a field",
    "Ta bort tecknet i ekonomisystemet; det lästes som ett blanksteg.",
    "Remove the character in the accounting system; it was read as a blank.",
  ),
  "sie4.line-too-long": entry(
    "stop",
    "En rad är orimligt lång",
    "A line is unreasonably long",
    "Kontrollera att filen har radslut och inte är skadad.",
    "Check that the file has line ends and is not damaged.",
  ),
  "sie4.not-a-record": entry(
    "stop",
    "Raden är ingen post",
    "The line is not a record",
    "Varje rad börjar med # och en etikett, eller är en ensam klammer. Har en text brutits över två rader?",
    "Each line begins with # and a label, or is a single brace. Was a text broken over two lines?",
  ),
  "sie4.unknown-label": entry(
    "warn",
    "Etiketten finns inte i standarden",
    "The label is not in the standard",
    "Inget behöver göras: posten hoppades över, som standarden säger.",
    "Nothing needs doing: the record was skipped, as the standard says.",
  ),
  "sie4.unterminated-quote": entry(
    "stop",
    "Ett citationstecken avslutas inte på raden",
    "A quotation mark is not closed on its line",
    "Avsluta texten med citationstecken; ett bakstreck sist i en text får inte stå före citationstecknet.",
    "Close the text with a quotation mark; a backslash that ends a text must not stand before it.",
  ),
  "sie4.stray-quote": entry(
    "stop",
    "Ett citationstecken står mitt i ett fält",
    "A quotation mark stands inside a field",
    'Skriv \\" för ett citationstecken i en text.',
    'Write \\" for a quotation mark in a text.',
  ),
  "sie4.object-list": entry(
    "stop",
    "Objektlistan är felaktig",
    "The object list is wrong",
    'Skriv par av dimensionsnummer och objekt inom klammer: {"1" "456" "7" "47"}, eller {} när det inte finns något.',
    'Write pairs of dimension number and object within braces: {"1" "456" "7" "47"}, or {} when there is none.',
  ),
  "sie4.object-list-missing": entry(
    "warn",
    "Objektlistan saknas",
    "The object list is missing",
    "Skriv {} när raden inte har något objekt; raden lästes som om den stod där.",
    "Write {} when the row has no object; the row was read as if it stood there.",
  ),
  "sie4.too-few-fields": entry(
    "stop",
    "Posten har för få fält",
    "The record has too few fields",
    "Fyll i de obligatoriska fälten.",
    "Fill in the mandatory fields.",
  ),
  "sie4.empty-record": entry(
    "warn",
    "Posten saknar uppgift",
    "The record says nothing",
    "Inget behöver göras: posten hoppades över. Standarden vill att en post utan uppgift utelämnas.",
    "Nothing needs doing: the record was skipped. The standard wants a record without content left out.",
  ),
  "sie4.extra-fields": entry(
    "warn",
    "Posten har fler fält än standarden känner",
    "The record has more fields than the standard knows",
    "Inget behöver göras: de sista fälten hoppades över, som standarden säger.",
    "Nothing needs doing: the last fields were skipped, as the standard says.",
  ),
  "sie4.bad-value": entry(
    "stop",
    "Fältet har ett otillåtet värde",
    "The field has a value that is not allowed",
    "Rätta värdet.",
    "Correct the value.",
  ),
  "sie4.bad-date": entry(
    "stop",
    "Datumet är inte ett datum",
    "The date is not a date",
    "Skriv datum som ÅÅÅÅMMDD, till exempel 20241231.",
    "Write dates as YYYYMMDD, for example 20241231.",
  ),
  "sie4.bad-period": entry(
    "stop",
    "Perioden är inte en månad",
    "The period is not a month",
    "Skriv perioder som ÅÅÅÅMM, till exempel 202412.",
    "Write periods as YYYYMM, for example 202412.",
  ),
  "sie4.bad-amount": entry(
    "stop",
    "Beloppet är inte ett belopp",
    "The amount is not an amount",
    "Skriv belopp med decimalpunkt, högst två decimaler, minus före och inget plus: -1234.50.",
    "Write amounts with a decimal point, at most two decimals, minus before and no plus: -1234.50.",
  ),
  "sie4.amount-too-large": entry(
    "stop",
    "Beloppet är för stort",
    "The amount is too large",
    "Kontrollera beloppet; högst 90 071 992 547 409,91 kronor kan läsas.",
    "Check the amount; at most 90 071 992 547 409.91 kronor can be read.",
  ),
  "sie4.bad-quantity": entry(
    "stop",
    "Kvantiteten är inte ett tal",
    "The quantity is not a number",
    "Skriv kvantiteter med decimalpunkt och högst sex decimaler.",
    "Write quantities with a decimal point and at most six decimals.",
  ),
  "sie4.account-not-numeric": entry(
    "warn",
    "Kontonumret är inte numeriskt",
    "The account number is not numeric",
    "Kontrollera kontot; det lästes som det står.",
    "Check the account; it was read as it stands.",
  ),
  "sie4.record-missing": entry(
    "warn",
    "En obligatorisk post saknas",
    "A mandatory record is missing",
    "Exportera med ett program som skriver alla obligatoriska poster, eller lägg till posten.",
    "Export with a program that writes every mandatory record, or add the record.",
  ),
  "sie4.year-missing": entry(
    "stop",
    "Räkenskapsåret saknas",
    "The fiscal year is missing",
    "Lägg till #RAR 0 med årets första och sista dag.",
    "Add #RAR 0 with the first and last day of the year.",
  ),
  "sie4.year-undeclared": entry(
    "warn",
    "Ett saldo avser ett år utan #RAR",
    "A balance is of a year without #RAR",
    "Lägg till #RAR för året.",
    "Add #RAR for the year.",
  ),
  "sie4.wrong-order": entry(
    "warn",
    "Posten står i fel ordning",
    "The record is out of order",
    "Ordningen är flagga, identifikation, kontoplan, saldon och verifikationer. Posten lästes ändå.",
    "The order is flag, identification, chart of accounts, balances and vouchers. The record was read anyway.",
  ),
  "sie4.wrong-type": entry(
    "stop",
    "Filen har poster som dess typ inte får ha",
    "The file has records its type may not have",
    "Rätta #SIETYP eller exportera filen på nytt med rätt typ.",
    "Correct #SIETYP or export the file again as the right type.",
  ),
  "sie4.balance-beyond-type": entry(
    "warn",
    "Filen har saldon som dess typ inte har",
    "The file has balances its type does not have",
    "Kontrollera #SIETYP; saldona lästes ändå.",
    "Check #SIETYP; the balances were read anyway.",
  ),
  "sie4.repeated-record": entry(
    "warn",
    "Posten upprepas",
    "The record is repeated",
    "Ta bort den ena; den sista gäller.",
    "Remove one of them; the last is used.",
  ),
  "sie4.repeated-balance": entry(
    "stop",
    "Samma saldo står två gånger",
    "The same balance stands twice",
    "Ta bort det ena saldot.",
    "Remove one of the balances.",
  ),
  "sie4.undeclared-account": entry(
    "stop",
    "Kontot är inte deklarerat",
    "The account is not declared",
    "Lägg till #KONTO för kontot, eller rätta kontonumret.",
    "Add #KONTO for the account, or correct the account number.",
  ),
  "sie4.undeclared-in-balance": entry(
    "warn",
    "Ett saldo avser ett konto som inte är deklarerat",
    "A balance is of an account that is not declared",
    "Lägg till #KONTO för kontot; saldot lästes ändå.",
    "Add #KONTO for the account; the balance was read anyway.",
  ),
  "sie4.account-assumed": entry(
    "warn",
    "Kontot är inte deklarerat i importfilen",
    "The account is not declared in the import file",
    "Inget behöver göras om kontot finns i den mottagande kontoplanen.",
    "Nothing needs doing if the receiving chart of accounts has the account.",
  ),
  "sie4.undeclared-dimension": entry(
    "warn",
    "Dimensionen är inte deklarerad",
    "The dimension is not declared",
    "Lägg till #DIM för dimensionen.",
    "Add #DIM for the dimension.",
  ),
  "sie4.brace-missing": entry(
    "stop",
    "En klammer saknas",
    "A brace is missing",
    "Verifikationens rader står mellan { och }, ensamma på var sin rad.",
    "The rows of a voucher stand between { and }, each alone on its line.",
  ),
  "sie4.brace-unexpected": entry(
    "stop",
    "En klammer står där ingen ska vara",
    "A brace stands where none should be",
    "Ta bort klammern.",
    "Remove the brace.",
  ),
  "sie4.row-outside-voucher": entry(
    "stop",
    "Transaktionen står utanför en verifikation",
    "The transaction stands outside a voucher",
    "Ställ raden mellan klamrarna efter en #VER.",
    "Put the row between the braces after a #VER.",
  ),
  "sie4.unbalanced-voucher": entry(
    "stop",
    "Verifikationen balanserar inte",
    "The voucher does not balance",
    "Rätta verifikationen i ekonomisystemet och exportera på nytt.",
    "Correct the voucher in the accounting system and export again.",
  ),
  "sie4.empty-voucher": entry(
    "warn",
    "Verifikationen har inga rader",
    "The voucher has no rows",
    "Kontrollera verifikationen; en makulerad verifikation kan sakna rader.",
    "Check the voucher; a cancelled voucher may have no rows.",
  ),
  "sie4.repeated-voucher": entry(
    "stop",
    "Två verifikationer har samma serie och nummer",
    "Two vouchers have the same series and number",
    "Ta bort den ena eller rätta numret.",
    "Remove one of them or correct the number.",
  ),
  "sie4.voucher-outside-year": entry(
    "warn",
    "Verifikationens dag ligger utanför räkenskapsåret",
    "The day of the voucher lies outside the fiscal year",
    "Kontrollera datumet eller #RAR 0.",
    "Check the date or #RAR 0.",
  ),
  "sie4.added-row-without-twin": entry(
    "stop",
    "En tillagd transaktion följs inte av sin kopia",
    "An added transaction is not followed by its copy",
    "Efter #RTRANS ska en #TRANS med samma innehåll stå på nästa rad.",
    "After #RTRANS a #TRANS with the same content must stand on the next line.",
  ),
  "sie4.truncated": entry(
    "stop",
    "Filen är avhuggen",
    "The file is cut short",
    "Hämta eller exportera filen på nytt.",
    "Fetch or export the file again.",
  ),
  "sie4.last-line-open": entry(
    "warn",
    "Sista raden saknar radslut",
    "The last line has no line end",
    "Kontrollera att sista raden är hel.",
    "Check that the last line is whole.",
  ),
  "sie4.checksum-differs": entry(
    "stop",
    "Kontrollsumman stämmer inte",
    "The checksum does not agree",
    "Filen har ändrats eller skadats efter exporten. Exportera på nytt.",
    "The file was changed or damaged after its export. Export it again.",
  ),
  "sie4.already-imported": entry(
    "warn",
    "Filen är märkt som redan inläst",
    "The file is marked as already read",
    "Kontrollera att den inte läses in två gånger.",
    "Check that it is not loaded twice.",
  ),
  "sie4.balance-differs": entry(
    "warn",
    "Saldona stämmer inte med verifikationerna",
    "The balances do not agree with the vouchers",
    "Exportera hela året: ingående balans + verifikationer ska bli utgående balans eller resultat.",
    "Export the whole year: opening balance + vouchers must give closing balance or result.",
  ),
  "sie4.not-writable": entry(
    "stop",
    "Texten kan inte skrivas i en SIE-fil",
    "The text cannot be written in a SIE file",
    "Byt ut tecknet; SIE har bara teckentabellen CP437, inga styrtecken, och inget bakstreck sist i en text med blanksteg.",
    "Replace the character; SIE has only code page 437, no control characters, and no backslash last in a text with blanks.",
  ),
  "sie4.more-problems": entry(
    "warn",
    "Det finns fler problem än de som visas",
    "There are more problems than those shown",
    "Rätta de första och läs filen igen.",
    "Correct the first ones and read the file again.",
  ),
} satisfies Record<string, Entry>;

export type SieProblemCode = keyof typeof entries;

export const catalogue: ProblemCatalogue = entries;

/** A problem of a SIE file, with advice in both languages. */
export type SieProblem = AdvisedProblem;

/** A problem here always names its file. */
export const sieProblem: (code: SieProblemCode, place: PlaceInFile, sv?: string, en?: string) => SieProblem =
  titledProblemMaker(entries);
