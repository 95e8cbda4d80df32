import { type Day, microOf, micro, type Micro, type Ore, ore, required } from "../../kernel/index.ts";
import { feeWithException } from "../../economy/invoicing/index.ts";
import {
  type CostedBudget,
  type Fee,
  type ItemPlan,
  type PriceListVersion,
  proposePriceList,
} from "../../economy/pricing/index.ts";
import { agreedShares, type CatalogueService, consolidated, services, usersOf } from "./catalogue.ts";
import { customers, headcountOf, seasonalOfLiseberg } from "./city.ts";
import { driverValues } from "./drivers.ts";
import { keyOf } from "./model.ts";
import type { Year } from "./targets.ts";

/** Items of the sister providers and the card: metered, like the infrastructure, but not settled. */
export const ownMetered: Readonly<
  Record<string, { unit: string; sv: string; en: string; monthly: number; priceOre: number }>
> = {
  CARD: {
    unit: "kort",
    sv: "E-tjänstekort per månad",
    en: "Service card per month",
    monthly: 31_260,
    priceOre: 3_490,
  },
  "SIS-INK": {
    unit: "användare",
    sv: "Tjänster till INK per användare och månad",
    en: "Services to INK per user and month",
    monthly: 1_253,
    priceOre: 73_990,
  },
  "SIS-DM": {
    unit: "användare",
    sv: "Tjänster till DM per användare och månad",
    en: "Services to DM per user and month",
    monthly: 2_483,
    priceOre: 107_180,
  },
};

/** List prices of what is sold one by one. */
export const listPrices: Readonly<
  Record<string, { unit: string; priceOre: number; charge: "direct-sale" | "pass-through" }>
> = {
  "SPC-ARK": { unit: "timme", priceOre: 112_000, charge: "direct-sale" },
  "SPC-PL": { unit: "timme", priceOre: 104_500, charge: "direct-sale" },
  "SPC-PRO": { unit: "timme", priceOre: 98_000, charge: "direct-sale" },
  "SPC-VIS": { unit: "timme", priceOre: 96_500, charge: "direct-sale" },
  "DS-KLI": { unit: "enhet", priceOre: 31_450, charge: "direct-sale" },
  "DS-MOB": { unit: "enhet", priceOre: 41_200, charge: "direct-sale" },
  "DS-OVR": { unit: "styck", priceOre: 125_000, charge: "pass-through" },
};

export function meteredOf(
  row: CatalogueService,
): { unit: string; sv: string; en: string; priceOre: number; monthly: number } | undefined {
  if (row.metered)
    return {
      unit: row.metered.unit,
      sv: row.metered.nameSv,
      en: row.metered.nameEn,
      priceOre: row.metered.priceOre,
      monthly: row.metered.monthly,
    };
  return ownMetered[row.service];
}

export const isHeadcountItem = (item: string): boolean =>
  item.endsWith("-A") && services.some((row) => `${row.service}-A` === item && row.key === "headcount");

export const headcountServices: readonly string[] = [...consolidated, "DI-SD", "DI-SEC"];

/** The row of the price list that carries a service: metered (-V), a yearly fee (-A) or sold one by one (-S). */
function operationItem(row: CatalogueService): ItemPlan | undefined {
  const common = { service: row.service, activity: "operation" as const };
  const metered = meteredOf(row);
  if (metered) {
    return {
      ...common,
      item: `${row.service}-V`,
      nameSv: metered.sv,
      nameEn: metered.en,
      charge: "metered",
      unit: metered.unit,
    };
  }
  const sold = listPrices[row.service];
  if (sold) {
    return {
      ...common,
      item: `${row.service}-S`,
      nameSv: row.nameSv,
      nameEn: row.nameEn,
      charge: sold.charge,
      unit: sold.unit,
      listPriceMicro: micro(sold.priceOre * 10_000),
    };
  }
  if (["grant", "other", "accounting"].includes(row.class)) return undefined;
  return {
    ...common,
    item: `${row.service}-A`,
    nameSv: `${row.nameSv}, årsavgift`,
    nameEn: `${row.nameEn}, yearly fee`,
    charge: "fee",
    unit: "år",
    key: keyOf(row.service),
  };
}

