import { formatMicro, type Micro } from "../../kernel/index.ts";
import type { Driver, DriverTrace } from "./driver.ts";
import type { DriverSignOff, DriverSnapshot } from "./driver-snapshot.ts";

/** A driver as machines read it. */
export function driverJson(driver: Driver) {
  return {
    driver: driver.driver,
    name_sv: driver.nameSv,
    name_en: driver.nameEn,
    unit: driver.unit,
    subject: driver.subject,
    owner: driver.owner,
    source: driver.source,
    definition: driver.definition,
    quality: driver.quality ?? null,
    measured_rule: driver.measuredRule ?? "",
    includes: driver.includes ?? "",
    excludes: driver.excludes ?? "",
    formula: driver.formula || null,
    jump_percent: driver.jumpPercent ?? null,
  };
}

const quantity = (value: Micro | undefined): string | null =>
  value === undefined ? null : formatMicro(value);

/** A value with the values it is computed from, and theirs. */
interface TraceJson {
  readonly driver: string;
  readonly value: string | null;
  readonly formula?: string;
  readonly frozen: boolean;
  readonly operands: readonly TraceJson[];
}

export function traceJson(trace: DriverTrace): TraceJson {
  return {
    driver: trace.driver,
    value: quantity(trace.valueMicro),
    ...(trace.formula === undefined ? {} : { formula: trace.formula }),
    frozen: trace.frozen,
    operands: trace.operands.map(traceJson),
  };
}

export function snapshotJson(one: DriverSnapshot) {
  const { driver, period, snapshot, sha256, frozenAt, frozenBy, reason } = one;
  return { driver, period, snapshot, sha256, frozen_at: frozenAt, frozen_by: frozenBy, reason };
}

export function signOffJson(one: DriverSignOff) {
  const { driver, period, snapshot, customer, valueMicro, state, reason, answeredAt, answeredBy } = one;
  return {
    driver,
    period,
    snapshot,
    customer,
    value: formatMicro(valueMicro),
    state,
    reason,
    answered_at: answeredAt,
    answered_by: answeredBy,
  };
}
