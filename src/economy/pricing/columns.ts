import type { ColumnSpec, RowOf } from "../../formats/csv/index.ts";
import type { StatedFee, StatedTier } from "./files.ts";
import { charges, type PriceItem } from "./price-list.ts";
import { prorations, schemes } from "./scheme.ts";

/** `prices/<version>/items.csv`. */
export const priceItemColumns = [
  { name: "item", type: "code", aliases: ["post", "prislistepost", "artikel"] },
  { name: "service", type: "code", aliases: ["tjänst"] },
  { name: "activity", type: "choice", aliases: ["verksamhet"], values: ["operation", "change"] },
  { name: "name_sv", type: "text", aliases: ["namn", "benämning"] },
  { name: "name_en", type: "text", aliases: ["namn_en"], empty: true, optional: true },
  { name: "charge", type: "choice", aliases: ["debitering"], values: charges },
  { name: "unit", type: "text", aliases: ["enhet"] },
  { name: "price", type: "micro", aliases: ["pris", "à_pris"], empty: true },
  { name: "total", type: "kronor", aliases: ["belopp", "summa"], empty: true },
  { name: "borne", type: "kronor", aliases: ["bärs_av_leverantören"], empty: true, optional: true },
  { name: "planned", type: "micro", aliases: ["planerad_volym"], empty: true, optional: true },
  { name: "key", type: "code", aliases: ["nyckel", "fördelningsnyckel"], empty: true, optional: true },
  { name: "scheme", type: "choice", aliases: ["prismodell"], values: schemes, empty: true, optional: true },
  {
    name: "proration",
    type: "choice",
    aliases: ["del_av_månad"],
    values: prorations,
    empty: true,
    optional: true,
  },
] as const satisfies readonly ColumnSpec[];

export function priceItemOf(row: RowOf<typeof priceItemColumns>): PriceItem & { readonly line: number } {
  const { item, service, activity, charge, unit, line } = row;
  return {
    item,
    service,
    activity,
    nameSv: row.name_sv,
    nameEn: row.name_en === "" ? row.name_sv : row.name_en,
    charge,
    unit,
    ...(row.price === undefined ? {} : { priceMicro: row.price }),
    ...(row.total === undefined ? {} : { totalOre: row.total }),
    ...(row.borne === undefined ? {} : { borneOre: row.borne }),
    ...(row.planned === undefined ? {} : { plannedMicro: row.planned }),
    ...(row.key === "" ? {} : { key: row.key }),
    ...(row.scheme === undefined ? {} : { scheme: row.scheme }),
    ...(row.proration === undefined ? {} : { proration: row.proration }),
    line,
  };
}

/** `prices/<version>/fees.csv`. */
export const feeColumns = [
  { name: "item", type: "code", aliases: ["post", "prislistepost", "artikel"] },
  { name: "customer", type: "code", aliases: ["kund"] },
  { name: "annual", type: "kronor", aliases: ["årsavgift", "belopp_per_år"] },
  { name: "key_value", type: "micro", aliases: ["nyckelvärde"] },
  { name: "key_sum", type: "micro", aliases: ["nyckelsumma"] },
  { name: "valid_from", type: "day", aliases: ["gäller_från", "från"], empty: true, optional: true },
  { name: "valid_to", type: "day", aliases: ["gäller_till", "till"], empty: true, optional: true },
] as const satisfies readonly ColumnSpec[];

export function feeOf(row: RowOf<typeof feeColumns>): StatedFee {
  const { item, customer, line } = row;
  return {
    item,
    customer,
    annualOre: row.annual,
    keyValueMicro: row.key_value,
    keySumMicro: row.key_sum,
    ...(row.valid_from === undefined ? {} : { validFrom: row.valid_from }),
    ...(row.valid_to === undefined ? {} : { validTo: row.valid_to }),
    line,
  };
}

/** `prices/<version>/tiers.csv`. */
export const tierColumns = [
  { name: "item", type: "code", aliases: ["post", "prislistepost", "artikel"] },
  { name: "from_quantity", type: "micro", aliases: ["från_antal"] },
  { name: "price", type: "micro", aliases: ["pris", "à_pris"] },
  {
    name: "package_size",
    type: "micro",
    aliases: ["paketstorlek", "kapacitet"],
    empty: true,
    optional: true,
  },
] as const satisfies readonly ColumnSpec[];

export function tierOf(row: RowOf<typeof tierColumns>): StatedTier {
  return {
    item: row.item,
    fromMicro: row.from_quantity,
    priceMicro: row.price,
    ...(row.package_size === undefined ? {} : { packageMicro: row.package_size }),
    line: row.line,
  };
}
