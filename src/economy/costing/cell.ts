import type { Activity } from "./model.ts";
import type { Ore, Period } from "../../kernel/index.ts";

/** A cost cell: ledger or plan lines of one month with the same coding, added up. Positive is cost. */
export interface CostCell {
  readonly account: string;
  /** Cost element (kostnadsslag): staff | consultants | it | other | financial. Kept all the way to the customer. */
  readonly element: string;
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly counterparty: string;
  readonly period: Period;
  readonly amountOre: Ore;
}

/** A project of the register: says whether it is operation or change, and perhaps for which service. */
export interface CostedProject {
  readonly project: string;
  readonly activity: Activity;
  readonly service?: string | undefined;
}

/** A service that can carry cost. */
export interface CostedService {
  readonly service: string;
}
