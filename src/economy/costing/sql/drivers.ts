import type { Micro, Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { DriverAnswer, DriverSignOff, DriverSnapshot, FrozenValue } from "../index.ts";

/** The values of the latest snapshot of each driver and month: what holds there. */
export async function frozenDriverValues(tx: Transaction, provider: string): Promise<FrozenValue[]> {
  return tx.query<FrozenValue>(
    `select value.driver, value.period, value.service, value.subject, value.value_micro as "valueMicro"
     from costing.driver_snapshot_value as value
     join (
       select driver, period, max(snapshot) as snapshot
       from costing.driver_snapshot where provider_id = $1 group by driver, period
     ) as latest on latest.driver = value.driver and latest.period = value.period and latest.snapshot = value.snapshot
     where value.provider_id = $1
     order by value.driver collate "C", value.period, value.service collate "C", value.subject collate "C"`,
    [provider],
  );
}

/** Every snapshot there is, oldest first. */
export async function driverSnapshots(tx: Transaction, provider: string): Promise<DriverSnapshot[]> {
  return tx.query<DriverSnapshot>(
    `select driver, period, snapshot, sha256, frozen_at as "frozenAt", frozen_by as "frozenBy", reason
     from costing.driver_snapshot where provider_id = $1
     order by driver collate "C", period, snapshot`,
    [provider],
  );
}

/** The values of one snapshot, in the order they are hashed. */
export async function snapshotValues(
  tx: Transaction,
  provider: string,
  { driver, period, snapshot }: Pick<DriverSnapshot, "driver" | "period" | "snapshot">,
): Promise<FrozenValue[]> {
  return tx.query<FrozenValue>(
    `select driver, period, service, subject, value_micro as "valueMicro"
     from costing.driver_snapshot_value
     where provider_id = $1 and driver = $2 and period = $3 and snapshot = $4
     order by service collate "C", subject collate "C"`,
    [provider, driver, period, snapshot],
  );
}

export async function writeSnapshot(
  tx: Transaction,
  provider: string,
  one: DriverSnapshot,
  values: readonly Pick<FrozenValue, "service" | "subject" | "valueMicro">[],
): Promise<void> {
  await tx.execute(
    `insert into costing.driver_snapshot (provider_id, driver, period, snapshot, sha256, frozen_at, frozen_by, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [provider, one.driver, one.period, one.snapshot, one.sha256, one.frozenAt, one.frozenBy, one.reason],
  );
  await tx.execute(
    `insert into costing.driver_snapshot_value (provider_id, driver, period, snapshot, service, subject, value_micro)
     select $1, $2, $3, $4, row.service, row.subject, row.value_micro
     from unnest($5::text[], $6::text[], $7::bigint[]) as row (service, subject, value_micro)`,
    [
      provider,
      one.driver,
      one.period,
      one.snapshot,
      values.map((value) => value.service),
      values.map((value) => value.subject),
      values.map((value) => value.valueMicro),
    ],
  );
}

/** What customers have said of their frozen values of a month, or of every month. */
export async function signOffs(
  tx: Transaction,
  provider: string,
  { period, customer }: { readonly period?: Period; readonly customer?: string } = {},
): Promise<DriverSignOff[]> {
  return tx.query<DriverSignOff>(
    `select driver, period, snapshot, customer, value_micro as "valueMicro", state, reason,
            answered_at as "answeredAt", answered_by as "answeredBy"
     from costing.v_driver_sign_off
     where provider_id = $1 and ($2::text is null or period = $2) and ($3::text is null or customer = $3)
     order by driver collate "C", period, customer collate "C"`,
    [provider, period ?? null, customer ?? null],
  );
}

export async function writeAnswer(
  tx: Transaction,
  provider: string,
  said: DriverAnswer & { readonly valueMicro: Micro; readonly snapshot: number },
): Promise<void> {
  await tx.execute(
    `insert into costing.driver_answer
       (provider_id, customer, driver, period, answer, snapshot, state, value_micro, reason, answered_at, answered_by)
     select $1, $2, $3, $4, coalesce(max(answer), 0) + 1, $5, $6, $7, $8, $9, $10
     from costing.driver_answer where provider_id = $1 and customer = $2 and driver = $3 and period = $4`,
    [
      provider,
      said.customer,
      said.driver,
      said.period,
      said.snapshot,
      said.state,
      said.valueMicro,
      said.reason,
      said.answeredAt,
      said.answeredBy,
    ],
  );
}
