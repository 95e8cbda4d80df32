import type { Day, Micro, Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";

/** The costing model in force on a day, as it was written. */
export async function modelSourceOf(
  tx: Transaction,
  provider: string,
  day: Day,
): Promise<{ readonly model: string; readonly source: string } | undefined> {
  return tx.maybe<{ model: string; source: string }>(
    `select model, source from costing.model
     where provider_id = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2)
     order by valid_from desc limit 1`,
    [provider, day],
  );
}

export async function driverValuesOf(
  tx: Transaction,
  provider: string,
): Promise<
  {
    readonly driver: string;
    readonly service: string;
    readonly subject: string;
    readonly periodFrom: Period;
    readonly valueMicro: Micro;
    readonly measuredOn: Day;
  }[]
> {
  return tx.query(
    `select driver, service, subject, period_from as "periodFrom", value_micro as "valueMicro",
            measured_on as "measuredOn"
     from costing.driver_value where provider_id = $1`,
    [provider],
  );
}
