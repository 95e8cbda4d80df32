import {
  type Ore,
  type Period,
  type Problem,
  type Result,
  assert,
  byCode,
  ok,
  ore,
  refused,
} from "../../kernel/index.ts";
import type { CostCell, CostedProject, CostedService } from "./cell.ts";
import type { DriverReader } from "./driver.ts";
import { type Grid, activities, gridOf, serviceNode, slot } from "./grid.ts";
import { type Activity, type Basis, type CostModel, type Method, idleLine, unallocated } from "./model.ts";
import { type Passed, passOn } from "./pass-on.ts";
import { problem, unknownName, unplacedCells } from "./problems.ts";
import { selects } from "./selection.ts";
import type { BlockFlow, StepFlow } from "./step-down.ts";

/** What a service cost in a month, by cost element. Positive is cost. */
export interface ServiceCostRow {
  /** '' for what a rule left unallocated. */
  readonly service: string;
  readonly activity: Activity;
  readonly element: string;
  readonly period: Period;
  readonly directOre: Ore;
  readonly allocatedOre: Ore;
}

/** A costed year (or any months): what went in, what came out, and every flow between, kept for the explanation. */
export interface ServiceCosting {
  readonly model: CostModel;
  readonly grid: Grid;
  readonly cells: readonly CostCell[];
  /** The node each cell was placed on. */
  readonly placement: Int32Array;
  readonly direct: Float64Array;
  readonly allocated: Float64Array;
  /** In the order costs moved. */
  readonly flows: readonly StepFlow[];
  readonly blocks: readonly BlockFlow[];
  /** Every service, activity, element and month with an amount; by service code, activity, element, month. */
  readonly rows: readonly ServiceCostRow[];
  readonly inOre: Ore;
  readonly outOre: Ore;
}

export interface CostingInput {
  readonly cells: readonly CostCell[];
  readonly model: CostModel;
  readonly drivers: DriverReader;
  readonly services: readonly CostedService[];
  readonly projects: readonly CostedProject[];
}

/** Cells put where the model says, before any step has moved anything: costed again and again in a what-if. */
export interface PlacedCells {
  readonly model: CostModel;
  readonly grid: Grid;
  readonly cells: readonly CostCell[];
  readonly placement: Int32Array;
  readonly direct: Float64Array;
  readonly inOre: Ore;
}

/**
 * Costs every service: each cell goes direct to the service it names or into the first pool that selects it, and the
 * pools are passed on by the model's steps. Cost element and month are kept, no öre is lost or made, and the result
 * does not depend on the order of the input.
 *
 * Cost: O(cells x rules) to place, and the steps (see pass-on.ts).
 */
export function costServices(input: CostingInput): Result<ServiceCosting> {
  const { model, drivers } = input;
  const problems: Problem[] = unknownDrivers(model, drivers);
  const placed = placeCells(input);
  const passed = placed.ok ? costPlaced(placed.value, drivers) : placed;
  if (!passed.ok) problems.push(...passed.problems);
  return passed.ok && problems.length === 0 ? passed : refused(problems);
}

/** The first half of a costing: it depends on books and model, not on drivers. */
export function placeCells(input: Omit<CostingInput, "drivers">): Result<PlacedCells> {
  const { placed, problems } = placeWhatCan(input);
  return problems.length > 0 ? refused(problems) : ok(placed);
}

