import type { CostCell } from "./cell.ts";
import type { Selection, SelectionField } from "./model.ts";

/** The cell's column behind each field of a selection. */
const columns: Record<SelectionField, keyof CostCell> = {
  account: "account",
  cost_centre: "costCentre",
  project: "project",
  service: "service",
  customer: "customer",
  counterparty: "counterparty",
  element: "element",
};

/** `*` stands for any characters. A pattern never matches the absence of a code: `service: "*"` is "names a service". */
export function matchesPattern(code: string, pattern: string): boolean {
  if (!pattern.includes("*")) return code === pattern;
  if (code === "") return false;
  const parts = pattern.split("*");
  const first = parts[0] as string;
  const last = parts[parts.length - 1] as string;
  if (!code.startsWith(first) || !code.endsWith(last) || code.length < first.length + last.length)
    return false;
  let at = first.length;
  const end = code.length - last.length;
  for (let i = 1; i < parts.length - 1; i++) {
    const part = parts[i] as string;
    const found = code.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

export function matchesAny(code: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesPattern(code, pattern));
}

export function selects(selection: Selection, cell: CostCell): boolean {
  for (const field in selection) {
    const patterns = selection[field as SelectionField];
    if (patterns !== undefined && !matchesAny(cell[columns[field as SelectionField]] as string, patterns)) {
      return false;
    }
  }
  return true;
}
