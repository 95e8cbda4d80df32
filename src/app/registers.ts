import type { RegisterDefinition } from "../platform/registers/index.ts";
import { catalogueRegisters } from "../service/catalogue/index.ts";
import { consolidationPlans, customerRegisters, reviewVolumes } from "../service/customers/index.ts";

/** What a register of a room to the left refers to further right, which only the app knows. */
const further: ReadonlyMap<string, RegisterDefinition["references"][number]> = new Map([
  [
    reviewVolumes.name,
    {
      columns: ["item"],
      table: "pricing.price_item",
      keys: ["item"],
      sv: "prislistornas poster",
      en: "price list items",
    },
  ],
  [
    consolidationPlans.name,
    { columns: ["project"], table: "ledger.project", keys: ["project"], sv: "projekten", en: "projects" },
  ],
]);

/** Every register that the one engine keeps, in the order of the house; what is referred to comes first. */
export const registers: readonly RegisterDefinition[] = [...catalogueRegisters, ...customerRegisters].map(
  (definition): RegisterDefinition => {
    const any = definition as unknown as RegisterDefinition;
    const reference = further.get(any.name);
    return reference === undefined ? any : { ...any, references: [...any.references, reference] };
  },
);
