import type { DebitingDocument, DebitingFile } from "../../formats/internal-debiting/index.ts";
import { assert, type Day, sumOre } from "../../kernel/index.ts";
import type { BilledService } from "./facts.ts";
import { servicePeriodText } from "./document-json.ts";
import type { OutgoingDocument } from "./outgoing.ts";
import { accountOf, type PostingRules } from "./posting.ts";

/** How a line is booked, and the services' classes by their codes. */
export interface DebitingRules {
  readonly posting: PostingRules;
  readonly services: readonly BilledService[];
}

/** Documents within the legal person as one internal debiting file: each line with where the seller books it, and the buyer's counterparty. */
export function asDebiting(
  documents: readonly OutgoingDocument[],
  { day, ...rules }: DebitingRules & { readonly day: Day },
): DebitingFile {
  return { day, documents: documents.map(debitedBy(rules)) };
}

/** The same for one document after another. */
export function debitedBy({
  posting,
  services,
}: DebitingRules): (document: OutgoingDocument) => DebitingDocument {
  const byService = new Map(services.map((service) => [service.service, service]));
  return (document) => {
    const { customer, receiver } = document;
    assert(
      sumOre(document.lines.map((line) => line.netOre)) === document.netOre && document.vatOre === 0,
      `${document.invoice} is debited internally as its lines sum, without VAT`,
    );
    return {
      number: document.invoice,
      text: `${document.kind === "invoice" ? "Internfaktura" : "Intern kreditnota"} ${document.invoice}, ${customer.name}`,
      day: document.documentDay,
      dueDay: document.dueDay,
      customer: { code: customer.customer, name: customer.name, counterparty: customer.counterparty },
      customerReference: receiver?.buyerReference ?? "",
      ourReference: document.seller.contact ?? document.seller.name,
      totalOre: document.totalOre,
      lines: document.lines.map((line) => {
        const rule = accountOf(line, posting, byService);
        assert(!("code" in rule), `line ${line.line} of ${document.invoice} has a posting rule`);
        return {
          text: line.textSv,
          // The line itself has thirty letters; whoever reads the row beneath has it in full, with why.
          details: [`${line.textSv}, ${servicePeriodText(line)}`, line.because.formulaSv].filter(Boolean),
          quantityMicro: line.quantityMicro,
          priceMicro: line.priceMicro,
          totalOre: line.netOre,
          postings: [
            {
              account: rule.account,
              costCentre: rule.costCentre,
              counterparty: customer.counterparty,
              amountOre: line.netOre,
            },
          ],
        };
      }),
    };
  };
}
