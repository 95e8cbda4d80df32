import type { BothLanguages } from "../../platform/language/index.ts";

/** The manual of `webhook`. */
export const webhookManual: BothLanguages = {
  sv: `Användning
  ./underlag webhook events                        händelserna som finns
  ./underlag webhook list
  ./underlag webhook propose --name "ESB" --url https://esb.example.se/underlag --events invoice.issued,run.approved
  ./underlag webhook approve <webhook> --as <en annan person>
  ./underlag webhook log <webhook>                 meddelandena och deras senaste försök
  ./underlag webhook try <webhook>                 ett meddelande utan innehåll
  ./underlag webhook resend <webhook> <meddelande>
  ./underlag webhook pause|resume|remove <webhook>
  ./underlag webhook secret <webhook>              ny signeringsnyckel; den gamla gäller ett dygn till
  ./underlag webhook deliver                       skickar det som väntar, en gång; servern gör det annars själv

En administratör lägger upp, en annan person (administratör, controller eller attestant) godkänner. Signeringsnyckeln visas en gång.
Hur en signatur kontrolleras: docs/api.md.

UNDERLAG_WEBHOOK_OWN_HOSTS räknar upp egna mottagare som får underrättas fast de finns på insidan eller saknar TLS.`,
  en: `Usage
  ./underlag webhook events                        the events there are
  ./underlag webhook list
  ./underlag webhook propose --name "ESB" --url https://esb.example.se/underlag --events invoice.issued,run.approved
  ./underlag webhook approve <webhook> --as <another person>
  ./underlag webhook log <webhook>                 the messages and their latest try
  ./underlag webhook try <webhook>                 a message that says nothing
  ./underlag webhook resend <webhook> <message>
  ./underlag webhook pause|resume|remove <webhook>
  ./underlag webhook secret <webhook>              a new signing key; the old one holds for a day more
  ./underlag webhook deliver                       sends what waits, once; else the server does it by itself

An administrator proposes and another person (administrator, controller or approver) approves. The signing key is said once.
How to check a signature: docs/api.md.

UNDERLAG_WEBHOOK_OWN_HOSTS names hosts of one's own that may be told although they are inside or without TLS.`,
};
