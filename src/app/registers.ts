import { costingRegisters } from "../economy/costing/index.ts";
import { ledgerRegisters, projectRegister } from "../economy/ledger/index.ts";
import type { RegisterDefinition, RegisterReference } from "../platform/registers/index.ts";
import { catalogueRegisters, offeringRegister, serviceRegister } from "../service/catalogue/index.ts";
import {
  consolidationPlans,
  customerBaseRegisters,
  customerRegisters,
  reviewVolumes,
} from "../service/customers/index.ts";

const priceItems = (column: string): RegisterReference => ({
  columns: [column],
  table: "pricing.price_item",
  keys: ["item"],
  sv: "prislistornas poster",
  en: "price list items",
});

/** What a register of a room to the left refers to further right, which only the app knows. */
const further: ReadonlyMap<string, RegisterReference> = new Map([
  [
    serviceRegister.name,
    {
      columns: ["department"],
      table: "ledger.department",
      keys: ["department"],
      sv: "avdelningarna",
      en: "departments",
    },
  ],
  [offeringRegister.name, priceItems("items")],
  [reviewVolumes.name, priceItems("item")],
  [
    consolidationPlans.name,
    {
      columns: ["project"],
      table: projectRegister.table,
      keys: ["project"],
      sv: "projekten",
      en: "projects",
    },
  ],
]);

function linked(declared: readonly unknown[]): RegisterDefinition[] {
  return (declared as readonly RegisterDefinition[]).map((definition) => {
    const reference = further.get(definition.name);
    return reference === undefined
      ? definition
      : { ...definition, references: [...definition.references, reference] };
  });
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
]);

/** Every register there is: one engine keeps them all. */
export const registers: readonly RegisterDefinition[] = [...baseRegisters, ...furtherRegisters];
