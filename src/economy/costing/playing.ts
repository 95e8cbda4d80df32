import {
  type Ore,
  type Period,
  type Problem,
  Refusal,
  type Result,
  assert,
  byCode,
  ok,
  ore,
  refused,
} from "../../kernel/index.ts";
import type { CostCell } from "./cell.ts";
import { type Costed, costAgain, costInFull } from "./cost-again.ts";
import { driverReader, volumeReader } from "./driver.ts";
import { type PlacedCells, placeCells } from "./engine.ts";
import { slot } from "./grid.ts";
import type { Activity, CostModel } from "./model.ts";
import { matchesPattern } from "./selection.ts";
import type { WhatIfBasis } from "./what-if-basis.ts";
import { type Assumption, driversReading, type Imagined, imagine } from "./what-if.ts";
import { modelOf } from "./year.ts";

/** What customers carry, by customer and month: `customer * periods + period`. The sum is that of the costing. */
export interface CustomerMonths {
  readonly amountsOre: Float64Array;
  readonly sumOre: Ore;
}

/** A costed year that answers what-ifs (tänk om) again and again, each from the year as it is. Nothing is written. */
export interface Play {
  readonly customers: readonly string[];
  readonly periods: readonly Period[];
  readonly before: CustomerMonths;
  /** Everybody that a driver is measured for. */
  subjects(driver: string): readonly string[];
  /** What customers would carry if the assumptions held. Refuses what cannot be costed, and what touches nothing. */
  after(assumptions: readonly Assumption[]): Result<CustomerMonths>;
  /** What services would cost, and what keys would be asked by: what prices are made from. */
  servicesAfter(assumptions: readonly Assumption[]): Result<ServicesAfter>;
}

/** The services of a played year: cost by service and activity, and the keys as they would be. */
export interface ServicesAfter {
  readonly costs: readonly {
    readonly service: string;
    readonly activity: Activity;
    readonly amountOre: Ore;
  }[];
  readonly models: readonly CostModel[];
  readonly keys: Imagined["keys"];
}

/** Costs the year once; `after` then only what an assumption reaches, which is what makes it fit into a frame. */
export function playOf(basis: WhatIfBasis): Result<Play> {
  const drivers = driverReader(basis.values, basis.drivers, basis.frozen);
  const keys = { ...basis, drivers, volumes: volumeReader(basis.volumes) };
  const given: Imagined = { cells: basis.cells, models: basis.models, drivers, keys };
  const codes = {
    services: basis.services.map((one) => one.service),
    customers: basis.customers.map((one) => one.customer),
    items: basis.items,
  };
  const parts = costedParts(basis, given);
  if (!parts.ok) return parts;
  const customers = [
    ...new Set(
      parts.value.flatMap(({ costed }) => costed.customers.splits.flatMap((split) => split.customers)),
    ),
    ...codes.customers,
  ];
  const places = [...new Set(customers)].sort(byCode);
  const periods = [...new Set(basis.cells.map((cell) => cell.period))].sort(byCode);
  const summed = (costings: readonly Costed[]): CustomerMonths => sumUp(costings, places, periods);
  const playedWith = (
    assumptions: readonly Assumption[],
  ): Result<{ readonly imagined: Imagined; readonly costed: readonly Costed[] }> => {
    const imagined = imagine(given, assumptions, codes);
    if (!imagined.ok) return imagined;
    const changed = {
      drivers: assumptions.flatMap((one) =>
        one.kind === "driver"
          ? [one.driver, ...driversReading(drivers, one.driver).map((computed) => computed.driver)]
          : [],
      ),
      services: servicesOf(basis, assumptions),
    };
    const otherCells = imagined.value.cells !== given.cells;
    const again: Costed[] = [];
    const problems: Problem[] = [];
    for (const { costed, model, cellsAt, slots } of parts.value) {
      const start = otherCells
        ? { ...costed, placed: withAmounts(costed.placed, { cellsAt, slots }, imagined.value.cells) }
        : costed;
      const other = imagined.value.models[basis.models.indexOf(model)] as CostModel;
      const found = orRefused(() => costAgain(start, { ...imagined.value, model: other }, changed));
      if (found.ok) again.push(found.value);
      else problems.push(...found.problems);
    }
    return problems.length > 0 ? refused(problems) : ok({ imagined: imagined.value, costed: again });
  };
  return ok({
    customers: places,
    periods,
    before: summed(parts.value.map((part) => part.costed)),
    subjects: (driver) => drivers.subjects(driver),
    after(assumptions) {
      const played = playedWith(assumptions);
      return played.ok ? ok(summed(played.value.costed)) : played;
    },
    servicesAfter(assumptions) {
      const played = playedWith(assumptions);
      if (!played.ok) return played;
      const { costed, imagined } = played.value;
      return ok({ costs: costsOf(costed), models: imagined.models, keys: imagined.keys });
    },
  });
}

