import {
  type BillingDocument,
  type BillingLine,
  organisationNumber,
  totalsOf,
  unitCodeOf,
} from "../../formats/peppol/index.ts";
import { assert, firstDayOf, lastDayOf } from "../../kernel/index.ts";
import { paymentReference } from "./payment-reference.ts";
import { type OutgoingDocument, pricedLine, serviceTimeOf } from "./outgoing.ts";

/** An issued document in the terms of EN 16931, with all its lines. */
export function asPeppol(document: OutgoingDocument): BillingDocument {
  const { customer, receiver, seller, kind } = document;
  const time = serviceTimeOf(document.lines);
  const outside = document.lines.every((line) => line.vatPercent === 0);
  const given = (text: string | undefined): string | undefined => (text === "" ? undefined : text);
  const buyerReference = given(receiver?.buyerReference);
  const orderReference = given(receiver?.orderReference);
  const billing: BillingDocument = {
    kind,
    number: document.invoice,
    issueDay: document.documentDay,
    dueDay: document.dueDay,
    ...(seller.synthetic ? { note: "Exempel med påhittade uppgifter. Inte en faktura." } : {}),
    ...(buyerReference === undefined ? {} : { buyerReference }),
    ...(orderReference === undefined ? {} : { orderReference }),
    ...(customer.agreement === undefined ? {} : { contractReference: customer.agreement }),
    ...(time === undefined ? {} : { period: { from: firstDayOf(time.from), to: lastDayOf(time.to) } }),
    precedingInvoices: document.preceding,
    attachments: [],
    seller: {
      ...party(seller.name, seller.orgNo, seller.eAddress),
      // Outside the scope of VAT the seller's number may not stand there (BR-O-02).
      ...(seller.vatNo === undefined || outside ? {} : { vatNumber: seller.vatNo }),
      address: address(seller),
      approvedForTax: seller.approvedForTax,
      ...(seller.contact === undefined ? {} : { contact: { name: seller.contact } }),
    },
    buyer: {
      ...party(customer.name, customer.orgNo ?? "", customer.eAddress),
      address: address({
        street: receiver?.street ?? "",
        postalCode: (receiver?.postalCode ?? "").replace(/\s/g, ""),
        city: receiver?.city ?? "",
      }),
    },
    payment: {
      scheme: seller.bankgiro === undefined && seller.plusgiro !== undefined ? "plusgiro" : "bankgiro",
      account: seller.bankgiro ?? seller.plusgiro ?? "",
      reference: paymentReference(document),
    },
    lines: document.lines.map((line): BillingLine => {
      const { remark, ...priced } = pricedLine(line, kind);
      const description = [line.because.formulaSv, remark].filter(Boolean).join("; ");
      return {
        id: String(line.line),
        ...priced,
        unitCode: remark === undefined ? unitCodeOf(line.unit) : "C62",
        name: line.textSv,
        ...(description === "" ? {} : { description }),
        sellersItem: line.item || line.service,
        period: { from: firstDayOf(line.servicePeriodFrom), to: lastDayOf(line.servicePeriodTo) },
        vat:
          line.vatPercent === 0 ? { category: "O", percent: 0 } : { category: "S", percent: line.vatPercent },
      };
    }),
  };
  const sign = kind === "credit-note" ? -1 : 1;
  const totals = totalsOf(billing);
  assert(
    totals.netOre === document.netOre * sign && totals.vatOre === document.vatOre * sign,
    `${document.invoice} says the same in Peppol as in the books`,
  );
  return billing;
}

function party(name: string, orgNo: string, eAddress: string | undefined) {
  const number = organisationNumber(orgNo) ?? orgNo.replace(/\D/g, "");
  const [scheme = "", value = ""] = (eAddress ?? `0007:${number}`).split(":");
  return { name, endpoint: { scheme, value }, ...(number === "" ? {} : { organisationNumber: number }) };
}

function address({ street, postalCode, city }: Record<"street" | "postalCode" | "city", string>) {
  return {
    ...(street === "" ? {} : { street }),
    ...(postalCode === "" ? {} : { postalCode }),
    ...(city === "" ? {} : { city }),
    country: "SE",
  };
}
