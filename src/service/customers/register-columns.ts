import type { RegisterReference } from "../../platform/registers/index.ts";

/** Columns that several registers of customers have, with their Swedish names. */
export const customer = { name: "customer", type: "code", aliases: ["kund"] } as const;
export const services = {
  name: "services",
  type: "text",
  aliases: ["tjänster"],
  optional: true,
  empty: true,
} as const;
export const customers = {
  name: "customers",
  type: "text",
  aliases: ["kunder"],
  optional: true,
  empty: true,
} as const;

export function customerReference(column: string): RegisterReference {
  return {
    columns: [column],
    table: "customers.customer",
    keys: ["customer"],
    sv: "kunderna",
    en: "customers",
  };
}
