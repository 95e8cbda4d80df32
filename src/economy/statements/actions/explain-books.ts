import { type Period, periodOf, required } from "../../../kernel/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { serviceCostsOf } from "../../costing/actions/index.ts";
import { orNoCosts } from "./no-costs.ts";
import {
  accountNamesOf,
  costCentresOf,
  type Opening,
  type StatedBalance,
  statedBalancesOf,
} from "../../ledger/actions/index.ts";
import {
  type CellRegisters,
  classifyCells,
  type ColumnId,
  type Figure,
  figuresOf,
  type LayoutContext,
  type LayoutRow,
  layoutsOf,
  type Measure,
  type RawCell,
  type Scenario,
  type ServiceCostCell,
  sourceOf,
  type StatementBasis,
  type StatementCell,
  type StatementLayout,
} from "../index.ts";
import { fileOfYear, summedCells } from "../sql/cells.ts";
import { actualsBefore, cellRegisters, layoutContext } from "./books.ts";
import { measureBasisOf, type MeasureBasis } from "./explain-measures.ts";
import { type PlanCells, planCellsOf } from "./plans.ts";

/** Which books or plan a column reads. */
export interface Source {
  readonly scenario: Scenario;
  readonly year: number;
}

/** Cells by their account. */
export type CellsByAccount = ReadonlyMap<string, readonly StatementCell[]>;

/** What explaining a statement's figures reads: a year and scenario at a time, each kept until the books change. */
export interface StatementReader {
  readonly year: number;
  readonly layouts: readonly StatementLayout[];
  readonly registers: CellRegisters;
  cells(source: Source): Promise<readonly StatementCell[]>;
  /** The same cells by account, as they stand before rows choose among them. */
  accountCells(source: Source): Promise<CellsByAccount>;
  /** A row's own cells by account. */
  rowCells(figure: string, source: Source, taken: (cell: StatementCell) => boolean): Promise<CellsByAccount>;
  serviceCosts(source: Source): Promise<readonly (ServiceCostCell & { readonly period: Period })[]>;
  figures(
    layout: StatementLayout,
    column: ColumnId,
    basis: StatementBasis,
  ): Promise<(row: string, column: ColumnId) => Figure | undefined>;
  /** What the plan of a forecast is called, for headings. */
  forecast(): Promise<string | undefined>;
  accountName(account: string, year: number): Promise<string>;
  place(code: string): Promise<{ readonly sv: string; readonly en: string }>;
  measures(year: number): Promise<MeasureBasis>;
  file(year: number): Promise<string | undefined>;
  opening(year: number): Promise<readonly StatedBalance[]>;
  /** Whether there are vouchers of a year. */
  isBooked(year: number): Promise<boolean>;
}

export async function statementReader(opening: Opening, year: number): Promise<StatementReader> {
  const { tx, provider } = opening;
  const catalogue = await opening.keep("catalogue", () => catalogueOf(tx, provider));
  const registers = await opening.keep(`statement-registers:${year}`, () =>
    cellRegisters(tx, provider, { year, catalogue }),
  );
  const context = await opening.keep<LayoutContext>("layout-context", () =>
    layoutContext(tx, provider, catalogue),
  );
  const layouts = layoutsOf(context);
  const plans = (): Promise<PlanCells> =>
    opening.keep(`statement-plans:${year}`, () => planCellsOf(tx, provider, year, undefined));
  const raw = ({ scenario, year: of }: Source): Promise<readonly RawCell[]> =>
    opening.keep(`raw-cells:${scenario}:${of}:${scenario === "actual" ? "" : year}`, async () =>
      scenario === "actual" ? bookedYear(opening, of, registers) : planned(scenario),
    );
  const planned = async (scenario: Scenario): Promise<readonly RawCell[]> => {
    const { cells, asOf } = await plans();
    const own = cells.filter((cell) => cell.scenario === scenario);
    if (scenario !== "forecast") return own;
    return [...own, ...actualsBefore(await raw({ scenario: "actual", year }), year, own, asOf)];
  };
  const reader: StatementReader = {
    year,
    layouts,
    registers,
    cells: (source) =>
      opening.keep(`cells:${source.scenario}:${source.year}@${year}`, async () =>
        required(classifyCells(await raw(source), registers)),
      ),
    accountCells: (source) =>
      opening.keep(`account-cells:${source.scenario}:${source.year}@${year}`, async () =>
        byAccount(await reader.cells(source)),
      ),
    rowCells: (figure, source, taken) =>
      opening.keep(`row-cells:${figure}`, async () => byAccount((await reader.cells(source)).filter(taken))),
    serviceCosts: (source) =>
      opening.keep(`service-costs:${source.scenario}:${source.year}@${year}`, async () => {
        const rows = await orNoCosts(() => serviceCostsOf(tx, { provider, ...source }));
        return (rows ?? []).map((row) => {
          const of = registers.serviceOf(row.service, row.period);
          return {
            ...row,
            scenario: source.scenario,
            fiscalYear: source.year,
            class: of?.class ?? "",
            area: of?.area ?? "",
          };
        });
      }),
    figures: (layout, column, basis) =>
      opening.keep(`figures:${layout.id}:${year}:${column}:${basis}`, async () => {
        const sources = sourcesOf(layout, column, year);
        const [cells, costs, measures] = [
          [] as StatementCell[],
          [] as ServiceCostCell[],
          new Map<string, Measure>(),
        ];
        const hasCosts = layout.rows.some((row) => row.rule === "service-cost");
        for (const source of sources) {
          for (const cell of await reader.cells(source)) cells.push(cell);
          if (hasCosts && (source.scenario !== "actual" || (await reader.isBooked(source.year))))
            for (const cell of await reader.serviceCosts(source)) costs.push(cell);
        }
        if (layout.rows.some((row) => row.rule === "measure"))
          for (const { year: of } of sources)
            for (const [name, { measure }] of await reader.measures(of))
              measures.set(`${name}:${of}`, measure);
        return figuresOf(layout, { year, cells, serviceCosts: costs, measures }, basis);
      }),
    forecast: async () => (await plans()).forecast,
    accountName: async (account, of) => {
      const names = await opening.keep(`account-names:${of}`, () => accountNamesOf(tx, provider, of));
      // The books' own name says more than the row it is mapped to; a plan may use an account that the books do not.
      return `${account} ${names.get(account) ?? registers.accounts.mappingOf(account)?.nameSv ?? ""}`.trim();
    },
    place: async (code) => {
      const centres = await opening.keep(
        "cost-centre-names",
        async () => new Map((await costCentresOf(tx, provider)).map((one) => [one.costCentre, one.name])),
      );
      const service = catalogue.services.find((one) => one.service === code);
      if (service !== undefined) return { sv: service.nameSv, en: service.nameEn };
      if (code === "") return { sv: "Utan kodning", en: "Not coded" };
      const name = centres.get(code);
      return name === undefined
        ? { sv: `Ansvar ${code}`, en: `Cost centre ${code}` }
        : { sv: `${name} (ansvar ${code})`, en: `${name} (cost centre ${code})` };
    },
    measures: (of) => opening.keep(`measures:${of}`, () => measureBasisOf(opening, catalogue, registers, of)),
    file: (of) => opening.keep(`file-of-year:${of}`, () => fileOfYear(tx, provider, of)),
    opening: (of) => opening.keep(`stated:${of}`, () => statedBalancesOf(tx, provider, [of])),
    isBooked: async (of) =>
      (await raw({ scenario: "actual", year: of })).some(
        (cell) => cell.flow === "movement" && cell.origin === undefined,
      ),
  };
  return reader;
}

