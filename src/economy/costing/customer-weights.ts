import { type Micro, type Period, type Problem, lastDayOf, micro } from "../../kernel/index.ts";
import type { DriverReader, VolumeReader } from "./driver.ts";
import {
  type KeyCustomer,
  type ServiceUse,
  customersOf,
  inForce,
  keyOf,
  measure,
  negativeWeight,
  noUsers,
  withoutKey,
  zeroWeights,
} from "./keys.ts";
import type { Basis, CostModel, Key, KeyException } from "./model.ts";
import { type Weighing, weigh } from "./split.ts";

/** What keys to customers read. */
export interface CustomerKeys {
  readonly drivers: DriverReader;
  readonly volumes: VolumeReader;
  readonly customers: readonly KeyCustomer[];
  readonly uses?: readonly ServiceUse[];
}

/** How customers share a service in a month, as numbers; `customers` is empty where the key leaves all unallocated. */
export interface CustomerWeighing {
  readonly key: Key;
  readonly customers: readonly string[];
  readonly weighing: Weighing;
}

/** A service's weighing in a month, or why there is none. */
export type CustomerWeigher = (service: string, period: Period) => CustomerWeighing | readonly Problem[];

/**
 * The weights of `shares` without their reasons, for whole years at a time: customers and exceptions of a month are looked up
 * once, and a key that does not ask which service it is for is weighed once a month for all of them.
 *
 * Cost: O(customers) per month and key, or per month and service where the key asks for volumes, use or a driver that is
 * measured per service.
 */
export function customerWeigher(model: CostModel, keys: CustomerKeys): CustomerWeigher {
  const months = new Map<Period, Month>();
  const weighed = new Map<string, CustomerWeighing | readonly Problem[]>();
  const uses = usesByService(keys.uses ?? []);
  return (service, period) => {
    const key = keyOf(model, service, period);
    if (key === undefined) return [withoutKey(model, service, period, undefined)];
    let month = months.get(period);
    if (month === undefined) months.set(period, (month = monthOf(model, keys, period)));
    const common = asksForService(model, keys.drivers, key) ? service : "";
    const at = `${key.key}\u0000${period}\u0000${common}`;
    const known = weighed.get(at);
    // A reason names the service it is about.
    if (known !== undefined && "key" in known) return known;
    const found = weighIn({ model, keys, key, service, period, month, uses: uses.get(service) ?? [] });
    weighed.set(at, found);
    return found;
  };
}

interface Month {
  readonly customers: readonly string[];
  readonly exceptions: ReadonlyMap<string, KeyException>;
}

function monthOf(model: CostModel, keys: CustomerKeys, period: Period): Month {
  const at = lastDayOf(period);
  const exceptions = new Map<string, KeyException>();
  for (const exception of model.exceptions) {
    const name = `${exception.key}\u0000${exception.customer}`;
    if (!exceptions.has(name) && inForce(exception, at)) exceptions.set(name, exception);
  }
  return { customers: customersOf(keys.customers, period), exceptions };
}

function weighIn({
  model,
  keys,
  key,
  service,
  period,
  month,
  uses,
}: {
  readonly model: CostModel;
  readonly keys: CustomerKeys;
  readonly key: Key;
  readonly service: string;
  readonly period: Period;
  readonly month: Month;
  readonly uses: readonly ServiceUse[];
}): CustomerWeighing | readonly Problem[] {
  const rest = restOf(key.by);
  const agreed = key.by.kind === "agreed" ? key.by.yearly : undefined;
  let customers = month.customers;
  if (key.among === "users" || rest.kind === "use") {
    const at = lastDayOf(period);
    const users = new Set(uses.filter((use) => inForce(use, at)).map((use) => use.customer));
    customers = customers.filter((customer) => users.has(customer));
  }
  const question = { drivers: keys.drivers, volumes: keys.volumes, service, period };
  const weights = new Map<string, Micro>();
  const negative: Problem[] = [];
  for (const customer of customers) {
    const exception = month.exceptions.get(`${key.key}\u0000${customer}`);
    const weight = weightOf(question, rest, customer, exception?.change);
    if (weight < 0) negative.push(negativeWeight(model, key, customer, period));
    else if (weight > 0) weights.set(customer, weight);
  }
  if (negative.length > 0) return negative;
  if (weights.size === 0 && key.ifZero === "refuse") {
    const unused = customers.length === 0 || rest.kind === "volume";
    return [(unused ? noUsers : zeroWeights)(model, key, service, period)];
  }
  const sharing = month.customers.filter((customer) => weights.has(customer) || agreed?.has(customer));
  return {
    key,
    customers: sharing,
    weighing: weigh(key.by, sharing, period, (_, customer) => weights.get(customer) ?? 0),
  };
}

/** What is in proportion: all of it, or what agreed amounts leave. */
function restOf(by: Basis): Basis {
  return by.kind === "agreed" && by.rest !== undefined ? by.rest : by;
}

/** A customer's weight by a basis, with what an exception changes of it. */
export function weightOf(
  question: Parameters<typeof measure>[0],
  by: Basis,
  customer: string,
  change: KeyException["change"] | undefined,
): Micro {
  if (change === undefined) return measure(question, by, customer);
  if (change.kind === "fixed") return change.weightMicro;
  const { drivers, period, service } = question;
  if (change.kind === "instead")
    return measure(question, { kind: "driver", driver: change.driver }, customer);
  const subtracted = drivers.value(change.driver, customer, period, service) ?? 0;
  return micro(measure(question, by, customer) - subtracted);
}

/** Whether two services with the same key may be shared differently. */
function asksForService(model: CostModel, drivers: DriverReader, key: Key): boolean {
  const rest = restOf(key.by);
  if (key.among === "users" || rest.kind === "use" || rest.kind === "volume") return true;
  return driversOfKey(model, key).some((driver) =>
    drivers.services(driver).some((service) => service !== ""),
  );
}

/** The drivers that a key reads, by its basis and by the exceptions from it. */
export function driversOfKey(model: CostModel, key: Key): string[] {
  const rest = restOf(key.by);
  return [
    ...(rest.kind === "driver" ? [rest.driver] : []),
    ...model.exceptions.flatMap(({ key: of, change }) =>
      of === key.key && change.kind !== "fixed" ? [change.driver] : [],
    ),
  ];
}

function usesByService(uses: readonly ServiceUse[]): Map<string, ServiceUse[]> {
  const byService = new Map<string, ServiceUse[]>();
  for (const use of uses) {
    const own = byService.get(use.service);
    if (own === undefined) byService.set(use.service, [use]);
    else own.push(use);
  }
  return byService;
}
