import { byCode, formatKronor, formatMicro } from "../../kernel/index.ts";
import { byFee } from "./canonical.ts";
import type { PriceItem, PriceListVersion } from "./price-list.ts";
import type { ItemPlan } from "./propose.ts";

/**
 * The items of a price list as the plan of the next one: the same rows, charged the same way, the cost of a service
 * and activity split between them in the proportions of the totals they carried. Where the totals are not all known,
 * fees and metered items share equally.
 */
export function itemPlansOf(version: PriceListVersion): ItemPlan[] {
  const groups = new Map<string, PriceItem[]>();
  for (const item of version.items) {
    if (!isCarrier(item)) continue;
    const key = `${item.service}\n${item.activity}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return version.items.map((item) => {
    const {
      item: code,
      service,
      activity,
      nameSv,
      nameEn,
      charge,
      unit,
      key,
      scheme,
      tiers,
      proration,
    } = item;
    const group = groups.get(`${service}\n${activity}`) ?? [];
    const known = group.every((other) => other.totalOre !== undefined);
    const sum = group.reduce((total, other) => total + (other.totalOre ?? 0), 0);
    const weight = !isCarrier(item) ? 0 : known && sum > 0 ? (item.totalOre ?? 0) : equalWeight(item);
    const sold = charge === "direct-sale" || charge === "pass-through";
    return {
      item: code,
      service,
      activity,
      nameSv,
      nameEn,
      charge,
      unit,
      weight,
      ...(key === undefined ? {} : { key }),
      ...(scheme === undefined ? {} : { scheme }),
      ...(tiers === undefined ? {} : { tiers }),
      ...(proration === undefined ? {} : { proration }),
      ...(sold && item.priceMicro !== undefined ? { listPriceMicro: item.priceMicro } : {}),
    };
  });
}

function isCarrier(item: PriceItem): boolean {
  return item.charge === "fee" || item.charge === "metered" || (item.totalOre ?? 0) > 0;
}

function equalWeight(item: PriceItem): number {
  return item.charge === "fee" || item.charge === "metered" ? 1 : 0;
}

/** One thing that two versions say differently; "" where a version says nothing. */
export interface PriceDifference {
  readonly item: string;
  readonly customer?: string;
  readonly what: "price" | "tiers" | "total" | "fee" | "charge" | "service" | "key";
  readonly before: string;
  readonly after: string;
}

/** Everything of economic weight that two versions say differently, in code order. Equal versions give none. */
export function priceDifferences(before: PriceListVersion, after: PriceListVersion): PriceDifference[] {
  const differences: PriceDifference[] = [];
  const [a, b] = [itemsByCode(before), itemsByCode(after)];
  for (const item of [...new Set([...a.keys(), ...b.keys()])].toSorted(byCode)) {
    const texts = [textsOf(a.get(item)), textsOf(b.get(item))] as const;
    for (const what of ["service", "charge", "price", "tiers", "total", "key"] as const) {
      // A list that states no total for a metered price has none to differ.
      if (what === "total" && (texts[0].total === "" || texts[1].total === "") && a.has(item) && b.has(item))
        continue;
      if (texts[0][what] === texts[1][what]) continue;
      differences.push({ item, what, before: texts[0][what], after: texts[1][what] });
    }
  }
  const [feesBefore, feesAfter] = [feesByKey(before), feesByKey(after)];
  for (const key of [...new Set([...feesBefore.keys(), ...feesAfter.keys()])].toSorted(byCode)) {
    const [item, customer] = key.split("\n") as [string, string];
    const [was, is] = [feesBefore.get(key) ?? "", feesAfter.get(key) ?? ""];
    if (was !== is) differences.push({ item, customer, what: "fee", before: was, after: is });
  }
  return differences;
}

function itemsByCode(version: PriceListVersion): Map<string, PriceItem> {
  return new Map(version.items.map((item) => [item.item, item]));
}

function textsOf(item: PriceItem | undefined): Record<Exclude<PriceDifference["what"], "fee">, string> {
  return {
    service: item === undefined ? "" : `${item.service} ${item.activity}`,
    charge: [item?.charge, item?.scheme, item?.proration].filter((word) => word !== undefined).join(" "),
    tiers: (item?.tiers ?? [])
      .map(({ fromMicro, priceMicro, packageMicro }) =>
        [fromMicro, priceMicro, packageMicro]
          .filter((value) => value !== undefined)
          .map(formatMicro)
          .join(":"),
      )
      .join(" "),
    price: item?.priceMicro === undefined ? "" : formatMicro(item.priceMicro),
    total: item?.totalOre === undefined ? "" : formatKronor(item.totalOre),
    key: item?.key ?? "",
  };
}

/** A customer's fee of an item, with its days where they are not those of the version. */
function feesByKey(version: PriceListVersion): Map<string, string> {
  const fees = new Map<string, string>();
  for (const fee of version.fees.toSorted(byFee)) {
    const key = `${fee.item}\n${fee.customer}`;
    const whole = fee.validFrom === version.validFrom && fee.validTo === version.validTo;
    const text = `${formatKronor(fee.annualOre)}${whole ? "" : ` (${fee.validFrom} - ${fee.validTo})`}`;
    const before = fees.get(key);
    fees.set(key, before === undefined ? text : `${before}, ${text}`);
  }
  return fees;
}
