import { type Period, type Problem, assert, micro, unreachable } from "../../kernel/index.ts";
import type { DriverReader } from "./driver.ts";
import { type Grid, slot } from "./grid.ts";
import { type Basis, type CostModel, type Pool, type Step, poolOfIdleLine, unallocated } from "./model.ts";
import { problem } from "./problems.ts";
import { matchesAny } from "./selection.ts";
import { type SplitFault, splitElements, type Weighing, sameAmounts, weigh } from "./split.ts";
import type { Move } from "./stages.ts";

/** Amounts on their way (öre, or millionths of a measure): what has reached each node, and what pools hold just now. */
export interface Passing {
  readonly model: CostModel;
  readonly grid: Grid;
  readonly drivers: DriverReader;
  /** What each pool holds; the nodes of pools stand first in the grid. */
  readonly held: Float64Array;
  /** All that steps have put on a node. */
  readonly allocated: Float64Array;
  readonly problems: Problem[];
}

/** What one step moved, kept for the explanation: its targets once, and per month the weights and the parts. */
export interface StepFlow {
  readonly step: Step;
  readonly pool: number;
  /**
   * In double step-down a pool is emptied twice. A flow holds what reached its pool since the pool's flow before it in the
   * list (its own cells only in its first flow), so an explanation reads: cells if first, and the flows between the two.
   */
  readonly round?: 1 | 2;
  /**
   * The reciprocal block it belongs to. Its targets are then only those outside the block, its weights are composed from
   * the linear system (in whole 2^-48ths), and what it holds is its primary amount: own cells and flows before the block.
   */
  readonly block?: string;
  readonly targets: Int32Array;
  /** By period; `undefined` where the pool was empty. */
  readonly months: readonly (FlowMonth | undefined)[];
}

/**
 * The mutual services within a reciprocal block, as information only: gross amounts that members charged each other before
 * the block was empty. They are no part of any sum.
 */
export interface BlockFlow {
  readonly block: string;
  /** Nodes of the member pools, in declared order. */
  readonly members: Int32Array;
  /** By period; `undefined` where the block held nothing. */
  readonly months: readonly (BlockMonth | undefined)[];
}

export interface BlockMonth {
  /** `member * elements + element`: what stood on the member from outside the block. */
  readonly primary: Float64Array;
  /** The same with what other members charged it, rounded to whole units; computed when asked for. */
  readonly gross: Float64Array;
  /** The share of what a member holds that it passes to another, as a ratio; by their places among the members. */
  share(from: number, to: number): number;
  /** The sum of what a member's step measured for those it serves, without its idle line: the quantity in use. */
  measuredSum(member: number): number;
}

export interface FlowMonth extends Weighing {
  /** What the pool held, per element. */
  readonly amounts: Float64Array;
  /** `element * targets + target`. */
  readonly parts: Float64Array;
}

/**
 * Empties one pool, month by month and element by element: what goes out is exactly what was there. `before` is what the
 * same step did when its weights were the same; a month that holds the same amounts is then taken as it was.
 *
 * Cost: O(periods x elements x targets) time; the flow is as many numbers of eight bytes.
 */
export function emptyPool(passing: Passing, move: Move, before?: StepFlow): StepFlow {
  const { model, grid, problems } = passing;
  const months: (FlowMonth | undefined)[] = [];
  for (const [p, period] of grid.periods.entries()) {
    const amounts = takeHeld(passing, move.node, p);
    if (amounts === undefined) {
      months.push(undefined);
      continue;
    }
    const earlier = before?.months[p];
    if (earlier !== undefined && sameAmounts(earlier.amounts, amounts)) {
      months.push(earlier);
      bookParts(passing, move.targets, p, earlier.parts, amounts);
      continue;
    }
    const weighing = weighMove(passing, move, period);
    const parts = weighing === undefined ? undefined : splitElements(amounts, weighing);
    if (weighing === undefined || parts === undefined || typeof parts === "string") {
      if (typeof parts === "string") problems.push(splitProblem(parts, model, move.step, period));
      months.push(undefined);
      continue;
    }
    months.push({ ...weighing, amounts, parts });
    bookParts(passing, move.targets, p, parts, amounts);
  }
  const { step, node, targets, round } = move;
  return {
    step,
    pool: node,
    ...(round === undefined ? {} : { round }),
    targets: Int32Array.from(targets),
    months,
  };
}

/** What a pool holds in a month, by element, taken out of it; `undefined` where there is nothing. */
export function takeHeld(
  { grid, held }: Passing,
  node: number,
  periodIndex: number,
): Float64Array | undefined {
  const from = slot(grid, node, periodIndex);
  const amounts = held.slice(from, from + grid.elements.length);
  if (amounts.every((amount) => amount === 0)) return undefined;
  held.fill(0, from, from + amounts.length);
  return amounts;
}

/** Books the parts on their targets and checks that every element went out exactly as it came in. */
export function bookParts(
  { grid, held, allocated }: Passing,
  targets: ArrayLike<number>,
  periodIndex: number,
  parts: Float64Array,
  amounts: Float64Array,
): void {
  const width = targets.length;
  for (let e = 0; e < amounts.length; e++) {
    let out = 0;
    for (let i = 0; i < width; i++) {
      const part = parts[e * width + i] as number;
      if (part === 0) continue;
      const at = slot(grid, targets[i] as number, periodIndex) + e;
      allocated[at] = (allocated[at] as number) + part;
      if (at < held.length) held[at] = (held[at] as number) + part;
      out += part;
    }
    assert(out === amounts[e], "a step passes on exactly what its pool holds, element by element");
  }
}

