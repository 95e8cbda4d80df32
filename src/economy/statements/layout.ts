import type { AccountKind } from "../ledger/index.ts";

export type StatementBasis = "whole" | "external";

/** `previous` and `previous2` are the books one and two years before. */
export type ColumnId = "actual" | "budget" | "variance" | "forecast" | "previous" | "previous2";

/** A statement as data: what its rows take, and how they add up. Nothing typed in but labels. */
export interface StatementLayout {
  readonly id: string;
  readonly title_sv: string;
  readonly title_en: string;
  readonly columns: readonly ColumnId[];
  /** The columns of the printed table, where JSON has more. */
  readonly printed?: readonly ColumnId[];
  /** The basis unless another is asked for. */
  readonly basis: StatementBasis;
  /** The rows say each their own basis, or the basis makes no difference: another cannot be asked for. */
  readonly basisFixed?: boolean;
  /** actual - budget, or for the tables of service costs budget - actual, as they are printed. */
  readonly variance?: "actual-less-budget" | "budget-less-actual";
  readonly rows: readonly LayoutRow[];
}

export type LayoutRow = RowHead & RowRule;

export interface RowHead {
  readonly id: string;
  /** Exactly the label that the report prints. */
  readonly label_sv: string;
  readonly label_en: string;
  readonly level: number;
  /** Printed as a sum of the rows above it. */
  readonly total?: boolean;
  /** Only there for other rows to count on. */
  readonly hidden?: boolean;
  /** Left out in print when every column is zero. */
  readonly hideZero?: boolean;
  /** Printed as a dash when nothing at all was booked. */
  readonly dashEmpty?: boolean;
  readonly basis?: StatementBasis;
  readonly note_sv?: string;
  readonly note_en?: string;
}

export type RowRule =
  | SelectionRule
  | ServiceCostRule
  | SumRule
  | PreviousRule
  | GrowthRule
  | MeasureRule
  | HeadingRule;

/** Cells of the books that any of the selections takes, less those that the rows in `except` take. */
export interface SelectionRule {
  readonly rule: "select";
  readonly select: readonly Selection[];
  readonly except?: readonly string[];
  /** 1 keeps the sign of SIE (assets); -1 turns it, so that revenue is + and cost - . */
  readonly sign: 1 | -1;
  /** Plans hold no balances: read the books in every column. */
  readonly booksOnly?: boolean;
}

/** Costs of services out of the costing. */
export interface ServiceCostRule {
  readonly rule: "service-cost";
  readonly select: readonly ServiceSelection[];
  readonly except?: readonly string[];
  readonly part?: "direct" | "allocated";
  readonly sign: 1 | -1;
}

/** Other rows added up; a minus before the id takes the row away. */
export interface SumRule {
  readonly rule: "sum";
  readonly of: readonly string[];
}

/** Another row as it stood the year before, or, where there are no books that far back, a row of this year instead. */
export interface PreviousRule {
  readonly rule: "previous";
  readonly of: string;
  readonly otherwise: string;
}

/** Change of another row against the year before, per cent. */
export interface GrowthRule {
  readonly rule: "growth";
  readonly of: string;
}

/** A count or a share out of the registers. */
export interface MeasureRule {
  readonly rule: "measure";
  readonly measure: string;
}

export interface HeadingRule {
  readonly rule: "heading";
}

/** All given conditions hold; a list means any of its values. */
export interface Selection {
  readonly kind?: readonly AccountKind[];
  readonly element?: readonly string[];
  readonly role?: readonly string[];
  readonly activity?: "operation" | "change";
  readonly class?: readonly string[];
  readonly area?: readonly string[];
  readonly service?: readonly string[];
  readonly customer?: readonly string[];
  readonly department?: readonly string[];
  readonly common?: boolean;
  readonly internal?: boolean;
  readonly flow?: "opening" | "movement";
}

export interface ServiceSelection {
  readonly activity?: "operation" | "change";
  readonly class?: readonly string[];
  readonly area?: readonly string[];
  readonly service?: readonly string[];
}
