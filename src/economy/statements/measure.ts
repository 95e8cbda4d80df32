import type { Day, Ore } from "../../kernel/index.ts";
import { asThen, type Catalogue, countServices } from "../../service/catalogue/index.ts";
import {
  type Agreement,
  agreementShareByValue,
  agreementSharesByNumber,
  consolidation,
  type Customer,
  internalCustomersOn,
  type ServiceUse,
} from "../../service/customers/index.ts";

/** A count, or a share in per cent that shows its numerator and its denominator. */
export type Measure =
  | { readonly unit: "count"; readonly count: number }
  | {
      readonly unit: "percent";
      readonly numerator: number;
      readonly denominator: number;
      readonly decimals: number;
      /** What numerator and denominator count. */
      readonly of_sv?: string;
      readonly of_en?: string;
    };

/** The registers as the key figures read them. */
export interface MeasuredRegisters {
  readonly catalogue: Catalogue;
  readonly customers: readonly Customer[];
  readonly agreements: readonly Agreement[];
  readonly uses: readonly ServiceUse[];
}

/**
 * Every key figure of a day, by name: `services`, `services:<class>`, `agreements-departments`, ... A count is of the day:
 * services stand in the class they had then, as the report of that year printed them.
 */
export function measuresOf(
  { catalogue, customers, agreements, uses }: MeasuredRegisters,
  { day, invoicedOre }: { readonly day: Day; readonly invoicedOre: ReadonlyMap<string, Ore> },
): Map<string, Measure> {
  const measures = new Map<string, Measure>();
  const counted = countServices(catalogue, day, asThen);
  const settled = new Set(catalogue.classes.filter((one) => one.settled).map((one) => one.class));
  let optional = 0;
  for (const row of counted.classes) {
    measures.set(`services:${row.class}`, { unit: "count", count: row.services.length });
    if (row.counted && !settled.has(row.class)) optional += row.services.length;
  }
  measures.set("services", { unit: "count", count: counted.total });
  measures.set("services-optional", { unit: "count", count: optional });

  const shares = agreementSharesByNumber(customers, agreements, day);
  for (const [name, share] of [
    ["agreements-departments", shares.departments],
    ["agreements-companies", shares.companies],
  ] as const) {
    measures.set(name, {
      unit: "percent",
      numerator: share.numerator,
      denominator: share.denominator,
      decimals: 0,
      of_sv: "kunder med tecknat avtal av alla",
      of_en: "customers with a signed agreement of all",
    });
  }
  const value = agreementShareByValue(agreements, invoicedOre, day);
  measures.set("agreements-value", {
    unit: "percent",
    numerator: value.numeratorOre,
    denominator: value.denominatorOre,
    decimals: 1,
    of_sv: "öre fakturerat till kunder med tecknat avtal av allt",
    of_en: "öre invoiced to customers with a signed agreement of all",
  });
  measures.set("customers", { unit: "count", count: internalCustomersOn(customers, day).length });
  const degree = consolidation({ catalogue, customers, uses }, { day, serviceClass: "core" });
  measures.set("consolidation", {
    unit: "percent",
    numerator: degree.numerator,
    denominator: degree.denominator,
    decimals: 0,
    of_sv: "bastjänster som alla kunder använder av dem som är öppna för alla",
    of_en: "core services that every customer uses of those open to all",
  });
  return measures;
}
