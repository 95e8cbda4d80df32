import type { Day } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Driver, DriverValue, Volume } from "../index.ts";

export interface StoredModel {
  readonly model: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly source: string;
  readonly sha256: string;
  /** Why it was saved as it is; '' where nobody said. */
  readonly savedWhy: string;
}

export async function storedModels(tx: Transaction, provider: string): Promise<StoredModel[]> {
  return tx.query<StoredModel>(
    `select model, valid_from as "validFrom", valid_to as "validTo", source, sha256, saved_why as "savedWhy"
     from costing.model where provider_id = $1 order by valid_from, model collate "C"`,
    [provider],
  );
}

export async function storedDrivers(tx: Transaction, provider: string): Promise<Driver[]> {
  return tx.query<Driver>(
    `select driver, name_sv as "nameSv", name_en as "nameEn", unit, subject, owner, source, definition, quality,
            measured_rule as "measuredRule", includes, excludes, formula, jump_percent as "jumpPercent"
     from costing.driver where provider_id = $1 order by driver collate "C"`,
    [provider],
  );
}

export async function storedDriverValues(tx: Transaction, provider: string): Promise<DriverValue[]> {
  return tx.query<DriverValue>(
    `select driver, service, subject, period_from as "periodFrom", value_micro as "valueMicro",
            measured_on as "measuredOn"
     from costing.driver_value where provider_id = $1
     order by driver collate "C", service collate "C", subject collate "C", period_from collate "C"`,
    [provider],
  );
}

/**
 * The service of each item. The price lists say it, in a room further along the krona's way: only the item's service
 * is taken from there, by its published view, and no price.
 */
export async function servicesOfItems(
  tx: Transaction,
  provider: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ item: string; service: string }>(
    `select item, service from pricing.v_item_service where provider_id = $1 order by item collate "C"`,
    [provider],
  );
  return new Map(rows.map((row) => [row.item, row.service]));
}

/** The year's metered volumes, by item, customer and month. */
export async function meteredVolumes(
  tx: Transaction,
  provider: string,
  year: number,
): Promise<Omit<Volume, "service">[]> {
  return tx.query<Omit<Volume, "service">>(
    `select item, customer, period, quantity_micro as "quantityMicro"
     from metering.v_volume where provider_id = $1 and period between $2 and $3
     order by item collate "C", customer collate "C", period collate "C"`,
    [provider, `${year}-01`, `${year}-12`],
  );
}
