import type { BothLanguages } from "../../platform/language/index.ts";

/** The manual of `verify`. */
export const verifyManual: BothLanguages = {
  sv: `Användning
  ./underlag verify [--json]

Prövar allt som alltid ska gälla: verifikationer balanserar, månadstabellen är lika med sina rader, kalkylen bevarar
kostnaden, tolftedelar summerar, fakturor är lika med sina rader och sina verifikationer, återregleringar summerar,
beslutade prislistor är orörda, rapporterna går ihop, behandlingshistorikens kedja är hel. Läser bara. Slutkod 0 när allt
gäller, 1 när något inte gör det.

Sista raden är kedjans huvud: förvara det utanför databasen, så syns det också om slutet på kedjan har kapats.`,
  en: `Usage
  ./underlag verify [--json]

Checks every invariant: vouchers balance, the month table equals its lines, costing conserves, instalments sum,
invoices equal their lines and their vouchers, settlements sum, decided price lists are unchanged, statements foot,
the audit chain is unbroken. Reads only. Exit 0 when all hold, 1 when any is broken.

The last line is the head of the audit chain: keep it outside the database, and a cut tail is seen too.`,
};
