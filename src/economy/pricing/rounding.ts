import { assert, type Micro, micro, type Ore, parseMicro } from "../../kernel/index.ts";
import { roundingDirections, type RoundingRule } from "./price-list.ts";

/**
 * The unit price that recovers a cost from a planned volume: cost / volume, rounded once to a whole multiple of the
 * rule's step. 1 000 kr over 3 000 pieces, down to 10 öre, is 0.30 kr; what the rounding leaves uncovered (100 kr
 * here) is for the caller to show, as the price list does in its rounding difference.
 * Exact: computed in whole numbers, the step is the only rounding. Undefined where the price would be above the nine
 * thousand million kronor that a price can hold: the planned volume is then a slip of the pen.
 */
export function unitPrice(costOre: Ore, plannedMicro: Micro, rule: RoundingRule): Micro | undefined {
  assert(costOre >= 0, "a price recovers a cost that is not negative");
  assert(plannedMicro > 0, "a price needs a planned volume above zero");
  assert(rule.toMicro > 0, "a price is rounded to a multiple of something");
  // öre = 10^4 millionths of a krona; the volume is in millionths of a unit.
  const dividend = BigInt(costOre) * 10_000n * 1_000_000n;
  const divisor = BigInt(plannedMicro) * BigInt(rule.toMicro);
  const steps = dividend / divisor;
  const rest = dividend % divisor;
  const up =
    rule.direction === "up" ? rest > 0n : rule.direction === "nearest" ? rest * 2n >= divisor : false;
  const price = Number((up ? steps + 1n : steps) * BigInt(rule.toMicro));
  return Number.isSafeInteger(price) ? micro(price) : undefined;
}

/** A rule as people write it: a step in kronor and a direction, "0.10 down"; down where no direction is said. */
export function readRounding(text: string): RoundingRule | undefined {
  const [step = "", word = "down", ...more] = text.trim().replace(",", ".").split(/\s+/);
  const toMicro = parseMicro(step);
  const direction = roundingDirections.find((one) => one === word);
  return toMicro === undefined || toMicro <= 0 || direction === undefined || more.length > 0
    ? undefined
    : { toMicro, direction };
}
