import { byCode } from "../../kernel/index.ts";
import type { Fee, PriceItem, PriceListVersion } from "./price-list.ts";
import type { Tier } from "./scheme.ts";

/**
 * The canonical text of a price list: what the board decides, and nothing else. Items and fees in code order, keys in
 * code order, amounts as decimal text, absent values left out; so the same prices give the same text on every machine,
 * whatever order they were read in. The hash of this text freezes a decided version.
 */
export function canonicalContent(version: PriceListVersion): string {
  const fees = version.fees.toSorted(byFee).map(canonicalFeeText);
  return `${canonicalStart}${fees.join(",")}${canonicalEnd(version)}`;
}

/** The canonical text in three pieces - this, the fees with commas between, the end - for whoever hashes it without holding all fees. */
export const canonicalStart = '{"fees":[';

/** One fee as it stands in the canonical text. */
export function canonicalFeeText(fee: Fee): string {
  return JSON.stringify(canonicalFee(fee));
}

/** What comes after the fees in the canonical text. */
export function canonicalEnd(version: Omit<PriceListVersion, "fees">): string {
  const rest = JSON.stringify({
    fiscalYear: version.fiscalYear,
    items: version.items.toSorted((a, b) => byCode(a.item, b.item)).map(canonicalItem),
    rounding: { direction: version.rounding.direction, toMicro: String(version.rounding.toMicro) },
    validFrom: version.validFrom,
    validTo: version.validTo,
    version: version.version,
  });
  return `],${rest.slice(1)}`;
}

/** The order fees are listed and hashed in: item, customer, first day. */
export function byFee(a: Fee, b: Fee): number {
  return byCode(a.item, b.item) || byCode(a.customer, b.customer) || byCode(a.validFrom, b.validFrom);
}

function canonicalItem(item: PriceItem): Record<string, string> {
  return {
    activity: item.activity,
    ...(item.borneOre === undefined ? {} : { borneOre: String(item.borneOre) }),
    charge: item.charge,
    item: item.item,
    ...(item.key === undefined ? {} : { key: item.key }),
    nameEn: item.nameEn,
    nameSv: item.nameSv,
    ...(item.plannedMicro === undefined ? {} : { plannedMicro: String(item.plannedMicro) }),
    ...(item.priceMicro === undefined ? {} : { priceMicro: String(item.priceMicro) }),
    ...(item.proration === undefined ? {} : { proration: item.proration }),
    ...(item.scheme === undefined ? {} : { scheme: item.scheme }),
    service: item.service,
    ...(item.totalOre === undefined ? {} : { totalOre: String(item.totalOre) }),
    ...(item.tiers === undefined ? {} : { tiers: tiersText(item.tiers) }),
    unit: item.unit,
  };
}

/** "0:100;10:80", with the size of a package after the price: "0:500:25". Millionths throughout. */
function tiersText(tiers: readonly Tier[]): string {
  return tiers
    .map(({ fromMicro, priceMicro, packageMicro }) =>
      [fromMicro, priceMicro, ...(packageMicro === undefined ? [] : [packageMicro])].join(":"),
    )
    .join(";");
}

function canonicalFee(fee: Fee): Record<string, string> {
  return {
    annualOre: String(fee.annualOre),
    customer: fee.customer,
    item: fee.item,
    keySumMicro: String(fee.keySumMicro),
    keyValueMicro: String(fee.keyValueMicro),
    validFrom: fee.validFrom,
    validTo: fee.validTo,
  };
}