function costsOf(costings: readonly Costed[]): ServicesAfter["costs"] {
  const sums = new Map<string, { readonly service: string; readonly activity: Activity; amount: number }>();
  for (const { costing } of costings) {
    for (const { service, activity, directOre, allocatedOre } of costing.rows) {
      const key = `${service}\n${activity}`;
      const sum = sums.get(key) ?? { service, activity, amount: 0 };
      sum.amount += directOre + allocatedOre;
      sums.set(key, sum);
    }
  }
  return [...sums.values()].map(({ service, activity, amount }) => ({
    service,
    activity,
    amountOre: ore(amount),
  }));
}

/** A computed driver may have no number under an assumption: told, as all that cannot be costed is. */
function orRefused<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return refused(error.problems);
    throw error;
  }
}

interface Part {
  readonly model: CostModel;
  readonly costed: Costed;
  /** Where the part's cells stand among the year's. */
  readonly cellsAt: Int32Array;
  /** Where each of them lands in the grid; -1 for those that land nowhere. */
  readonly slots: Int32Array;
}

/** The months of each model, costed by themselves: months never mix. */
function costedParts(basis: WhatIfBasis, given: Imagined): Result<Part[]> {
  const problems: Problem[] = [];
  const cellsOf = new Map<CostModel, number[]>();
  const modelIn = new Map<Period, CostModel | undefined>();
  for (const [at, { period }] of basis.cells.entries()) {
    if (!modelIn.has(period)) {
      const found = modelOf(basis.models, period);
      if (!found.ok) problems.push(...found.problems);
      modelIn.set(period, found.ok ? found.value : undefined);
    }
    const model = modelIn.get(period);
    if (model === undefined) continue;
    const places = cellsOf.get(model);
    if (places === undefined) cellsOf.set(model, [at]);
    else places.push(at);
  }
  const parts: Part[] = [];
  for (const [model, places] of cellsOf) {
    const cells = places.map((at) => basis.cells[at] as CostCell);
    const { services, projects } = basis;
    const placed = placeCells({ cells, model, services, projects });
    const costed = placed.ok ? costInFull(placed.value, given) : placed;
    if (costed.ok)
      parts.push({
        model,
        costed: costed.value,
        cellsAt: Int32Array.from(places),
        slots: slotsOf(costed.value.placed),
      });
    else problems.push(...costed.problems);
  }
  return problems.length > 0 ? refused(problems) : ok(parts);
}

function slotsOf({ cells, grid, placement }: PlacedCells): Int32Array {
  const monthOf = new Map(grid.periods.map((period, at) => [period, at]));
  const elementOf = new Map(grid.elements.map((element, at) => [element, at]));
  return Int32Array.from(cells, ({ period, element }, i) => {
    const node = placement[i] as number;
    return node < 0
      ? -1
      : slot(grid, node, monthOf.get(period) as number) + (elementOf.get(element) as number);
  });
}

/** The same cells on the same places with other amounts: only what differs is moved. */
function withAmounts(
  placed: PlacedCells,
  { cellsAt, slots }: Pick<Part, "cellsAt" | "slots">,
  all: readonly CostCell[],
): PlacedCells {
  const direct = placed.direct.slice();
  let inOre: number = placed.inOre;
  const cells = placed.cells.map((was, i) => {
    const cell = all[cellsAt[i] as number] as CostCell;
    if (cell === was) return was;
    const more = cell.amountOre - was.amountOre;
    inOre += more;
    const at = slots[i] as number;
    if (at >= 0) direct[at] = (direct[at] as number) + more;
    return cell;
  });
  return { ...placed, cells, direct, inOre: ore(inOre) };
}

/** The services whose volumes an assumption touches. */
function servicesOf({ volumes }: WhatIfBasis, assumptions: readonly Assumption[]): string[] {
  const items = assumptions.flatMap((one) => (one.kind === "volume" ? [one.item] : []));
  if (items.length === 0) return [];
  const services = new Map(volumes.map((volume) => [volume.item, volume.service]));
  return [...services].flatMap(([item, service]) =>
    items.some((pattern) => matchesPattern(item, pattern)) ? [service] : [],
  );
}

function sumUp(
  costings: readonly Costed[],
  customers: readonly string[],
  periods: readonly Period[],
): CustomerMonths {
  const rowOf = new Map(customers.map((customer, at) => [customer, at * periods.length]));
  const monthOf = new Map(periods.map((period, at) => [period, at]));
  const amountsOre = new Float64Array(customers.length * periods.length);
  let [sum, outOre] = [0, 0];
  for (const { costing, customers: shared } of costings) {
    outOre += costing.outOre;
    const months = costing.grid.periods.map((period) => monthOf.get(period) as number);
    for (const { customers: sharing, parts, periodIndex } of shared.splits) {
      const month = months[periodIndex] as number;
      const width = sharing.length;
      for (let c = 0; c < width; c++) {
        let amount = 0;
        for (let at = c; at < parts.length; at += width) amount += parts[at] as number;
        const place = (rowOf.get(sharing[c] as string) as number) + month;
        amountsOre[place] = (amountsOre[place] as number) + amount;
        sum += amount;
      }
    }
  }
  assert(sum === outOre, `customers carry ${sum} öre of the ${outOre} öre of the year`);
  return { amountsOre, sumOre: ore(sum) };
}
