import { type Ore, ore } from "../../kernel/index.ts";
import type { CostCell } from "./cell.ts";
import type { ServiceCosting } from "./engine.ts";
import { slot } from "./grid.ts";
import { portion } from "./split.ts";
import type { FlowMonth, StepFlow } from "./step-down.ts";

/** What reached a node by flows of one pool, element by element. */
export type Content = readonly Inflow[];

interface Inflow {
  readonly flow: StepFlow;
  readonly month: FlowMonth;
  readonly target: number;
  /** By element. */
  readonly parts: ReadonlyMap<number, Ore>;
}

export interface Portion {
  /** Shares of the pool's own cells. */
  readonly cells: ReadonlyMap<number, Ore>;
  /** Shares of what other pools had put there, by pool. */
  readonly inflows: ReadonlyMap<number, Content>;
}

/** The flows that reached a node, in the order costs moved. */
export function reachedBy({ flows }: ServiceCosting, node: number): StepFlow[] {
  return flows.filter((flow) => flow.targets.includes(node));
}

/** The cells placed on a node in a month, whole. */
export function directShares(costing: ServiceCosting, node: number, p: number): Map<number, Ore> {
  const { grid, cells } = costing;
  const shares = new Map<number, Ore>();
  for (let e = 0; e < grid.elements.length; e++) {
    for (const i of cellIndex(costing).get(slot(grid, node, p) + e) ?? []) {
      shares.set(i, (cells[i] as CostCell).amountOre);
    }
  }
  return shares;
}

/**
 * A share of what pools held, traced one level back: to the pool's own cells and to the flows that filled it, each in
 * proportion, element by element. A flow holds its pool's own cells if it is the pool's first, and what reached the pool
 * since the pool's flow before it: that holds for every method, double step-down and reciprocal blocks too.
 */
export function portionOf(costing: ServiceCosting, content: Content, p: number): Portion {
  const { grid, flows, cells } = costing;
  const shares = new Map<number, Ore>();
  const inflows = new Map<number, Map<StepFlow, { target: number; parts: Map<number, Ore> }>>();
  for (const { flow, parts } of content) {
    const at = flows.indexOf(flow);
    const before = flows.findLastIndex((other, index) => index < at && other.pool === flow.pool);
    const earlier = flows.slice(before + 1, at).flatMap((other) => {
      const target = other.targets.indexOf(flow.pool);
      const month = other.months[p];
      return target < 0 || month === undefined ? [] : [{ flow: other, month, target }];
    });
    for (const [e, part] of parts) {
      const mine = before >= 0 ? [] : (cellIndex(costing).get(slot(grid, flow.pool, p) + e) ?? []);
      const components = [
        ...mine.map((i) => (cells[i] as CostCell).amountOre as number),
        ...earlier.map((other) => other.month.parts[e * other.flow.targets.length + other.target] as number),
      ];
      const split = portion(part, components);
      for (const [k, i] of mine.entries()) {
        const share = split[k] as Ore;
        if (share !== 0) shares.set(i, ore((shares.get(i) ?? 0) + share));
      }
      for (const [k, other] of earlier.entries()) {
        const amount = split[mine.length + k] as Ore;
        if (amount === 0) continue;
        const ofPool =
          inflows.get(other.flow.pool) ?? new Map<StepFlow, { target: number; parts: Map<number, Ore> }>();
        const known = ofPool.get(other.flow) ?? { target: other.target, parts: new Map<number, Ore>() };
        known.parts.set(e, ore((known.parts.get(e) ?? 0) + amount));
        inflows.set(other.flow.pool, ofPool.set(other.flow, known));
      }
    }
  }
  return {
    cells: shares,
    inflows: new Map(
      [...inflows].map(([pool, ofPool]) => [
        pool,
        [...ofPool].map(([flow, { target, parts }]) => ({
          flow,
          month: flow.months[p] as FlowMonth,
          target,
          parts,
        })),
      ]),
    ),
  };
}

const cellIndexes = new WeakMap<ServiceCosting, ReadonlyMap<number, readonly number[]>>();

/** The cells by place in the grid: node, period and element. Indexed once per costing. */
function cellIndex(costing: ServiceCosting): ReadonlyMap<number, readonly number[]> {
  const known = cellIndexes.get(costing);
  if (known !== undefined) return known;
  const { grid, placement, cells } = costing;
  const index = new Map<number, number[]>();
  const periods = new Map(grid.periods.map((period, p) => [period, p]));
  const elements = new Map(grid.elements.map((element, e) => [element, e]));
  for (const [i, cell] of cells.entries()) {
    const node = placement[i] as number;
    if (node < 0) continue;
    const at = slot(grid, node, periods.get(cell.period) as number) + (elements.get(cell.element) as number);
    const list = index.get(at);
    if (list === undefined) index.set(at, [i]);
    else list.push(i);
  }
  cellIndexes.set(costing, index);
  return index;
}
