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
import { type CustomerKeys, type CustomerWeighing, customerWeigher } from "./customer-weights.ts";
import type { ServiceCosting } from "./engine.ts";
import { type Grid, costObject, slot } from "./grid.ts";
import { type CustomerShare, agreedExceeds, customersOf, keyOf, shares } from "./keys.ts";
import { type Activity, type CostModel, type Key, poolOfIdleLine, unallocated } from "./model.ts";
import { type Weighing, sameAmounts, splitElements, weigh } from "./split.ts";

export type { CustomerKeys } from "./customer-weights.ts";

export interface CustomerCostRow {
  readonly service: string;
  readonly activity: Activity;
  /** '' where the service has no key, or its key leaves the cost unallocated. */
  readonly customer: string;
  readonly element: string;
  readonly period: Period;
  readonly amountOre: Ore;
}

/** Customers' shares of a year (or any months): in numbers, and as rows when somebody asks for them. */
export interface CustomerCosting {
  readonly rows: readonly CustomerCostRow[];
  /** By node of the grid and month, in that order. */
  readonly splits: readonly NodeSplit[];
  readonly inOre: Ore;
  readonly outOre: Ore;
}

/** One service and activity in one month over its customers. */
export interface NodeSplit {
  readonly node: number;
  readonly periodIndex: number;
  readonly amounts: Float64Array;
  /** [''] where nobody can be named. */
  readonly customers: readonly string[];
  /** `element * customers + customer`. */
  readonly parts: Float64Array;
  /** By what the customers share; taken over by a later distribution whose weights are the same. */
  readonly weighed?: CustomerWeighing;
}

/** An earlier distribution with the same grid, and which services' keys give the same weights as they did then. */
export interface EarlierSplits {
  readonly splits: readonly NodeSplit[];
  readonly unchanged: (service: string, period: Period) => boolean;
}

/**
 * Passes every service's cost on to customers by its key, element by element and month by month: a ratio belongs to
 * its month and is never averaged. A service without a key, or a month when nobody used it, keeps its cost on the
 * customer '' and a warning says so. Idle lines are nobody's and stay there without a word.
 *
 * Cost: O(services x periods x elements x customers). With `before`, only what differs is split again.
 */
export function distributeToCustomers(
  costing: ServiceCosting,
  keys: CustomerKeys,
  before?: EarlierSplits,
): Result<CustomerCosting> {
  const { grid } = costing;
  const found = splitNodes(costing, keys, before);
  if (!found.ok) return found;
  const splits = found.value;
  let outOre = 0;
  for (const { parts } of splits) for (let i = 0; i < parts.length; i++) outOre += parts[i] as number;
  assert(outOre === costing.outOre, `customers carry ${outOre} öre of the ${costing.outOre} öre of services`);
  let rows: readonly CustomerCostRow[] | undefined;
  return ok(
    {
      splits,
      inOre: costing.outOre,
      outOre: ore(outOre),
      get rows() {
        return (rows ??= rowsOf(grid, splits));
      },
    },
    found.warnings,
  );
}

/** What is on services and their lines, in any unit, over customers. */
export function splitNodes(
  passed: Pick<ServiceCosting, "model" | "grid" | "direct" | "allocated">,
  keys: CustomerKeys,
  before?: EarlierSplits,
): Result<readonly NodeSplit[]> {
  const { grid, model } = passed;
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const splits: NodeSplit[] = [];
  const width = grid.elements.length;
  const warned = new Set<string>();
  const weigher = customerWeigher(model, keys);
  const known = before?.splits ?? [];
  let at = 0;
  for (let node = grid.pools.length; node < grid.nodeCount; node++) {
    const service = costObject(grid, node)?.service ?? unallocated;
    const nobody = service === unallocated || poolOfIdleLine(service) !== undefined;
    for (const [p, period] of grid.periods.entries()) {
      const amounts = amountsOn(passed, slot(grid, node, p), width);
      if (amounts === undefined) continue;
      while (isEarlier(known[at], node, p)) at += 1;
      const earlier = known[at];
      const sameWeights =
        earlier?.node === node && earlier.periodIndex === p && before?.unchanged(service, period)
          ? earlier
          : undefined;
      if (sameWeights !== undefined && sameAmounts(sameWeights.amounts, amounts)) {
        splits.push(sameWeights);
        continue;
      }
      const none = { node, periodIndex: p, amounts, customers: [unallocated], parts: amounts };
      const weighed = nobody ? undefined : (sameWeights?.weighed ?? weigher(service, period));
      if (weighed === undefined) splits.push(none);
      else if (!("key" in weighed)) {
        if (!isUnshared(weighed)) problems.push(...weighed);
        else if (!warned.has(service)) {
          warnings.push(...weighed.map((one): Problem => ({ ...one, severity: "warn" })));
        }
        warned.add(service);
        splits.push(none);
      } else if (weighed.customers.length === 0) splits.push(none);
      else {
        const parts = splitElements(amounts, weighed.weighing);
        if (typeof parts === "string") problems.push(agreedExceeds(model, weighed.key, service, period));
        else splits.push({ node, periodIndex: p, amounts, customers: weighed.customers, parts, weighed });
      }
    }
  }
  return problems.length > 0 ? refused(problems) : ok(splits, warnings);
}

function amountsOn(
  { direct, allocated }: Pick<ServiceCosting, "direct" | "allocated">,
  from: number,
  width: number,
): Float64Array | undefined {
  let nothing = true;
  const amounts = new Float64Array(width);
  for (let e = 0; e < width; e++) {
    amounts[e] = (direct[from + e] as number) + (allocated[from + e] as number);
    if (amounts[e] !== 0) nothing = false;
  }
  return nothing ? undefined : amounts;
}

function isEarlier(split: NodeSplit | undefined, node: number, p: number): boolean {
  return split !== undefined && (split.node < node || (split.node === node && split.periodIndex < p));
}

/** By service code, then as the grid has them; the nameless service is last there but first by code. */
function rowsOf(grid: Grid, splits: readonly NodeSplit[]): CustomerCostRow[] {
  const rows: CustomerCostRow[] = [];
  const named = splits.map((split) => ({ split, object: costObject(grid, split.node) }));
  named.sort((a, b) => byCode(a.object?.service ?? "", b.object?.service ?? ""));
  for (const { split, object } of named) {
    const { periodIndex, customers, parts } = split;
    if (object === undefined) continue;
    const { service, activity } = object;
    const period = grid.periods[periodIndex] as Period;
    for (let at = 0; at < parts.length; at++) {
      const amount = parts[at] as number;
      if (amount === 0) continue;
      const element = grid.elements[Math.floor(at / customers.length)] as string;
      const customer = customers[at % customers.length] as string;
      rows.push({ service, activity, customer, element, period, amountOre: ore(amount) });
    }
  }
  return rows;
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
