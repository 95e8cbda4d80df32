import type { Ore } from "../../kernel/index.ts";
import { type Effect, effects } from "./variance.ts";

/** Both sides of a comparison, and the effects between them. */
export interface VarianceSums {
  readonly fromOre: Ore;
  readonly toOre: Ore;
  readonly effectsOre: Readonly<Record<Effect, Ore>>;
}

/** Everything a comparison says about one code of a lens: a service, a customer, an area. */
export interface VarianceLine extends VarianceSums {
  readonly code: string;
  readonly nameSv: string;
  readonly nameEn: string;
}

/** A comparison as JSON tells it: what was compared, the lines of a lens, and their sum; amounts in öre. */
export function varianceJson(
  head: {
    readonly from: string;
    readonly to: string;
    /** The name of the lens, which is also the name of the lines' code. */
    readonly by: string;
    readonly assumptions: readonly string[];
  },
  sum: VarianceSums,
  lines: readonly VarianceLine[],
) {
  return {
    ...head,
    rows: lines.map((line) => ({
      [head.by]: line.code,
      name_sv: line.nameSv,
      name_en: line.nameEn,
      ...sumsJson(line),
    })),
    sum: sumsJson(sum),
  };
}

function sumsJson({ fromOre, toOre, effectsOre }: VarianceSums) {
  const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });
  return {
    from: money(fromOre),
    to: money(toOre),
    effects: Object.fromEntries(effects.map((effect) => [effect, money(effectsOre[effect])])),
  };
}
