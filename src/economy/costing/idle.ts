import { type Micro, type Ore, type Period, allocate, micro, ore } from "../../kernel/index.ts";
import type { DriverReader } from "./driver.ts";
import type { ServiceCosting } from "./engine.ts";
import { activities, costObject, serviceNode, slot } from "./grid.ts";
import { idleLine, type Pool, poolOfIdleLine, unallocated } from "./model.ts";
import { capacityOf, type StepFlow } from "./step-down.ts";

/**
 * What a pool provides and nobody uses (ledig kapacitet), over all months of a costing: quantities are unit-months. Its cost
 * stands on a line of its own when it is carried; when it is smeared it is in what the users pay, by a decision.
 */
export interface IdleCapacity {
  readonly pool: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly owner: string;
  readonly unit: string;
  readonly unused: "carry" | "smear";
  readonly decision?: string;
  readonly capacityMicro: Micro;
  readonly usedMicro: Micro;
  readonly unusedMicro: Micro;
  /** What is used beyond the practical capacity, in the months where it is. */
  readonly overMicro: Micro;
  /** What the pool passed on; in a reciprocal block its gross amount. */
  readonly amountOre: Ore;
  /** On the idle line, to the öre. */
  readonly carriedOre: Ore;
  /** Borne by the users though they did not use it; 0 when it is carried. */
  readonly smearedOre: Ore;
  /** What a unit costs a month where all capacity bears it, and where only what is used does: the price effect. */
  readonly perUnitOfCapacityOre: Ore;
  readonly perUnitUsedOre: Ore;
}

/** One line for each pool that has a capacity, in declared order. O(pools x periods x targets). */
export function idleCapacities(costing: ServiceCosting, drivers: DriverReader): IdleCapacity[] {
  return costing.model.pools.flatMap((pool, node) => {
    if (pool.capacity === undefined) return [];
    const flows = costing.flows.filter((flow) => flow.pool === node);
    const quantities = { capacity: 0, used: 0, unused: 0, over: 0, smeared: 0, amount: 0 };
    for (const [p, period] of costing.grid.periods.entries())
      addMonth(costing, drivers, { pool, node, flows, p, period }, quantities);
    const { owner, unit, unused, decision } = pool.capacity;
    const amountOre = ore(quantities.amount);
    return [
      {
        pool: pool.pool,
        nameSv: pool.nameSv,
        nameEn: pool.nameEn,
        owner,
        unit,
        unused,
        ...(decision === undefined ? {} : { decision }),
        capacityMicro: micro(quantities.capacity),
        usedMicro: micro(quantities.used),
        unusedMicro: micro(quantities.unused),
        overMicro: micro(quantities.over),
        amountOre,
        carriedOre: onLine(costing, pool.pool),
        smearedOre: ore(quantities.smeared),
        perUnitOfCapacityOre: perUnit(amountOre, Math.max(quantities.capacity, quantities.used)),
        perUnitUsedOre: perUnit(amountOre, quantities.used),
      },
    ];
  });
}

interface PoolMonth {
  readonly pool: Pool;
  readonly node: number;
  readonly flows: readonly StepFlow[];
  readonly p: number;
  readonly period: Period;
}

function addMonth(
  costing: ServiceCosting,
  drivers: DriverReader,
  { pool, node, flows, p, period }: PoolMonth,
  into: { capacity: number; used: number; unused: number; over: number; smeared: number; amount: number },
): void {
  const capacity = capacityOf(costing.model, drivers, pool, period);
  const used = usedIn(costing, flows, p);
  const amount = passedOn(costing, node, flows, p);
  into.capacity += capacity;
  into.amount += amount;
  if (used === undefined) return;
  into.used += used;
  into.unused += Math.max(capacity - used, 0);
  into.over += Math.max(used - capacity, 0);
  if (pool.capacity?.unused === "smear" && used < capacity) {
    into.smeared += allocate(ore(amount), [capacity - used, used])[0] as number;
  }
}

/** The quantity in use: the sum of the weights of those served, and what others use that the step does not reach. In a block these are the measured ones, not the composed. */
function usedIn(costing: ServiceCosting, flows: readonly StepFlow[], p: number): number | undefined {
  const { grid } = costing;
  const flow = flows[0];
  if (flow?.block !== undefined) {
    const block = costing.blocks.find((one) => one.block === flow.block);
    return block?.months[p]?.measuredSum(block.members.indexOf(flow.pool));
  }
  // In double step-down the first round is the one that reaches everybody.
  const first = flows.find((one) => one.months[p] !== undefined);
  const month = first?.months[p];
  if (first === undefined || month === undefined) return undefined;
  let sum = month.elsewhere ?? 0;
  for (const [i, target] of first.targets.entries()) {
    const service = costObject(grid, target)?.service;
    const isLine =
      service === unallocated || (service !== undefined && poolOfIdleLine(service) !== undefined);
    if (!isLine) sum += month.weights[i] as number;
  }
  return sum;
}

function passedOn(costing: ServiceCosting, node: number, flows: readonly StepFlow[], p: number): number {
  const width = costing.grid.elements.length;
  let sum = 0;
  for (const flow of flows) {
    const block = costing.blocks.find((one) => one.block === flow.block);
    const member = block?.members.indexOf(node) ?? -1;
    const gross = block?.months[p]?.gross.subarray(member * width, (member + 1) * width);
    for (const amount of gross ?? flow.months[p]?.amounts ?? []) sum += amount;
  }
  return sum;
}

function onLine({ grid, allocated }: ServiceCosting, pool: string): Ore {
  const index = grid.services.indexOf(idleLine(pool));
  let sum = 0;
  if (index < 0) return ore(0);
  const width = grid.periods.length * grid.elements.length;
  for (const activity of activities) {
    const from = slot(grid, serviceNode(grid, index, activity), 0);
    for (let at = from; at < from + width; at++) sum += allocated[at] as number;
  }
  return ore(sum);
}

/** The share that falls on one unit. */
function perUnit(amount: Ore, quantity: number): Ore {
  return quantity <= 1_000_000 ? amount : (allocate(amount, [1_000_000, quantity - 1_000_000])[0] as Ore);
}
