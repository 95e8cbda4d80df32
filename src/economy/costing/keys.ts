import {
  type Day,
  type Micro,
  type Ore,
  type Period,
  type Problem,
  type Result,
  allocate,
  byCode,
  isInForce,
  lastDayOf,
  micro,
  ok,
  ore,
  refused,
  unreachable,
} from "../../kernel/index.ts";
import type { DriverReader, VolumeReader } from "./driver.ts";
import type { Basis, CostModel, Key, KeyException } from "./model.ts";
import { problem } from "./problems.ts";
import { matchesPattern } from "./selection.ts";

/** A customer that may share a service's cost, and when. Dates left out are always. */
export interface KeyCustomer {
  readonly customer: string;
  readonly validFrom?: Day | undefined;
  readonly validTo?: Day | undefined;
}

/** A customer's use of a service, for keys among users only. */
export interface ServiceUse {
  readonly customer: string;
  readonly service: string;
  readonly validFrom: Day;
  readonly validTo?: Day | undefined;
}

export interface ShareQuestion {
  readonly model: CostModel;
  readonly service: string;
  readonly period: Period;
  readonly drivers: DriverReader;
  readonly volumes: VolumeReader;
  readonly customers: readonly KeyCustomer[];
  readonly uses?: readonly ServiceUse[];
  /** Asks by this key instead of the one assigned to the service: a price item may name its own. */
  readonly key?: string;
  /** What is to be shared: needed where amounts are agreed and only the rest is in proportion. */
  readonly totalOre?: Ore;
}

/** A customer's weight in a split, and why. Only weights above zero are listed, by customer code. */
export interface CustomerShare {
  readonly customer: string;
  readonly weightMicro: Micro;
  readonly because: ShareBecause;
}

export interface ShareBecause {
  readonly key: string;
  /** driver | shares | agreed | equal | volume | use */
  readonly basis: Basis["kind"];
  readonly driver?: string;
  readonly unit?: string;
  /** The value before any exception. */
  readonly measuredMicro: Micro;
  /** What an exception took off, and by whose decision. */
  readonly subtractedMicro?: Micro;
  readonly decision?: string;
  readonly exceptionSv?: string;
  readonly exceptionEn?: string;
}

/** The key that a service uses in a period. A period belongs to the assignment in force on its last day. */
export function keyOf(model: CostModel, service: string, period: Period): Key | undefined {
  let services = knownKeys.get(model);
  if (services === undefined) knownKeys.set(model, (services = new Map()));
  let periods = services.get(service);
  if (periods === undefined) services.set(service, (periods = new Map()));
  if (!periods.has(period)) periods.set(period, assignedKey(model, service, period));
  return periods.get(period);
}

/** Models never change once they are read, so what was found in one stays true as long as it lives. */
const knownKeys = new WeakMap<CostModel, Map<string, Map<Period, Key | undefined>>>();

function assignedKey(model: CostModel, service: string, period: Period): Key | undefined {
  const at = lastDayOf(period);
  const assignment = model.assignments.find(
    (candidate) =>
      inForce(candidate, at) && candidate.services.some((pattern) => matchesPattern(service, pattern)),
  );
  return assignment && model.keys.find((key) => key.key === assignment.key);
}

/**
 * How customers share a service in a period. Prices (fees) and costs are shared by this one function, so that an
 * exception in the model holds in both.
 */
export function shares(question: ShareQuestion): Result<CustomerShare[]> {
  const { model, service, period } = question;
  const key =
    question.key === undefined
      ? keyOf(model, service, period)
      : model.keys.find((candidate) => candidate.key === question.key);
  if (key === undefined) return refused([withoutKey(model, service, period, question.key)]);
  const at = lastDayOf(period);
  const users = new Set(
    (question.uses ?? [])
      .filter((use) => use.service === service && inForce(use, at))
      .map((use) => use.customer),
  );
  const onlyUsers = key.among === "users" || key.by.kind === "use";
  const customers = customersOf(question.customers, period).filter(
    (customer) => !onlyUsers || users.has(customer),
  );
  const weighed = customers.map((customer) => weighCustomer(question, key, key.by, customer));
  const negative = weighed.filter((share) => share.weightMicro < 0);
  if (negative.length > 0)
    return refused(negative.map((share) => negativeWeight(model, key, share.customer, period)));
  if (key.by.kind === "agreed") return agreedShares(question, key, key.by, customers);
  const found = weighed.filter((share) => share.weightMicro > 0);
  if (found.length === 0 && key.ifZero === "refuse") {
    // Use and volume are told by nobody where there were none; a driver that says nought to all is a fault.
    const unused = customers.length === 0 || key.by.kind === "volume";
    return refused([(unused ? noUsers : zeroWeights)(model, key, service, period)]);
  }
  return ok(found);
}

/** The customers of a period, by code: those in force on its last day. */
export function customersOf(customers: readonly KeyCustomer[], period: Period): string[] {
  const at = lastDayOf(period);
  const found = customers.filter((customer) => inForce(customer, at)).map((customer) => customer.customer);
  return [...new Set(found)].sort(byCode);
}

