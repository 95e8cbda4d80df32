import { type Micro, type Period, byCode } from "../../kernel/index.ts";
import type { DriverReader, FrozenValue } from "./driver.ts";

/** A driver's values of one month as they were frozen (fryst ögonblicksbild); the highest number holds. */
export interface DriverSnapshot {
  readonly driver: string;
  readonly period: Period;
  readonly snapshot: number;
  readonly sha256: string;
  readonly frozenAt: string;
  readonly frozenBy: string;
  /** Why it was frozen again; '' the first time. */
  readonly reason: string;
}

/** What a customer says of its own value before it is billed by it: signs off (godkänner) or objects (invänder). */
export interface DriverAnswer {
  readonly customer: string;
  readonly driver: string;
  readonly period: Period;
  readonly state: "signed" | "objected";
  readonly reason: string;
  readonly answeredAt: string;
  readonly answeredBy: string;
}

/** A customer's frozen value with what the customer has said of it: what billing's gates can ask for. */
export interface DriverSignOff {
  readonly driver: string;
  readonly period: Period;
  readonly snapshot: number;
  readonly customer: string;
  readonly valueMicro: Micro;
  readonly state: "open" | "signed" | "objected";
  readonly reason: string;
  readonly answeredAt: string | null;
  readonly answeredBy: string | null;
}

/** Everything a driver says in a month, in a stable order: what a snapshot holds. */
export function valuesIn(drivers: DriverReader, driver: string, period: Period): FrozenValue[] {
  const values: FrozenValue[] = [];
  for (const service of [...drivers.services(driver)].sort(byCode)) {
    for (const subject of [...drivers.subjects(driver)].sort(byCode)) {
      const valueMicro = drivers.value(driver, subject, period, service);
      if (valueMicro !== undefined) values.push({ driver, period, service, subject, valueMicro });
    }
  }
  return values;
}

/** The text that a snapshot's hash is made of. */
export function snapshotText(values: readonly FrozenValue[]): string {
  return values
    .map(({ driver, period, service, subject, valueMicro }) =>
      [driver, period, service, subject, valueMicro].join("\t"),
    )
    .join("\n");
}

/** Where two states of the same driver and month differ: the subject, and both values. */
export interface ValueDifference {
  readonly service: string;
  readonly subject: string;
  readonly frozenMicro: Micro | undefined;
  readonly valueMicro: Micro | undefined;
}

export function differences(
  frozen: readonly FrozenValue[],
  values: readonly FrozenValue[],
): ValueDifference[] {
  const keyOf = ({ service, subject }: FrozenValue): string => `${service}\u0000${subject}`;
  const before = new Map(frozen.map((value) => [keyOf(value), value]));
  const after = new Map(values.map((value) => [keyOf(value), value]));
  const found: ValueDifference[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(key), after.get(key)];
    if (was?.valueMicro === is?.valueMicro) continue;
    const { service, subject } = (was ?? is) as FrozenValue;
    found.push({ service, subject, frozenMicro: was?.valueMicro, valueMicro: is?.valueMicro });
  }
  return found.sort((a, b) => byCode(a.service, b.service) || byCode(a.subject, b.subject));
}
