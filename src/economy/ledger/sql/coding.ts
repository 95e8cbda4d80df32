import type { CopyColumn, CopyValue } from "../../../platform/database/index.ts";

/** How an amount is coded (kontering): what lines of the books, month balances and plans have in common. */
export interface Coding {
  readonly period: string;
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly counterparty: string;
  readonly amountOre: number;
}

/** The columns of a coding as they stand, side by side and in this order, in every table that has them. */
export const codingColumns: readonly CopyColumn[] = [
  { name: "period", type: "text" },
  { name: "account", type: "text" },
  { name: "cost_centre", type: "text" },
  { name: "project", type: "text" },
  { name: "service", type: "text" },
  { name: "customer", type: "text" },
  { name: "counterparty", type: "text" },
  { name: "amount_ore", type: "int8" },
];

/** The values of `codingColumns`. */
export function codingValues(coding: Coding): CopyValue[] {
  const { period, account, costCentre, project, service, customer, counterparty, amountOre } = coding;
  return [period, account, costCentre, project, service, customer, counterparty, amountOre];
}
