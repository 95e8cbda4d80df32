import { type Period, type Problem, assert } from "../../kernel/index.ts";
import { type Solver, type SparseMatrix, solverOf, sparse } from "./linear.ts";
import { type CostModel, poolOfIdleLine } from "./model.ts";
import { problem } from "./problems.ts";
import { sameAmounts, splitElements } from "./split.ts";
import type { Move, Stage } from "./stages.ts";
import {
  type BlockFlow,
  type BlockMonth,
  type FlowMonth,
  type Passing,
  type StepFlow,
  bookParts,
  splitProblem,
  takeHeld,
  weighMove,
} from "./step-down.ts";

type BlockStage = Stage & { readonly kind: "block" };

/** Composed weights are whole numbers of this; fine enough for 10^13 öre, coarse enough that equal shares come out equal. */
const composedWhole = 2 ** 48;

/** A block in one month: its shares, the system they make, and what of each member's cost ends outside. */
interface Composed {
  /** Every member's weights, as measured: to tell a month that is like the one before. */
  readonly measured: readonly Float64Array[];
  /** What is used of every member by pools that its step does not reach; see `Weighing`. */
  readonly elsewhere: readonly number[];
  /** Whether anything stands on a member that month. */
  readonly reached: readonly boolean[];
  readonly inner: SparseMatrix;
  readonly solver: Solver;
  /** By member, over the targets outside the block; sums to about `composedWhole`. */
  readonly weights: readonly Float64Array[];
}

/**
 * Empties the members of a reciprocal block (ömsesidigt block) as one step. The linear system of their mutual shares gives
 * each member's composed weights: what of its primary amount ends on whom outside the block, when all have charged each
 * other. The primary amounts are then allocated by those weights, so that every öre is kept although the solving is done in
 * floating point; a part is within one öre of its exact share.
 *
 * Cost: the system once for months with equal weights - O(n³ + n² x targets) for n <= 200 members, O(links x targets x rounds)
 * above - and one allocation per member, month and element.
 */
export function passBlock(
  passing: Passing,
  stage: BlockStage,
  earlier?: { readonly flows: readonly StepFlow[]; readonly block: BlockFlow | undefined },
): { readonly flows: StepFlow[]; readonly block: BlockFlow } {
  const { grid, problems } = passing;
  const { members } = stage;
  const nodes = new Map(members.map((member, i) => [member.node, i]));
  const outside = outsideOf(members, nodes);
  const months: (BlockMonth | undefined)[] = [];
  const flows = members.map((): (FlowMonth | undefined)[] => []);
  let before: Composed | undefined;
  for (const [p, period] of grid.periods.entries()) {
    const primary = members.map((member) => takeHeld(passing, member.node, p));
    const known = earlier?.flows.map((flow) => flow.months[p]);
    const knownMonth = earlier?.block?.months[p];
    if (known !== undefined && knownMonth !== undefined && sameMonth(known, primary)) {
      for (const [i, month] of known.entries()) {
        flows[i]?.push(month);
        if (month !== undefined) bookParts(passing, outside, p, month.parts, month.amounts);
      }
      months.push(knownMonth);
      continue;
    }
    const composed = primary.some((amounts) => amounts !== undefined)
      ? compose(passing, stage, { nodes, outside, primary, period }, before)
      : undefined;
    if (composed === undefined) {
      months.push(undefined);
      for (const flow of flows) flow.push(undefined);
      continue;
    }
    before = composed;
    for (const [i, amounts] of primary.entries()) {
      const weights = composed.weights[i] as Float64Array;
      const parts = amounts === undefined ? undefined : splitElements(amounts, { weights });
      if (amounts === undefined || parts === undefined || typeof parts === "string") {
        if (typeof parts === "string") {
          problems.push(splitProblem(parts, passing.model, (members[i] as Move).step, period));
        }
        flows[i]?.push(undefined);
        continue;
      }
      bookParts(passing, outside, p, parts, amounts);
      flows[i]?.push({ weights, amounts, parts });
    }
    months.push(blockMonth(composed, members, primary, grid.elements.length));
  }
  const { block } = stage;
  return {
    flows: members.map(({ step, node }, i) => ({
      step,
      pool: node,
      block,
      targets: outside,
      months: flows[i] as (FlowMonth | undefined)[],
    })),
    block: { block, members: Int32Array.from(nodes.keys()), months },
  };
}

