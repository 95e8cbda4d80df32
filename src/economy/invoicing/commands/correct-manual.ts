import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `correct`. */
export const correctManual: BothLanguages = {
  sv: `Användning
  ./underlag correct propose [--customer K] [--bearer B] [--period P] [--decision D] [--set A]...
  ./underlag correct accept  [--customer K | --run R] [--period P] --decision D
  ./underlag correct list

Håller allt som har fakturerats efter en nyckel mot dagens nycklar, värden och undantag, i en skuggkörning av varje utfärdad
månad: avgifterna som rubbas beräknas om, och skillnaden föreslås rad för rad, per kund, tjänst och ursprungsmånad. Utan
--customer hittas alla som en ändring rubbar. En avgift vilar på fördelningsgrundens värden den månad dess priser började
gälla; senare mätningar rubbar inget.

Godkänner gör någon annan, med hänvisning till beslutet; då utfärdas dokument vars rader pekar på raderna som de krediterar,
med orsak och ursprungsmånad, bokförda i en öppen månad. Görs det igen finns inget nytt.

Val
  --customer K     vems ändring; allas när det utelämnas
  --bearer B       vem som bär skillnaden: provider (annars), others eller equity
                   provider  bara den som har det ändrade värdet rättas; tidigare år bokförs mot reserveringen,
                             bokföringsåret mot sin intäkt; ingen annans fakturor rörs
                   others    det alla kunder fakturerades delas på nytt, i ett förslag; krediter och debiteringar
                             summerar till noll
                   equity    som provider, tidigare år mot kontot \`equity_account\` i konteringsreglerna
  --decision D     det registrerade beslutet: det som undantaget vilar på; vilket som helst för en ändrad nyckel eller ett ändrat värde
  --period P       månaden det bokförs i, till exempel 2024-09; annars den senast utfärdade öppna. Det godkänns i den månad
                   det föreslogs för
  --set A          tänker sig ett värde eller en nyckel annorlunda, och visar vad det skulle bli; skriver inget. Får upprepas:
                   driver/<grund>/<kund>=5000[@2023-01], driver/<grund>/*=+10%, key/<tjänst>=<nyckel>
  --run R          rättelsen som godkänns, som \`correct list\` kallar den
  --as <inloggning>   den som handlar; i exemplet föreslår den första controllern, godkänner den första attestanten

Exempel
  ./underlag correct propose --customer LISEBERG
  ./underlag correct propose --bearer others --set 'driver/headcount/LISEBERG=1500@2023-01'
  ./underlag correct accept --run rerun-2023-2024 --decision LIS-2024`,
  en: `Usage
  ./underlag correct propose [--customer C] [--bearer B] [--period P] [--decision D] [--set A]...
  ./underlag correct accept  [--customer C | --run R] [--period P] --decision D
  ./underlag correct list

Holds everything that has been invoiced by a key against the keys, driver values and exceptions of today, in a shadow
re-run of every issued month: the fees that are moved are recomputed, and the difference is proposed line by line, by
customer, service and month of origin. Without --customer everybody that a change moves is found. A fee rests on the
driver values of the month its prices began; later measurements move nothing.

Accept is done by somebody else and names the decision; it issues documents whose lines point at the lines they credit,
with cause and period of origin, booked in an open month. Done again, there is nothing new.

Options
  --customer C     whose change; everybody's when left out
  --bearer B       who bears the difference: provider, others or equity; default provider
                   provider  only who has the changed value is corrected; earlier years are booked against the provision,
                             the booking year against its revenue; nobody else's invoices are touched
                   others    what all customers were invoiced is shared anew, in one proposal; credits and charges
                             sum to zero
                   equity    as provider, earlier years against the account \`equity_account\` of the posting rules
  --decision D     the recorded decision: the one the exception rests on; any one for a changed key or value
  --period P       the month it is booked in, like 2024-09; the latest issued open month when left out. It is accepted in
                   the month it was proposed for
  --set A          imagines a value or a key otherwise, and shows what it would come to; writes nothing. May be repeated:
                   driver/<driver>/<customer>=5000[@2023-01], driver/<driver>/*=+10%, key/<service>=<key>
  --run R          the correction to accept, as \`correct list\` names it
  --as <login>     who acts; in the example the first controller proposes, the first approver accepts

Examples
  ./underlag correct propose --customer LISEBERG
  ./underlag correct propose --bearer others --set 'driver/headcount/LISEBERG=1500@2023-01'
  ./underlag correct accept --run rerun-2023-2024 --decision LIS-2024`,
};
