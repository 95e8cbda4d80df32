import { type Day, type Micro, type Period, type Problem, lastDayOf, micro } from "../../kernel/index.ts";
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
 * The weights of `shares` without their reasons, for whole years at a time: customers, exceptions and weights of a month are looked
 * up once, also for all services that share a key, unless the key asks for volumes or for a driver measured per service.
 *
 * Cost: O(customers) per month and key, or per month and service where the key asks which service it is for.
 */
export function customerWeigher(model: CostModel, keys: CustomerKeys): CustomerWeigher {
  const months = new Map<Period, Month>();
  // A what-if asks about few services; only a key among users needs this at all.
  let uses: ReturnType<typeof usesByService> | undefined;
  const ready = new Map(model.keys.map((key) => [key, readyKey(model, keys, key)]));
  return (service, period) => {
    const key = keyOf(model, service, period);
    if (key === undefined) return [withoutKey(model, service, period, undefined)];
    let month = months.get(period);
    if (month === undefined) months.set(period, (month = monthOf(keys, period)));
    const readied = ready.get(key) as ReadyKey;
    const weights = weightsIn(keys, readied, month, service);
    const whole = readied.onlyUsers ? undefined : readied.weighed.get(weights);
    if (whole !== undefined) return whole;
    const found = weighIn({
      model,
      readied,
      service,
      month,
      weights,
      uses: readied.onlyUsers ? (uses ??= usesByService(keys.uses ?? [])).get(service) : undefined,
    });
    if ("key" in found && !readied.onlyUsers) readied.weighed.set(weights, found);
    return found;
  };
}

interface ReadyKey {
  readonly key: Key;
  /** What is in proportion. */
  readonly rest: Basis;
  readonly onlyUsers: boolean;
  /** Two services with this key may have different weights. */
  readonly perService: boolean;
  readonly exceptions: readonly KeyException[];
  /** By month, where all services have the same. */
  readonly common: Map<Month, Float64Array>;
  readonly weighed: Map<Float64Array, CustomerWeighing>;
}

function readyKey(model: CostModel, keys: CustomerKeys, key: Key): ReadyKey {
  const rest = restOf(key.by);
  return {
    key,
    rest,
    onlyUsers: key.among === "users" || rest.kind === "use",
    perService:
      rest.kind === "volume" ||
      driversOfKey(model, key).some((driver) =>
        keys.drivers.services(driver).some((service) => service !== ""),
      ),
    exceptions: model.exceptions.filter((exception) => exception.key === key.key),
    common: new Map(),
    weighed: new Map(),
  };
}

interface Month {
  readonly period: Period;
  readonly at: Day;
  readonly customers: readonly string[];
}

function monthOf(keys: CustomerKeys, period: Period): Month {
  return { period, at: lastDayOf(period), customers: customersOf(keys.customers, period) };
}

/** Every customer's weight, those below zero too. */
function weightsIn(keys: CustomerKeys, ready: ReadyKey, month: Month, service: string): Float64Array {
  const known = ready.perService ? undefined : ready.common.get(month);
  if (known !== undefined) return known;
  const { rest, exceptions } = ready;
  const inMonth = exceptions.filter((exception) => inForce(exception, month.at));
  const question = { drivers: keys.drivers, volumes: keys.volumes, service, period: month.period };
  const weights = new Float64Array(month.customers.length);
  for (const [i, customer] of month.customers.entries()) {
    const exception = inMonth.find((candidate) => candidate.customer === customer);
    weights[i] = weightOf(question, rest, customer, exception?.change);
  }
  if (!ready.perService) ready.common.set(month, weights);
  return weights;
}

function weighIn({
  model,
  readied: { key, rest, onlyUsers },
  service,
  month,
  weights,
  uses,
}: {
  readonly model: CostModel;
  readonly readied: ReadyKey;
  readonly service: string;
  readonly month: Month;
  readonly weights: Float64Array;
  readonly uses: ReadonlyMap<string, readonly ServiceUse[]> | undefined;
}): CustomerWeighing | readonly Problem[] {
  const { period, at } = month;
  const agreed = key.by.kind === "agreed" ? key.by.yearly : undefined;
  const sharing: string[] = [];
  const own: number[] = [];
  const negative: Problem[] = [];
  let [asked, weighing] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    const customer = month.customers[i] as string;
    const isAsked = !onlyUsers || (uses?.get(customer)?.some((use) => inForce(use, at)) ?? false);
    const weight = isAsked ? (weights[i] as number) : 0;
    if (isAsked) asked += 1;
    if (weight < 0) negative.push(negativeWeight(model, key, customer, period));
    if (weight > 0) weighing += 1;
    if (weight <= 0 && !agreed?.has(customer)) continue;
    sharing.push(customer);
    own.push(weight);
  }
  if (negative.length > 0) return negative;
  if (weighing === 0 && key.ifZero === "refuse") {
    const unused = asked === 0 || rest.kind === "volume";
    return [(unused ? noUsers : zeroWeights)(model, key, service, period)];
  }
  if (key.by.kind !== "agreed")
    return { key, customers: sharing, weighing: { weights: Float64Array.from(own) } };
  const byCustomer = new Map(sharing.map((customer, i) => [customer, own[i] as number]));
  return {
    key,
    customers: sharing,
    weighing: weigh(key.by, sharing, period, (_, customer) => byCustomer.get(customer) ?? 0),
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

function usesByService(uses: readonly ServiceUse[]): Map<string, Map<string, ServiceUse[]>> {
  const byService = new Map<string, Map<string, ServiceUse[]>>();
  for (const use of uses) {
    let customers = byService.get(use.service);
    if (customers === undefined) byService.set(use.service, (customers = new Map()));
    const own = customers.get(use.customer);
    if (own === undefined) customers.set(use.customer, [use]);
    else own.push(use);
  }
  return byService;
}
