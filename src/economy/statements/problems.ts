import { adviceOf, type Problem, type ProblemCatalogue } from "../../kernel/index.ts";

export const catalogue: ProblemCatalogue = {
  "statements.unmapped-account": {
    severity: "stop",
    title_sv: "Konton utan rad i räkenskapsrapporterna",
    title_en: "Accounts without a row in the statements",
    try_sv: "Lägg till kontona i organisation/accounts.csv och läs in paketet igen.",
    try_en: "Add the accounts to organisation/accounts.csv and load the pack again.",
  },
  "statements.unknown-statement": {
    severity: "stop",
    title_sv: "Okänd rapport",
    title_en: "Unknown statement",
    try_sv: "Kör `statement` utan namn för att se listan.",
    try_en: "Run `statement` without a name for the list.",
  },
  "statements.no-books": {
    severity: "stop",
    title_sv: "Det finns inga böcker för året",
    title_en: "There are no books for the year",
    try_sv: "Läs in årets SIE-fil, eller välj ett år som är inläst.",
    try_en: "Load the SIE file of the year, or choose a year that is loaded.",
  },
  "statements.basis-fixed": {
    severity: "stop",
    title_sv: "Rapporten finns bara på en grund",
    title_en: "The statement has one basis only",
    try_sv: "Utelämna `--basis`.",
    try_en: "Leave out `--basis`.",
  },
  "statements.unknown-figure": {
    severity: "stop",
    title_sv: "Okänd siffra",
    title_en: "Unknown figure",
    try_sv:
      "En siffra är statement:<rapport>:<år>:<rad>:<kolumn>; `statement <id> --json` visar rader och kolumner.",
    try_en:
      "A figure is statement:<statement>:<year>:<row>:<column>; `statement <id> --json` lists rows and columns.",
  },
  "statements.unbalanced-books": {
    severity: "stop",
    title_sv: "Tillgångarna är inte lika med eget kapital och skulder",
    title_en: "Assets differ from equity and liabilities",
    try_sv: "Jämför årets ingående balanser med de utgående året före.",
    try_en: "Check the opening balances of the year against the closing ones of the year before.",
  },
  "statements.results-differ": {
    severity: "stop",
    title_sv: "Samma resultat har olika belopp i två rapporter",
    title_en: "The same result differs between two statements",
    try_sv: "Leta efter ett konto vars mappning saknar slag, eller en kontorad som två rader båda tar.",
    try_en: "Look for an account whose mapping has no kind, or a line that two rows both take.",
  },
  "statements.elimination-changes-result": {
    severity: "stop",
    title_sv: "Interna poster tar inte ut varandra",
    title_en: "Internal items do not cancel out",
    try_sv: "Hitta raden mot egen motpart som saknar sin spegling: intäkt och kostnad i samma månad.",
    try_en: "Find the own-counterparty line that lacks its mirror: revenue and cost in the same month.",
  },
  "statements.bridge-open": {
    severity: "stop",
    title_sv: "Bryggan mellan organisation och tjänster går inte ihop",
    title_en: "The bridge between organisation and services does not close",
    try_sv: "Kör `cost` för året och leta efter kostnad som ingen pool och ingen tjänst tar.",
    try_en: "Run `cost` for the year and look for cost that no pool and no service takes.",
  },
  "statements.equity-gap": {
    severity: "warn",
    title_sv: "Ingående eget kapital skiljer från utgående utan bokförd överföring",
    title_en: "Opening equity differs from closing equity without a booked transfer",
    try_sv: "Bokför överföringen på ett konto för eget kapital, så att den kan följas.",
    try_en: "Book the transfer on an equity account, so that it can be followed.",
  },
};

function problem(code: keyof typeof catalogue, message_sv: string, message_en: string): Problem {
  const entry = catalogue[code] as (typeof catalogue)[string];
  return { code, severity: entry.severity, message_sv, message_en, ...adviceOf(entry) };
}

export const problems = {
  unmappedAccounts: (accounts: readonly string[]): Problem =>
    problem(
      "statements.unmapped-account",
      `Konton som inte finns i kontomappningen: ${accounts.join(", ")}.`,
      `Accounts that are not in the account mapping: ${accounts.join(", ")}.`,
    ),
  unknownStatement: (id: string, near: string | undefined): Problem =>
    problem(
      "statements.unknown-statement",
      `Det finns ingen rapport som heter ${id}.${near === undefined ? "" : ` Menade du ${near}?`}`,
      `There is no statement called ${id}.${near === undefined ? "" : ` Did you mean ${near}?`}`,
    ),
  noBooks: (year: number): Problem =>
    problem("statements.no-books", `Det finns inga böcker för ${year}.`, `There are no books for ${year}.`),
  basisFixed: (id: string, basis: string): Problem =>
    problem(
      "statements.basis-fixed",
      `Rapporten ${id} finns bara på grunden ${basis}.`,
      `The statement ${id} exists on the basis ${basis} only.`,
    ),
  unknownFigure: (id: string): Problem =>
    problem("statements.unknown-figure", `Det finns ingen siffra ${id}.`, `There is no figure ${id}.`),
  unbalancedBooks: (year: number, assets: string, financing: string): Problem =>
    problem(
      "statements.unbalanced-books",
      `${year}: tillgångar ${assets} kr, eget kapital och skulder ${financing} kr.`,
      `${year}: assets SEK ${assets}, equity and liabilities SEK ${financing}.`,
    ),
  resultsDiffer: (
    year: number,
    one: string,
    oneAmount: string,
    other: string,
    otherAmount: string,
  ): Problem =>
    problem(
      "statements.results-differ",
      `${year}: resultatet är ${oneAmount} kr i ${one} och ${otherAmount} kr i ${other}.`,
      `${year}: the result is SEK ${oneAmount} in ${one} and SEK ${otherAmount} in ${other}.`,
    ),
  eliminationChangesResult: (year: number, column: string, amount: string): Problem =>
    problem(
      "statements.elimination-changes-result",
      `${year} (${column}): interna poster har ett netto på ${amount} kr.`,
      `${year} (${column}): internal items net to SEK ${amount}.`,
    ),
  bridgeOpen: (year: number, amount: string): Problem =>
    problem(
      "statements.bridge-open",
      `${year}: organisationen och tjänsterna skiljer ${amount} kr.`,
      `${year}: the organisation and the services differ by SEK ${amount}.`,
    ),
  equityGap: (year: number, amount: string): Problem =>
    problem(
      "statements.equity-gap",
      `Ingående balans ${year} skiljer ${amount} kr från utgående eget kapital ${year - 1}.`,
      `The opening balance of ${year} differs by SEK ${amount} from closing equity ${year - 1}.`,
    ),
};
