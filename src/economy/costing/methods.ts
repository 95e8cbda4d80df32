import { type Ore, type Problem, ok, ore, type Result } from "../../kernel/index.ts";
import { type CustomerKeys, distributeToCustomers, type NodeSplit } from "./customer-costing.ts";
import type { DriverReader } from "./driver.ts";
import { type PlacedCells, costPlaced } from "./engine.ts";
import { costObject, slot } from "./grid.ts";
import { type CostModel, type Method, type Step, methods } from "./model.ts";

/** What every service and customer would pay under one method, on the same cells, drivers and keys. */
export interface MethodOutcome {
  /** `model` is the model as it stands: with its own blocks and named pools. */
  readonly method: Method | "model";
  readonly services: ReadonlyMap<string, Ore>;
  readonly customers: ReadonlyMap<string, Ore>;
  /** Why there is no answer; then the maps are empty. */
  readonly problems: readonly Problem[];
}

/** Months placed by the model in force, as a costing has them, and what steps and keys read. */
export interface ComparisonInput {
  readonly parts: readonly PlacedCells[];
  readonly drivers: DriverReader;
  readonly keys: CustomerKeys;
}

/**
 * The same months by every method (metodjämförelse), the model as it stands first. A model that cannot be read by a method
 * has that method's problems in place of its figures. Cost: one costing for each method.
 */
export function compareMethods({ parts, drivers, keys }: ComparisonInput): MethodOutcome[] {
  return (["model", ...methods] as const).map((method) => {
    const services = new Map<string, number>();
    const customers = new Map<string, number>();
    const problems: Problem[] = [];
    for (const part of parts) {
      const costing = costPlaced(part, drivers, method === "model" ? undefined : method);
      const shared = costing.ok ? distributeToCustomers(costing.value, keys) : costing;
      if (!costing.ok || !shared.ok) {
        problems.push(...(shared.ok ? [] : shared.problems));
        continue;
      }
      addServices(costing.value, services);
      addCustomers(shared.value.splits, customers);
    }
    const answered = problems.length === 0;
    return {
      method,
      services: answered ? inOre(services) : new Map(),
      customers: answered ? inOre(customers) : new Map(),
      problems,
    };
  });
}

function addServices(
  costing: Pick<PlacedCells, "grid" | "direct"> & { readonly allocated: Float64Array },
  into: Map<string, number>,
): void {
  const { grid, direct, allocated } = costing;
  const width = grid.periods.length * grid.elements.length;
  for (let node = grid.pools.length; node < grid.nodeCount; node++) {
    const service = costObject(grid, node)?.service ?? "";
    const from = slot(grid, node, 0);
    let sum = 0;
    for (let at = from; at < from + width; at++) sum += (direct[at] as number) + (allocated[at] as number);
    if (sum !== 0) into.set(service, (into.get(service) ?? 0) + sum);
  }
}

function inOre(amounts: ReadonlyMap<string, number>): Map<string, Ore> {
  return new Map([...amounts].map(([code, amount]) => [code, ore(amount)]));
}

/** How much a service's or a customer's cost depends on the order in which pools are emptied. */
export interface OrderEffect {
  /** The service or the customer; '' for what nobody is named for. */
  readonly code: string;
  readonly declaredOre: Ore;
  readonly leastOre: Ore;
  readonly mostOre: Ore;
  /** The order of the pools that gives the least, and the one that gives the most: each can be costed and explained. */
  readonly leastBy: readonly string[];
  readonly mostBy: readonly string[];
}

export interface OrderSensitivity {
  /** How many orders were tried, the declared one among them, and whether those were all there are. */
  readonly orders: number;
  readonly all: boolean;
  /** Orders that a step cannot be read in: it would be left without a target. */
  readonly refused: number;
  readonly services: readonly OrderEffect[];
  readonly customers: readonly OrderEffect[];
  /** For two pools that stand next to each other in the declared order: what changing places moves between services. */
  readonly neighbours: readonly { readonly first: string; readonly second: string; readonly movedOre: Ore }[];
}

const mostOrders = 120;

/**
 * Step-down by other orders of the pools (ordningskänslighet): all of them up to five pools, else the declared one, its
 * reverse, every change of two neighbours and shuffled ones, 120 in all and the same every time.
 * Cost: one costing for each order; of customers only what differs from the declared order is shared again.
 */
