import type { Day } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Driver, DriverValue, Volume } from "../index.ts";

export interface StoredModel {
  readonly model: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly source: string;
  readonly sha256: string;
}

export async function storedModels(tx: Transaction, provider: string): Promise<StoredModel[]> {
  return tx.query<StoredModel>(
    `select model, valid_from as "validFrom", valid_to as "validTo", source, sha256
     from costing.model where provider_id = $1 order by valid_from, model collate "C"`,
    [provider],
  );
}

export async function storedDrivers(tx: Transaction, provider: string): Promise<Driver[]> {
  return tx.query<Driver>(
    `select driver, name_sv as "nameSv", name_en as "nameEn", unit, subject, owner, source, definition
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
 * Metered volumes by the service of their item. Which service an item belongs to is said by the price lists; an item
 * keeps its service over all versions.
 */
export async function meteredVolumes(tx: Transaction, provider: string, year: number): Promise<Volume[]> {
  return tx.query<Volume>(
    `select i.service, v.item, v.customer, v.period, v.quantity_micro as "quantityMicro"
     from metering.volume v
     join (select distinct item, service from pricing.price_item where provider_id = $1) i on i.item = v.item
     where v.provider_id = $1 and v.period between $2 and $3
     order by i.service collate "C", v.item collate "C", v.customer collate "C", v.period collate "C"`,
    [provider, `${year}-01`, `${year}-12`],
  );
}

/** Planned volumes per customer, where the plan has them. */
export async function plannedVolumes(tx: Transaction, provider: string, plan: string): Promise<Volume[]> {
  return tx.query<Volume>(
    `select i.service, v.item, v.customer, v.period, v.quantity_micro as "quantityMicro"
     from planning.volume v
     join (select distinct item, service from pricing.price_item where provider_id = $1) i on i.item = v.item
     where v.provider_id = $1 and v.plan = $2 and v.customer <> ''
     order by i.service collate "C", v.item collate "C", v.customer collate "C", v.period collate "C"`,
    [provider, plan],
  );
}
