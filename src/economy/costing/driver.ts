import {
  type Day,
  type Micro,
  micro,
  type Period,
  type Problem,
  Refusal,
  assert,
  byCode,
} from "../../kernel/index.ts";
import { type Formula, driversIn, evaluateFormula, readFormula } from "./driver-formula.ts";
import { problem } from "./problems.ts";

/** How good a driver's figures are (kvalitet): counted, estimated or agreed upon. */
export const driverQualities = ["measured", "estimated", "agreed"] as const;
export type DriverQuality = (typeof driverQualities)[number];

/** What is measured to share costs by (fördelningsgrund, kostnadsdrivare): unit, owner and source, so it can be checked. */
export interface Driver {
  readonly driver: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly unit: string;
  /** What its values are given for. `service` also covers pools. */
  readonly subject: "service" | "customer" | "cost_centre";
  readonly owner: string;
  readonly source: string;
  readonly definition: string;
  /** Absent where nobody has said. */
  readonly quality?: DriverQuality | null | undefined;
  /** When it is measured, as a rule: "30 september året före". The day of each value stands with the value. */
  readonly measuredRule?: string;
  /** What is counted, and what is not. */
  readonly includes?: string;
  readonly excludes?: string;
  /** A computed driver has this and no values of its own: `headcount - seasonal`. '' or absent for a measured one. */
  readonly formula?: string;
  /** A change of more than this many percent against the month before is flagged. */
  readonly jumpPercent?: number | null | undefined;
}

/** A measured value; it holds from its period until the next one given for the same subject. */
export interface DriverValue {
  readonly driver: string;
  /** '' unless the driver is measured per service and customer. */
  readonly service: string;
  readonly subject: string;
  readonly periodFrom: Period;
  readonly valueMicro: Micro;
  readonly measuredOn: Day;
}

/** A value that was frozen for one month: it holds there, whatever has been measured since. */
export interface FrozenValue {
  readonly driver: string;
  readonly period: Period;
  readonly service: string;
  readonly subject: string;
  readonly valueMicro: Micro;
}

/** The values in force. `undefined` is "never measured", which is not the same as zero. */
export interface DriverReader {
  /**
   * The value for a subject in a period: frozen where the period is, computed where the driver has a formula, else
   * measured. A driver that has been measured for this very service is read only there; otherwise the values that hold
   * for all services are read. Throws `Refusal` where a formula gives no number (a division by zero).
   */
  value(driver: string, subject: string, period: Period, service?: string): Micro | undefined;
  registered(driver: string): Driver | undefined;
  /** Whether the driver is registered or has any value. */
  knows(driver: string): boolean;
  names(): string[];
  /** Everybody that the driver has, or computes, a value for. */
  subjects(driver: string): readonly string[];
  /** The services that it is measured for one by one; '' where the values hold for all. */
  services(driver: string): readonly string[];
  isFrozen(driver: string, period: Period): boolean;
}

interface Series {
  readonly periods: Period[];
  readonly values: Micro[];
}

/** Service -> subject -> what is kept of it. */
type Subjects<T> = Map<string, Map<string, T>>;

/**
 * Indexes the values once: O(n log n). A reading is a binary search among one subject's values; a computed value is
 * kept once it is computed. The formulas must have passed `checkDrivers`.
 */
export function driverReader(
  values: readonly DriverValue[],
  drivers: readonly Driver[] = [],
  frozen: readonly FrozenValue[] = [],
): DriverReader {
  const registry = new Map(drivers.map((driver) => [driver.driver, driver]));
  const measured = seriesOf(values);
  const snapshots = frozenOf(frozen);
  const formulas = new Map<string, Formula>();
  for (const { driver, formula } of drivers) {
    if (!formula) continue;
    const read = readFormula(formula);
    assert(!("sv" in read), `the formula of ${driver} has been checked`);
    formulas.set(driver, read);
  }
  const computed = new Map<string, Micro | undefined>();
  const compute = (
    driver: string,
    formula: Formula,
    subject: string,
    period: Period,
    service: string,
  ): Micro | undefined => {
    const key = `${driver}\u0000${service}\u0000${subject}\u0000${period}`;
    if (computed.has(key)) return computed.get(key);
    const value = evaluateFormula(formula, (operand) => reader.value(operand, subject, period, service));
    if (value === "no-number") throw new Refusal([formulaGivesNothing(driver, subject, period)]);
    computed.set(key, value);
    return value;
  };
  const gather = (driver: string, keys: (of: Subjects<unknown>) => Iterable<string>): string[] => {
    const found = new Set<string>();
    const formula = formulas.get(driver);
    for (const operand of formula === undefined ? [] : driversIn(formula)) {
      for (const each of gather(operand, keys)) found.add(each);
    }
    for (const each of keys(measured.get(driver) ?? new Map())) found.add(each);
    for (const period of snapshots.get(driver)?.values() ?? [])
      for (const each of keys(period)) found.add(each);
    return [...found];
  };
  const reader: DriverReader = {
    value(driver, subject, period, service = "") {
      const snapshot = snapshots.get(driver)?.get(period);
      if (snapshot !== undefined) return (snapshot.get(service) ?? snapshot.get(""))?.get(subject);
      const formula = formulas.get(driver);
      if (formula !== undefined) return compute(driver, formula, subject, period, service);
      const services = measured.get(driver);
      const series = (services?.get(service) ?? services?.get(""))?.get(subject);
      return series === undefined ? undefined : inForce(series, period);
    },
    registered: (driver) => registry.get(driver),
    knows: (driver) => registry.has(driver) || measured.has(driver),
    names: () => [...new Set([...registry.keys(), ...measured.keys()])],
    subjects: (driver) =>
      gather(driver, function* (services) {
        for (const subjects of services.values()) yield* subjects.keys();
      }),
    services: (driver) => gather(driver, (services) => services.keys()),
    isFrozen: (driver, period) => snapshots.get(driver)?.has(period) ?? false,
  };
  return reader;
}

