import { say, type Visit } from "../../platform/web/index.ts";
import type { Explanation, SeeAlso } from "../../economy/ledger/index.ts";

/** The address of a figure's basis. */
export function addressOf(id: string): string {
  return `/explain/${encodeURIComponent(id)}`;
}

export function labelOf(visit: Visit, node: Pick<SeeAlso, "label_sv" | "label_en">): string {
  return capital(say(visit, node.label_sv, node.label_en));
}

export function formulaOf(visit: Visit, node: Explanation): string {
  return capital(say(visit, node.formula_sv, node.formula_en));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
