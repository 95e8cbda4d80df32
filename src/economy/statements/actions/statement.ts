import { assert, closest, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  evaluate,
  layoutsOf,
  type Scenario,
  type ServiceCostCell,
  type Statement,
  type StatementBasis,
  statementIds,
  type StatementInput,
  type StatementLayout,
} from "../index.ts";
import { problems } from "../problems.ts";
import { type Books, readBooks } from "./books.ts";
import { serviceCostCells } from "./service-costs.ts";

export interface StatementRequest {
  readonly id: string;
  readonly year: number;
  readonly basis?: StatementBasis;
  /** The plan that column forecast shows; the latest of the year unless named. */
  readonly forecast?: string;
}

/** Computes one statement. Refuses an unknown one with the nearest name, and a basis that it does not have. */
export async function statementOf(
  tx: Transaction,
  provider: string,
  request: StatementRequest,
): Promise<Statement> {
  refuseUnknown(request.id);
  const books = await readBooks(tx, provider, request.year, request);
  const layout = layoutNamed(books, request.id);
  if (request.basis !== undefined && layout.basisFixed === true && request.basis !== layout.basis) {
    throw new Refusal([problems.basisFixed(layout.id, layout.basis)]);
  }
  return evaluate(layout, await inputOf(tx, provider, books, layout), request.basis);
}

/** Several statements of one year from one reading of the books. */
export async function statementsOf(
  tx: Transaction,
  provider: string,
  { ids, year }: { readonly ids: readonly string[]; readonly year: number },
): Promise<Statement[]> {
  const books = await readBooks(tx, provider, year);
  const layouts = ids.map((id) => layoutNamed(books, id));
  const costs = layouts.some(needsServiceCosts) ? await costsOf(tx, provider, books) : [];
  return layouts.map((layout) => evaluate(layout, asInput(books, costs)));
}

export function layoutNamed(books: Pick<Books, "context">, id: string): StatementLayout {
  refuseUnknown(id);
  const layout = layoutsOf(books.context).find((candidate) => candidate.id === id);
  assert(layout !== undefined, "every statement has a layout whatever the registers hold");
  return layout;
}

function refuseUnknown(id: string): void {
  if (!statementIds.includes(id))
    throw new Refusal([problems.unknownStatement(id, closest(id, statementIds))]);
}

/** The costing is only asked when a row needs it. */
export async function inputOf(
  tx: Transaction,
  provider: string,
  books: Books,
  layout: StatementLayout,
): Promise<StatementInput> {
  const serviceCosts = needsServiceCosts(layout) ? await costsOf(tx, provider, books) : [];
  return asInput(books, serviceCosts);
}

function asInput(
  { year, cells, measures, forecast }: Books,
  serviceCosts: readonly ServiceCostCell[],
): StatementInput {
  return { year, cells, measures, serviceCosts, ...(forecast === undefined ? {} : { forecast }) };
}

export function needsServiceCosts(layout: StatementLayout): boolean {
  return layout.rows.some((row) => row.rule === "service-cost");
}

/** The costing is asked for what has costs; the year before the first books has none of its own. */
function costsOf(tx: Transaction, provider: string, books: Books): Promise<ServiceCostCell[]> {
  const { year } = books;
  const hasCosts = (scenario: Scenario, of: number): boolean =>
    (scenario !== "actual" || books.booked.has(of)) &&
    books.cells.some((cell) => cell.kind === "cost" && cell.scenario === scenario && cell.fiscalYear === of);
  const sources = [
    { scenario: "actual", year },
    { scenario: "budget", year },
    { scenario: "actual", year: year - 1 },
  ] as const;
  return serviceCostCells(tx, provider, {
    sources: sources.filter((source) => hasCosts(source.scenario, source.year)),
    serviceOf: books.registers.serviceOf,
  });
}