/** The cells that the model has a place for, and what is wrong with the others: a check tells all faults at once. */
export function placeWhatCan(input: Omit<CostingInput, "drivers">): {
  readonly placed: PlacedCells;
  readonly problems: readonly Problem[];
} {
  const { cells, model } = input;
  const problems: Problem[] = [];
  const services = [...new Set(input.services.map((service) => service.service))].sort(byCode);
  for (const pool of model.pools) {
    if (services.includes(pool.pool)) problems.push(sharedCode(model, pool.pool, pool.line));
  }
  const grid = gridOf(
    model,
    [...services, ...idleLines(model), unallocated],
    [...new Set(cells.map((cell) => cell.element))].sort(byCode),
    [...new Set(cells.map((cell) => cell.period))].sort(byCode),
  );
  const { placement, problems: misplaced } = place(input, grid);
  problems.push(...misplaced);
  const direct = new Float64Array(grid.size);
  const elementIndex = indexOf(grid.elements);
  const periodIndex = indexOf(grid.periods);
  let inOre = 0;
  for (const [i, cell] of cells.entries()) {
    inOre += cell.amountOre;
    const node = placement[i] as number;
    // What is placed nowhere is zero, or told as a problem.
    if (node < 0) continue;
    const at =
      slot(grid, node, periodIndex.get(cell.period) as number) + (elementIndex.get(cell.element) as number);
    direct[at] = (direct[at] as number) + cell.amountOre;
  }
  return { placed: { model, grid, cells, placement, direct, inOre: ore(inOre) }, problems };
}

/** The lines on which unused capacity is carried; see `Capacity`. */
export function idleLines(model: CostModel): string[] {
  return model.pools
    .filter((pool) => pool.capacity?.unused === "carry")
    .map((pool) => idleLine(pool.pool))
    .sort(byCode);
}

/** The second half: the steps. `as` reads the model as if it were written for another method. */
export function costPlaced(placed: PlacedCells, drivers: DriverReader, as?: Method): Result<ServiceCosting> {
  const { model, grid, direct, inOre } = placed;
  const passed = passOn({ model, grid, drivers, direct, as });
  if (!passed.ok) return passed;
  const outOre = assertConserved(grid, direct, passed.value.allocated);
  assert(inOre === outOre, `the costing puts out ${outOre} öre of the ${inOre} öre that came in`);
  return ok(withRows(placed, passed.value));
}

/** Rows are made when somebody asks: what works on the grid itself does not pay for them. */
export function withRows(placed: PlacedCells, passed: Passed): ServiceCosting {
  let rows: readonly ServiceCostRow[] | undefined;
  return {
    ...placed,
    ...passed,
    outOre: placed.inOre,
    get rows() {
      return (rows ??= rowsOf(placed.grid, placed.direct, passed.allocated));
    },
  };
}

const nowhere = -1;

/**
 * Direct rules first, then pools, both in declared order; the first that matches takes the cell. A rule never asks which
 * month it is, so that cells of the same coding are looked up once: O(cells + codings x rules).
 */
function place(
  input: Omit<CostingInput, "drivers">,
  grid: Grid,
): { placement: Int32Array; problems: Problem[] } {
  const { model, cells } = input;
  const unknown = new Map<string, Problem>();
  const nodeOf = nodeFinder(input, grid, unknown);
  const known: Codings = new Map();
  const unplaced: CostCell[] = [];
  const placement = new Int32Array(cells.length).fill(nowhere);
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] as CostCell;
    const codings = codingsLike(known, cell);
    let node = codings.get(cell.counterparty);
    if (node === undefined) codings.set(cell.counterparty, (node = nodeOf(cell)));
    placement[i] = Math.max(node, nowhere);
    // A cell that corrections have brought to zero hinders nobody.
    if (node === nowhere && cell.amountOre !== 0) unplaced.push(cell);
  }
  const place = { file: model.file, line: model.pools[0]?.line ?? 1 };
  return { placement, problems: [...unknown.values(), ...unplacedCells(unplaced, place)] };
}

/** The node of each coding that has been met, field by field: a joined text would cost more to make than to look up. */
type Codings = Map<string, Codings | Map<string, number>>;

function codingsLike(known: Codings, cell: CostCell): Map<string, number> {
  let at: Codings = known;
  at = within(at, cell.account);
  at = within(at, cell.element);
  at = within(at, cell.costCentre);
  at = within(at, cell.project);
  at = within(at, cell.service);
  return within(at, cell.customer) as unknown as Map<string, number>;
}

function within(codings: Codings, code: string): Codings {
  let found = codings.get(code);
  if (found === undefined) codings.set(code, (found = new Map()));
  return found as Codings;
}

