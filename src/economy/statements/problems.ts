import type { Problem, ProblemCatalogue } from "../../kernel/index.ts";

export const catalogue: ProblemCatalogue = {
  "statements.unmapped-account": {
    severity: "stop",
    title_sv: "Konton utan rad i räkenskapsrapporterna",
    title_en: "Accounts without a row in the statements",
    try_en: "Add the accounts to organisation/accounts.csv and load the pack again.",
  },
  "statements.unknown-statement": {
    severity: "stop",
    title_sv: "Okänd rapport",
    title_en: "Unknown statement",
    try_en: "Run `statement` without a name for the list.",
  },
  "statements.no-books": {
    severity: "stop",
    title_sv: "Det finns inga böcker för året",
    title_en: "There are no books for the year",
    try_en: "Load the SIE file of the year, or choose a year that is loaded.",
  },
  "statements.basis-fixed": {
    severity: "stop",
    title_sv: "Rapporten finns bara på en grund",
    title_en: "The statement has one basis only",
    try_en: "Leave out `--basis`.",
  },
  "statements.unknown-figure": {
    severity: "stop",
    title_sv: "Okänd siffra",
    title_en: "Unknown figure",
    try_en:
      "A figure is statement:<statement>:<year>:<row>:<column>; `statement <id> --json` lists rows and columns.",
  },
  "statements.unbalanced-books": {
    severity: "stop",
    title_sv: "Tillgångarna är inte lika med eget kapital och skulder",
    title_en: "Assets differ from equity and liabilities",
    try_en: "Check the opening balances of the year against the closing ones of the year before.",
  },
  "statements.results-differ": {
    severity: "stop",
    title_sv: "Samma resultat har olika belopp i två rapporter",
    title_en: "The same result differs between two statements",
    try_en: "Look for an account whose mapping has no kind, or a line that two rows both take.",
  },
  "statements.elimination-changes-result": {
    severity: "stop",
    title_sv: "Interna poster tar inte ut varandra",
    title_en: "Internal items do not cancel out",
    try_en: "Find the own-counterparty line that lacks its mirror: revenue and cost in the same month.",
  },
  "statements.bridge-open": {
    severity: "stop",
    title_sv: "Bryggan mellan organisation och tjänster går inte ihop",
    title_en: "The bridge between organisation and services does not close",
    try_en: "Run `cost` for the year and look for cost that no pool and no service takes.",
  },
  "statements.equity-gap": {
    severity: "warn",
    title_sv: "Ingående eget kapital skiljer från utgående utan bokförd överföring",
    title_en: "Opening equity differs from closing equity without a booked transfer",
    try_en: "Book the transfer on an equity account, so that it can be followed.",
  },
};

function problem(code: keyof typeof catalogue, message_sv: string, message_en: string): Problem {
  const { severity, try_en } = catalogue[code] as (typeof catalogue)[string];
  return { code, severity, message_sv, message_en, try: try_en };
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
