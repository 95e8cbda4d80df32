import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `reconcile`. */
export const reconcileManual: BothLanguages = {
  sv: `Avstämning: det fakturerade mot det som köparen har bokfört, en månad.

Användning
  ./underlag reconcile --period ÅÅÅÅ-MM --buyer X <fil> [--json]
  ./underlag reconcile --period ÅÅÅÅ-MM --elimination [--json]

Filen är köparens SIE 4-fil (E eller I), eller en CSV med en rad per kostnadsrad: invoice;voucher;period;counterparty;amount. Ta med
månaderna omkring också, så att det som är bokfört i en annan månad hittas. Varje skillnad får sitt namn: saknas, annat belopp, annan
månad, annan motpart, bokfört två gånger, eller bokfört men inte fakturerat. Resultatet bevaras; samma fil igen ändrar inget.

--elimination visar månadens interna poster: vår intäkt från varje köpare inom staden, dess bokförda kostnad, och vad som blir kvar.`,
  en: `What was invoiced in a month against what the buyer has booked.

Usage
  ./underlag reconcile --period YYYY-MM --buyer X <file> [--json]
  ./underlag reconcile --period YYYY-MM --elimination [--json]

The file is the buyer's SIE 4 file (E or I), or a CSV with a row per cost line: invoice;voucher;period;counterparty;amount. Bring in the
months around as well, so that what is booked in another month is found. Each difference is named: missing, other amount, other month,
other counterparty, booked twice, or booked but not invoiced. The result is kept; the same file again changes nothing.

--elimination shows the month's internal items: our revenue from each buyer inside the city, its booked cost, and what is left.`,
};