function sameMonth(
  known: readonly (FlowMonth | undefined)[],
  primary: readonly (Float64Array | undefined)[],
): boolean {
  return primary.every((amounts, i) => {
    const month = known[i];
    return amounts === undefined
      ? month === undefined
      : month !== undefined && sameAmounts(month.amounts, amounts);
  });
}

/** Everyone outside that a member reaches, in the grid's order: pools as declared, services by code. */
function outsideOf(members: readonly Move[], inside: ReadonlyMap<number, number>): Int32Array {
  const found = new Set<number>();
  for (const { targets } of members) for (const target of targets) if (!inside.has(target)) found.add(target);
  return Int32Array.from(found).sort();
}

interface Month {
  readonly nodes: ReadonlyMap<number, number>;
  readonly outside: Int32Array;
  readonly primary: readonly (Float64Array | undefined)[];
  readonly period: Period;
}

/** `undefined` where the month has no answer, with the problems told. */
function compose(
  passing: Passing,
  stage: BlockStage,
  month: Month,
  before: Composed | undefined,
): Composed | undefined {
  const { model, problems } = passing;
  const { members } = stage;
  const { nodes, outside, period } = month;
  const told = problems.length;
  const elsewhere: number[] = [];
  const measured = members.map((member) => {
    if (member.step.by.kind === "agreed") problems.push(agreedInBlock(model, member));
    const weighing = weighMove(passing, member, period);
    if (weighing?.weights.some((weight) => weight < 0)) {
      problems.push(splitProblem("weight-negative", model, member.step, period));
    }
    elsewhere.push(weighing?.elsewhere ?? 0);
    return weighing?.weights ?? new Float64Array(member.targets.length);
  });
  if (problems.length > told) return undefined;
  const reached = reachedBy(members, nodes, measured, month.primary);
  if (before !== undefined && sameWeights(before, reached, measured)) return { ...before, elsewhere };
  const places = new Map([...outside].map((node, i) => [node, i]));
  const width = outside.length;
  const right = new Float64Array(members.length * width);
  const rows = members.map((member, i): [number, number][] => {
    if (!reached[i]) return [];
    const weights = measured[i] as Float64Array;
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const row: [number, number][] = [];
    for (const [k, target] of member.targets.entries()) {
      const weight = weights[k] as number;
      if (weight === 0) continue;
      const inner = nodes.get(target);
      if (inner === undefined) right[i * width + (places.get(target) as number)] = weight / sum;
      else row.push([inner, weight / sum]);
    }
    return row;
  });
  const leaving = Float64Array.from(rows, (_, i) =>
    right.subarray(i * width, (i + 1) * width).reduce((sum, share) => sum + share, 0),
  );
  const stuck = stuckMembers(rows, leaving, reached);
  if (stuck.length > 0) {
    problems.push(...stuckProblems(model, stage, rows, stuck, period));
    return undefined;
  }
  // Whom nothing reaches this month stands beside the system, and must not upset it.
  for (const [i, isReached] of reached.entries()) if (!isReached) leaving[i] = 1;
  const inner = sparse(rows);
  const solver = solverOf(inner, leaving);
  const shares = solver.solve(right, width);
  if (shares === undefined) {
    problems.push(unsolved(model, stage, period));
    return undefined;
  }
  const weights = members.map((_, i) =>
    Float64Array.from({ length: width }, (__, c) =>
      Math.max(Math.round((shares[i * width + c] as number) * composedWhole), 0),
    ),
  );
  return { measured, elsewhere, reached, inner, solver, weights };
}

function sameWeights(before: Composed, reached: readonly boolean[], now: readonly Float64Array[]): boolean {
  return before.measured.every(
    (weights, i) => before.reached[i] === reached[i] && sameAmounts(weights, now[i] as Float64Array),
  );
}

/** The members that hold something, or are served by one that is reached. O(members + links). */
function reachedBy(
  members: readonly Move[],
  nodes: ReadonlyMap<number, number>,
  measured: readonly Float64Array[],
  primary: readonly (Float64Array | undefined)[],
): boolean[] {
  const links = members.map(({ targets }, i) =>
    targets.flatMap((target, k) => {
      const to = nodes.get(target);
      return to === undefined || measured[i]?.[k] === 0 ? [] : [to];
    }),
  );
  const reached = primary.map((amounts) => amounts !== undefined);
  spread(reached, links);
  return reached;
}

