import type { Problem, ProblemCatalogue } from "../../kernel/index.ts";

/** Every code that the customer register refuses or warns with. docs/problems.md is generated from it. */
export const catalogue = {
  "customers.unknown-customer": {
    severity: "stop",
    title_sv: "Okänd kund",
    title_en: "Unknown customer",
    try_en: "Use a customer of customers/customers.csv, or add the customer there.",
  },
  "customers.unknown-parent": {
    severity: "stop",
    title_sv: "Okänd moder i koncernen",
    title_en: "Unknown parent in the group",
    try_en: "The column parent holds the code of another row of customers/customers.csv, or nothing.",
  },
  "customers.group-cycle": {
    severity: "stop",
    title_sv: "Koncernen går i ring",
    title_en: "The group goes round",
    try_en: "Clear the parent of the customer that is at the top of the group.",
  },
  "customers.two-selves": {
    severity: "stop",
    title_sv: "Två kunder är leverantören själv",
    title_en: "Two customers are the provider itself",
    try_en: "Set is_self for at most one customer.",
  },
  "customers.shared-counterparty": {
    severity: "warn",
    title_sv: "Två kunder har samma motpart",
    title_en: "Two customers have the same counterparty",
    try_en: "Give each customer its own counterparty code, or the books cannot tell them apart.",
  },
  "customers.duplicate": {
    severity: "stop",
    title_sv: "Samma nyckel två gånger",
    title_en: "The same key twice",
    try_en: "Keep one of the rows; what a later date changes goes in a row with its own valid_from.",
  },
  "customers.validity": {
    severity: "stop",
    title_sv: "Giltighet slutar före sin början",
    title_en: "Validity ends before it begins",
    try_en: "Correct valid_from or valid_to; both days are included, and an empty valid_to is open.",
  },
  "customers.signed-without-day": {
    severity: "stop",
    title_sv: "Undertecknat avtal utan datum",
    title_en: "Signed agreement without a day",
    try_en: "Give signed_on for every agreement whose status is signed.",
  },
} as const satisfies ProblemCatalogue;

export function problemOf(
  code: keyof typeof catalogue,
  place: { readonly file?: string | undefined; readonly line?: number | undefined },
  message: { readonly message_sv: string; readonly message_en: string },
): Problem {
  const { severity, try_en } = catalogue[code];
  return {
    code,
    severity,
    ...(place.file === undefined ? {} : { file: place.file }),
    ...(place.line === undefined ? {} : { line: place.line }),
    ...message,
    try: try_en,
  };
}
