import type { RowSource } from "../../../platform/database/index.ts";

/** Who the customers are, what they have agreed to and which services they use: what billing asks of this room. */
export const customerContents: readonly RowSource[] = [
  {
    name: "customers",
    sv: "kunderna",
    en: "the customers",
    rows: () => ["select * from customers.customer where provider_id = $1"],
  },
  {
    name: "agreements",
    sv: "överenskommelserna",
    en: "the agreements",
    rows: () => ["select * from customers.agreement where provider_id = $1"],
  },
  {
    name: "service-use",
    sv: "vem som använder vilken tjänst",
    en: "who uses which service",
    rows: () => [
      "select * from customers.service_use where provider_id = $1",
      "select * from customers.consolidation_step where provider_id = $1",
    ],
  },
];
