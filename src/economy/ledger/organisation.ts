import type { Ore, Period } from "../../kernel/index.ts";

/** Department (avdelning) of the provider: the rows of the organisation view. */
export interface Department {
  readonly department: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly position: number;
}

/** Cost centre (ansvar) and the department it belongs to. */
export interface CostCentre {
  readonly costCentre: string;
  readonly name: string;
  readonly department: string;
  /** Department-wide cost that is followed apart from the department's own (R026). */
  readonly common: boolean;
}

/** Operation (förvaltning) or change initiative (förändringsinsats). */
export type Activity = "operation" | "change";

export const activities: readonly Activity[] = ["operation", "change"];

export interface Project {
  readonly project: string;
  readonly name: string;
  readonly activity: Activity;
  /** The service that the project runs or changes. */
  readonly service: string | undefined;
}

/** The dimensions of the books that the program knows the meaning of. */
export type DimensionRole = "cost_centre" | "project" | "service" | "customer" | "counterparty";

/** Provision (avsättning): what has been set aside, for what, on which account. */
export interface Provision {
  readonly provision: string;
  readonly cause: string;
  readonly account: string;
  /** Positive is set aside. */
  readonly amountOre: Ore;
  readonly period: Period;
}
