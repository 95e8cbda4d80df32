import type { Problem } from "../../kernel/index.ts";
import type { CostModel, Step } from "./model.ts";
import { type Place, problem } from "./problems.ts";

/** Targets called by name, without the words for whole groups. */
export function namedTargets(step: Step): string[] {
  const words = typeof step.to === "string" ? [] : step.to;
  return words.filter((word) => !["pools", "services", "all"].includes(word));
}

function wordsOf(step: Step): readonly string[] {
  return typeof step.to === "string" ? [step.to] : step.to;
}

function reachesPools(step: Step): boolean {
  return wordsOf(step).some((word) => word === "pools" || word === "all");
}

/** Whether steps may reach pools that are emptied before them: only `direct` and `step-down` have an order to break. */
function isOrdered({ method }: CostModel): boolean {
  return method === "direct" || method === "step-down";
}

/** The steps that empty their pools together: those of a declared block, or all under `reciprocal`. */
function blockOf(model: CostModel, step: Step): string | undefined {
  return step.block ?? (model.method === "reciprocal" ? model.model : undefined);
}

/** Every pool is filled before it is emptied, emptied once, and what is passed on gets out: then the steps can be run. */
export function checkSteps(model: CostModel): Problem[] {
  const cycle = isOrdered(model) ? cycleOf(model) : undefined;
  const problems = [
    ...checkOrder(model, cycle !== undefined),
    ...checkBlocks(model),
    ...checkCapacity(model),
  ];
  if (cycle !== undefined) {
    const circle = cycle.path.join(" → ");
    problems.push(
      problem("costing.cycle", `Stegen går i en cirkel: ${circle}.`, `The steps go in a circle: ${circle}.`, {
        file: model.file,
        line: cycle.line,
      }),
    );
  }
  return problems;
}

function checkOrder(model: CostModel, hasCycle: boolean): Problem[] {
  const problems: Problem[] = [];
  const pools = new Set(model.pools.map((pool) => pool.pool));
  const emptied = new Map<string, Step>();
  const filled = new Set(model.pools.filter((pool) => pool.select.length > 0).map((pool) => pool.pool));
  if (!isOrdered(model)) for (const step of model.steps) fill(model, step, 0, pools, filled);
  for (const [index, step] of model.steps.entries()) {
    const place = { file: model.file, line: step.line };
    if (!pools.has(step.from)) continue;
    const before = emptied.get(step.from);
    if (before !== undefined) {
      problems.push(
        problem(
          "costing.pool-emptied-twice",
          `”${step.from}” töms redan av steget på rad ${before.line}.`,
          `"${step.from}" is already emptied by the step on line ${before.line}.`,
          place,
        ),
      );
      continue;
    }
    // Members of a block fill each other, whichever stands first.
    for (const other of model.steps) {
      if (step.block !== undefined && other.block === step.block) fill(model, other, index, pools, filled);
    }
    if (!filled.has(step.from)) {
      problems.push(
        problem(
          "costing.pool-never-filled",
          `”${step.from}” fördelas, men inga kostnader hamnar där.`,
          `"${step.from}" is passed on, but no costs land there.`,
          place,
        ),
      );
    }
    emptied.set(step.from, step);
    problems.push(...checkTargets(model, step, index, emptied, hasCycle, place));
    fill(model, step, index, pools, filled);
  }
  for (const pool of model.pools) {
    if (emptied.has(pool.pool)) continue;
    problems.push(
      problem(
        "costing.pool-without-step",
        `”${pool.pool}” fördelas inte vidare av något steg.`,
        `"${pool.pool}" is passed on by no step.`,
        { file: model.file, line: pool.line },
      ),
    );
  }
  return problems;
}

/** Marks the pools that a step passes to. */
function fill(
  model: CostModel,
  step: Step,
  index: number,
  pools: ReadonlySet<string>,
  filled: Set<string>,
): void {
  for (const target of namedTargets(step)) if (pools.has(target)) filled.add(target);
  if (!reachesPools(step)) return;
  for (const [at, other] of model.steps.entries()) {
    const isReached =
      !isOrdered(model) || at > index || (step.block !== undefined && other.block === step.block);
    if (isReached && other.from !== step.from) filled.add(other.from);
  }
}

function checkTargets(
  model: CostModel,
  step: Step,
  index: number,
  emptied: ReadonlyMap<string, Step>,
  hasCycle: boolean,
  place: Place,
): Problem[] {
  const problems: Problem[] = [];
  const pools = new Set(model.pools.map((pool) => pool.pool));
  const named = namedTargets(step).filter((target) => pools.has(target));
  if (model.method === "direct" && (named.length > 0 || step.to === "pools" || step.block !== undefined)) {
    problems.push(
      problem(
        "costing.wrong-value",
        `Metoden direct fördelar bara till tjänster; steget från ”${step.from}” går till pooler.`,
        `The method direct passes costs to services only; the step from "${step.from}" goes to pools.`,
        place,
        {
          try: "Write `to: services`, or `method: step-down`.",
          try_sv: "Skriv `to: services`, eller `method: step-down`.",
        },
      ),
    );
  }
  if (!isOrdered(model)) return problems;
  for (const target of named) {
    const earlier = emptied.get(target);
    if (earlier === undefined || hasCycle) continue;
    if (step.block !== undefined && earlier.block === step.block) continue;
    problems.push(
      problem(
        "costing.step-order",
        `Steget från ”${step.from}” fördelar till ”${target}”, som redan är tömd.`,
        `The step from "${step.from}" passes costs to "${target}", which is already emptied.`,
        place,
      ),
    );
  }
  const isLast = index === model.steps.length - 1 && step.block === undefined;
  if (isLast && wordsOf(step).every((word) => word === "pools")) {
    problems.push(
      problem(
        "costing.step-without-target",
        `Steget från ”${step.from}” är det sista, och det finns inga senare pooler att fördela till.`,
        `The step from "${step.from}" is the last, and there are no later pools to pass costs to.`,
        place,
      ),
    );
  }
  return problems;
}

