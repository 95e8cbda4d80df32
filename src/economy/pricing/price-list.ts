import { type Day, isInForce, type Micro, type Ore } from "../../kernel/index.ts";
import type { Proration, Scheme, Tier } from "./scheme.ts";

/** What the cost stands for: running a service, or changing it (drift, förändring). */
export type Activity = "operation" | "change";

/**
 * How an item is charged: `fee` is a yearly amount per customer, debited in twelfths; `metered` is price times used
 * volume; `direct-sale` and `pass-through` are priced sale by sale, the list price being what is normally asked.
 */
export type Charge = "fee" | "metered" | "direct-sale" | "pass-through";

export const charges: readonly Charge[] = ["fee", "metered", "direct-sale", "pass-through"];

/**
 * draft -> simulated -> decided -> superseded. A decided version is *in force* on the days of its validity, which is
 * a question about a day and not a state of its own.
 */
export type PriceListState = "draft" | "simulated" | "decided" | "superseded";

/** The board's decision of a price list (beslut): which board, when, under which paragraph and registry number. */
export interface PriceDecision {
  /** Code of the decision in the register of decisions, where it stands there. */
  readonly decision?: string;
  readonly board: string;
  readonly decidedOn: Day;
  readonly paragraph: string;
  readonly registryNo: string;
}

/** A price list of a year (prislista), in one version. */
export interface PriceListVersion {
  readonly version: string;
  readonly fiscalYear: number;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly state: PriceListState;
  readonly rounding: RoundingRule;
  readonly items: readonly PriceItem[];
  readonly fees: readonly Fee[];
  readonly decision?: PriceDecision;
  /** Hash of the canonical content, set at the decision and checked at every reading after it. */
  readonly contentSha256?: string;
  readonly proposedBy?: string;
  readonly decidedBy?: string;
  /** The version that took over, and the first day it did. The frozen content is not touched by it. */
  readonly supersededBy?: string;
  readonly supersededFrom?: Day;
}

/** One row of the price list (prislistepost). */
export interface PriceItem {
  readonly item: string;
  readonly service: string;
  readonly activity: Activity;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly charge: Charge;
  readonly unit: string;
  /** Price of one unit; absent for a fee, whose amounts stand per customer, and where tiers hold the prices. */
  readonly priceMicro?: Micro;
  /** The costed budget the item is to recover: shared between customers (fee) or divided by the volume (metered). */
  readonly totalOre?: Ore;
  /**
   * What of a fee's total no customer is asked for: the provider bears it, by an exception that was decided without
   * raising what the others pay. Fees + borne = total, to the öre.
   */
  readonly borneOre?: Ore;
  /** The planned volume the price of a metered item was set from. */
  readonly plannedMicro?: Micro;
  /** The key a fee is shared by. */
  readonly key?: string;
  /** How the price of a metered item depends on the quantity; without one, every unit has the one price. */
  readonly scheme?: Scheme;
  readonly tiers?: readonly Tier[];
  readonly proration?: Proration;
}

/** A customer's yearly amount of a fee item, with the key value it rests on (årsavgift). */
export interface Fee {
  readonly item: string;
  readonly customer: string;
  readonly annualOre: Ore;
  readonly keyValueMicro: Micro;
  readonly keySumMicro: Micro;
  readonly validFrom: Day;
  readonly validTo: Day;
}

/** How a computed unit price becomes a printed one: to a whole multiple of `toMicro`, in the declared direction. */
export interface RoundingRule {
  readonly toMicro: Micro;
  readonly direction: RoundingDirection;
}

export type RoundingDirection = "down" | "up" | "nearest";

export const roundingDirections: readonly RoundingDirection[] = ["down", "up", "nearest"];

/** Down to whole 10 öre: the provider sells at cost, and a price rounded down never takes more than the cost. */
export const wholeTenOreDown: RoundingRule = { toMicro: 100_000 as Micro, direction: "down" };

/** Whether the version's prices are those to bill on a day: decided, valid, and not yet taken over. */
export function isVersionInForce(version: PriceListVersion, at: Day): boolean {
  if (version.state !== "decided" && version.state !== "superseded") return false;
  if (version.supersededFrom !== undefined && at >= version.supersededFrom) return false;
  return isInForce(version, at);
}
