import type { Problem } from "../../kernel/index.ts";
import { type Grid, serviceNode } from "./grid.ts";
import {
  type CostModel,
  type Method,
  type Pool,
  type Step,
  idleLine,
  poolOfIdleLine,
  unallocated,
} from "./model.ts";
import { problem } from "./problems.ts";
import { matchesAny } from "./selection.ts";

/** A step made ready: where its pool stands, and whom it reaches in the declared order that decides left-over öre. */
export interface Move {
  readonly step: Step;
  readonly pool: Pool | undefined;
  readonly node: number;
  readonly targets: readonly number[];
  readonly names: readonly string[];
  readonly round?: 1 | 2;
}

/** Pools emptied at the same time: one, or the members of a reciprocal block. */
export type Stage =
  | { readonly kind: "step"; readonly move: Move }
  | {
      readonly kind: "block";
      readonly block: string;
      readonly line: number;
      readonly members: readonly Move[];
    };

/**
 * The order in which a model empties its pools. With `as`, the model is read as if it were written for another method, to be
 * compared: its blocks are dissolved, and a named pool that the method cannot reach is left out instead of refused.
 */
export function stagesOf(
  model: CostModel,
  grid: Grid,
  as?: Method,
): { readonly stages: readonly Stage[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const method = as ?? model.method;
  const groups = groupsOf(model, method, as !== undefined);
  const all = new Set(model.steps.map((step) => step.from));
  const ready: Ready = { model, grid, problems, strict: as === undefined };
  const stages: Stage[] = [];
  if (method === "double-step-down") {
    for (const step of model.steps) {
      stages.push({ kind: "step", move: { ...moveOf({ ...ready, strict: false }, step, all), round: 1 } });
    }
  }
  const open = new Set(all);
  // In the second round of double step-down pools already closed have been served in the first.
  const rest: Ready = method === "double-step-down" ? { ...ready, strict: false } : ready;
  for (const group of groups) {
    for (const step of group.steps) open.delete(step.from);
    if (group.block === undefined) {
      for (const step of group.steps) {
        const reached = method === "direct" ? new Set<string>() : open;
        const move = moveOf(rest, step, reached);
        stages.push({
          kind: "step",
          move: method === "double-step-down" ? { ...move, round: 2 } : move,
        });
      }
      continue;
    }
    const inside = new Set([...group.steps.map((step) => step.from), ...(method === "direct" ? [] : open)]);
    stages.push({
      kind: "block",
      block: group.block,
      line: group.line,
      members: group.steps.map((step) => moveOf(rest, step, inside)),
    });
  }
  return { stages, problems };
}

interface Group {
  readonly block?: string;
  readonly line: number;
  readonly steps: readonly Step[];
}

/** Steps one by one, the members of a block together; all as one block where the whole model is reciprocal. */
function groupsOf(model: CostModel, method: Method, recast: boolean): Group[] {
  if (method === "reciprocal") {
    return model.steps.length === 0
      ? []
      : [{ block: model.model, line: model.steps[0]?.line ?? 1, steps: model.steps }];
  }
  const groups: { block?: string; line: number; steps: Step[] }[] = [];
  for (const step of model.steps) {
    const last = groups.at(-1);
    if (step.block === undefined || recast) groups.push({ line: step.line, steps: [step] });
    else if (last?.block === step.block) last.steps.push(step);
    else {
      const line = model.blocks?.find((one) => one.block === step.block)?.line ?? step.line;
      groups.push({ block: step.block, line, steps: [step] });
    }
  }
  return groups;
}

interface Ready {
  readonly model: CostModel;
  readonly grid: Grid;
  readonly problems: Problem[];
  readonly strict: boolean;
}

/** Targets in the declared order that decides who gets a left-over öre: pools as declared, then services by code. */
function moveOf(ready: Ready, step: Step, open: ReadonlySet<string>): Move {
  const { model, grid, problems } = ready;
  const words: readonly string[] = typeof step.to === "string" ? [step.to] : step.to;
  const everyPool = words.includes("pools") || words.includes("all");
  const everyService = words.includes("services") || words.includes("all");
  const targets: number[] = [];
  const names: string[] = [];
  const node = grid.pools.indexOf(step.from);
  for (const [index, pool] of grid.pools.entries()) {
    const named = words.includes(pool);
    if (pool !== step.from && open.has(pool) && (everyPool || named)) {
      targets.push(index);
      names.push(pool);
    } else if (named && ready.strict) problems.push(cannotReach(model, step, pool));
  }
  let reaches = targets.length > 0;
  for (const [index, service] of grid.services.entries()) {
    if (service === unallocated || poolOfIdleLine(service) !== undefined) continue;
    if (everyService || matchesAny(service, words)) {
      targets.push(serviceNode(grid, index, step.activity));
      names.push(service);
      reaches = true;
    }
  }
  const pool = model.pools[node];
  if (!reaches) problems.push(noTarget(model, step));
  else {
    const lines = [
      ...(pool?.capacity?.unused === "carry" ? [idleLine(step.from)] : []),
      ...(step.ifZero === "unallocated" ? [unallocated] : []),
    ];
    for (const line of lines) {
      targets.push(serviceNode(grid, grid.services.indexOf(line), step.activity));
      names.push(line);
    }
  }
  return { step, pool, node, targets, names };
}

function noTarget(model: CostModel, step: Step): Problem {
  return problem(
    "costing.step-without-target",
    `Steget från ”${step.from}” har ingen mottagare.`,
    `The step from "${step.from}" has no target.`,
    { file: model.file, line: step.line },
  );
}

/** A pool that the method does not let this step reach: because it would close a circle, or stands before it. */
function cannotReach(model: CostModel, step: Step, pool: string): Problem {
  const place = { file: model.file, line: step.line };
  const back = pathBetween(model, pool, step.from);
  if (back !== undefined) {
    const circle = [step.from, ...back].join(" → ");
    return problem(
      "costing.cycle",
      `Stegen går i en cirkel: ${circle}.`,
      `The steps go in a circle: ${circle}.`,
      place,
    );
  }
  return problem(
    "costing.step-order",
    `Steget från ”${step.from}” fördelar till ”${pool}”, som redan är tömd eller aldrig töms.`,
    `The step from "${step.from}" passes costs to "${pool}", which is already emptied or never is.`,
    place,
  );
}

/** How pools pass costs from one to another by the names their steps use, each group meaning the pools after it. */
function pathBetween(model: CostModel, from: string, to: string): string[] | undefined {
  const pools = new Set(model.pools.map((pool) => pool.pool));
  const seen = new Set<string>();
  const walk = (pool: string, path: readonly string[]): string[] | undefined => {
    if (pool === to) return [...path, pool];
    if (seen.has(pool)) return undefined;
    seen.add(pool);
    const index = model.steps.findIndex((step) => step.from === pool);
    const words = index < 0 ? [] : [(model.steps[index] as Step).to].flat();
    const later = words.some((word) => word === "pools" || word === "all")
      ? model.steps.slice(index + 1).map((next) => next.from)
      : [];
    for (const next of [...words.filter((word) => pools.has(word)), ...later]) {
      const found = walk(next, [...path, pool]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(from, []);
}
