import type { Day } from "../../../kernel/index.ts";
import type { RowSource } from "../../../platform/database/index.ts";

/** The decided price lists that are in force some day of a time, with items, fees and key values. Drafts bill nobody. */
export function priceListContents({ first, last }: { readonly first: Day; readonly last: Day }): RowSource {
  return {
    name: "price-lists",
    sv: "prislistorna med avgifter",
    en: "the price lists with fees",
    rows: (is) => {
      const versions = `select * from pricing.price_list_version
        where provider_id = $1 and state in ('decided', 'superseded') and valid_from <= ${is(last)} and valid_to >= ${is(first)}`;
      const inForce = `(select version from (${versions}) v)`;
      return [
        versions,
        `select * from pricing.price_item where provider_id = $1 and version in ${inForce}`,
        `select * from pricing.price_tier where provider_id = $1 and version in ${inForce}`,
        `select * from pricing.fee where provider_id = $1 and version in ${inForce}`,
      ];
    },
  };
}
