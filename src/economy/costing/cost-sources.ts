import { type Ore, type Period, byCode, ore } from "../../kernel/index.ts";
import type { CostCell } from "./cell.ts";
import type { ServiceCosting } from "./engine.ts";
import { costObject } from "./grid.ts";
import type { Activity } from "./model.ts";

/** Where a service's cost of a month came from: an account it was booked on, or a step that reached it. */
export interface CostSource {
  readonly service: string;
  readonly activity: Activity;
  /** The pool that the step emptied; '' for direct costs. */
  readonly step: string;
  /** The account of direct costs; '' for a step. */
  readonly account: string;
  readonly period: Period;
  readonly amountOre: Ore;
}

/**
 * The first level of every service's explanation, small enough to store with the result: some accounts and a few steps for
 * each service and month. What lies below is found again from the month alone. `only` is one service's, or one cost element's.
 */
export function costSources(
  costing: ServiceCosting,
  only: { readonly service?: string; readonly element?: string } = {},
): CostSource[] {
  const { grid, cells, placement, flows } = costing;
  const sources = new Map<string, CostSource>();
  const add = (node: number, step: string, account: string, period: Period, amount: number): void => {
    const object = costObject(grid, node);
    if (object === undefined || amount === 0) return;
    if (only.service !== undefined && object.service !== only.service) return;
    const key = [object.service, object.activity, step, account, period].join("|");
    const known = sources.get(key);
    const amountOre = ore((known?.amountOre ?? 0) + amount);
    sources.set(key, { ...object, step, account, period, amountOre });
  };
  const isAsked = (element: string): boolean => only.element === undefined || element === only.element;
  for (const [i, cell] of cells.entries()) {
    if (!isAsked(cell.element)) continue;
    add(placement[i] as number, "", cell.account, (cell satisfies CostCell).period, cell.amountOre);
  }
  for (const flow of flows) {
    const width = flow.targets.length;
    for (const [p, month] of flow.months.entries()) {
      if (month === undefined) continue;
      for (const [t, node] of flow.targets.entries()) {
        let amount = 0;
        for (const [e, element] of grid.elements.entries()) {
          if (isAsked(element)) amount += month.parts[e * width + t] as number;
        }
        add(node, flow.step.from, "", grid.periods[p] as Period, amount);
      }
    }
  }
  return [...sources.values()]
    .filter((source) => source.amountOre !== 0)
    .sort((a, b) => byCode(a.service, b.service) || byCode(a.period, b.period));
}
