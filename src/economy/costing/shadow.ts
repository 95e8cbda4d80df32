import {
  type Day,
  type Micro,
  type Ore,
  type Period,
  type Result,
  byCode,
  lastDayOf,
  ok,
} from "../../kernel/index.ts";
import type { CustomerKeys } from "./customer-weights.ts";
import { customersOf, inForce, keyOf, shares } from "./keys.ts";
import type { CostModel } from "./model.ts";
import { matchesPattern } from "./selection.ts";

/**
 * What keys read, as it was in one month, whatever month is asked about: a yearly fee rests on the values of the month its
 * prices began, and a re-run (skuggkörning) must read the same month or every later measurement would look like a fault.
 */
export function keysPinnedTo(keys: CustomerKeys, at: Period): CustomerKeys {
  const { drivers, volumes } = keys;
  return {
    drivers: {
      ...drivers,
      value: (driver, subject, _, service) => drivers.value(driver, subject, at, service),
    },
    volumes: (service, customer, _, items) => volumes(service, customer, at, items),
    customers: customersOf(keys.customers, at).map((customer) => ({ customer })),
    uses: (keys.uses ?? [])
      .filter((use) => inForce(use, lastDayOf(at)))
      .map(({ customer, service }) => ({ customer, service, validFrom: "0001-01-01" as Day })),
  };
}

/**
 * The rules that a re-run of a month goes by: the model in force that month - or the latest, for months before there was
 * any - and on top of it every exception that today's model says reaches back to the month.
 */
export function modelForRerun(
  models: readonly CostModel[],
  month: Period,
  booking: Period,
): CostModel | undefined {
  const at = (day: Day): CostModel | undefined =>
    models
      .filter((model) => inForce(model, day))
      .toSorted((a, b) => byCode(a.validFrom, b.validFrom))
      .at(-1);
  const today = at(lastDayOf(booking));
  const then = at(lastDayOf(month)) ?? today;
  if (then === undefined || today === undefined || then === today) return then;
  return { ...then, exceptions: [...today.exceptions, ...then.exceptions] };
}

/** Whether any of the models assigns the key to the service, some time. */
export function assignsKey(models: readonly CostModel[], service: string, key: string): boolean {
  return models.some((model) =>
    model.assignments.some(
      (one) => one.key === key && one.services.some((pattern) => matchesPattern(service, pattern)),
    ),
  );
}

export interface RerunQuestion {
  readonly model: CostModel;
  readonly keys: CustomerKeys;
  readonly service: string;
  readonly month: Period;
  /** Asks by this key; by the service's own when left out. */
  readonly key?: string;
  /** What is shared, for keys with agreed amounts. */
  readonly totalOre?: Ore;
}

/** The weights by which customers would share a service in a month if it were done today, and by which key. */
export function rerunWeights({
  model,
  keys,
  service,
  month,
  key,
  totalOre,
}: RerunQuestion): Result<{ readonly key: string; readonly weights: ReadonlyMap<string, Micro> }> {
  const found = shares({
    ...keys,
    model,
    service,
    period: month,
    ...(key === undefined ? {} : { key }),
    ...(totalOre === undefined ? {} : { totalOre }),
  });
  if (!found.ok) return found;
  return ok({
    key: key ?? keyOf(model, service, month)?.key ?? "",
    weights: new Map(found.value.map((share) => [share.customer, share.weightMicro])),
  });
}

/** A customer whose weight is another than it was. */
export interface MovedWeight {
  readonly customer: string;
  readonly beforeMicro: Micro;
  readonly afterMicro: Micro;
}

/** The shadow beside what stands: whose weight differs, by customer code. Who has none weighs nothing. */
export function movedWeights(
  before: ReadonlyMap<string, Micro>,
  after: ReadonlyMap<string, Micro>,
): MovedWeight[] {
  const zero = 0 as Micro;
  return [...new Set([...before.keys(), ...after.keys()])].sort(byCode).flatMap((customer) => {
    const [was, is] = [before.get(customer) ?? zero, after.get(customer) ?? zero];
    return was === is ? [] : [{ customer, beforeMicro: was, afterMicro: is }];
  });
}
