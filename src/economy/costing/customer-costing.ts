import {
  type Ore,
  type Period,
  type Problem,
  type Result,
  assert,
  byCode,
  ok,
  ore,
  refused,
} from "../../kernel/index.ts";
import type { DriverReader, VolumeReader } from "./driver.ts";
import type { ServiceCosting } from "./engine.ts";
import { costObject, slot } from "./grid.ts";
import {
  type CustomerShare,
  type KeyCustomer,
  type ServiceUse,
  agreedExceeds,
  customersOf,
  keyOf,
  shares,
} from "./keys.ts";
import { type Activity, type CostModel, type Key, unallocated } from "./model.ts";
import { type Weighing, splitElements, weigh } from "./split.ts";

export interface CustomerCostRow {
  readonly service: string;
  readonly activity: Activity;
  /** '' where the service has no key, or its key leaves the cost unallocated. */
  readonly customer: string;
  readonly element: string;
  readonly period: Period;
  readonly amountOre: Ore;
}

export interface CustomerCosting {
  readonly rows: readonly CustomerCostRow[];
  readonly inOre: Ore;
  readonly outOre: Ore;
}

export interface CustomerKeys {
  readonly drivers: DriverReader;
  readonly volumes: VolumeReader;
  readonly customers: readonly KeyCustomer[];
  readonly uses?: readonly ServiceUse[];
}

/**
 * Passes every service's cost on to customers by its key, element by element and month by month: a ratio belongs to
 * its month and is never averaged. A service without a key, or a month when nobody used it, keeps its cost on the
 * customer '' and a warning says so.
 *
 * Cost: O(services x periods x elements x customers log customers).
 */
export function distributeToCustomers(costing: ServiceCosting, keys: CustomerKeys): Result<CustomerCosting> {
  const { grid, model } = costing;
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const rows: CustomerCostRow[] = [];
  const width = grid.elements.length;
  const warned = new Set<string>([unallocated]);
  const usesOf = usesByService(keys.uses ?? []);
  let outOre = 0;
  for (let node = grid.pools.length; node < grid.nodeCount; node++) {
    const object = costObject(grid, node);
    if (object === undefined) continue;
    for (const [p, period] of grid.periods.entries()) {
      const amounts = new Float64Array(width);
      const from = slot(grid, node, p);
      for (let e = 0; e < width; e++) {
        amounts[e] = (costing.direct[from + e] as number) + (costing.allocated[from + e] as number);
      }
      if (amounts.every((amount) => amount === 0)) continue;
      const own = { ...keys, uses: usesOf.get(object.service) ?? [] };
      const split = splitToCustomers({ model, keys: own, service: object.service, period, amounts });
      if (!split.ok) {
        if (!isUnshared(split.problems)) problems.push(...split.problems);
        else if (!warned.has(object.service)) {
          warnings.push(...split.problems.map((one): Problem => ({ ...one, severity: "warn" })));
        }
        warned.add(object.service);
      }
      const { customers, parts } = split.ok ? split.value : { customers: [unallocated], parts: amounts };
      for (let e = 0; e < width; e++) {
        for (const [i, customer] of customers.entries()) {
          const amount = parts[e * customers.length + i] as number;
          if (amount === 0) continue;
          outOre += amount;
          const element = grid.elements[e] as string;
          rows.push({ ...object, customer, element, period, amountOre: ore(amount) });
        }
      }
    }
  }
  if (problems.length > 0) return refused(problems);
  assert(outOre === costing.outOre, `customers carry ${outOre} öre of the ${costing.outOre} öre of services`);
  rows.sort((a, b) => byCode(a.service, b.service));
  return ok({ rows, inOre: costing.outOre, outOre: ore(outOre) }, warnings);
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

/** Nobody can be named, and that is no fault in the figures: the service has no key, or nobody used it. */
function isUnshared(problems: readonly Problem[]): boolean {
  return problems.every(
    (one) => one.code === "costing.service-without-key" || one.code === "costing.no-users",
  );
}

export interface CustomerSplit {
  readonly key: Key;
  readonly customers: readonly string[];
  readonly shares: readonly CustomerShare[];
  /** `element * customers + customer`. */
  readonly parts: Float64Array;
}

/** One service's amounts in one month over its customers. */
export function splitToCustomers({
  model,
  keys,
  service,
  period,
  amounts,
}: {
  readonly model: CostModel;
  readonly keys: CustomerKeys;
  readonly service: string;
  readonly period: Period;
  readonly amounts: ArrayLike<number>;
}): Result<CustomerSplit> {
  const key = keyOf(model, service, period);
  const by = key?.by;
  // An agreed key weighs its rest here; the agreed amounts themselves are taken month by month below.
  const weighingModel =
    key !== undefined && by?.kind === "agreed" && by.rest !== undefined
      ? withRest(model, key, by.rest)
      : model;
  const found = shares({ ...keys, model: weighingModel, service, period });
  if (!found.ok) return found;
  assert(key !== undefined, "shares were found by a key");
  const weights = new Map(found.value.map((share) => [share.customer, share.weightMicro]));
  const agreed = by?.kind === "agreed" ? by.yearly : undefined;
  const customers = customersOf(keys.customers, period).filter(
    (customer) => weights.has(customer) || agreed?.has(customer),
  );
  if (customers.length === 0) {
    return ok({ key, customers: [unallocated], shares: [], parts: Float64Array.from(amounts) });
  }
  const weighing: Weighing = weigh(key.by, customers, period, (_, customer) => weights.get(customer) ?? 0);
  const parts = splitElements(amounts, weighing);
  if (typeof parts === "string") return refused([agreedExceeds(model, key, service, period)]);
  return ok({ key, customers, shares: found.value, parts });
}

function withRest(model: CostModel, key: Key, rest: Key["by"]): CostModel {
  return { ...model, keys: model.keys.map((one) => (one === key ? { ...key, by: rest } : one)) };
}
