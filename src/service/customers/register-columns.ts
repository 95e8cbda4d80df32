import type { RegisterReference } from "../../platform/registers/index.ts";

/** Columns that many registers of customers have, with their Swedish names. */
export const customer = { name: "customer", type: "code", aliases: ["kund"] } as const;
export const owner = {
  name: "owner",
  type: "text",
  aliases: ["ägare", "ansvarig"],
  optional: true,
  empty: true,
} as const;
export const comment = {
  name: "comment",
  type: "text",
  aliases: ["kommentar"],
  optional: true,
  empty: true,
} as const;
export const synthetic = {
  name: "synthetic",
  type: "flag",
  aliases: ["påhittad"],
  optional: true,
  empty: true,
} as const;
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
export const validFrom = {
  name: "valid_from",
  type: "day",
  aliases: ["giltig_fran", "giltig_från", "gäller_från"],
} as const;
export const validTo = {
  name: "valid_to",
  type: "day",
  aliases: ["giltig_till", "gäller_till"],
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
