import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `saving`. */
export const savingManual: BothLanguages = {
  sv: `Verklig besparing: vad kunden sparar, vad de andra får betala och vad staden sparar på riktigt.

Användning
  ./underlag saving --item ARTIKEL --customer X --quantity -200 --from ÅÅÅÅ-MM [--json]

Gäller från en månad till slutet av dess år. Kunden sparar enligt prislistan; kostnad som inte försvinner delas igen på den volym
som är kvar; staden sparar det som verkligen inte längre betalas: rörlig kostnad genast, halvfast kostnad i hela steg, leasad kostnad
när leasingen har gått ut, fast och gemensam kostnad inte alls. registers/cost-behaviour.csv säger vilket som är vilket.
kunden + de andra + organisationens rest = staden, på öret. Inget sparas.

Val
  --item ARTIKEL    en mätt artikel i prislistan
  --customer X      kundens kod
  --quantity N      enheter i månaden; under noll färre, över noll fler
  --from ÅÅÅÅ-MM    den första månaden`,
  en: `What a customer saves by using fewer units, what the others then pay, and what the city really saves.

Usage
  ./underlag saving --item ITEM --customer X --quantity -200 --from YYYY-MM [--json]

Asked from a month to the end of its year. The customer saves by the price list; cost that does not go away is shared again over
the volume that is left; the city saves what is really no longer paid: variable cost at once, step-fixed cost in whole steps,
leased cost when the lease has run out, fixed and shared cost not at all. registers/cost-behaviour.csv says which is which.
customer + others + the provider's rest = the city, to the öre. Nothing is kept.

Options
  --item ITEM       a metered item of the price list
  --customer X      the customer's code
  --quantity N      units a month; below zero fewer, above zero more
  --from YYYY-MM    the first month`,
};
