import { type Day, isInForce, type Problem } from "../../kernel/index.ts";
import {
  comment,
  defineRegister,
  type Entry,
  owner,
  synthetic,
  validFrom,
  validTo,
} from "../../platform/registers/index.ts";
import { serviceReference } from "../catalogue/index.ts";
import { problemOf } from "./problems.ts";
import { customer, customerReference } from "./register-columns.ts";

/**
 * Solutions adapted for one customer (anpassad lösning, R021): until when, what their end waits for, which project of the books
 * bears their own cost and which item of the price list charges them, with its own price and key.
 */
export const serviceVariants = defineRegister({
  name: "service-variants",
  titleSv: "Anpassade lösningar",
  titleEn: "Adapted solutions",
  path: "customers/service-variants.csv",
  table: "customers.service_variant",
  objectKind: "service-variant",
  columns: [
    customer,
    { name: "service", type: "code", aliases: ["tjänst", "tjanst"] },
    { name: "variant", type: "code", aliases: ["anpassning"] },
    { name: "name", type: "text", aliases: ["namn"] },
    { name: "state", type: "choice", values: ["planned", "in-use", "replaced"], aliases: ["läge"] },
    validFrom,
    validTo,
    { name: "dependency", type: "text", aliases: ["beroende"], optional: true, empty: true },
    { name: "project", type: "code", aliases: ["projekt"], optional: true, empty: true },
    { name: "item", type: "code", aliases: ["post", "prislistepost"], optional: true, empty: true },
    owner,
    synthetic,
    comment,
  ],
  lists: [],
  key: ["customer", "service", "variant"],
  references: [customerReference("customer"), serviceReference("service")],
  removes: false,
  check: (entries, file) =>
    entries
      .filter((entry) => entry.state === "replaced" && entry.validTo === undefined)
      .map((entry): Problem =>
        problemOf(
          "customers.replaced-without-day",
          { file, line: entry.line, text: entry.variant },
          {
            message_sv: `Anpassningen ${entry.variant} för ${entry.customer} är ersatt men saknar sista dag.`,
            message_en: `The variant ${entry.variant} of ${entry.customer} is replaced but has no last day.`,
          },
        ),
      ),
});
export type ServiceVariant = Entry<typeof serviceVariants>;

/** The variants of a day, and whether each has outlived its last day without being replaced. */
export function variantsInUse(
  variants: readonly ServiceVariant[],
  day: Day,
): readonly (ServiceVariant & { readonly overdue: boolean })[] {
  return variants
    .filter((one) => one.state === "in-use" && one.validFrom <= day)
    .map((one) => ({ ...one, overdue: !isInForce(one, day) }));
}
