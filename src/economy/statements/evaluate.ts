import { assert, ore, type Ore, unreachable } from "../../kernel/index.ts";
import type { Scenario, ServiceCostCell, StatementCell } from "./cell.ts";
import type {
  ColumnId,
  LayoutRow,
  SelectionRule,
  ServiceCostRule,
  StatementBasis,
  StatementLayout,
} from "./layout.ts";
import type { Measure } from "./measure.ts";
import { takes, takesServiceCost } from "./selection.ts";

/** A figure: an amount, or a count or share with what it was made of. */
export type Figure = { readonly unit: "ore"; readonly amountOre: Ore; readonly empty: boolean } | Measure;

export interface StatementInput {
  readonly year: number;
  readonly cells: readonly StatementCell[];
  readonly serviceCosts: readonly ServiceCostCell[];
  /** Measures by name and year. */
  readonly measures: ReadonlyMap<string, Measure>;
  /** The name of the forecast that column `forecast` shows. */
  readonly forecast?: string;
}

export interface Statement {
  readonly statement: string;
  readonly title_sv: string;
  readonly title_en: string;
  readonly year: number;
  readonly basis: StatementBasis;
  readonly columns: readonly ColumnId[];
  readonly printed: readonly ColumnId[];
  readonly forecast?: string;
  readonly rows: readonly StatementRow[];
}

export interface StatementRow {
  readonly layout: LayoutRow;
  readonly values: Readonly<Partial<Record<ColumnId, Figure>>>;
  /** What a restated comparative was before services were reclassified; only where it differs. */
  readonly original?: Readonly<Partial<Record<ColumnId, Figure>>>;
}

/** Where a column reads: which books or plan of which year. Variance reads two of them. */
export function sourceOf(
  column: Exclude<ColumnId, "variance">,
  year: number,
): { scenario: Scenario; year: number } {
  switch (column) {
    case "actual":
      return { scenario: "actual", year };
    case "budget":
      return { scenario: "budget", year };
    case "forecast":
      return { scenario: "forecast", year };
    case "previous":
      return { scenario: "actual", year: year - 1 };
    case "previous2":
      return { scenario: "actual", year: year - 2 };
    default:
      return unreachable(column);
  }
}

/** Computes every row of a statement. One pass over the cells for each row that selects. */
export function evaluate(
  layout: StatementLayout,
  input: StatementInput,
  basis: StatementBasis = layout.basis,
): Statement {
  const figures = figuresOf(layout, input, basis);
  const originals = originalsOf(layout, input, basis);
  const rows = layout.rows
    .filter((row) => row.hidden !== true)
    .map((row): StatementRow => {
      const original: Partial<Record<ColumnId, Figure>> = {};
      const values: Partial<Record<ColumnId, Figure>> = {};
      for (const column of row.rule === "heading" ? [] : layout.columns) {
        const figure = figures(row.id, column);
        if (figure === undefined) continue;
        values[column] = figure;
        const was = originals?.(row.id, column);
        if (figure.unit === "ore" && was?.unit === "ore" && was.amountOre !== figure.amountOre) {
          original[column] = was;
        }
      }
      return { layout: row, values, ...(Object.keys(original).length > 0 ? { original } : {}) };
    });
  return {
    statement: layout.id,
    title_sv: layout.title_sv,
    title_en: layout.title_en,
    year: input.year,
    basis,
    columns: layout.columns,
    printed: layout.printed ?? layout.columns,
    ...(input.forecast === undefined || !layout.columns.includes("forecast")
      ? {}
      : { forecast: input.forecast }),
    rows,
  };
}

/** The same figures with every service in the class it had then; undefined when nothing is restated. */
function originalsOf(
  layout: StatementLayout,
  input: StatementInput,
  basis: StatementBasis,
): ((row: string, column: ColumnId) => Figure | undefined) | undefined {
  const asThen = <T extends { readonly class: string; readonly classThen?: string }>(cell: T): T => ({
    ...cell,
    class: cell.classThen ?? cell.class,
  });
  if (
    ![...input.cells, ...input.serviceCosts].some(
      (cell) => cell.classThen !== undefined && cell.classThen !== cell.class,
    )
  )
    return undefined;
  return figuresOf(
    layout,
    { ...input, cells: input.cells.map(asThen), serviceCosts: input.serviceCosts.map(asThen) },
    basis,
  );
}

