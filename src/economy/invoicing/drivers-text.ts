import type { Ore } from "../../kernel/index.ts";
import { type RevenueDriver, revenueDriverNames, type RevenueDrivers } from "./revenue-drivers.ts";

export const driverNames: Readonly<Record<RevenueDriver, { readonly sv: string; readonly en: string }>> = {
  price: { sv: "pris", en: "price" },
  volume: { sv: "volym", en: "volume" },
  "new-customer": { sv: "nya kunder i tjänster som fanns", en: "new customers of services that were there" },
  "consolidated-customer": { sv: "nya kunder genom konsolidering", en: "new customers by consolidation" },
  "lost-customer": { sv: "kunder som lämnat en tjänst", en: "customers that left a service" },
  "new-service": { sv: "nya tjänster", en: "new services" },
  "ended-service": { sv: "tjänster som upphört", en: "services that ended" },
  unsplit: { sv: "pris och volym tillsammans", en: "price and volume together" },
  settlement: { sv: "återreglering och intern finansiering", en: "settlement and internal financing" },
  unassigned: { sv: "intäkter utan tjänst", en: "revenue without a service" },
};

/**
 * The paragraph of a report, made from the figures: the difference, then what drove it with the largest first, whatever their sign.
 * `amount` prints öre in the reader's unit.
 */
export function driversText(
  { differenceOre, drivers }: RevenueDrivers,
  { year, against }: { readonly year: number; readonly against: "previous-year" | "budget" },
  amount: (value: Ore) => string,
): string {
  const base = against === "budget" ? "budget" : String(year - 1);
  const parts = drivers
    .filter((row) => row.amountOre !== 0)
    .sort(
      (a, b) =>
        Math.abs(b.amountOre) - Math.abs(a.amountOre) ||
        revenueDriverNames.indexOf(a.driver) - revenueDriverNames.indexOf(b.driver),
    )
    .map((row) => `${driverNames[row.driver].sv} ${amount(row.amountOre)}`);
  const head = `Intäkterna ${year} skiljer sig från ${base} med ${amount(differenceOre)}`;
  return parts.length === 0 ? `${head}.` : `${head}: ${parts.join(", ")}.`;
}

/** The drivers as JSON, öre as text. */
export function revenueJson(
  found: RevenueDrivers,
  question: { readonly year: number; readonly against: "previous-year" | "budget" },
) {
  const oreJson = (value: number): { ore: string } => ({ ore: String(value) });
  return {
    ...question,
    base: oreJson(found.baseOre),
    actual: oreJson(found.actualOre),
    difference: oreJson(found.differenceOre),
    drivers: found.drivers.map((row) => ({
      driver: row.driver,
      name_sv: driverNames[row.driver].sv,
      name_en: driverNames[row.driver].en,
      amount: oreJson(row.amountOre),
    })),
    services: found.services.map((row) => ({
      service: row.service,
      driver: row.driver,
      amount: oreJson(row.amountOre),
    })),
  };
}
