import type { BothLanguages } from "../../../platform/language/index.ts";
import { objectionCauses } from "../index.ts";

/** The manual of `objection`. */
export const objectionManual: BothLanguages = {
  sv: `Användning
  ./underlag objection list [--customer K] [--state open] [--json]
  ./underlag objection raise --invoice UF-30 [--line 3] --cause ORSAK --text "..."
  ./underlag objection reject --objection UF-30/1 --text "..."
  ./underlag objection withdraw --objection UF-30/1 [--text "..."]
  ./underlag objection credit --objection UF-30/1 --text "..." [--amount 1234.50] [--reissue]
  ./underlag objection approve --objection UF-30/1
  ./underlag objection void --invoice UF-30 --cause ORSAK --text "..."
  ./underlag objection statistics [--json]

En invändning gäller en rad eller ett helt dokument. Den besvaras inom 30 dagar: avvisas med skäl, eller med en kredit, som
någon annan godkänner; kreditnotan anger då raderna som den krediterar och deras ursprungsmånad. Withdraw är för kunden som
ändrar sig, innan svaret är slutligt; en kredit som bara är föreslagen följer med. Void är för det vi själva ser
är fel: det föreslår att kreditera hela dokumentet och göra det på nytt, och någon annan godkänner. --reissue krediterar ett
helt dokument och gör det på nytt, till kunden som den är nu. Inget dokument ändras någonsin.

Val
  --cause ORSAK  ${objectionCauses.join(", ")}
  --amount K     kronor att kreditera, utan moms; allt som är kvar när det utelämnas
  --as <inloggning>   den som handlar; i exemplet invänder och återtar en kundansvarig, svarar en controller och godkänner en attestant`,
  en: `Usage
  ./underlag objection list [--customer C] [--state open] [--json]
  ./underlag objection raise --invoice UF-30 [--line 3] --cause CAUSE --text "..."
  ./underlag objection reject --objection UF-30/1 --text "..."
  ./underlag objection withdraw --objection UF-30/1 [--text "..."]
  ./underlag objection credit --objection UF-30/1 --text "..." [--amount 1234.50] [--reissue]
  ./underlag objection approve --objection UF-30/1
  ./underlag objection void --invoice UF-30 --cause CAUSE --text "..."
  ./underlag objection statistics [--json]

An objection (invändning) is to a line or to a whole document. It is answered within 30 days: rejected with a reason, or
with a credit, which somebody else approves; the credit note then names the lines it credits and their period of origin.
Withdraw is for the customer that changes its mind, before the answer is final; a credit that is only proposed goes with it.
Void is for what we ourselves see is wrong: it proposes to credit the whole document and make it anew, and somebody else approves.
--reissue credits a whole document and makes it anew, to the customer as it is now. No document is ever changed.

Options
  --cause C      ${objectionCauses.join(", ")}
  --amount K     kronor to credit, without VAT; everything that is left when left out
  --as <login>   who acts; in the example an account manager raises and withdraws, a controller answers, an approver approves`,
};
