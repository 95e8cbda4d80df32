import type { InvoiceSheet } from "../../formats/pdf/index.ts";
import { formatPeriod, type Language } from "../../platform/language/index.ts";
import { paymentReference } from "./payment-reference.ts";
import { type OutgoingDocument, pricedLine, serviceTimeOf } from "./outgoing.ts";

/** An issued document as a page, with how every amount came about. A credit note's amounts are what is given back. */
export function asSheet(document: OutgoingDocument, language: Language): InvoiceSheet {
  const { customer, receiver, seller, kind } = document;
  const sv = language === "sv";
  const turn = (amount: typeof document.netOre) =>
    (kind === "credit-note" ? -amount || 0 : amount) as typeof amount;
  const period = (from: Parameters<typeof formatPeriod>[0], to: typeof from): string =>
    from === to
      ? formatPeriod(from, language)
      : `${formatPeriod(from, language)} – ${formatPeriod(to, language)}`;
  const time = serviceTimeOf(document.lines);
  const references = [
    { label: sv ? "Er referens" : "Your reference", value: receiver?.buyerReference ?? "" },
    { label: sv ? "Inköpsorder" : "Order", value: receiver?.orderReference ?? "" },
    { label: sv ? "Avtal" : "Agreement", value: customer.agreement ?? "" },
    { label: sv ? "Vår referens" : "Our reference", value: seller.contact ?? "" },
    { label: sv ? "Motpart" : "Counterparty", value: customer.vat ? "" : customer.counterparty },
    {
      label: sv ? "Krediterar" : "Credits",
      value:
        document.preceding.length > 3
          ? `${document.preceding[0]?.number} – ${document.preceding.at(-1)?.number}`
          : document.preceding.map((one) => one.number).join(", "),
    },
  ].filter(({ value }) => value !== "");
  const percent = document.lines[0]?.vatPercent ?? 0;
  return {
    language,
    kind,
    isInternal: !customer.vat,
    number: document.invoice,
    day: document.documentDay,
    dueDay: document.dueDay,
    ...(time === undefined ? {} : { period: period(time.from, time.to) }),
    seller: {
      name: seller.name,
      address: [seller.street, `${spaced(seller.postalCode)} ${seller.city}`.trim()].filter(
        (row) => row !== "",
      ),
      organisationNumber: seller.orgNo,
      ...(seller.vatNo === undefined ? {} : { vatNumber: seller.vatNo }),
      ...(seller.bankgiro === undefined ? {} : { bankgiro: seller.bankgiro }),
      approvedForTax: seller.approvedForTax,
    },
    buyer: {
      name: customer.name,
      address: [
        receiver?.street ?? "",
        `${spaced(receiver?.postalCode ?? "")} ${receiver?.city ?? ""}`.trim(),
      ].filter((row) => row !== ""),
      ...(customer.orgNo === undefined ? {} : { organisationNumber: customer.orgNo }),
      code: customer.customer,
    },
    references,
    paymentReference: paymentReference(document),
    lines: document.lines.map((line) => {
      const { quantityMicro, priceMicro, netOre, remark } = pricedLine(line, kind);
      const { because } = line;
      return {
        id: String(line.line),
        text: sv ? line.textSv : line.textEn,
        detail: [line.item || line.service, period(line.servicePeriodFrom, line.servicePeriodTo)].join(" · "),
        quantityMicro,
        unit: remark === undefined ? unitName(line.unit, sv) : "",
        priceMicro,
        netOre,
        because: {
          formula: sv ? because.formulaSv : because.formulaEn,
          inputs: because.inputs.map((input) => ({
            name: sv ? input.nameSv : input.nameEn,
            value: input.value,
            unit: unitName(input.unit, sv),
          })),
          ...(because.decision === undefined ? {} : { decision: because.decision }),
        },
      };
    }),
    netOre: turn(document.netOre),
    vat: [{ percent, baseOre: turn(document.netOre), taxOre: turn(document.vatOre) }],
    totalOre: turn(document.totalOre),
    notes: [],
    synthetic: seller.synthetic,
  };
}

function spaced(postalCode: string): string {
  const plain = postalCode.replace(/\s/g, "");
  return plain.length === 5 ? `${plain.slice(0, 3)} ${plain.slice(3)}` : plain;
}

/** The twelfth of a fee is the program's own unit; all others stand as the price list has them. */
function unitName(unit: string, sv: boolean): string {
  return unit === "month" && sv ? "månad" : unit;
}