/** Agreed amounts first; what is left of the total by the key's `rest`. The weights are then öre. */
function agreedShares(
  question: ShareQuestion,
  key: Key,
  by: Basis & { readonly kind: "agreed" },
  customers: readonly string[],
): Result<CustomerShare[]> {
  const { model, service, period, totalOre } = question;
  const agreed = customers.map((customer) => by.yearly.get(customer) ?? 0);
  const agreedSum = agreed.reduce<number>((sum, amount) => sum + amount, 0);
  const total = totalOre ?? ore(agreedSum);
  if (agreedSum > total) return refused([agreedExceeds(model, key, service, period)]);
  const weights = customers.map((customer) =>
    by.rest === undefined ? 0 : weighCustomer(question, key, by.rest, customer).weightMicro,
  );
  const left = total - agreedSum;
  if (left > 0 && weights.every((weight) => weight === 0)) {
    return refused([zeroWeights(model, key, service, period)]);
  }
  const rest = left > 0 ? allocate(ore(left), weights) : [];
  const found = customers.map((customer, i): CustomerShare => {
    const amount = (agreed[i] as number) + (rest[i] ?? 0);
    return {
      customer,
      weightMicro: micro(amount),
      because: { key: key.key, basis: "agreed", measuredMicro: micro(amount) },
    };
  });
  return ok(found.filter((share) => share.weightMicro > 0));
}

function weighCustomer(question: ShareQuestion, key: Key, by: Basis, customer: string): CustomerShare {
  const exception = exceptionOf(question.model, key, customer, question.period);
  const change = exception?.change;
  const basis: Basis = change?.kind === "instead" ? { kind: "driver", driver: change.driver } : by;
  const measured = change?.kind === "fixed" ? change.weightMicro : measure(question, basis, customer);
  const subtracted =
    change?.kind === "subtract"
      ? (question.drivers.value(change.driver, customer, question.period, question.service) ?? 0)
      : 0;
  const unit = basis.kind === "driver" ? question.drivers.registered(basis.driver)?.unit : undefined;
  return {
    customer,
    weightMicro: micro(measured - subtracted),
    because: {
      key: key.key,
      basis: basis.kind,
      ...(basis.kind === "driver" ? { driver: basis.driver } : {}),
      ...(unit === undefined ? {} : { unit }),
      measuredMicro: micro(measured),
      ...(exception === undefined
        ? {}
        : {
            ...(change?.kind === "subtract" ? { subtractedMicro: micro(subtracted) } : {}),
            decision: exception.decision,
            exceptionSv: exception.explainSv,
            exceptionEn: exception.explainEn,
          }),
    },
  };
}

/** What a basis measures for a customer, before any exception. */
export function measure(
  question: Pick<ShareQuestion, "drivers" | "volumes" | "service" | "period">,
  basis: Basis,
  customer: string,
): Micro {
  switch (basis.kind) {
    case "driver":
      return question.drivers.value(basis.driver, customer, question.period, question.service) ?? micro(0);
    case "shares":
      return basis.shares.get(customer) ?? micro(0);
    case "agreed":
      return micro(basis.yearly.get(customer) ?? 0);
    case "volume":
      return question.volumes(question.service, customer, question.period, basis.items);
    case "equal":
    case "use":
      return micro(1_000_000);
    default:
      return unreachable(basis);
  }
}

/** The exception in force for a customer and key on the last day of the period. */
export function exceptionOf(
  model: CostModel,
  key: Key,
  customer: string,
  period: Period,
): KeyException | undefined {
  const at = lastDayOf(period);
  return model.exceptions.find(
    (candidate) => candidate.key === key.key && candidate.customer === customer && inForce(candidate, at),
  );
}

/** Whether it holds on a day; a missing date is open. */
export function inForce(
  validity: { readonly validFrom?: Day | undefined; readonly validTo?: Day | undefined },
  at: Day,
): boolean {
  return isInForce({ validFrom: validity.validFrom ?? ("0000-01-01" as Day), validTo: validity.validTo }, at);
}

export function withoutKey(
  model: CostModel,
  service: string,
  period: Period,
  key: string | undefined,
): Problem {
  const place = { file: model.file, line: model.assignments[0]?.line ?? 1 };
  return key === undefined
    ? problem(
        "costing.service-without-key",
        `Tjänsten ”${service}” har ingen fördelningsnyckel i ${period}.`,
        `The service "${service}" has no distribution key in ${period}.`,
        place,
      )
    : problem(
        "costing.unknown-key",
        `Fördelningsnyckeln ”${key}” finns inte i modellen ”${model.model}”.`,
        `The key "${key}" does not exist in the model "${model.model}".`,
        place,
      );
}

export function zeroWeights(model: CostModel, key: Key, service: string, period: Period): Problem {
  return problem(
    "costing.weights-all-zero",
    `Nyckeln ”${key.key}” ger ingen kund någon vikt för ”${service}” i ${period}.`,
    `The key "${key.key}" gives no customer any weight for "${service}" in ${period}.`,
    { file: model.file, line: key.line },
  );
}

export function noUsers(model: CostModel, key: Key, service: string, period: Period): Problem {
  return problem(
    "costing.no-users",
    `Ingen kund använde ”${service}” i ${period}, så nyckeln ”${key.key}” har inget att dela efter.`,
    `No customer used "${service}" in ${period}, so the key "${key.key}" has nothing to share by.`,
    { file: model.file, line: key.line },
  );
}

export function negativeWeight(model: CostModel, key: Key, customer: string, period: Period): Problem {
  return problem(
    "costing.negative-weight",
    `Nyckeln ”${key.key}” ger ”${customer}” en negativ vikt i ${period}.`,
    `The key "${key.key}" gives "${customer}" a negative weight in ${period}.`,
    { file: model.file, line: key.line },
  );
}

export function agreedExceeds(model: CostModel, key: Key, service: string, period: Period): Problem {
  return problem(
    "costing.agreed-exceeds-cost",
    `Nyckeln ”${key.key}” har avtalade belopp som är större än det ”${service}” ska bära i ${period}.`,
    `The key "${key.key}" has agreed amounts above what "${service}" is to carry in ${period}.`,
    { file: model.file, line: key.line },
  );
}