/** What pools emptied together must hold: amounts cannot be agreed within, and something has to get out. */
function checkBlocks(model: CostModel): Problem[] {
  const problems: Problem[] = [];
  const blocks = new Map<string, Step[]>();
  for (const step of model.steps) {
    const block = blockOf(model, step);
    if (block === undefined) continue;
    blocks.set(block, [...(blocks.get(block) ?? []), step]);
    if (step.by.kind === "agreed") {
      problems.push(
        problem(
          "costing.agreed-in-block",
          `”${step.from}” hör till ett ömsesidigt block och kan inte fördelas efter avtalade belopp.`,
          `"${step.from}" belongs to a reciprocal block and cannot be passed on by agreed amounts.`,
          { file: model.file, line: step.line },
        ),
      );
    }
  }
  for (const steps of blocks.values()) {
    const last = model.steps.indexOf(steps.at(-1) as Step);
    const closed = closedLoop(steps, isOrdered(model) && last < model.steps.length - 1);
    if (closed.length === 0) continue;
    const names = closed.map((step) => step.from).join(", ");
    problems.push(
      problem(
        "costing.closed-loop",
        `${names} skickar allt vidare till varandra; inget når en tjänst.`,
        `${names} pass everything on to each other; nothing reaches a service.`,
        { file: model.file, line: closed[0]?.line ?? 1 },
      ),
    );
  }
  return problems;
}

/** The members from which nothing can leave the block, whatever the weights are. Later pools are outside it. */
function closedLoop(steps: readonly Step[], hasLaterPools: boolean): readonly Step[] {
  const members = new Set(steps.map((step) => step.from));
  const open = new Set<string>();
  const leaves = (step: Step): boolean =>
    wordsOf(step).some((word) => word === "services" || word === "all" || open.has(word)) ||
    namedTargets(step).some((target) => !members.has(target)) ||
    (reachesPools(step) && hasLaterPools) ||
    (reachesPools(step) && steps.some((other) => other !== step && open.has(other.from)));
  for (let grew = true; grew;) {
    grew = false;
    for (const step of steps) {
      if (open.has(step.from) || !leaves(step)) continue;
      open.add(step.from);
      grew = true;
    }
  }
  return steps.filter((step) => !open.has(step.from));
}

function checkCapacity(model: CostModel): Problem[] {
  return model.pools.flatMap(({ pool, capacity }) => {
    const step = model.steps.find((candidate) => candidate.from === pool);
    if (capacity === undefined || step === undefined || step.by.kind === "driver") return [];
    return [
      problem(
        "costing.capacity-without-driver",
        `”${pool}” har en kapacitet i ${capacity.unit}, men fördelas inte efter något som mäts.`,
        `"${pool}" has a capacity in ${capacity.unit}, but is not passed on by anything measured.`,
        { file: model.file, line: capacity.line },
      ),
    ];
  });
}

/** The first circle among pools that name each other, or a group of pools that one of them is in, as the path that returns to its start. */
function cycleOf(model: CostModel): { path: string[]; line: number } | undefined {
  const pools = new Set(model.pools.map((pool) => pool.pool));
  const blocks = new Map(model.steps.map((step) => [step.from, step.block]));
  const edges = new Map<string, string[]>();
  for (const [index, step] of model.steps.entries()) {
    const targets = [
      ...namedTargets(step).filter((target) => pools.has(target)),
      ...(reachesPools(step) ? model.steps.slice(index + 1).map((next) => next.from) : []),
    ];
    // Within a block a circle is the point.
    const outside = targets.filter((target) => step.block === undefined || blocks.get(target) !== step.block);
    edges.set(step.from, [...(edges.get(step.from) ?? []), ...outside]);
  }
  const done = new Set<string>();
  const walk = (pool: string, path: readonly string[]): string[] | undefined => {
    const start = path.indexOf(pool);
    if (start >= 0) return [...path.slice(start), pool];
    if (done.has(pool)) return undefined;
    for (const target of edges.get(pool) ?? []) {
      const found = walk(target, [...path, pool]);
      if (found !== undefined) return found;
    }
    done.add(pool);
    return undefined;
  };
  for (const step of model.steps) {
    const path = walk(step.from, []);
    if (path !== undefined) return { path, line: step.line };
  }
  return undefined;
}