function seriesOf(values: readonly DriverValue[]): Map<string, Subjects<Series>> {
  const byDriver = new Map<string, Subjects<Series>>();
  const sorted = [...values].sort((a, b) => byCode(a.periodFrom, b.periodFrom));
  for (const value of sorted) {
    const services = entry(byDriver, value.driver, (): Subjects<Series> => new Map());
    const subjects = entry(services, value.service, () => new Map<string, Series>());
    const series = entry(subjects, value.subject, (): Series => ({ periods: [], values: [] }));
    series.periods.push(value.periodFrom);
    series.values.push(value.valueMicro);
  }
  return byDriver;
}

function frozenOf(values: readonly FrozenValue[]): Map<string, Map<Period, Subjects<Micro>>> {
  const byDriver = new Map<string, Map<Period, Subjects<Micro>>>();
  for (const value of values) {
    const periods = entry(byDriver, value.driver, () => new Map<Period, Subjects<Micro>>());
    const services = entry(periods, value.period, (): Subjects<Micro> => new Map());
    entry(services, value.service, () => new Map<string, Micro>()).set(value.subject, value.valueMicro);
  }
  return byDriver;
}

/** A formula without a number for somebody: a division by zero, or too large. */
export function formulaGivesNothing(driver: string, subject: string, period: Period): Problem {
  return problem(
    "costing.driver-formula-undefined",
    `Fördelningsgrunden ”${driver}” går inte att räkna ut för ”${subject}” i ${period}: division med noll, eller ett för stort tal.`,
    `The driver "${driver}" cannot be computed for "${subject}" in ${period}: a division by zero, or too large a number.`,
  );
}

/** How a value came about: for a computed driver with the values that its formula read. */
export interface DriverTrace {
  readonly driver: string;
  readonly valueMicro: Micro | undefined;
  readonly formula?: string;
  /** The value was frozen for the period; the operands are those of today. */
  readonly frozen: boolean;
  readonly operands: readonly DriverTrace[];
}

/** Traces a value down to what was measured. */
export function traceDriver(
  drivers: DriverReader,
  driver: string,
  subject: string,
  period: Period,
  service = "",
): DriverTrace {
  const formula = drivers.registered(driver)?.formula;
  const read = formula ? readFormula(formula) : undefined;
  const operands = read === undefined || "sv" in read ? [] : driversIn(read);
  return {
    driver,
    valueMicro: drivers.value(driver, subject, period, service),
    ...(formula ? { formula } : {}),
    frozen: drivers.isFrozen(driver, period),
    operands: operands.map((operand) => traceDriver(drivers, operand, subject, period, service)),
  };
}

function inForce(series: Series, period: Period): Micro | undefined {
  let low = 0;
  let high = series.periods.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((series.periods[middle] as Period) <= period) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : series.values[low - 1];
}

/** Metered quantity of one item for one customer and month. */
export interface Volume {
  readonly service: string;
  readonly item: string;
  readonly customer: string;
  readonly period: Period;
  readonly quantityMicro: Micro;
}

/** Metered volume of a service for a customer and month: all its items, or the items named. */
export type VolumeReader = (
  service: string,
  customer: string,
  period: Period,
  items?: readonly string[],
) => Micro;

export const noVolumes: VolumeReader = () => micro(0);

export function volumeReader(volumes: readonly Volume[]): VolumeReader {
  const index = new Map<string, Map<Period, Map<string, Map<string, number>>>>();
  for (const volume of volumes) {
    const periods = entry(index, volume.service, () => new Map<Period, Map<string, Map<string, number>>>());
    const customers = entry(periods, volume.period, () => new Map<string, Map<string, number>>());
    const items = entry(customers, volume.customer, () => new Map<string, number>());
    items.set(volume.item, (items.get(volume.item) ?? 0) + volume.quantityMicro);
  }
  return (service, customer, period, items) => {
    const found = index.get(service)?.get(period)?.get(customer);
    let sum = 0;
    if (found === undefined) return micro(0);
    for (const [item, quantity] of found) if (items === undefined || items.includes(item)) sum += quantity;
    return micro(sum);
  };
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
