import { type Day, type Micro, micro, type Period } from "../../kernel/index.ts";

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

/** The values in force. `undefined` is "never measured", which is not the same as zero. */
export interface DriverReader {
  /**
   * The value for a subject in a period. A driver that has been measured for this very service is read only there;
   * otherwise the values that hold for all services are read.
   */
  value(driver: string, subject: string, period: Period, service?: string): Micro | undefined;
  registered(driver: string): Driver | undefined;
  /** Whether the driver is registered or has any value. */
  knows(driver: string): boolean;
  names(): string[];
  subjects(driver: string): readonly string[];
}

interface Series {
  readonly periods: Period[];
  readonly values: Micro[];
}

/** Indexes the values once: O(n log n). A reading is a binary search among one subject's values. */
export function driverReader(values: readonly DriverValue[], drivers: readonly Driver[] = []): DriverReader {
  const registry = new Map(drivers.map((driver) => [driver.driver, driver]));
  const byDriver = new Map<string, Map<string, Map<string, Series>>>();
  const sorted = [...values].sort((a, b) =>
    a.periodFrom < b.periodFrom ? -1 : a.periodFrom > b.periodFrom ? 1 : 0,
  );
  for (const value of sorted) {
    const services = entry(byDriver, value.driver, () => new Map<string, Map<string, Series>>());
    const subjects = entry(services, value.service, () => new Map<string, Series>());
    const series = entry(subjects, value.subject, (): Series => ({ periods: [], values: [] }));
    series.periods.push(value.periodFrom);
    series.values.push(value.valueMicro);
  }
  return {
    value(driver, subject, period, service = "") {
      const services = byDriver.get(driver);
      const series = (services?.get(service) ?? services?.get(""))?.get(subject);
      return series === undefined ? undefined : inForce(series, period);
    },
    registered: (driver) => registry.get(driver),
    knows: (driver) => registry.has(driver) || byDriver.has(driver),
    names: () => [...new Set([...registry.keys(), ...byDriver.keys()])],
    subjects(driver) {
      const found = new Set<string>();
      for (const subjects of byDriver.get(driver)?.values() ?? []) {
        for (const subject of subjects.keys()) found.add(subject);
      }
      return [...found];
    },
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
  const index = new Map<string, Map<string, number>>();
  for (const volume of volumes) {
    const items = entry(
      index,
      `${volume.service}\u0000${volume.customer}\u0000${volume.period}`,
      () => new Map(),
    );
    items.set(volume.item, (items.get(volume.item) ?? 0) + volume.quantityMicro);
  }
  return (service, customer, period, items) => {
    let sum = 0;
    for (const [item, quantity] of index.get(`${service}\u0000${customer}\u0000${period}`) ?? []) {
      if (items === undefined || items.includes(item)) sum += quantity;
    }
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
