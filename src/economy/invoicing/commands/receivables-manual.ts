import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `receivables`. */
export const receivablesManual: BothLanguages = {
  sv: `Fordringar: vad kunderna var skyldiga en dag, hur länge det hade varit förfallet, och hur mycket som betalades dagarna efter.

Användning
  ./underlag receivables --on DAG [--customer K] [--json]

Betalningarna står i registret payments (history/payments.csv i ett paket, eller ./underlag register load payments FIL): det som
banken eller reskontran säger. Ett dokument utan betalning där räknas som obetalt. Sist står ett förslag till notens text.

Val
  --on DAG       dagen, till exempel 2024-12-31
  --customer K   bara den kundens dokument, ett på varje rad`,
  en: `What the customers owed on a day, how long it had been due, and how much was paid in the days after.

Usage
  ./underlag receivables --on DAY [--customer C] [--json]

Payments stand in the register payments (history/payments.csv of a pack, or ./underlag register load payments FILE): what the bank or
the ledger says. A document without a payment there counts as unpaid. Last stands a proposal for the text of the note.

Options
  --on DAY       the day, such as 2024-12-31
  --customer C   the documents of that customer only, one a line`,
};
