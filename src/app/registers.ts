import { costingRegisters } from "../economy/costing/index.ts";
import { paymentRegister, receiverRegister } from "../economy/invoicing/index.ts";
import { ledgerRegisters, projectRegister } from "../economy/ledger/index.ts";
import { meterRegister } from "../economy/metering/index.ts";
import {
  indexClauseRegister,
  indexSeriesRegister,
  indexValueRegister,
  orderRegister,
  orderTermRegister,
} from "../economy/ordering/index.ts";
import { Refusal } from "../kernel/index.ts";
import type { RegisterDefinition, RegisterReference } from "../platform/registers/index.ts";
import { unknownRegister } from "../platform/registers/problems.ts";
import { catalogueRegisters, offeringRegister, serviceRegister } from "../service/catalogue/index.ts";
import {
  consolidationPlans,
  customerBaseRegisters,
  customerRegisters,
  demands,
  reviewVolumes,
  serviceVariants,
} from "../service/customers/index.ts";
import { workforceRegisters } from "../people/workforce/index.ts";
import { documentRegisters } from "../reporting/documents/index.ts";
import { facts } from "../reporting/facts/index.ts";
import { governanceRegisters, projectReports } from "../steering/governance/index.ts";
import { protections } from "./schema.ts";

const priceItems = (column: string): RegisterReference => ({
  columns: [column],
  table: "pricing.price_item",
  keys: ["item"],
  sv: "prislistornas poster",
  en: "price list items",
});

const projects: RegisterReference = {
  columns: ["project"],
  table: projectRegister.table,
  keys: ["project"],
  sv: "projekten",
  en: "projects",
};

/** What a register of a room to the left refers to further right, which only the app knows. */
const further: ReadonlyMap<string, readonly RegisterReference[]> = new Map([
  [
    serviceRegister.name,
    [
      {
        columns: ["department"],
        table: "ledger.department",
        keys: ["department"],
        sv: "avdelningarna",
        en: "departments",
      },
    ],
  ],
  [offeringRegister.name, [priceItems("items")]],
  [reviewVolumes.name, [priceItems("item")]],
  [consolidationPlans.name, [projects]],
  [demands.name, [projects]],
  [projectReports.name, [projects]],
  [orderRegister.name, [priceItems("item")]],
  [meterRegister.name, [priceItems("item")]],
  [orderTermRegister.name, [priceItems("item")]],
  [indexClauseRegister.name, [priceItems("item")]],
  [serviceVariants.name, [projects, priceItems("item")]],
]);

function linked(declared: readonly unknown[]): RegisterDefinition[] {
  return (declared as readonly RegisterDefinition[]).map((definition) => ({
    ...definition,
    references: [...definition.references, ...(further.get(definition.name) ?? [])],
  }));
}

/** What costing, prices and books refer to, what is referred to first. */
export const baseRegisters: readonly RegisterDefinition[] = linked([
  ...ledgerRegisters.filter((register) => register !== projectRegister),
  ...catalogueRegisters.filter((register) => register !== offeringRegister),
  projectRegister,
  ...customerBaseRegisters,
  ...costingRegisters,
]);

/** What refers to price lists, and all that nothing else waits for. */
export const furtherRegisters: readonly RegisterDefinition[] = linked([
  offeringRegister,
  ...customerRegisters,
  receiverRegister,
  paymentRegister,
  ...governanceRegisters,
  ...workforceRegisters,
  orderTermRegister,
  orderRegister,
  meterRegister,
  indexSeriesRegister,
  indexValueRegister,
  indexClauseRegister,
  facts,
  ...documentRegisters,
]);

/** Every register there is: one engine keeps them all. */
export const registers: readonly RegisterDefinition[] = [...baseRegisters, ...furtherRegisters];

/** The register of a name; one that is not there is refused with the nearest name. */
export function requiredRegister(name: string): RegisterDefinition {
  const found = registers.find((register) => register.name === name);
  if (found) return found;
  throw new Refusal([
    unknownRegister(
      name,
      registers.map((register) => register.name),
    ),
  ]);
}

/** The registers that a reader has rows of: staff all of them, a customer those that the database shows it its own rows of. */
export function registersFor(reader: "staff" | "customer"): readonly RegisterDefinition[] {
  if (reader === "staff") return registers;
  const open = new Set(protections.filter((one) => one.customer !== "none").map((one) => one.table));
  return registers.filter((register) => open.has(register.table));
}
