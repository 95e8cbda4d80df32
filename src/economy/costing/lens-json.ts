import type { Ore } from "../../kernel/index.ts";
import type { LensLine, LensSide } from "./lens.ts";

/** A reading through a lens as JSON tells it, amounts in öre. */
export function lensJson(
  reading: {
    readonly lens: string;
    readonly side: LensSide;
    readonly lines: readonly (LensLine & { readonly nameSv: string; readonly nameEn: string })[];
    readonly totalOre: Ore;
  },
  question: { readonly year: number; readonly scenario: string },
) {
  return {
    lens: reading.lens,
    year: question.year,
    scenario: question.scenario,
    side: reading.side,
    rows: reading.lines.map((line) => ({
      category: line.category,
      name_sv: line.nameSv,
      name_en: line.nameEn,
      amount: { ore: String(line.amountOre) },
    })),
    sum: { ore: String(reading.totalOre) },
  };
}