/** The node of a coding; `nowhere`, or below it where a problem about it has been told. */
function nodeFinder(
  { model, projects: registered }: Omit<CostingInput, "drivers">,
  grid: Grid,
  unknown: Map<string, Problem>,
): (cell: CostCell) => number {
  const serviceIndex = indexOf(grid.services);
  const projects = new Map(registered.map((project) => [project.project, project]));
  return (cell) => {
    const project = projects.get(cell.project);
    const named = cell.service || (project?.service ?? "");
    const rule = model.direct.find(
      (candidate) => (candidate.service ?? named) !== "" && selects(candidate.select, cell),
    );
    if (rule === undefined) {
      return model.pools.findIndex((candidate) =>
        candidate.select.some((selection) => selects(selection, cell)),
      );
    }
    const service = rule.service ?? named;
    const index = serviceIndex.get(service);
    if (index !== undefined)
      return serviceNode(grid, index, rule.activity ?? project?.activity ?? "operation");
    const place = { file: model.file, line: rule.line };
    unknown.set(service, unknownName("service", service, grid.services, place));
    return nowhere - 1;
  };
}

function rowsOf(grid: Grid, direct: Float64Array, allocated: Float64Array): ServiceCostRow[] {
  const rows: ServiceCostRow[] = [];
  for (const [s, service] of grid.services.entries()) {
    for (const activity of activities) {
      const node = serviceNode(grid, s, activity);
      for (const [e, element] of grid.elements.entries()) {
        for (const [p, period] of grid.periods.entries()) {
          const at = slot(grid, node, p) + e;
          const directOre = ore(direct[at] as number);
          const allocatedOre = ore(allocated[at] as number);
          if (directOre === 0 && allocatedOre === 0) continue;
          rows.push({ service, activity, element, period, directOre, allocatedOre });
        }
      }
    }
  }
  // The nameless service is last in the grid but first by code.
  return rows.sort((a, b) => byCode(a.service, b.service));
}

/** For every element and month: what services ended with is what came in, from pools and direct alike. */
export function assertConserved(grid: Grid, direct: Float64Array, allocated: Float64Array): number {
  const width = grid.elements.length;
  let all = 0;
  for (let p = 0; p < grid.periods.length; p++) {
    for (let e = 0; e < width; e++) {
      let came = 0;
      let went = 0;
      for (let node = 0; node < grid.nodeCount; node++) {
        const at = slot(grid, node, p) + e;
        came += direct[at] as number;
        if (node >= grid.pools.length) went += (direct[at] as number) + (allocated[at] as number);
      }
      assert(came === went, `${grid.elements[e]} of ${grid.periods[p]}: ${came} in, ${went} out`);
      all += went;
    }
  }
  return all;
}

/** What the model reads that nobody has registered or measured. */
export function unknownDrivers(model: CostModel, drivers: DriverReader): Problem[] {
  const problems: Problem[] = [];
  const check = (name: string, line: number): void => {
    if (!drivers.knows(name)) {
      problems.push(unknownName("driver", name, drivers.names(), { file: model.file, line }));
    }
  };
  for (const step of model.steps) for (const name of driversOf(step.by)) check(name, step.line);
  for (const { capacity } of model.pools) {
    if (capacity?.driver !== undefined) check(capacity.driver, capacity.line);
  }
  for (const measure of model.measures ?? []) check(measure.driver, measure.line);
  for (const key of model.keys) for (const name of driversOf(key.by)) check(name, key.line);
  for (const exception of model.exceptions) {
    if (exception.change.kind !== "fixed") check(exception.change.driver, exception.line);
  }
  return problems;
}

/** The drivers a basis reads. */
export function driversOf(basis: Basis): string[] {
  if (basis.kind === "driver") return [basis.driver];
  return basis.kind === "agreed" && basis.rest !== undefined ? driversOf(basis.rest) : [];
}

function sharedCode(model: CostModel, code: string, line: number): Problem {
  return problem(
    "costing.duplicate-code",
    `”${code}” är både en kostnadspool och en tjänst.`,
    `"${code}" is both a pool and a service.`,
    { file: model.file, line },
  );
}

function indexOf(codes: readonly string[]): Map<string, number> {
  return new Map(codes.map((code, index) => [code, index]));
}