export function changeItem(service: CatalogueService): ItemPlan {
  return {
    item: `${service.service}-F`,
    service: service.service,
    activity: "change",
    nameSv: `${service.nameSv}, förändringsinsats`,
    nameEn: `${service.nameEn}, change initiative`,
    charge: "fee",
    unit: "år",
    key: "accounts",
  };
}

/** Weights of a key as they were known when the list was decided: Liseberg with its seasonal staff. */
export function decidedShares(plan: Pick<ItemPlan, "service" | "key">, year: number): Map<string, number> {
  const key = plan.key ?? "accounts";
  if (key === "headcount")
    return new Map(customers.map((row) => [row.customer, microOf(headcountOf(row, year))]));
  if (key.startsWith("agreed-")) {
    const shares = agreedShares[key.slice(7).toUpperCase()] ?? {};
    return new Map(Object.entries(shares).map(([customer, share]) => [customer, microOf(share)]));
  }
  const users = new Set(usersOf(plan.service));
  const from = `${year}-01`;
  return new Map(
    driverValues()
      .filter((row) => row.driver === "accounts" && row.periodFrom === from && users.has(row.subject))
      .map((row) => [row.subject, row.valueMicro as number]),
  );
}

export interface PriceListBasis {
  readonly year: Year;
  /** Costed budget of the services that have an item. */
  readonly costs: readonly CostedBudget[];
  readonly planned: readonly { readonly item: string; readonly quantityMicro: Micro }[];
  readonly items: readonly ItemPlan[];
}

/** The price list as decided in December of the year before, by the product's own rule. */
export function decidedList(basis: PriceListBasis): PriceListVersion {
  const { year } = basis;
  const proposal = required(
    proposePriceList({
      version: `${year}-1`,
      year,
      costedBudget: basis.costs,
      plannedVolumes: basis.planned,
      items: basis.items,
      sharesOf: (item) => decidedShares(item, year),
    }),
  );
  return { ...proposal.version, state: "decided" };
}

/** All items of 2024 that stand in the price list. */
export function items2024(changed: ReadonlySet<string>): ItemPlan[] {
  return services.flatMap((row) => {
    const item = operationItem(row);
    return [...(item ? [item] : []), ...(changed.has(row.service) ? [changeItem(row)] : [])];
  });
}

/** The headcount-keyed items of an earlier year, which the correction to Liseberg needs. */
export function headcountItems(): ItemPlan[] {
  return services
    .filter((row) => headcountServices.includes(row.service))
    .map((row) => operationItem(row) as ItemPlan);
}

/** The fee as it should have been: Liseberg without its seasonal staff, everybody else as decided. */
export function rightFee(list: PriceListVersion, item: string): Fee {
  const priced = list.items.find((row) => row.item === item);
  const year = list.fiscalYear as Year;
  const liseberg = customers.find((row) => row.customer === "LISEBERG");
  if (priced === undefined || liseberg === undefined)
    throw new Error(`Broken invariant: ${item} is in the list`);
  return feeWithException({
    item: priced,
    fees: list.fees.filter((fee) => fee.item === item),
    customer: "LISEBERG",
    keyValueMicro: microOf(headcountOf(liseberg, year) - seasonalOfLiseberg[year]),
  });
}

/** From October 2024: the same list with Liseberg's headcount without seasonal staff. */
export function revisedList(list: PriceListVersion): PriceListVersion {
  const validFrom = "2024-10-01" as Day;
  const validTo = "2024-12-31" as Day;
  const fees = list.fees.map((fee) => {
    const right = fee.customer === "LISEBERG" && isHeadcountItem(fee.item) ? rightFee(list, fee.item) : fee;
    return { ...right, validFrom, validTo };
  });
  return {
    ...list,
    version: "2024-2",
    validFrom,
    validTo,
    // What Liseberg no longer pays is not moved to the others within the year: the provider bears it.
    items: list.items.map((item) => {
      if (item.totalOre === undefined || !isHeadcountItem(item.item)) return item;
      const asked = sumOf(fees.filter((fee) => fee.item === item.item).map((fee) => fee.annualOre));
      return { ...item, borneOre: ore(item.totalOre - asked) };
    }),
    fees,
  };
}

export const sumOf = (amounts: Iterable<number>): Ore => {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return ore(sum);
};
