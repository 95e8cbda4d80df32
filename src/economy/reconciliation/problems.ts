import { adviceOf, type Problem, type ProblemCatalogue } from "../../kernel/index.ts";

export const catalogue: ProblemCatalogue = {
  "reconciliation.no-such-buyer": {
    severity: "stop",
    title_sv: "Kunden finns inte",
    title_en: "There is no such customer",
    try_sv: "Använd koden för en kund: `customers list` visar dem.",
    try_en: "Use the code of a customer: `customers list` shows them.",
  },
  "reconciliation.nothing-invoiced": {
    severity: "stop",
    title_sv: "Kunden har inga dokument den månaden",
    title_en: "The customer has no documents that month",
    try_sv: "Stäm av en månad som är utställd: `bill list` visar dem.",
    try_en: "Reconcile a month that is issued: `bill list` shows them.",
  },
  "reconciliation.no-counterparty": {
    severity: "stop",
    title_sv: "Motparten går inte att utläsa",
    title_en: "The counterparty cannot be told",
    try_sv:
      "Leverantören behöver own_counterparties och en motpartsdimension i pack.yaml, eller filen en #DIM som heter Motpart.",
    try_en:
      "The provider needs own_counterparties and a counterparty dimension in pack.yaml, or the file a #DIM called Motpart.",
  },
  "reconciliation.file-too-large": {
    severity: "stop",
    title_sv: "Filen är för stor",
    title_en: "The file is too large",
    try_sv: "Skicka bara månadens verifikationer.",
    try_en: "Send the vouchers of the month only.",
  },
  "reconciliation.year-from-vouchers": {
    severity: "warn",
    title_sv: "Filen säger inte vilket räkenskapsår den gäller",
    title_en: "The file does not say which fiscal year it is of",
    try_sv: "Se efter att månaderna är de rätta, eller be köparen om en fil med #RAR.",
    try_en: "Check that the months are the right ones, or ask the buyer for a file with #RAR.",
  },
  "reconciliation.sum-differs": {
    severity: "stop",
    title_sv: "Avvikelserna är inte skillnaden mellan sidorna",
    title_en: "The differences are not what the sides differ by",
    try_sv: "Detta är ett fel i programmet eller databasen; bevara data och anmäl felet.",
    try_en: "This is a fault in the program or in the database; keep the data and report it.",
  },
};

function stop(code: string, message_sv: string, message_en: string): Problem {
  const entry = catalogue[code];
  return {
    code,
    severity: entry?.severity ?? "stop",
    message_sv,
    message_en,
    ...(entry && adviceOf(entry)),
  };
}

export const problems = {
  noSuchBuyer: (buyer: string): Problem =>
    stop("reconciliation.no-such-buyer", `Kunden ${buyer} finns inte.`, `There is no customer ${buyer}.`),
  nothingInvoiced: (buyer: string, period: string): Problem =>
    stop(
      "reconciliation.nothing-invoiced",
      `${buyer} har inga utfärdade dokument i ${period}.`,
      `${buyer} has no issued documents in ${period}.`,
    ),
  noCounterparty: (file: string): Problem =>
    stop(
      "reconciliation.no-counterparty",
      `${file}: ingen dimension för motpart är känd.`,
      `${file}: no dimension of counterparty is known.`,
    ),
  tooLarge: (file: string): Problem =>
    stop("reconciliation.file-too-large", `${file} är större än 50 MB.`, `${file} is larger than 50 MB.`),
  yearFromVouchers: (file: string, first: string, last: string): Problem =>
    stop(
      "reconciliation.year-from-vouchers",
      `${file} saknar räkenskapsår (#RAR): månaderna är verifikationernas egna, ${first} till ${last}.`,
      `${file} has no fiscal year (#RAR): the months are the vouchers' own, ${first} to ${last}.`,
    ),
  sumDiffers: (period: string, buyer: string): Problem =>
    stop(
      "reconciliation.sum-differs",
      `Avvikelserna för ${buyer} i ${period} är inte skillnaden mellan bokfört och fakturerat.`,
      `The differences of ${buyer} in ${period} are not booked less invoiced.`,
    ),
};