function byAccount(cells: readonly StatementCell[]): CellsByAccount {
  const found = new Map<string, StatementCell[]>();
  for (const cell of cells) {
    const list = found.get(cell.account);
    if (list === undefined) found.set(cell.account, [cell]);
    else list.push(cell);
  }
  return found;
}

/** The books and plans that a column's figures look at: its own, and what rows that look back need. */
function sourcesOf(layout: StatementLayout, column: ColumnId, year: number): Source[] {
  if (column === "variance")
    return [...sourcesOf(layout, "actual", year), ...sourcesOf(layout, "budget", year)].filter(isFirst);
  const source = sourceOf(column, year);
  const looksBack = layout.rows.some((row) => row.rule === "previous" || row.rule === "growth");
  const needsBooks = layout.rows.some((row) => row.rule === "select" && row.booksOnly === true);
  return [
    source,
    ...(needsBooks ? [{ scenario: "actual" as const, year: source.year }] : []),
    ...(looksBack ? [{ scenario: "actual" as const, year: source.year - 1 }] : []),
  ].filter(isFirst);
}

function isFirst(source: Source, at: number, all: readonly Source[]): boolean {
  return all.findIndex((other) => other.scenario === source.scenario && other.year === source.year) === at;
}

/** A row of a layout; hidden ones too, since other rows count on them. */
export function rowOf(layout: StatementLayout, id: string): LayoutRow | undefined {
  return layout.rows.find((row) => row.id === id);
}

/**
 * One year's books as raw cells, with what balance accounts began it with. A year without books whose result a later file
 * states (#RES) is there by account.
 */
async function bookedYear(opening: Opening, year: number, registers: CellRegisters): Promise<RawCell[]> {
  const { tx, provider } = opening;
  const summed = await summedCells(tx, provider, { year, own: [...registers.ownCounterparties] });
  const cells = summed.map((cell): RawCell => ({
    scenario: "actual",
    fiscalYear: year,
    flow: "movement",
    customer: "",
    ...cell,
  }));
  const nothing = { costCentre: "", project: "", service: "", customer: "", counterparty: "" };
  const at = { scenario: "actual", fiscalYear: year, ...nothing } as const;
  for (const row of await statedBalancesOf(tx, provider, [year])) {
    if (row.kind !== "opening" || row.yearOffset !== 0) continue;
    cells.push({
      ...at,
      flow: "opening",
      period: periodOf(year, 1),
      account: row.account,
      amountOre: row.amountOre,
    });
  }
  if (summed.length > 0) return cells;
  for (const offset of [-1, -2]) {
    const stated = (await statedBalancesOf(tx, provider, [year - offset])).filter(
      (row) => row.kind === "result" && row.yearOffset === offset,
    );
    if (stated.length === 0) continue;
    const file = (await fileOfYear(tx, provider, year - offset)) ?? "";
    for (const row of stated) {
      const { account, amountOre } = row;
      cells.push({
        ...at,
        flow: "movement",
        period: periodOf(year, 12),
        account,
        amountOre,
        origin: { file, ...(row.fileLine === undefined ? {} : { fileLine: row.fileLine }) },
      });
    }
    break;
  }
  return cells;
}