export function orderSensitivity({ parts, drivers, keys }: ComparisonInput): Result<OrderSensitivity> {
  const problems: Problem[] = [];
  const declaredSplits = new Map<PlacedCells, readonly NodeSplit[]>();
  const total = (reorder: (steps: readonly Step[]) => readonly Step[]): Totals | undefined => {
    const services = new Map<string, number>();
    const customers = new Map<string, number>();
    for (const part of parts) {
      const model: CostModel = { ...part.model, steps: reorder(part.model.steps) };
      const costing = costPlaced({ ...part, model }, drivers, "step-down");
      // The order changes no key, so a service with the same cost is shared as it was.
      const before = declaredSplits.get(part);
      const shared = costing.ok
        ? distributeToCustomers(
            costing.value,
            keys,
            before === undefined ? undefined : { splits: before, unchanged: () => true },
          )
        : costing;
      if (!costing.ok || !shared.ok) {
        problems.push(...(shared.ok ? [] : shared.problems));
        return undefined;
      }
      if (before === undefined) declaredSplits.set(part, shared.value.splits);
      addServices(costing.value, services);
      addCustomers(shared.value.splits, customers);
    }
    return { services, customers };
  };
  const declared = total((steps) => steps);
  if (declared === undefined) return { ok: false, problems };
  const count = Math.max(0, ...parts.map((part) => part.model.steps.length));
  const { orders, all } = ordersOf(count);
  const steps = parts.find((part) => part.model.steps.length === count)?.model.steps ?? [];
  const asDeclared = steps.map((step) => step.from);
  const services = rangeOf(declared.services, asDeclared);
  const customers = rangeOf(declared.customers, asDeclared);
  const neighbours: { first: string; second: string; movedOre: Ore }[] = [];
  let refused = 0;
  for (const order of orders) {
    const found = total((steps) => (steps.length === count ? order.map((at) => steps[at] as Step) : steps));
    if (found === undefined) {
      refused += 1;
      continue;
    }
    const pools = order.map((at) => asDeclared[at] ?? "");
    services.widen(found.services, pools);
    customers.widen(found.customers, pools);
    const swapped = order.findIndex((at, i) => at !== i);
    const isSwap = order.every((at, i) => at === (i === swapped ? i + 1 : i === swapped + 1 ? i - 1 : i));
    if (swapped < 0 || !isSwap) continue;
    neighbours.push({
      first: steps[swapped]?.from ?? "",
      second: steps[swapped + 1]?.from ?? "",
      movedOre: moved(declared.services, found.services),
    });
  }
  return ok({
    orders: orders.length + 1,
    all,
    refused,
    services: services.effects(),
    customers: customers.effects(),
    neighbours,
  });
}

interface Totals {
  readonly services: Map<string, number>;
  readonly customers: Map<string, number>;
}

/** The least and the most that each code has had, beside what it has in the declared order, and by which order. */
function rangeOf(
  declared: ReadonlyMap<string, number>,
  asDeclared: readonly string[],
): {
  widen(amounts: ReadonlyMap<string, number>, by: readonly string[]): void;
  effects(): OrderEffect[];
} {
  interface Bound {
    readonly amount: number;
    readonly by: readonly string[];
  }
  const least = new Map<string, Bound>();
  const most = new Map<string, Bound>();
  const own = (code: string): Bound => ({ amount: declared.get(code) ?? 0, by: asDeclared });
  return {
    widen(amounts, by) {
      for (const code of new Set([...amounts.keys(), ...declared.keys()])) {
        const amount = amounts.get(code) ?? 0;
        if (amount < (least.get(code) ?? own(code)).amount) least.set(code, { amount, by });
        if (amount > (most.get(code) ?? own(code)).amount) most.set(code, { amount, by });
      }
    },
    effects: () =>
      [...new Set([...declared.keys(), ...least.keys(), ...most.keys()])].sort().map((code) => {
        const [low, high] = [least.get(code) ?? own(code), most.get(code) ?? own(code)];
        return {
          code,
          declaredOre: ore(declared.get(code) ?? 0),
          leastOre: ore(low.amount),
          mostOre: ore(high.amount),
          leastBy: low.by,
          mostBy: high.by,
        };
      }),
  };
}

function addCustomers(splits: readonly NodeSplit[], into: Map<string, number>): void {
  for (const { customers, parts } of splits) {
    for (let at = 0; at < parts.length; at++) {
      const customer = customers[at % customers.length] as string;
      into.set(customer, (into.get(customer) ?? 0) + (parts[at] as number));
    }
  }
}

/** What one set of services has more of than the other: as much as the others have less. */
function moved(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): Ore {
  let more = 0;
  for (const service of new Set([...before.keys(), ...after.keys()])) {
    more += Math.max((after.get(service) ?? 0) - (before.get(service) ?? 0), 0);
  }
  return ore(more);
}

/** Orders of so many things beside the first one; shuffled by a fixed rule where there are too many for all. */
function ordersOf(count: number): { readonly orders: readonly (readonly number[])[]; readonly all: boolean } {
  const first = Array.from({ length: count }, (_, i) => i);
  const number = first.reduce((product, i) => product * (i + 1), 1);
  if (number <= mostOrders) return { orders: permutations(first).slice(1), all: true };
  const found = new Map<string, readonly number[]>();
  const keep = (order: readonly number[]): void => void found.set(order.join(), order);
  for (let i = 0; i + 1 < count; i++) {
    keep([...first.slice(0, i), i + 1, i, ...first.slice(i + 2)]);
  }
  keep(first.toReversed());
  let state = 1;
  while (found.size < mostOrders - 1) {
    const order = [...first];
    for (let i = count - 1; i > 0; i--) {
      // A linear congruential step; only its upper bits are used, and only to mix.
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const other = Math.floor((state / 4294967296) * (i + 1));
      [order[i], order[other]] = [order[other] as number, order[i] as number];
    }
    if (order.some((at, i) => at !== i)) keep(order);
  }
  return { orders: [...found.values()].slice(0, mostOrders - 1), all: false };
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
