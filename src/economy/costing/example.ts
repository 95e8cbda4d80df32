import {
  type Day,
  type Ore,
  type Period,
  type Problem,
  type Result,
  byCode,
  formatKronor,
  ok,
  refused,
  sumOre,
} from "../../kernel/index.ts";
import { distributeToCustomers } from "./customer-costing.ts";
import type { CostCell, CostedService } from "./cell.ts";
import { type Driver, type DriverReader, driverReader, noVolumes } from "./driver.ts";
import { costServices } from "./engine.ts";
import { coverageOf } from "./model-coverage.ts";
import type { CostModel, ModelTest } from "./model.ts";
import { problem } from "./problems.ts";
import { matchesPattern } from "./selection.ts";

/** What an example expected, and what the model gave. */
export interface ExampleFigure {
  readonly kind: "service" | "customer";
  readonly code: string;
  readonly expectedOre: Ore;
  readonly gotOre: Ore;
}

/** What each service and customer costs in all: what an example's expectations are held against. */
export interface ExampleSums {
  readonly services: ReadonlyMap<string, Ore>;
  readonly customers: ReadonlyMap<string, Ore>;
}

/** Runs a model on what its example gives. Nothing but the model and the example is read. */
export function runWritten(
  model: CostModel,
  given: ModelTest["given"] & { readonly kind: "written" },
  drivers: readonly Driver[] = [],
): Result<ExampleSums> {
  const measured = driverReader(given.drivers, drivers);
  // A driver that the example leaves out is known, and zero for all.
  const reader: DriverReader = { ...measured, knows: () => true };
  const costed = given.services.map((service) => ({ service }));
  // The example shows the rules, not the days: it is costed in its own months whatever the model's validity.
  const costing = costServices({
    cells: given.cells,
    model: within(whenever(model), given, costed),
    drivers: reader,
    services: costed,
    projects: [],
  });
  if (!costing.ok) return refused(costing.problems);
  const services = sums(
    costing.value.rows.map((row) => [row.service, (row.directOre + row.allocatedOre) as Ore]),
  );
  if (given.customers.length === 0) return ok({ services, customers: new Map() });
  const from = "1900-01-01" as Day;
  const shared = distributeToCustomers(costing.value, {
    drivers: reader,
    volumes: noVolumes,
    customers: given.customers.map((customer) => ({ customer, validFrom: from })),
    uses: given.services.flatMap((service) =>
      given.customers.map((customer) => ({ customer, service, validFrom: from })),
    ),
  });
  if (!shared.ok) return refused(shared.problems);
  const customers = sums(shared.value.rows.map((row) => [row.customer, row.amountOre]));
  return ok({ services, customers }, shared.warnings);
}

/**
 * The model as far as an example reaches: the steps that its costs come to, and of their targets those that it names. A
 * whole model can then be tried with two services.
 */
function within(
  model: CostModel,
  given: { readonly cells: readonly CostCell[] },
  services: readonly CostedService[],
): CostModel {
  const landed = coverageOf(model, given.cells, services, []);
  const reached = new Set(
    landed.rows.filter((row) => row.place.kind === "pool").map((row) => row.place.code),
  );
  const pools = new Set(model.pools.map((pool) => pool.pool));
  const blocksOf = new Map(model.steps.map((step) => [step.from, step.block]));
  for (let size = -1; size < reached.size;) {
    size = reached.size;
    for (const [index, { from, to, block }] of model.steps.entries()) {
      if (!reached.has(from)) continue;
      const words = typeof to === "string" ? [to] : to;
      const toGroup = words.includes("pools") || words.includes("all");
      for (const [at, other] of model.steps.entries()) {
        const isLater = at > index || model.method === "double-step-down" || model.method === "reciprocal";
        const isMember = block !== undefined && blocksOf.get(other.from) === block;
        if ((toGroup && isLater) || isMember || words.includes(other.from)) reached.add(other.from);
      }
    }
  }
  const isNamed = (word: string): boolean =>
    ["pools", "services", "all"].includes(word) ||
    pools.has(word) ||
    services.some(({ service }) => matchesPattern(service, word));
  const steps = model.steps
    .filter((step) => reached.has(step.from))
    .map((step) => {
      if (typeof step.to === "string") return step;
      const to = step.to.filter(isNamed);
      return { ...step, to: to.length === 0 ? step.to : to };
    });
  return { ...model, steps };
}

/** The same model with no first and no last day, for what asks about its rules and not about its time. */
export function whenever(model: CostModel): CostModel {
  const { validTo: _, ...rest } = model;
  return { ...rest, validFrom: "1900-01-01" as Day };
}

export function sums(amounts: Iterable<readonly [string, Ore]>): Map<string, Ore> {
  const found = new Map<string, Ore[]>();
  for (const [code, amount] of amounts) found.set(code, [...(found.get(code) ?? []), amount]);
  return new Map([...found].sort(([a], [b]) => byCode(a, b)).map(([code, each]) => [code, sumOre(each)]));
}

/** Every expected figure beside the one that came out; what the example does not mention is not compared. */
export function compare(expect: ModelTest["expect"], got: ExampleSums): ExampleFigure[] {
  const figures = (
    kind: "service" | "customer",
    wanted: ReadonlyMap<string, Ore>,
    sum: ReadonlyMap<string, Ore>,
  ) =>
    [...wanted].map(([code, expectedOre]) => ({
      kind,
      code,
      expectedOre,
      gotOre: sum.get(code) ?? (0 as Ore),
    }));
  return [
    ...figures("service", expect.services, got.services),
    ...figures("customer", expect.customers, got.customers),
  ];
}

export function agrees(figure: ExampleFigure): boolean {
  return figure.expectedOre === figure.gotOre;
}

/** The refusal of an example that does not hold, with every figure that differs; nothing where all agree. */
export function exampleProblems(
  { file }: CostModel,
  { name, line }: ModelTest,
  figures: readonly ExampleFigure[],
): Problem[] {
  const wrong = figures.filter((figure) => !agrees(figure));
  if (wrong.length === 0) return [];
  const told = (expected: string, got: string): string =>
    wrong
      .map(
        (one) =>
          `${one.code}: ${expected} ${formatKronor(one.expectedOre)}, ${got} ${formatKronor(one.gotOre)}`,
      )
      .join("; ");
  return [
    problem(
      "costing.example-differs",
      `”${name}”: ${told("väntat", "blev")}.`,
      `"${name}": ${told("expected", "got")}.`,
      { file, line },
    ),
  ];
}

/** The months that an example's cells stand in. */
export function monthsOf(given: ModelTest["given"]): readonly Period[] {
  return given.kind === "written" ? [...new Set(given.cells.map((cell) => cell.period))].sort(byCode) : [];
}
