import { type Problem, assert, unreachable } from "../../kernel/index.ts";
import type { DriverReader } from "./driver.ts";
import { type Grid, serviceNode, slot } from "./grid.ts";
import { type Basis, type CostModel, type Pool, type Step, unallocated } from "./model.ts";
import { problem, unknownName } from "./problems.ts";
import { matchesAny, matchesPattern } from "./selection.ts";
import { type SplitFault, splitElements, type Weighing, weigh } from "./split.ts";

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
   * the linear system (a whole number of 2^-50ths), and what it holds is its primary amount: own cells and flows before the block.
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
  /** `member * elements + element`: primary and what other members charged it, rounded to whole units. */
  readonly gross: Float64Array;
  /** `from * members + to`: the share of what a member holds that it passes to another, as a ratio. */
  readonly shares: Float64Array;
}

export interface FlowMonth extends Weighing {
  /** What the pool held, per element. */
  readonly amounts: Float64Array;
  /** `element * targets + target`. */
  readonly parts: Float64Array;
}

/**
 * Runs the steps in declared order. A pool that a step has emptied receives nothing more (the reader of the model
 * has made sure), so one pass moves everything to services.
 *
 * Cost: O(steps x periods x elements x targets log targets) time; the flows are steps x periods x elements x targets
 * numbers of eight bytes.
 */
export function stepDown(
  model: CostModel,
  grid: Grid,
  drivers: DriverReader,
  direct: Float64Array,
): { readonly allocated: Float64Array; readonly flows: StepFlow[]; readonly problems: Problem[] } {
  const allocated = new Float64Array(grid.size);
  const flows: StepFlow[] = [];
  const problems: Problem[] = [];
  const width = grid.elements.length;
  for (const [index, step] of model.steps.entries()) {
    const pool = grid.pools.indexOf(step.from);
    const targets = targetsOf(model, grid, step, index, problems);
    if (targets.nodes.length === 0) continue;
    const months: (FlowMonth | undefined)[] = [];
    for (const [p, period] of grid.periods.entries()) {
      const from = slot(grid, pool, p);
      const amounts = new Float64Array(width);
      let empty = true;
      for (let e = 0; e < width; e++) {
        amounts[e] = (direct[from + e] as number) + (allocated[from + e] as number);
        if (amounts[e] !== 0) empty = false;
      }
      if (empty) {
        months.push(undefined);
        continue;
      }
      let weighing = weigh(step.by, targets.names, period, (basis, target) =>
        stepWeight(basis, target, (driver) => driverValue(model, drivers, driver, target, period)),
      );
      if (step.ifZero === "unallocated" && weighing.weights.every((weight) => weight === 0)) {
        const last = weighing.weights.length - 1;
        weighing = { ...weighing, weights: weighing.weights.map((_, i) => (i === last ? 1 : 0)) };
      }
      const parts = splitElements(amounts, weighing);
      if (typeof parts === "string") {
        problems.push(splitProblem(parts, model, step, period));
        months.push(undefined);
        continue;
      }
      months.push({ ...weighing, amounts, parts });
      addParts(grid, targets.nodes, p, parts, amounts, allocated);
    }
    flows.push({ step, pool, targets: Int32Array.from(targets.nodes), months });
  }
  return { allocated, flows, problems };
}

/** Books the parts on their targets and checks that every element went out exactly as it came in. */
function addParts(
  grid: Grid,
  nodes: readonly number[],
  periodIndex: number,
  parts: Float64Array,
  amounts: Float64Array,
  allocated: Float64Array,
): void {
  for (let e = 0; e < amounts.length; e++) {
    let out = 0;
    for (let i = 0; i < nodes.length; i++) {
      const part = parts[e * nodes.length + i] as number;
      const at = slot(grid, nodes[i] as number, periodIndex) + e;
      allocated[at] = (allocated[at] as number) + part;
      out += part;
    }
    assert(out === amounts[e], "a step passes on exactly what its pool holds, element by element");
  }
}

/** Targets in the declared order that decides who gets a left-over öre: pools as declared, then services by code. */
function targetsOf(
  model: CostModel,
  grid: Grid,
  step: Step,
  stepIndex: number,
  problems: Problem[],
): { readonly nodes: number[]; readonly names: string[] } {
  const place = { file: model.file, line: step.line };
  const later = new Set(model.steps.slice(stepIndex + 1).map((next) => next.from));
  const words = typeof step.to === "string" ? [step.to] : step.to;
  for (const word of words) {
    if (["pools", "services", "all"].includes(word) || grid.pools.includes(word)) continue;
    if (grid.services.some((service) => service !== "" && matchesPattern(service, word))) continue;
    problems.push(unknownName("service", word, [...grid.services, ...grid.pools], place));
  }
  const everyPool = words.includes("pools") || words.includes("all");
  const everyService = words.includes("services") || words.includes("all");
  const nodes: number[] = [];
  const names: string[] = [];
  for (const [index, pool] of grid.pools.entries()) {
    if ((everyPool && later.has(pool)) || words.includes(pool)) {
      nodes.push(index);
      names.push(pool);
    }
  }
  for (const [index, service] of grid.services.entries()) {
    if (service === unallocated) continue;
    if (everyService || matchesAny(service, words)) {
      nodes.push(serviceNode(grid, index, step.activity));
      names.push(service);
    }
  }
  if (nodes.length === 0) {
    problems.push(
      problem(
        "costing.step-without-target",
        `Steget från ”${step.from}” har ingen mottagare.`,
        `The step from "${step.from}" has no target.`,
        place,
      ),
    );
  } else if (step.ifZero === "unallocated") {
    nodes.push(serviceNode(grid, grid.services.length - 1, step.activity));
    names.push(unallocated);
  }
  return { nodes, names };
}

function stepWeight(basis: Basis, target: string, value: (driver: string) => number): number {
  if (target === unallocated) return 0;
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
  period: Parameters<DriverReader["value"]>[2],
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

function splitProblem(fault: SplitFault, model: CostModel, step: Step, period: string): Problem {
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
