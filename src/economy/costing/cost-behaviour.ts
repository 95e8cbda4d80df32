import {
  type Day,
  firstDayOf,
  lastDayOf,
  type Micro,
  type Ore,
  type Period,
  zeroOre,
} from "../../kernel/index.ts";
import { signedProportion } from "./proportion.ts";

/**
 * How a cost follows its volume (kostnadsbeteende): at once (rörlig), not at all (fast), in whole steps (stegvis fast), or once
 * a lease has run out (leasad till).
 */
export const behaviourKinds = ["variable", "fixed", "step", "leased"] as const;
export type BehaviourKind = (typeof behaviourKinds)[number];

export interface CostBehaviour {
  /** "" is every service that has no row of its own for the element. */
  readonly service: string;
  readonly element: string;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
  readonly kind: BehaviourKind;
  /** The last day of the lease. */
  readonly until: Day | undefined;
  /** What one step holds: a server hall of 100 servers. */
  readonly stepMicro: Micro | undefined;
}

/** The row that holds for a service's element in a month: its own before everybody's, the latest before earlier ones. */
export function behaviourOf(
  rows: readonly CostBehaviour[],
  {
    service,
    element,
    period,
  }: { readonly service: string; readonly element: string; readonly period: Period },
): CostBehaviour | undefined {
  const day = firstDayOf(period);
  const holding = rows.filter(
    (row) =>
      row.element === element &&
      (row.service === service || row.service === "") &&
      row.validFrom <= day &&
      (row.validTo === undefined || row.validTo >= day),
  );
  return holding.toSorted(
    (a, b) => Number(b.service !== "") - Number(a.service !== "") || (a.validFrom < b.validFrom ? 1 : -1),
  )[0];
}

/**
 * What is saved of a month's cost when the volume changes; negative is what more costs. Without a behaviour nothing is: a saving
 * is not promised that nobody has vouched for.
 */
export function savedCost(
  costOre: Ore,
  behaviour: CostBehaviour | undefined,
  {
    volumeMicro,
    changeMicro,
    period,
  }: { readonly volumeMicro: number; readonly changeMicro: number; readonly period: Period },
): Ore {
  if (behaviour === undefined || behaviour.kind === "fixed" || volumeMicro === 0) return zeroOre;
  if (behaviour.kind === "step" && behaviour.stepMicro !== undefined) {
    const step = behaviour.stepMicro;
    const before = Math.ceil(volumeMicro / step);
    return signedProportion(costOre, before - Math.ceil((volumeMicro + changeMicro) / step), before);
  }
  const isBound =
    behaviour.kind === "leased" &&
    changeMicro < 0 &&
    behaviour.until !== undefined &&
    behaviour.until >= lastDayOf(period);
  return isBound ? zeroOre : signedProportion(costOre, -changeMicro, volumeMicro);
}
