import { raindanceInternal, type Profile, writeDebiting } from "../../formats/internal-debiting/index.ts";
import { billingProblems, withSpecification } from "../../formats/peppol/index.ts";
import type { Day, Problem } from "../../kernel/index.ts";
import { asDebiting } from "./as-debiting.ts";
import { asPeppol } from "./as-peppol.ts";
import type { Invoice } from "./documents.ts";
import type { BilledService } from "./facts.ts";
import type { Finding } from "./gates.ts";
import { type OutgoingDocument, type SellerFacts } from "./outgoing.ts";
import { type PostingRules, postingProblems } from "./posting.ts";
import { channelOf } from "./receiver.ts";

/** A document that is proposed, as it would go out. Which invoices a credit is about is known when it is issued. */
export function proposedOutgoing(invoice: Invoice, seller: SellerFacts): OutgoingDocument {
  return {
    ...invoice,
    customer: invoice.snapshot,
    receiver: invoice.snapshot.receiver,
    seller,
    preceding: [{ number: invoice.invoice }],
  };
}

export interface ReceiverRules {
  readonly day: Day;
  readonly seller: SellerFacts;
  readonly posting: PostingRules;
  readonly services: readonly BilledService[];
  readonly profile?: Profile;
}

/** Faults of receivers as they are found, part by part, each with those that have it. */
export type ReceiverFaults = Map<
  string,
  { readonly problem: Problem; readonly customers: string[]; isHeld: boolean }
>;

/** Looks for what the receivers would send the documents back for, and adds it to what was found before. */
export function lookForReceivers(
  found: ReceiverFaults,
  invoices: readonly Invoice[],
  { day, seller, posting, services, profile = raindanceInternal }: ReceiverRules,
): void {
  const tell = (document: OutgoingDocument, problems: readonly Problem[]): void => {
    for (const problem of problems) {
      const key = `${problem.code} ${problem.message_en}`;
      const known = found.get(key) ?? { problem, customers: [], isHeld: false };
      if (!known.customers.includes(document.customer.customer))
        known.customers.push(document.customer.customer);
      known.isHeld ||= document.receiver !== undefined;
      found.set(key, known);
    }
  };
  for (const invoice of invoices) {
    const document = proposedOutgoing(invoice, seller);
    const channel = channelOf(document.customer, document.receiver);
    // As it goes out: lines that are summed are the specification's business, whose file takes any text.
    if (channel === "peppol") tell(document, billingProblems(withSpecification(asPeppol(document))));
    // A line without a posting rule is the business of another gate.
    if (channel === "internal" && postingProblems(invoice.lines, posting, services).length === 0) {
      const written = writeDebiting(asDebiting([document], { day, posting, services }), profile);
      if (!written.ok) tell(document, written.problems);
    }
  }
}

/**
 * What the receivers would send the documents back for, the same fault of several receivers as one finding that names
 * them. Whoever has entered how a receiver wants its documents is held to it; what nobody has entered is a warning, since a
 * page can always be sent.
 */
export function receiverFindings(found: ReceiverFaults): Finding[] {
  return [...found.values()].map(({ problem, customers, isHeld }): Finding => {
    const named = customers.length > 12 ? [...customers.slice(0, 12), "…"].join(", ") : customers.join(", ");
    return {
      ...problem,
      severity: isHeld ? problem.severity : "warn",
      ...(customers.length === 1 ? { customer: customers[0] as string } : {}),
      message_sv: `${named}: ${problem.message_sv}`,
      message_en: `${named}: ${problem.message_en}`,
    };
  });
}
