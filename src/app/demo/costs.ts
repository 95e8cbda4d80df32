import { assert, ore, type Period, periodsOfYear, required } from "../../kernel/index.ts";
import {
  type CostCell,
  costServices,
  type CostModel,
  type Driver,
  type DriverReader,
  driverReader,
  readModel,
} from "../../economy/costing/index.ts";
import { type CatalogueService, serviceOf, services } from "./catalogue.ts";
import {
  accountsOf,
  changeCentre,
  costCentreOf,
  type Element,
  elements,
  pools,
  projects,
  selfCostAccount,
} from "./chart.ts";
import { drivers, driverValues } from "./drivers.ts";
import { fit, split } from "./matrix.ts";
import { modelYaml } from "./model.ts";
import { ownProjects } from "./own-projects.ts";
import { hashOf } from "./random.ts";

/** The twelve months of a year, January first. */
export type Months = readonly number[];

/** Shares of the year: staff take their holidays in summer, consultants and purchases grow towards the year's end. */
const season: Readonly<Record<Element, Months>> = {
  staff: [85, 85, 86, 85, 84, 82, 60, 71, 86, 88, 93, 95],
  consultants: [74, 80, 84, 84, 82, 74, 50, 70, 90, 96, 104, 112],
  it: [82, 81, 83, 83, 83, 83, 80, 81, 84, 84, 87, 89],
  other: [80, 82, 84, 83, 84, 82, 72, 78, 85, 87, 90, 93],
  financial: [83, 83, 83, 84, 83, 84, 83, 83, 84, 83, 83, 84],
};

/** Proportions of staff, consultants, IT and other in a service's direct cost, before the totals bind them. */
const proportions: Readonly<Record<string, readonly [number, number, number, number]>> = {
  core: [46, 9, 34, 7],
  infrastructure: [24, 8, 56, 12],
  additional: [36, 12, 44, 8],
  specialist: [60, 24, 8, 8],
  "service-card": [20, 5, 62, 13],
  accounting: [76, 4, 12, 8],
  "sister-procurement": [40, 8, 44, 8],
  "sister-dm": [30, 8, 54, 8],
  "direct-sale": [7, 2, 78, 13],
  grant: [62, 14, 12, 12],
  other: [48, 22, 16, 14],
};
const changeProportions = [34, 54, 9, 3] as const;

/** How a service's cost would spread over the year if nothing bound it, by its class. */
export function costSeason(className: string): number[] {
  const [staff, consultants, it, other] = proportions[className] ?? [25, 25, 25, 25];
  return season.staff.map(
    (share, month) =>
      share * staff +
      (season.consultants[month] as number) * consultants +
      (season.it[month] as number) * it +
      (season.other[month] as number) * other,
  );
}

export const changeSeason: Months = [70, 76, 82, 84, 84, 74, 44, 70, 94, 104, 112, 106];

export interface CostPlan {
  readonly year: number;
  /** Running cost of every service, month by month. */
  readonly operation: ReadonlyMap<string, Months>;
  /** Cost of every project, month by month. */
  readonly change: ReadonlyMap<string, Months>;
  readonly elements: Readonly<Record<Element, number>>;
  /** The common costs, already as cells. */
  readonly poolCells: readonly CostCell[];
  /** Yearly direct cost of services of the shared services that is coded on infrastructure's cost centres. */
  readonly movedToInfrastructure: number;
}

let known: { model: CostModel; drivers: DriverReader } | undefined;
/** The model and drivers of the pack, read by the product's own reader. */
export function costingBasis(): { model: CostModel; drivers: DriverReader } {
  known ??= {
    model: required(readModel(modelYaml(), "model/gothenburg.yaml")),
    drivers: driverReader(driverValues(), registeredDrivers()),
  };
  return known;
}

/** The rows of the drivers' register as the engine reads them: it knows computed ones by their formulas. */
function registeredDrivers(): Driver[] {
  return drivers.map(([driver = "", nameSv = "", nameEn = "", unit = "", subject, ...rest]) => ({
    driver,
    nameSv,
    nameEn,
    unit,
    subject: subject as Driver["subject"],
    owner: "",
    source: "",
    definition: "",
    formula: rest[7] ?? "",
  }));
}

export function costed(cells: readonly CostCell[]) {
  return required(
    costServices({
      ...costingBasis(),
      cells,
      services,
      projects: [
        ...projects.map((row) => ({
          project: row.project,
          activity: "change" as const,
          service: row.service,
        })),
        ...ownProjects,
      ],
    }),
  );
}

/** The common costs of a year as cells; a pool's elements in thousands of kronor, scaled by the element where it is bound. */
export function poolCells(year: number, outcome: (pool: string, element: Element) => number): CostCell[] {
  const cells: CostCell[] = [];
  for (const pool of pools) {
    for (const element of elements) {
      const yearly = outcome(pool.pool, element);
      if (yearly === 0) continue;
      const monthly = split(yearly, season[element]);
      for (const [index, period] of periodsOfYear(year).entries()) {
        const perCentre = split(
          monthly[index] as number,
          pool.costCentres.map((code) => 20 + (hashOf(`${code} ${element}`) % 60)),
        );
        for (const [at, costCentre] of pool.costCentres.entries()) {
          cells.push(
            ...accountCells(element, perCentre[at] as number, {
              costCentre,
              project: "",
              service: "",
              period,
            }),
          );
        }
      }
    }
  }
  return cells;
}