/**
 * Members from which no way leads out of the block though something reaches them: a closed loop that passes everything on,
 * or a member with only zero weights. O(members + links).
 */
function stuckMembers(
  rows: readonly (readonly (readonly [number, number])[])[],
  leaving: Float64Array,
  reached: readonly boolean[],
): number[] {
  const servedBy: number[][] = rows.map(() => []);
  for (const [i, row] of rows.entries()) for (const [to] of row) servedBy[to]?.push(i);
  const leads = Array.from(leaving, (share) => share > 0);
  spread(leads, servedBy);
  return rows.flatMap((_, i) => (reached[i] && !leads[i] ? [i] : []));
}

function spread(marked: boolean[], links: readonly (readonly number[])[]): void {
  const open = marked.flatMap((mark, i) => (mark ? [i] : []));
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of links[at] as readonly number[]) {
      if (marked[next]) continue;
      marked[next] = true;
      open.push(next);
    }
  }
}

function stuckProblems(
  model: CostModel,
  stage: BlockStage,
  rows: readonly (readonly (readonly [number, number])[])[],
  stuck: readonly number[],
  period: Period,
): Problem[] {
  const names = stage.members.map((member) => member.step.from);
  const without = stuck.filter((i) => rows[i]?.length === 0);
  if (without.length > 0) {
    return without.map((i) => splitProblem("weights-zero", model, (stage.members[i] as Move).step, period));
  }
  // Every one of them passes to another of them, so that following any way comes back to where it has been.
  const path: number[] = [];
  let at = stuck[0] as number;
  while (!path.includes(at)) {
    path.push(at);
    const next = rows[at]?.[0];
    assert(next !== undefined, "a member of a closed loop passes on to another");
    at = next[0];
  }
  const circle = [...path.slice(path.indexOf(at)), at].map((i) => names[i]).join(" → ");
  return [
    problem(
      "costing.closed-loop",
      `I blocket ”${stage.block}” skickar ${circle} allt vidare till varandra i ${period}: ingenting når en tjänst.`,
      `In the block "${stage.block}", ${circle} pass everything on to each other in ${period}: nothing reaches a service.`,
      { file: model.file, line: stage.line },
    ),
  ];
}

function agreedInBlock(model: CostModel, member: Move): Problem {
  return problem(
    "costing.agreed-in-block",
    `”${member.step.from}” har avtalade belopp, som inte går att räkna med i ett ömsesidigt block.`,
    `"${member.step.from}" has agreed amounts, which cannot be reckoned with in a reciprocal block.`,
    { file: model.file, line: member.step.line },
  );
}

function unsolved(model: CostModel, stage: BlockStage, period: Period): Problem {
  return problem(
    "costing.block-unsolved",
    `Blocket ”${stage.block}” har ingen säker lösning i ${period}: nästan allt skickas vidare inom blocket.`,
    `The block "${stage.block}" has no certain solution in ${period}: nearly everything is passed on within it.`,
    { file: model.file, line: stage.line },
  );
}

/** What members charged each other, as information; the system is solved for it only when somebody asks. */
function blockMonth(
  { inner, solver, measured, elsewhere }: Composed,
  members: readonly Move[],
  held: readonly (Float64Array | undefined)[],
  width: number,
): BlockMonth {
  const primary = new Float64Array(held.length * width);
  for (const [i, amounts] of held.entries()) if (amounts !== undefined) primary.set(amounts, i * width);
  let known: Float64Array | undefined;
  return {
    primary,
    get gross() {
      if (known !== undefined) return known;
      known = new Float64Array(primary.length);
      for (let e = 0; e < width; e++) {
        const totals = solver.totals(Float64Array.from(held, (_, i) => primary[i * width + e] as number));
        for (let i = 0; i < held.length; i++) known[i * width + e] = Math.round(totals?.[i] ?? Number.NaN);
      }
      return known;
    },
    share(from, to) {
      for (let k = inner.starts[from] as number; k < (inner.starts[from + 1] as number); k++) {
        if (inner.columns[k] === to) return inner.values[k] as number;
      }
      return 0;
    },
    measuredSum(member) {
      const names = members[member]?.names ?? [];
      return (measured[member] ?? new Float64Array()).reduce(
        (sum, weight, k) => (poolOfIdleLine(names[k] as string) === undefined ? sum + weight : sum),
        elsewhere[member] ?? 0,
      );
    },
  };
}
