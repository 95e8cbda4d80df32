import type { LayoutRow, RowHead, Selection } from "../layout.ts";

/** Short ways of writing the rows that most layouts have. */

type Extra = Partial<Omit<RowHead, "id" | "label_sv" | "label_en" | "level">>;

export function revenueOrCost(
  id: string,
  [label_sv, label_en]: readonly [string, string],
  level: number,
  select: readonly Selection[],
  extra: Extra & { except?: readonly string[]; booksOnly?: boolean } = {},
): LayoutRow {
  return { id, label_sv, label_en, level, rule: "select", select, sign: -1, ...extra };
}

export function asset(
  id: string,
  [label_sv, label_en]: readonly [string, string],
  level: number,
  select: readonly Selection[],
  extra: Extra & { except?: readonly string[] } = {},
): LayoutRow {
  return { id, label_sv, label_en, level, rule: "select", select, sign: 1, ...extra };
}

export function sum(
  id: string,
  [label_sv, label_en]: readonly [string, string],
  level: number,
  of: readonly string[],
  extra: Extra = {},
): LayoutRow {
  return { id, label_sv, label_en, level, rule: "sum", of, total: true, ...extra };
}

export function heading(id: string, [label_sv, label_en]: readonly [string, string]): LayoutRow {
  return { id, label_sv, label_en, level: 0, rule: "heading" };
}

export const grant: Selection = { kind: ["revenue"], element: ["municipal-grant"] };
export const intraGrant: Selection = { kind: ["revenue"], element: ["intra-grant"] };
export const anyRevenue: Selection = { kind: ["revenue"] };
export const anyCost: Selection = { kind: ["cost"] };
