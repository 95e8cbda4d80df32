import { byCode, type Ore, type Period, type Result, resultOf } from "../../kernel/index.ts";
import type { AccountKind, AccountMap } from "../ledger/index.ts";
import { problems } from "./problems.ts";

/** Where an amount comes from: the books, the budget or a named forecast. */
export type Scenario = "actual" | "budget" | "forecast";

/** An amount as the books or a plan hold it, by month and dimensions. */
export interface RawCell {
  readonly scenario: Scenario;
  readonly fiscalYear: number;
  /** The balance that a balance account begins the year with, or what happened in the year. */
  readonly flow: "opening" | "movement";
  /** An opening balance stands in the first month, a stated result of an earlier year in the last. */
  readonly period: Period;
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly counterparty: string;
  /** SIE sign: debit +, credit -. */
  readonly amountOre: Ore;
  /** Where a planned amount was read. */
  readonly origin?: { readonly file: string; readonly line?: number; readonly fileLine?: number };
}

/** A raw cell with everything that a row can select by. */
export interface StatementCell extends RawCell {
  readonly kind: AccountKind;
  readonly element: string;
  readonly role: string;
  /** Revenue: the activity of the account. Cost: that of the project, else operation. */
  readonly activity: "operation" | "change";
  readonly department: string;
  /** Followed apart from its department: the costs of the whole provider (förvaltningsövergripande). */
  readonly common: boolean;
  /** Service class, restated to the year of the statement; '' when the cell has no service. */
  readonly class: string;
  /** The class it had then, where it was another: the original of a restated comparative. */
  readonly classThen?: string;
  readonly area: string;
  /** The counterparty is the provider itself: an internal item. */
  readonly internal: boolean;
}

/** What a service cost, from the costing: positive is cost. */
export interface ServiceCostCell {
  readonly scenario: Scenario;
  readonly fiscalYear: number;
  readonly service: string;
  readonly class: string;
  readonly classThen?: string;
  readonly area: string;
  readonly activity: "operation" | "change";
  readonly element: string;
  readonly directOre: Ore;
  readonly allocatedOre: Ore;
}

/** The registers that turn codes into what rows select by. */
export interface CellRegisters {
  readonly accounts: AccountMap;
  readonly departmentOf: (
    costCentre: string,
  ) => { readonly department: string; readonly common: boolean } | undefined;
  readonly projectOf: (
    project: string,
  ) => { readonly activity: "operation" | "change"; readonly service: string } | undefined;
  /** Class and area of a service in a month, restated to the year of the statement. */
  readonly serviceOf: (
    service: string,
    period: Period,
  ) => { readonly class: string; readonly classThen?: string; readonly area: string } | undefined;
  readonly ownCounterparties: ReadonlySet<string>;
}

/** Joins cells with the registers. Any account outside the mapping refuses the whole: a statement never leaves a line out. */
export function classifyCells(cells: readonly RawCell[], registers: CellRegisters): Result<StatementCell[]> {
  const unmapped = registers.accounts.unmapped(cells.map((cell) => cell.account));
  if (unmapped.length > 0) return resultOf([], [problems.unmappedAccounts(unmapped.toSorted(byCode))]);
  return resultOf(
    cells.map((cell) => classify(cell, registers)),
    [],
  );
}

function classify(cell: RawCell, registers: CellRegisters): StatementCell {
  const mapping = registers.accounts.mappingOf(cell.account);
  const project = registers.projectOf(cell.project);
  const service = cell.service === "" ? (project?.service ?? "") : cell.service;
  const of = registers.serviceOf(service, cell.period);
  const place = registers.departmentOf(cell.costCentre);
  const activity = mapping?.kind === "revenue" ? mapping.activity : project?.activity;
  return {
    ...cell,
    service,
    kind: mapping?.kind ?? "cost",
    element: mapping?.element ?? "",
    role: mapping?.role ?? "",
    activity: activity === "change" ? "change" : "operation",
    department: place?.department ?? "",
    common: place?.common ?? false,
    class: of?.class ?? "",
    ...(of?.classThen === undefined ? {} : { classThen: of.classThen }),
    area: of?.area ?? "",
    internal: registers.ownCounterparties.has(cell.counterparty),
  };
}
