import { type Problem, type Result, refused, ok } from "../../kernel/index.ts";
import type { DriverReader } from "./driver.ts";
import { type Grid, slot } from "./grid.ts";
import type { CostModel, Method, Step } from "./model.ts";
import { passBlock } from "./reciprocal.ts";
import { stagesOf } from "./stages.ts";
import { type BlockFlow, type Passing, type StepFlow, emptyPool } from "./step-down.ts";

/** All that moved between the first placing of amounts and their last place. */
export interface Passed {
  /** All that steps put on each node, pools too. */
  readonly allocated: Float64Array;
  /** In the order amounts moved. */
  readonly flows: readonly StepFlow[];
  readonly blocks: readonly BlockFlow[];
}

export interface EarlierPassing extends Pick<Passed, "flows" | "blocks"> {
  readonly changed: (step: Step) => boolean;
}

/**
 * Empties the pools of a model, stage by stage. It knows nothing of money: amounts are whole numbers of one unit, and
 * every stage gives out exactly what it took in. `as` reads the model as if it were written for another method.
 *
 * Cost: the sum of its steps, O(periods x elements x targets) each; see reciprocal.ts for blocks.
 */
export function passOn(wish: Passage): Result<Passed> {
  const { passed, problems } = passWhatCan(wish);
  return problems.length > 0 ? refused(problems) : ok(passed);
}

interface Passage {
  readonly model: CostModel;
  readonly grid: Grid;
  readonly drivers: DriverReader;
  readonly direct: Float64Array;
  readonly as?: Method | undefined;
  /** An earlier passing of the same model over the same grid, and which of its steps have other weights now. */
  readonly before?: EarlierPassing | undefined;
}

/** What moves although something hinders the rest, and what hinders it: a check tells all faults at once. */
export function passWhatCan({ model, grid, drivers, direct, as, before }: Passage): {
  readonly passed: Passed;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const planned = stagesOf(model, grid, as);
  problems.push(...planned.problems);
  const passing: Passing = {
    model,
    grid,
    drivers,
    held: direct.slice(0, slot(grid, grid.pools.length, 0)),
    allocated: new Float64Array(grid.size),
    problems,
  };
  const flows: StepFlow[] = [];
  const blocks: BlockFlow[] = [];
  // A pool that cannot be passed on hinders nothing but the result: all that is wrong is told at once.
  for (const stage of planned.stages) {
    if (stage.kind === "step") {
      if (stage.move.targets.length === 0) continue;
      const earlier = before?.changed(stage.move.step) === false ? before.flows[flows.length] : undefined;
      flows.push(emptyPool(passing, stage.move, earlier));
      continue;
    }
    const same = stage.members.every((member) => before?.changed(member.step) === false);
    const at = flows.length;
    const passed = passBlock(
      passing,
      stage,
      same && before !== undefined
        ? { flows: before.flows.slice(at, at + stage.members.length), block: before.blocks[blocks.length] }
        : undefined,
    );
    flows.push(...passed.flows);
    blocks.push(passed.block);
  }
  return { passed: { allocated: passing.allocated, flows, blocks }, problems: distinct(problems) };
}

/** The two rounds of double step-down would say the same thing twice. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((one) => [`${one.code} ${one.line} ${one.message_en}`, one])).values()];
}
