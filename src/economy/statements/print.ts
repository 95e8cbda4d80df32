import { unreachable } from "../../kernel/index.ts";
import { type AmountUnit, formatPercent, type Language, printAmount } from "../../platform/language/index.ts";
import type { Figure } from "./evaluate.ts";

/** A figure as it stands in print, and what the print left out. */
export interface PrintedFigure {
  readonly text: string;
  /** Exact amount less printed amount, in öre; zero for counts. */
  readonly roundingOre: number;
}

/** Rounds for print only, half away from zero; the exact figure stays what it is. */
export function printFigure(
  figure: Figure | undefined,
  { unit, language, dashEmpty = false }: { unit: AmountUnit; language: Language; dashEmpty?: boolean },
): PrintedFigure {
  if (figure === undefined) return { text: "", roundingOre: 0 };
  switch (figure.unit) {
    case "count":
      return { text: String(figure.count), roundingOre: 0 };
    case "percent":
      return { text: formatPercent(figure, language, figure.decimals), roundingOre: 0 };
    case "ore":
      return figure.empty && dashEmpty
        ? { text: "–", roundingOre: 0 }
        : printAmount(figure.amountOre, { unit, language });
    default:
      return unreachable(figure);
  }
}

/** A share as plain decimal text with a point, for JSON: "44", "-14.4". Rounded half away from zero. */
export function percentText({
  numerator,
  denominator,
  decimals,
}: {
  readonly numerator: number;
  readonly denominator: number;
  readonly decimals: number;
}): string {
  if (denominator === 0) return "0";
  return formatPercent({ numerator, denominator }, "en", decimals)
    .replace("\u2212", "-")
    .replace("\u00a0%", "");
}
