import type { CostCell } from "./cell.ts";
import { type Selection, type SelectionField, selectionFields } from "./model.ts";

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

/** The two ends of a range of codes, "5010-5099": digits, as many on both sides. */
export function rangeOf(pattern: string): readonly [string, string] | undefined {
  const at = pattern.indexOf("-");
  if (at <= 0 || pattern.length !== at * 2 + 1) return undefined;
  const [first, last] = [pattern.slice(0, at), pattern.slice(at + 1)];
  return isDigits(first) && isDigits(last) ? [first, last] : undefined;
}

function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 48 || unit > 57) return false;
  }
  return true;
}

/**
 * `*` stands for any characters, `?` for one, and "5010-5099" for the codes of that length from one to the other. A
 * pattern never matches the absence of a code: `service: "*"` is "names a service".
 */
export function matchesPattern(code: string, pattern: string): boolean {
  if (code === pattern) return true;
  if (code === "") return false;
  if (!pattern.includes("*") && !pattern.includes("?")) {
    const range = rangeOf(pattern);
    if (range === undefined || code.length !== range[0].length || !isDigits(code)) return false;
    return range[0] <= code && code <= range[1];
  }
  // A star remembers where it stood, so that more can be taken into it when what follows does not fit.
  let at = 0;
  let from = 0;
  let star = -1;
  let taken = 0;
  while (at < code.length) {
    const sign = pattern[from];
    if (sign === "*") {
      star = from++;
      taken = at;
    } else if (sign === "?" || (sign !== undefined && sign === code[at])) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++taken;
    } else return false;
  }
  while (pattern[from] === "*") from++;
  return from === pattern.length;
}

export function matchesAny(code: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesPattern(code, pattern));
}

/** `selects` of one selection for many cells: the fields that it does not name are not asked for again and again. */
export function selectorOf(selection: Selection): (cell: CostCell) => boolean {
  const asked = selectionFields
    .filter((field) => selection[field] !== undefined || selection.not?.[field] !== undefined)
    .map((field) => ({
      column: columns[field],
      patterns: selection[field],
      without: selection.not?.[field],
    }));
  return (cell) =>
    asked.every(({ column, patterns, without }) => {
      const code = cell[column] as string;
      if (patterns !== undefined && !matchesAny(code, patterns)) return false;
      return without === undefined || !matchesAny(code, without);
    });
}

/** All fields named must match, and nothing that `not` names may. Called for every cell and rule, so it makes nothing. */
export function selects(selection: Selection, cell: CostCell): boolean {
  for (const field of selectionFields) {
    const patterns = selection[field];
    if (patterns !== undefined && !matchesAny(cell[columns[field]] as string, patterns)) return false;
    const without = selection.not?.[field];
    if (without !== undefined && matchesAny(cell[columns[field]] as string, without)) return false;
  }
  return true;
}