function accountCells(
  element: Element,
  amount: number,
  where: { costCentre: string; project: string; service: string; period: Period },
): CostCell[] {
  if (amount === 0) return [];
  let choices = accountsOf[element];
  const name = where.service || where.project;
  // A service buys mostly one thing of a kind, not a little of everything.
  if (name !== "" && (element === "it" || element === "other" || element === "consultants")) {
    const keep = 1;
    const start = hashOf(`accounts ${element} ${name}`) % choices.length;
    choices = choices
      .map((_, index) => choices[(start + index) % choices.length] as (typeof choices)[number])
      .slice(0, keep);
  }
  let rest = amount;
  const cells: CostCell[] = [];
  const push = (account: string, part: number) => {
    if (part === 0) return;
    cells.push({ ...where, account, element, customer: "", counterparty: "", amountOre: ore(part) });
  };
  if (element === "staff") {
    // Holiday pay is earned all year and taken in July and August.
    const month = Number(where.period.slice(5));
    const holiday = month === 7 ? -24 : month === 8 ? -13 : 3;
    const part = Math.trunc((amount / 100) * holiday);
    push("5110", part);
    rest -= part;
  }
  const parts = split(
    rest,
    choices.map(([, weight]) => weight),
  );
  for (const [index, [account]] of choices.entries()) push(account, parts[index] as number);
  return cells;
}

/**
 * Every cost of the year as cells: the pools are costed first, by the product's own engine; what a service should cost
 * less what it is allocated is its direct cost, spread over the elements so that the elements' totals hold too.
 */
export function costCells(plan: CostPlan): CostCell[] {
  const periods = periodsOfYear(plan.year);
  const allocated = new Map<string, number>();
  const pooled: Record<string, number> = {};
  for (const cell of plan.poolCells) pooled[cell.element] = (pooled[cell.element] ?? 0) + cell.amountOre;
  for (const row of costed(plan.poolCells).rows) {
    const key = `${row.service} ${row.period}`;
    allocated.set(key, (allocated.get(key) ?? 0) + row.allocatedOre + row.directOre);
  }
  const targets = [...plan.operation.keys(), ...plan.change.keys()];
  const direct = targets.map((code) =>
    periods.map((period, month) => {
      const change = plan.change.get(code);
      if (change !== undefined) return change[month] as number;
      const amount = (plan.operation.get(code)?.[month] ?? 0) - (allocated.get(`${code} ${period}`) ?? 0);
      assert(amount >= 0, `${code} costs more in ${period} than its overhead alone (${amount})`);
      return amount;
    }),
  );
  const bound = elements.slice(0, 4);
  const byElement = bound.map((element) => plan.elements[element] - (pooled[element] ?? 0));
  assert(plan.elements.financial === pooled["financial"], "the financial net is a common cost");
  const byMonth = periods.map((_, month) => direct.reduce((sum, row) => sum + (row[month] as number), 0));
  const elementMonths = fit(
    byElement,
    byMonth,
    bound.map((element) => season[element]),
  );
  const cells: CostCell[] = [...plan.poolCells];
  const seed = targets.map((code) => seedOf(code, plan));
  for (const [month, period] of periods.entries()) {
    const rows = direct.map((row) => row[month] as number);
    const table = fit(
      rows,
      elementMonths.map((row) => row[month] as number),
      seed,
    );
    for (const [index, code] of targets.entries()) {
      for (const [e, element] of bound.entries()) {
        const amount = (table[index] as number[])[e] as number;
        const where = plan.change.has(code)
          ? { costCentre: changeCentreOf(code), project: code, service: "", period }
          : { costCentre: costCentreOf(serviceOf(code)), project: "", service: code, period };
        cells.push(...accountCells(element, amount, where));
      }
    }
  }
  return moved(cells, plan.movedToInfrastructure);
}

function changeCentreOf(project: string): string {
  const service = projects.find((row) => row.project === project)?.service ?? "";
  return changeCentre[serviceOf(service).department] as string;
}

function seedOf(code: string, plan: CostPlan): number[] {
  const base = plan.change.has(code)
    ? changeProportions
    : (proportions[serviceOf(code).class] as readonly number[]);
  return base.map((share, index) => share * (80 + (hashOf(`seed ${code} ${index}`) % 41)));
}

/**
 * Operation of the shared services' systems is done by Digital infrastructure: that part of their IT costs lies on its
 * cost centre, coded with the service. Negative moves the other way.
 */
function moved(cells: readonly CostCell[], yearly: number): CostCell[] {
  const infrastructure = yearly >= 0;
  const movable = (cell: CostCell): boolean => {
    if (cell.service === "" || cell.element !== "it") return false;
    const service: CatalogueService = serviceOf(cell.service);
    return (service.department === "infrastructure") !== infrastructure;
  };
  const eligible = cells.filter(movable);
  const parts = split(
    Math.abs(yearly),
    eligible.map((cell) => cell.amountOre),
  );
  const to = infrastructure ? "1300" : "2400";
  const moves = new Map(eligible.map((cell, index) => [cell, parts[index] as number]));
  return cells.flatMap((cell) => {
    const part = moves.get(cell);
    if (part === undefined || part === 0) return [cell];
    assert(part <= cell.amountOre, `not more than the cost of ${cell.service} is moved`);
    return [
      { ...cell, amountOre: ore(cell.amountOre - part) },
      { ...cell, costCentre: to, amountOre: ore(part) },
    ].filter((one) => one.amountOre !== 0);
  });
}

export const isSelfCost = (cell: CostCell): boolean => cell.account === selfCostAccount;
