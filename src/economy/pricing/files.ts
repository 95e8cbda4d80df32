import { byCode, type Day, formatKronor, formatMicro } from "../../kernel/index.ts";
import { byFee } from "./canonical.ts";
import type { Fee, PriceItem, PriceListVersion, RoundingRule } from "./price-list.ts";
import type { Tier } from "./scheme.ts";

/**
 * A price list as its files in a pack state it: `version.yaml`, `items.csv` and `fees.csv`, read but not yet held
 * against the registers. Lines are those of the files, for problems to point at.
 */
export interface StatedPriceList {
  readonly files: {
    readonly version: string;
    readonly items: string;
    readonly fees: string;
    readonly tiers?: string;
  };
  readonly version: string;
  readonly fiscalYear: number;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly state: "draft" | "decided";
  /** Code in the register of decisions; needed where the state is decided. */
  readonly decision?: string;
  /** Down to whole 10 öre where nothing is said. */
  readonly rounding?: RoundingRule;
  readonly items: readonly (PriceItem & { readonly line?: number })[];
  readonly fees: readonly StatedFee[];
  /** Of the items whose price depends on the quantity, in the order of the file. */
  readonly tiers?: readonly StatedTier[];
}

/** A row of `tiers.csv`. */
export type StatedTier = Tier & { readonly item: string; readonly line?: number };

/** A fee without days is valid as long as its version. */
export type StatedFee = Omit<Fee, "validFrom" | "validTo"> & {
  readonly validFrom?: Day;
  readonly validTo?: Day;
  readonly line?: number;
};

/** The rows of `items.csv`, in code order; the header is `Object.keys` of any row. */
export function itemRecords(version: PriceListVersion): Record<string, string>[] {
  const hasSchemes = version.items.some((item) => item.scheme !== undefined);
  return version.items
    .toSorted((a, b) => byCode(a.item, b.item))
    .map((item) => ({
      item: item.item,
      service: item.service,
      activity: item.activity,
      name_sv: item.nameSv,
      name_en: item.nameEn,
      charge: item.charge,
      unit: item.unit,
      price: item.priceMicro === undefined ? "" : formatMicro(item.priceMicro),
      total: item.totalOre === undefined ? "" : formatKronor(item.totalOre),
      borne: item.borneOre === undefined ? "" : formatKronor(item.borneOre),
      planned: item.plannedMicro === undefined ? "" : formatMicro(item.plannedMicro),
      key: item.key ?? "",
      ...(hasSchemes ? { scheme: item.scheme ?? "", proration: item.proration ?? "" } : {}),
    }));
}

/** The rows of `tiers.csv`, items in code order, each item's tiers in their own. */
export function tierRecords(version: PriceListVersion): Record<string, string>[] {
  return version.items
    .toSorted((a, b) => byCode(a.item, b.item))
    .flatMap(({ item, tiers = [] }) =>
      tiers.map((tier) => ({
        item,
        from_quantity: formatMicro(tier.fromMicro),
        price: formatMicro(tier.priceMicro),
        package_size: tier.packageMicro === undefined ? "" : formatMicro(tier.packageMicro),
      })),
    );
}

/** The rows of `fees.csv`, by item, customer and first day. */
export function feeRecords(version: PriceListVersion): Record<string, string>[] {
  return version.fees.toSorted(byFee).map((fee) => ({
    item: fee.item,
    customer: fee.customer,
    annual: formatKronor(fee.annualOre),
    key_value: formatMicro(fee.keyValueMicro),
    key_sum: formatMicro(fee.keySumMicro),
    valid_from: fee.validFrom,
    valid_to: fee.validTo,
  }));
}
