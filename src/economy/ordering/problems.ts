import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that orders and agreed prices are refused with. docs/problems.md is generated from it. */
export const catalogue = {
  "ordering.unknown-order": {
    severity: "stop",
    title_sv: "Beställningen finns inte",
    title_en: "There is no such order",
    try_sv: "Visa alla: ./underlag order list",
    try_en: "List them: ./underlag order list",
  },
  "ordering.unknown-customer": {
    severity: "stop",
    title_sv: "Beställning för okänd kund",
    title_en: "Order of an unknown customer",
    try_sv: "Visa kunderna: ./underlag customers list. En kund beställer bara åt sig själv.",
    try_en: "List the customers: ./underlag customers list. A customer orders for itself only.",
  },
  "ordering.unknown-item": {
    severity: "stop",
    title_sv: "Beställning av okänd prislistepost",
    title_en: "Order of an unknown price item",
    try_sv: "Visa posterna: ./underlag price show --year ÅÅÅÅ",
    try_en: "List the items: ./underlag price show --year YYYY",
  },
  "ordering.not-by-quantity": {
    severity: "stop",
    title_sv: "Posten debiteras inte per antal",
    title_en: "The item is not charged by quantity",
    try_sv:
      "Beställ en post som debiteras per volym (metered). En avgift ändras genom sin nyckel, en försäljning registreras som försäljning.",
    try_en:
      "Order an item whose charge is metered. A fee changes by its key, a sale is registered as a sale.",
  },
  "ordering.not-in-force": {
    severity: "stop",
    title_sv: "Kunden gäller inte den dagen",
    title_en: "The customer is not in force that day",
    try_sv: "Välj en dag då kunden är kund, eller rätta customers/customers.csv.",
    try_en: "Choose a day within the customer's validity, or correct customers/customers.csv.",
  },
  "ordering.unreadable": {
    severity: "stop",
    title_sv: "Beställningen går inte att läsa",
    title_en: "The order cannot be read",
    try_sv: "Ett antal skrivs som 5 eller -2,5 med högst sex decimaler och inte noll; en dag som 2025-03-15.",
    try_en: "A quantity is like 5 or -2.5 with at most six decimals and not zero; a day is like 2025-03-15.",
  },
  "ordering.known-order": {
    severity: "stop",
    title_sv: "Beställningsnumret är taget",
    title_en: "The order number is taken",
    try_sv:
      "Utelämna numret så får beställningen ett, eller välj ett annat. Samma beställning en gång till ändrar inget.",
    try_en: "Leave the number out and one is given, or choose another. The same order again is no change.",
  },
  "ordering.replaces-other": {
    severity: "stop",
    title_sv: "Ersätter en beställning av något annat",
    title_en: "Replaces an order of something else",
    try_sv: "Avsluta den andra beställningen för sig, och lägg en ny.",
    try_en: "End the other order by itself, and place a new one.",
  },
  "ordering.replaces-outside": {
    severity: "stop",
    title_sv: "Tar över utanför den gamla beställningens tid",
    title_en: "Takes over outside the old order's time",
    try_sv: "Låt den nya beställningen börja efter den gamlas första dag, och senast dagen efter dess sista.",
    try_en:
      "Let the new order begin after the old one's first day, and at the latest the day after its last.",
  },
  "ordering.replaces-unconfirmed": {
    severity: "stop",
    title_sv: "Ersätter en beställning som inte är bekräftad",
    title_en: "Replaces an order that is not confirmed",
    try_sv: "Bekräfta den tidigare beställningen först, eller avslå den och lägg den nya utan replaces.",
    try_en: "Confirm the earlier order first, or decline it and place the new one without replaces.",
  },
  "ordering.overlapping": {
    severity: "stop",
    title_sv: "Två gäller samtidigt",
    title_en: "Two hold at once",
    try_sv: "Avsluta den ena med valid_to innan den andra börjar; ersätt kedjans senaste beställning.",
    try_en: "End the one with valid_to before the other begins; replace the latest order of a chain.",
  },
  "ordering.same-twice": {
    severity: "stop",
    title_sv: "Samma beställning två gånger",
    title_en: "The same order twice",
    try_sv: "Utelämna den ena; är båda avsedda, ge dem olika referenser.",
    try_en: "Leave one of them out; if both are meant, give them different references.",
  },
  "ordering.below-zero": {
    severity: "stop",
    title_sv: "Mer tas bort än som finns",
    title_en: "More is taken away than there is",
    try_sv:
      "Beställ mindre bort, eller från en senare dag. Vad kunden har visar ./underlag order list --customer K.",
    try_en:
      "Order less away, or from a later day. What the customer has is shown by ./underlag order list --customer C.",
  },
  "ordering.other-state": {
    severity: "stop",
    title_sv: "Beställningen är redan besvarad",
    title_en: "The order is answered already",
    try_sv: "En bekräftad beställning ändras av en ny som ersätter den; antalet 0 avslutar den.",
    try_en: "A confirmed order is changed by a new one that replaces it; quantity 0 ends it.",
  },
  "ordering.without-reason": {
    severity: "stop",
    title_sv: "Skäl saknas",
    title_en: "A reason is missing",
    try_sv: "Säg varför: kunden läser det.",
    try_en: "Say why: the customer reads it.",
  },
  "ordering.begun": {
    severity: "stop",
    title_sv: "Beställningen har börjat gälla",
    title_en: "The order has come into force",
    try_sv: "Avsluta den från en dag med en beställning med antalet 0 som ersätter den.",
    try_en: "End it from a day by an order with quantity 0 that replaces it.",
  },
  "ordering.index-not-positive": {
    severity: "stop",
    title_sv: "Indextal under eller lika med noll",
    title_en: "Index value of zero or below",
    try_sv: "Skriv värdet så som utgivaren anger det.",
    try_en: "Write the value as the publisher prints it.",
  },
  "ordering.clause-out-of-bounds": {
    severity: "stop",
    title_sv: "Indexklausulen har orimliga värden",
    title_en: "The index clause has values out of bounds",
    try_sv: "share, floor och cap är procent (100 är allt, eller grundpriset); månader är 1 till 12.",
    try_en: "share, floor and cap are per cent (100 is all of it, or the base price); months are 1 to 12.",
  },
  "ordering.missing-index": {
    severity: "stop",
    title_sv: "Indextal saknas",
    title_en: "An index value is missing",
    try_sv:
      "Lägg till månaden i orders/index-values.csv, eller: ./underlag register add index-values series=S period=ÅÅÅÅ-MM value=N",
    try_en:
      "Add the month to orders/index-values.csv, or: ./underlag register add index-values series=S period=YYYY-MM value=N",
  },
} as const satisfies ProblemCatalogue;

export type OrderingProblem = keyof typeof catalogue;

export const problemOf: ReturnType<typeof problemMaker<OrderingProblem>> = problemMaker(catalogue);
