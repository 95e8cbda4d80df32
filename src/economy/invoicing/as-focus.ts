import type { FocusCharge, ServiceCategory } from "../../formats/focus/index.ts";
import type { OutgoingDocument } from "./outgoing.ts";
import { serviceTimeOf } from "./outgoing.ts";

/** The services by code: name and the class in the provider's own catalogue, which FOCUS has other words for. */
export type FocusServices = ReadonlyMap<string, { readonly name: string; readonly class: string }>;

const categories: Readonly<Record<string, ServiceCategory>> = {
  core: "Business Applications",
  infrastructure: "Compute",
};

/** Every charge of a document, and its VAT as a charge of its own, so that the rows sum to what is paid. */
export function asFocus(document: OutgoingDocument, services: FocusServices): FocusCharge[] {
  const { customer, seller, receiver } = document;
  const base = {
    invoice: document.invoice,
    billingAccount: customer.vat
      ? { id: customer.orgNo ?? customer.customer, name: customer.name }
      : { id: seller.orgNo, name: seller.name },
    subAccount: { id: customer.customer, name: customer.name },
    billingPeriod: document.bookingPeriod,
    provider: seller.name,
    tags: {
      counterparty: customer.counterparty,
      ...(receiver?.costCentre ? { costCentre: receiver.costCentre } : {}),
    },
  };
  const charges = document.lines.map((line): FocusCharge => {
    const service = services.get(line.service);
    const isSettlement = line.chargeKind === "settlement";
    return {
      ...base,
      chargedFrom: line.servicePeriodFrom,
      chargedTo: line.servicePeriodTo,
      category: isSettlement ? (line.netOre < 0 ? "Credit" : "Adjustment") : "Usage",
      isCorrection: line.chargeKind === "correction",
      frequency: isSettlement ? "One-Time" : line.chargeKind === "instalment" ? "Recurring" : "Usage-Based",
      description: line.textSv,
      billedOre: line.netOre,
      pricing: {
        quantityMicro: line.quantityMicro,
        unit: line.unit,
        priceMicro: line.priceMicro,
        item: line.item || line.service,
        ...(line.priceListVersion === undefined ? {} : { priceList: line.priceListVersion }),
      },
      service: service?.name ?? line.service,
      serviceCategory: categories[service?.class ?? ""] ?? "Other",
    };
  });
  const time = serviceTimeOf(document.lines);
  if (document.vatOre === 0 || time === undefined) return charges;
  return [
    ...charges,
    {
      ...base,
      chargedFrom: time.from,
      chargedTo: time.to,
      category: "Tax",
      isCorrection: false,
      frequency: "One-Time",
      description: "Moms",
      billedOre: document.vatOre,
      service: "Moms",
      serviceCategory: "Other",
    },
  ];
}