/** A reader of single figures, hidden rows too. */
export function figuresOf(
  layout: StatementLayout,
  input: StatementInput,
  basis: StatementBasis = layout.basis,
): (row: string, column: ColumnId) => Figure | undefined {
  const rowOf = new Map(layout.rows.map((row) => [row.id, row]));
  const sums = new Map<string, Map<string, { amount: number; cells: number }>>();
  const years = new Set(
    input.cells.filter((cell) => cell.scenario === "actual").map((cell) => cell.fiscalYear),
  );

  function sumsOf(row: LayoutRow): Map<string, { amount: number; cells: number }> {
    const known = sums.get(row.id);
    if (known !== undefined) return known;
    const found = new Map<string, { amount: number; cells: number }>();
    const add = (scenario: Scenario, year: number, amount: number): void => {
      const key = `${scenario}:${year}`;
      const before = found.get(key) ?? { amount: 0, cells: 0 };
      found.set(key, { amount: before.amount + amount, cells: before.cells + 1 });
    };
    if (row.rule === "select") {
      const taken = cellTaker(row, rowOf, basis);
      for (const cell of input.cells) {
        if (taken(cell)) add(cell.scenario, cell.fiscalYear, cell.amountOre * row.sign);
      }
    } else if (row.rule === "service-cost") {
      const taken = serviceCostTaker(row, rowOf);
      for (const cell of input.serviceCosts) {
        if (taken(cell)) add(cell.scenario, cell.fiscalYear, partOf(row, cell) * row.sign);
      }
    }
    sums.set(row.id, found);
    return found;
  }

  function amountAt(id: string, scenario: Scenario, year: number): { amount: number; cells: number } {
    const row = rowOf.get(id);
    assert(row !== undefined, `the layout ${layout.id} has the row ${id} that another row counts on`);
    switch (row.rule) {
      case "select": {
        const from = row.booksOnly === true ? "actual" : scenario;
        return sumsOf(row).get(`${from}:${year}`) ?? { amount: 0, cells: 0 };
      }
      case "service-cost":
        return sumsOf(row).get(`${scenario}:${year}`) ?? { amount: 0, cells: 0 };
      case "sum": {
        let amount = 0;
        let cells = 0;
        for (const part of row.of) {
          const minus = part.startsWith("-");
          const value = amountAt(minus ? part.slice(1) : part, scenario, year);
          amount += minus ? -value.amount : value.amount;
          cells += value.cells;
        }
        return { amount, cells };
      }
      case "previous":
        return years.has(year - 1) && hasBalances(input.cells, year - 1)
          ? amountAt(row.of, scenario, year - 1)
          : amountAt(row.otherwise, scenario, year);
      case "growth":
      case "measure":
      case "heading":
        return { amount: 0, cells: 0 };
      default:
        return unreachable(row);
    }
  }

  return (id, column) => {
    const row = rowOf.get(id);
    if (row === undefined || row.rule === "heading") return undefined;
    if (column === "variance") {
      if (row.rule === "growth" || row.rule === "measure") return undefined;
      const actual = amountAt(id, "actual", input.year);
      const budget = amountAt(id, "budget", input.year);
      const sign = layout.variance === "budget-less-actual" ? -1 : 1;
      return amountFigure((actual.amount - budget.amount) * sign, actual.cells + budget.cells);
    }
    const source = sourceOf(column, input.year);
    if (row.rule === "measure") return input.measures.get(`${row.measure}:${source.year}`);
    if (row.rule === "growth") {
      const now = amountAt(row.of, source.scenario, source.year);
      const before = amountAt(row.of, source.scenario, source.year - 1);
      if (before.amount === 0) return undefined;
      return {
        unit: "percent",
        numerator: now.amount - before.amount,
        denominator: before.amount,
        decimals: 1,
      };
    }
    const value = amountAt(id, source.scenario, source.year);
    return amountFigure(value.amount, value.cells);
  };
}

function amountFigure(amount: number, cells: number): Figure {
  return { unit: "ore", amountOre: ore(amount), empty: cells === 0 };
}

/** Whether a cell is in a row: also what the explanation goes by, so that the two can never differ. */
export function cellTaker(
  row: LayoutRow & SelectionRule,
  rowOf: ReadonlyMap<string, LayoutRow>,
  basis: StatementBasis,
): (cell: StatementCell) => boolean {
  const excepted = (row.except ?? []).map((id) => {
    const other = rowOf.get(id);
    assert(other?.rule === "select", `the row ${row.id} leaves out the selection row ${id}`);
    return other;
  });
  const external = (row.basis ?? basis) === "external";
  return (cell) =>
    !(external && cell.internal) &&
    row.select.some((selection) => takes(selection, cell)) &&
    !excepted.some((other) => other.select.some((selection) => takes(selection, cell)));
}

export function serviceCostTaker(
  row: LayoutRow & ServiceCostRule,
  rowOf: ReadonlyMap<string, LayoutRow>,
): (cell: ServiceCostCell) => boolean {
  const excepted = (row.except ?? []).map((id) => {
    const other = rowOf.get(id);
    assert(other?.rule === "service-cost", `the row ${row.id} leaves out the service cost row ${id}`);
    return other;
  });
  return (cell) =>
    row.select.some((selection) => takesServiceCost(selection, cell)) &&
    !excepted.some((other) => other.select.some((selection) => takesServiceCost(selection, cell)));
}

function partOf(row: ServiceCostRule, cell: ServiceCostCell): number {
  if (row.part === "direct") return cell.directOre;
  if (row.part === "allocated") return cell.allocatedOre;
  return cell.directOre + cell.allocatedOre;
}

/** Years that only have a stated result (the year before the first books) have no balance to carry on from. */
function hasBalances(cells: readonly StatementCell[], year: number): boolean {
  return cells.some(
    (cell) =>
      cell.scenario === "actual" &&
      cell.fiscalYear === year &&
      (cell.kind === "equity" || cell.kind === "asset"),
  );
}
