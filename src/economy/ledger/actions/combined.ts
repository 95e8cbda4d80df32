import { sumOre } from "../../../kernel/index.ts";
import { combinedParts, combinedPrefix } from "../combined.ts";
import { type Explanation, lessOf } from "../explanation.ts";
import type { Explainer, Opening } from "./opening.ts";

/** No page adds up more figures than a provider has services. */
const most = 2_000;

export const combinedExplainer: Explainer = { prefix: combinedPrefix, open: openCombined };

/** The parts of a figure that a page adds up. A part that does not exist, like the budget of a year without one, is nothing. */
async function openCombined(opening: Opening, id: string): Promise<Explanation | undefined> {
  const parts = combinedParts(id);
  if (parts === undefined || parts.length > most) return undefined;
  const children: Explanation[] = [];
  for (const part of parts) {
    const node = await opening.open(part);
    if (node === undefined || node.unit !== undefined) continue;
    children.push(node.children.length === 0 ? node : { ...node, children: [], closed: true });
  }
  if (children.length === 0) return undefined;
  const isDifference = children.some((child) => lessOf(child.id) !== undefined) || parts.some(isLess);
  return {
    id,
    label_sv: isDifference ? "Skillnad" : "Summa",
    label_en: isDifference ? "Difference" : "Sum",
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: isDifference
      ? "Det ena minus det andra: det som räknas av står med omvänt tecken."
      : "Summan av delarna.",
    formula_en: isDifference
      ? "The one less the other: what is taken away stands with the opposite sign."
      : "The sum of the parts.",
    children,
  };
}

function isLess(id: string): boolean {
  return lessOf(id) !== undefined;
}
