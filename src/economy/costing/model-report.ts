import { type Ore, type Period, type Problem, byCode, ore } from "../../kernel/index.ts";
import { type CustomerKeys, splitNodes } from "./customer-costing.ts";
import { driversIn, readFormula } from "./driver-formula.ts";
import { valuesIn } from "./driver-snapshot.ts";
import type { DriverReader } from "./driver.ts";
import { type CostingInput, assertConserved, driversOf, placeWhatCan, unknownDrivers } from "./engine.ts";
import { type Coverage, coverageOf } from "./model-coverage.ts";
import type { CostModel } from "./model.ts";
import { passWhatCan } from "./pass-on.ts";
import { problem } from "./problems.ts";
import type { StepFlow } from "./step-down.ts";

/** What a step took in and gave out over the months, the elements together. */
export interface StepPassage {
  readonly from: string;
  readonly inOre: Ore;
  readonly outOre: Ore;
  /** For every cost element and month by itself what came in went out. */
  readonly isKept: boolean;
}

/** A model held against the books of a year: what a controller reads before it is loaded or decided. */
export interface ModelReport {
  readonly model: CostModel;
  readonly coverage: Coverage;
  /** Absent where the costing was refused. */
  readonly conservation:
    | { readonly inOre: Ore; readonly outOre: Ore; readonly steps: readonly StepPassage[] }
    | undefined;
  /** What stops first, then what should be looked at. */
  readonly problems: readonly Problem[];
}

/**
 * Runs a model on real cells and tells what is wrong, what is unused and what is missing: all of it at once, so that a fault of
 * placing hides no fault of a step, and neither hides what a key lacks. A model whose text has faults (`inText`) is placed, but not
 * costed. Writes nothing.
 */
export function reportOn(
  input: CostingInput & { readonly keys: CustomerKeys },
  inText: readonly Problem[] = [],
): ModelReport {
  const { model, cells, services, projects, drivers } = input;
  const coverage = coverageOf(model, cells, services, projects);
  const looked = [...unused(model, drivers), ...emptyPools(model, coverage), ...withoutValues(input)];
  const { placed, problems: misplaced } = placeWhatCan(input);
  if (inText.some((one) => one.severity === "stop")) {
    const problems = ranked([...inText, ...misplaced, ...looked]);
    return { model, coverage, conservation: undefined, problems };
  }
  const { grid, direct, inOre } = placed;
  const { passed, problems: stuck } = passWhatCan({ model, grid, drivers, direct });
  const stops = [...unknownDrivers(model, drivers), ...misplaced, ...stuck];
  const shared = splitNodes({ model, grid, direct, allocated: passed.allocated }, input.keys);
  const unshared = shared.ok ? shared.warnings : shared.problems;
  const isCosted = stops.length === 0;
  // An agreed amount is held against a whole cost: where something else is missing it may only look too large.
  const found = [...stops, ...unshared];
  const others = found.filter((one) => one.code !== "costing.agreed-exceeds-cost");
  const faults = others.some((one) => one.severity === "stop") ? others : found;
  const conservation = isCosted
    ? {
        inOre,
        outOre: ore(assertConserved(grid, direct, passed.allocated)),
        steps: passages(passed.flows),
      }
    : undefined;
  return { model, coverage, conservation, problems: ranked([...inText, ...faults, ...looked]) };
}

/** What each pool's steps took in and gave out, added up from every element and month by itself. */
function passages(flows: readonly StepFlow[]): StepPassage[] {
  const steps = new Map<string, { inOre: number; outOre: number; isKept: boolean }>();
  for (const { step, months, targets } of flows) {
    const own = steps.get(step.from) ?? { inOre: 0, outOre: 0, isKept: true };
    steps.set(step.from, own);
    for (const month of months) {
      if (month === undefined) continue;
      for (const [e, amount] of month.amounts.entries()) {
        let given = 0;
        for (let t = 0; t < targets.length; t++) given += month.parts[e * targets.length + t] as number;
        own.inOre += amount;
        own.outOre += given;
        if (given !== amount) own.isKept = false;
      }
    }
  }
  return [...steps].map(([from, { inOre, outOre, isKept }]) => ({
    from,
    inOre: ore(inOre),
    outOre: ore(outOre),
    isKept,
  }));
}

