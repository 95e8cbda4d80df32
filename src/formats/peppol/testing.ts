import { type Day, micro, ore } from "../../kernel/index.ts";
import type { BillingDocument, BillingLine } from "./billing-document.ts";

/** A line of a thousand kronor at 25 per cent, with what a test wants otherwise. */
export function lineWith(changes: Partial<BillingLine> = {}): BillingLine {
  return {
    id: "1",
    quantityMicro: micro(2_500_000),
    unitCode: "HUR",
    priceMicro: micro(400_000_000),
    netOre: ore(100_000),
    name: "Lönetjänst",
    description: "En tolftedel av årsavgiften",
    sellersItem: "HR-LON",
    period: { from: "2024-03-01" as Day, to: "2024-03-31" as Day },
    vat: { category: "S", percent: 25 },
    ...changes,
  };
}

/** A municipal company's invoice. The organisation numbers are the provider's own and invented ones. */
export function documentWith(changes: Partial<BillingDocument> = {}): BillingDocument {
  return {
    kind: "invoice",
    number: "UF-1024",
    issueDay: "2024-03-31" as Day,
    dueDay: "2024-04-30" as Day,
    note: "Mars 2024",
    buyerReference: "REF-77",
    period: { from: "2024-03-01" as Day, to: "2024-03-31" as Day },
    precedingInvoices: [],
    attachments: [],
    seller: {
      endpoint: { scheme: "0007", value: "2120001355" },
      name: "Göteborgs kommun",
      tradingName: "Intraservice",
      organisationNumber: "2120001355",
      vatNumber: "SE212000135501",
      approvedForTax: true,
      address: { street: "Box 5163", postalCode: "40226", city: "Göteborg", country: "SE" },
      contact: { name: "Ekonomi", telephone: "031-365 00 00", email: "ekonomi@example.se" },
    },
    buyer: {
      endpoint: { scheme: "0007", value: "5560006974" },
      name: "Bolaget AB",
      organisationNumber: "5560006974",
      address: { street: "Gatan 1", postalCode: "41101", city: "Göteborg", country: "SE" },
    },
    payment: { scheme: "bankgiro", account: "50501055", reference: "10249" },
    paymentTerms: "30 dagar netto",
    lines: [lineWith()],
    ...changes,
  };
}
