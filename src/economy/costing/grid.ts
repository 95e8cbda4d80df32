import type { Period } from "../../kernel/index.ts";
import type { Activity, CostModel } from "./model.ts";

/**
 * Where amounts stand while they move: a node (pool, or service and activity) x period x cost element, flat in typed
 * arrays so that thousands of services cost megabytes and not objects. Elements lie side by side, as steps split them.
 */
export interface Grid {
  readonly pools: readonly string[];
  /** In order of code; the last one is '' for what a rule leaves unallocated. */
  readonly services: readonly string[];
  readonly elements: readonly string[];
  readonly periods: readonly Period[];
  readonly nodeCount: number;
  readonly size: number;
}

export function gridOf(
  model: CostModel,
  services: readonly string[],
  elements: readonly string[],
  periods: readonly Period[],
): Grid {
  const pools = model.pools.map((pool) => pool.pool);
  const nodeCount = pools.length + services.length * 2;
  return {
    pools,
    services,
    elements,
    periods,
    nodeCount,
    size: nodeCount * periods.length * elements.length,
  };
}

export const activities: readonly Activity[] = ["operation", "change"];

export function serviceNode(grid: Grid, serviceIndex: number, activity: Activity): number {
  return grid.pools.length + serviceIndex * 2 + (activity === "change" ? 1 : 0);
}

/** The service and activity of a node, or `undefined` for a pool. */
export function costObject(
  grid: Grid,
  node: number,
): { readonly service: string; readonly activity: Activity } | undefined {
  const at = node - grid.pools.length;
  if (at < 0) return undefined;
  return {
    service: grid.services[at >> 1] as string,
    activity: at % 2 === 1 ? "change" : "operation",
  };
}

/** Start of the elements of a node in a period. */
export function slot(grid: Grid, node: number, periodIndex: number): number {
  return (node * grid.periods.length + periodIndex) * grid.elements.length;
}