/** Two models in force on the same days: a month can be costed by one of them only. */
export function twoModels(
  model: CostModel,
  other: { readonly model: string; readonly validFrom: string; readonly validTo?: string | null | undefined },
): Problem {
  const span = ({ validFrom, validTo }: typeof other): string => `${validFrom} – ${validTo ?? ""}`.trim();
  const stored = `${other.model}@${other.validFrom}`;
  return problem(
    "costing.two-models",
    `”${model.model}” (${span(model)}) gäller samtidigt som ”${other.model}” (${span(other)}).`,
    `"${model.model}" (${span(model)}) is in force at the same time as "${other.model}" (${span(other)}).`,
    { file: model.file, line: 1 },
    {
      try: `Write valid_to in the earlier one and load it too; or take it away: ./underlag model remove ${stored}`,
      try_sv: `Skriv valid_to i den tidigare och läs in den också; eller ta bort den: ./underlag model remove ${stored}`,
    },
  );
}

/** The drivers a model reads, with those that its computed ones read. */
export function driversUsed(model: CostModel, drivers: DriverReader): Set<string> {
  const used = new Set<string>();
  const use = (name: string): void => {
    if (used.has(name)) return;
    used.add(name);
    const formula = drivers.registered(name)?.formula;
    const read = formula ? readFormula(formula) : undefined;
    if (read !== undefined && !("sv" in read)) driversIn(read).forEach(use);
  };
  for (const one of [...model.steps, ...model.keys]) driversOf(one.by).forEach(use);
  for (const { change } of model.exceptions) if (change.kind !== "fixed") use(change.driver);
  for (const { capacity } of model.pools) if (capacity?.driver !== undefined) use(capacity.driver);
  for (const measure of model.measures ?? []) use(measure.driver);
  return used;
}

function unused(model: CostModel, drivers: DriverReader): Problem[] {
  const assigned = new Set(model.assignments.map((assignment) => assignment.key));
  const keys = model.keys
    .filter(({ key }) => !assigned.has(key))
    .map(({ key, line }) =>
      problem(
        "costing.unused-key",
        `Ingen tjänst har nyckeln ”${key}”.`,
        `No service has the key "${key}".`,
        { file: model.file, line },
      ),
    );
  const used = driversUsed(model, drivers);
  const idle = drivers
    .names()
    .filter((name) => !used.has(name))
    .sort(byCode);
  return [
    ...keys,
    ...idle.map((name) =>
      problem(
        "costing.unused-driver",
        `Fördelningsgrunden ”${name}” används inte i modellen.`,
        `The driver "${name}" is not used by the model.`,
        { file: model.file, line: 1 },
      ),
    ),
  ];
}

function emptyPools(model: CostModel, coverage: Coverage): Problem[] {
  const filled = new Set(
    coverage.rows.filter((row) => row.place.kind === "pool").map((row) => row.place.code),
  );
  return model.pools
    .filter(({ pool, select }) => select.length > 0 && !filled.has(pool))
    .map(({ pool, line }) =>
      problem(
        "costing.unused-pool",
        `Ingen kostnad i underlaget hamnar i ”${pool}”.`,
        `No cost in the books lands in "${pool}".`,
        { file: model.file, line },
      ),
    );
}

/** Months in which a driver that the model reads says nothing about anybody. */
function withoutValues({ model, cells, drivers }: CostingInput): Problem[] {
  const months = [...new Set(cells.map((cell) => cell.period))].sort(byCode);
  return [...driversUsed(model, drivers)].sort(byCode).flatMap((name) => {
    if (!drivers.knows(name)) return [];
    const missing = months.filter((month: Period) => valuesIn(drivers, name, month).length === 0);
    if (missing.length === 0) return [];
    const span = missing.length === 1 ? String(missing[0]) : `${missing[0]} – ${missing.at(-1)}`;
    return [
      problem(
        "costing.driver-without-values",
        `”${name}” har inga värden som gäller i ${span}.`,
        `"${name}" has no values that hold in ${span}.`,
        { file: model.file, line: 1 },
      ),
    ];
  });
}

/** What stops before what does not. */
function ranked(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => Number(b.severity === "stop") - Number(a.severity === "stop"));
}
