import { allocate, type Ore, ore } from "../../kernel/index.ts";

/** amount x part / whole: whole times are multiplied, and what is left is rounded where everything is, in `allocate`. */
export function inProportion(amount: Ore, part: number, whole: number): Ore {
  const left = part % whole;
  const times = (part - left) / whole;
  return ore(amount * times + (allocate(amount, [left, whole - left])[0] as number));
}

/** The same for a part that may be below zero. */
export function signedProportion(amount: Ore, part: number, whole: number): Ore {
  return part < 0 ? ore(-inProportion(amount, -part, whole)) : inProportion(amount, part, whole);
}
