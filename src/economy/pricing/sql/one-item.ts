import type { Day, Micro, Ore } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Activity, Charge, RoundingDirection, Scheme } from "../index.ts";

/** One item of a price list, with what its version says about all of them. */
export interface OneItem {
  readonly version: string;
  readonly year: number;
  readonly toMicro: Micro;
  readonly direction: RoundingDirection;
  readonly item: string;
  readonly service: string;
  readonly activity: Activity;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly charge: Charge;
  readonly unit: string;
  readonly priceMicro: Micro | null;
  readonly totalOre: Ore | null;
  readonly borneOre: Ore | null;
  readonly plannedMicro: Micro | null;
  readonly key: string | null;
  readonly scheme: Scheme | null;
}

/** An item, without the others of its list. */
export async function oneItem(
  tx: Transaction,
  provider: string,
  { version, item }: { readonly version: string; readonly item: string },
): Promise<OneItem | undefined> {
  return tx.maybe<OneItem>(
    `select v.version, v.fiscal_year as "year", v.rounding_to_micro as "toMicro", v.rounding_direction as "direction",
            i.item, i.service, i.activity, i.name_sv as "nameSv", i.name_en as "nameEn", i.charge, i.unit,
            i.price_micro as "priceMicro", i.total_ore as "totalOre", i.borne_ore as "borneOre",
            i.planned_micro as "plannedMicro", i.key, i.scheme
     from pricing.price_item i
     join pricing.price_list_version v on v.provider_id = i.provider_id and v.version = i.version
     where i.provider_id = $1 and i.version = $2 and i.item = $3`,
    [provider, version, item],
  );
}

/** A customer's yearly fee of one item: the first, where it changes within the year. */
export async function oneFee(
  tx: Transaction,
  provider: string,
  { version, item, customer }: { readonly version: string; readonly item: string; readonly customer: string },
): Promise<
  | {
      readonly annualOre: Ore;
      readonly keyValueMicro: Micro;
      readonly keySumMicro: Micro;
      readonly validFrom: Day;
    }
  | undefined
> {
  return tx.maybe(
    `select annual_ore as "annualOre", key_value_micro as "keyValueMicro", key_sum_micro as "keySumMicro",
            valid_from as "validFrom"
     from pricing.fee where provider_id = $1 and version = $2 and item = $3 and customer = $4
     order by valid_from limit 1`,
    [provider, version, item, customer],
  );
}