/** A step's weights in a month: idle capacity and, where the model lets it, the unallocated line among them. */
export function weighMove(passing: Passing, move: Move, period: Period): Weighing | undefined {
  const { model, drivers } = passing;
  const { step, names, pool } = move;
  const weighing = weigh(step.by, names, period, (basis, target) =>
    stepWeight(basis, target, (driver) => driverValue(model, drivers, driver, target, period)),
  );
  const { weights } = weighing;
  const elsewhere = pool?.capacity === undefined ? 0 : usedElsewhere(passing, move, period);
  if (pool?.capacity?.unused === "carry") {
    if (step.by.kind !== "driver") {
      passing.problems.push(capacityWithoutDriver(model, step));
      return undefined;
    }
    const used = weights.reduce((sum, weight) => sum + weight, 0);
    const unused = Math.max(capacityOf(model, drivers, pool, period) - used - elsewhere, 0);
    const idle = names.findIndex((name) => poolOfIdleLine(name) === pool.pool);
    weights[idle] = idleWeight(unused, used, elsewhere);
  }
  if (step.ifZero === "unallocated" && weights.every((weight) => weight === 0)) {
    weights[names.indexOf(unallocated)] = 1;
  }
  return elsewhere === 0 ? weighing : { ...weighing, elsewhere };
}

/**
 * What pools use of this one that its step does not reach: those emptied before it, and under the direct method all of them. In millionths;
 * 0 where the step measures nothing.
 */
function usedElsewhere({ model, drivers }: Passing, { step, names }: Move, period: Period): number {
  const { by } = step;
  if (by.kind !== "driver") return 0;
  let sum = 0;
  for (const { pool } of model.pools)
    if (pool !== step.from && !names.includes(pool))
      sum += driverValue(model, drivers, by.driver, pool, period);
  return sum;
}

/**
 * The idle line's weight beside the users': unused to all use, as the cost of the room is. Those that use it and are not reached pay nothing, so their part
 * falls on the users in proportion, and not on the line. In whole millionths, half up.
 */
function idleWeight(unused: number, used: number, elsewhere: number): number {
  if (elsewhere === 0 || used === 0) return unused;
  const all = BigInt(used + elsewhere);
  return Number((2n * BigInt(unused) * BigInt(used) + all) / (2n * all));
}

/** A pool's practical capacity in a month, in millionths of its unit; 0 for a pool without one. */
export function capacityOf(model: CostModel, drivers: DriverReader, pool: Pool, period: Period): number {
  const { capacity } = pool;
  if (capacity === undefined) return 0;
  if (capacity.driver === undefined) return capacity.amountMicro ?? 0;
  return micro(driverValue(model, drivers, capacity.driver, pool.pool, period));
}

function capacityWithoutDriver(model: CostModel, step: Step): Problem {
  return problem(
    "costing.capacity-without-driver",
    `”${step.from}” har en kapacitet, men steget därifrån mäter inte vad som används.`,
    `"${step.from}" has a capacity, but the step from it does not measure what is used.`,
    { file: model.file, line: step.line },
  );
}

function stepWeight(basis: Basis, target: string, value: (driver: string) => number): number {
  if (target === unallocated || poolOfIdleLine(target) !== undefined) return 0;
  if (basis.kind === "driver") return value(basis.driver);
  if (basis.kind === "shares") return basis.shares.get(target) ?? 0;
  // The reader of the model lets nothing else into a step but equal parts.
  return 1_000_000;
}

/** A target's driver value; a driver measured per cost centre counts for the pool that the cost centres belong to. */
export function driverValue(
  model: CostModel,
  drivers: DriverReader,
  driver: string,
  target: string,
  period: Period,
): number {
  const own = drivers.value(driver, target, period);
  if (own !== undefined) return own;
  if (drivers.registered(driver)?.subject !== "cost_centre") return 0;
  const pool = model.pools.find((candidate) => candidate.pool === target);
  if (pool === undefined) return 0;
  let sum = 0;
  for (const costCentre of drivers.subjects(driver)) {
    if (holdsCostCentre(pool, costCentre)) sum += drivers.value(driver, costCentre, period) ?? 0;
  }
  return sum;
}

function holdsCostCentre(pool: Pool, costCentre: string): boolean {
  return pool.select.some(
    (selection) => selection.cost_centre !== undefined && matchesAny(costCentre, selection.cost_centre),
  );
}

export function splitProblem(fault: SplitFault, model: CostModel, step: Step, period: string): Problem {
  const place = { file: model.file, line: step.line };
  switch (fault) {
    case "weights-zero":
      return problem(
        "costing.weights-all-zero",
        `Steget från ”${step.from}” har bara vikter som är noll i ${period}; ${basisSv(step.by)}.`,
        `The step from "${step.from}" has only zero weights in ${period}; ${basisEn(step.by)}.`,
        place,
      );
    case "weight-negative":
      return problem(
        "costing.negative-weight",
        `Steget från ”${step.from}” har en negativ vikt i ${period}; ${basisSv(step.by)}.`,
        `The step from "${step.from}" has a negative weight in ${period}; ${basisEn(step.by)}.`,
        place,
      );
    case "agreed-exceeds":
      return problem(
        "costing.agreed-exceeds-cost",
        `Avtalade belopp i steget från ”${step.from}” är större än poolens kostnad i ${period}.`,
        `Agreed amounts in the step from "${step.from}" exceed the pool's cost in ${period}.`,
        place,
      );
    default:
      return unreachable(fault);
  }
}

function basisSv(basis: Basis): string {
  return basis.kind === "driver" ? `fördelningsgrunden är ”${basis.driver}”` : "andelarna står i modellen";
}

function basisEn(basis: Basis): string {
  return basis.kind === "driver" ? `the driver is "${basis.driver}"` : "the shares stand in the model";
}
