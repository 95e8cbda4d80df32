import {
  addOre,
  allocate,
  assert,
  byCode,
  type Micro,
  micro,
  type Ore,
  ore,
  type Period,
  sumOre,
  zeroOre,
} from "../../kernel/index.ts";
import {
  behaviourOf,
  type BehaviourKind,
  type CostBehaviour,
  savedCost,
  signedProportion,
} from "../costing/index.ts";
import { plannedCharge } from "./item-charges.ts";
import type { Charging } from "./scheme.ts";

/** One month of what is asked: the price in force, what it costs, and what everybody uses. */
export interface SavingMonth {
  readonly period: Period;
  /** The price in force, with its tiers where it has any. */
  readonly charging: Charging;
  /** The item's part of the service's cost; shared cost (gemensam kostnad) is no less for a unit less. */
  readonly cost: readonly { readonly element: string; readonly directOre: Ore; readonly sharedOre: Ore }[];
  readonly volumes: ReadonlyMap<string, Micro>;
}

export interface SavingInput {
  readonly service: string;
  readonly customer: string;
  /** Units more or, below zero, fewer every month. */
  readonly changeMicro: Micro;
  readonly months: readonly SavingMonth[];
  readonly behaviours: readonly CostBehaviour[];
}

/** What a change of volume is worth, to whom (verklig besparing). A saving is positive; what somebody pays more is negative. */
export interface Saving {
  /** By the price list: the customer's own, as its next invoices say. */
  readonly priceListOre: Ore;
  /** What the customer's remaining units change by when the cost is shared again, at cost. */
  readonly remainingOre: Ore;
  /** What the others save together when the cost is shared again; below zero they pay more. */
  readonly othersOre: Ore;
  /**
   * The provider's uncovered rest (otäckt rest): what the units cost above what was paid for them, since prices are rounded and
   * set for a whole year; and cost that nobody is left to share.
   */
  readonly restOre: Ore;
  /** What the city pays less to anybody outside it: price list + remaining + others + rest, to the öre. */
  readonly cityOre: Ore;
  /** What the provider lacks until the cost is shared again in new prices. */
  readonly untilRepricedOre: Ore;
  readonly elements: readonly SavedElement[];
  /** What each carries of the cost, by its volume: today and when the volume has changed. */
  readonly customers: readonly {
    readonly customer: string;
    readonly beforeOre: Ore;
    readonly afterOre: Ore;
    readonly savesOre: Ore;
  }[];
}

/** A cost element's cost in the months, and what of it is saved. */
export interface SavedElement {
  readonly element: string;
  /** Shared cost is fixed whatever the element; what nobody has vouched for is counted as fixed. */
  readonly kind: BehaviourKind | "shared" | "unknown";
  readonly until: string | undefined;
  readonly costOre: Ore;
  readonly savedOre: Ore;
}

/**
 * The customer saves by the price list; the cost that does not go away is shared again over the volume that is left; and the
 * city saves only what really is no longer paid. Month by month, since a lease runs out in the middle of a year.
 */
export function saving(input: SavingInput): Saving {
  const before = new Map<string, Ore>();
  const after = new Map<string, Ore>();
  const elements = new Map<string, SavedElement>();
  let [priceListOre, ofUnitsOre, unsharedOre] = [zeroOre, zeroOre, zeroOre];
  for (const month of input.months) {
    const own = month.volumes.get(input.customer) ?? micro(0);
    const ownLater = micro(own + input.changeMicro);
    assert(ownLater >= 0, `${input.customer} has units left to do without`);
    const paid = (quantityMicro: Micro): Ore => plannedCharge(month.charging, quantityMicro);
    priceListOre = ore(priceListOre + paid(own) - paid(ownLater));
    let [monthCost, monthSaved] = [zeroOre, zeroOre];
    for (const part of monthElements(input, month)) {
      const key = `${part.element}\n${part.kind}\n${part.until ?? ""}`;
      const known = elements.get(key);
      elements.set(key, {
        ...part,
        costOre: addOre(known?.costOre ?? zeroOre, part.costOre),
        savedOre: addOre(known?.savedOre ?? zeroOre, part.savedOre),
      });
      monthCost = addOre(monthCost, part.costOre);
      monthSaved = addOre(monthSaved, part.savedOre);
    }
    const today = shareByVolume(monthCost, month.volumes);
    const later = shareByVolume(
      ore(monthCost - monthSaved),
      new Map(month.volumes).set(input.customer, ownLater),
    );
    for (const [customer, amountOre] of today.shares) raise(before, customer, amountOre);
    for (const [customer, amountOre] of later.shares) raise(after, customer, amountOre);
    unsharedOre = ore(unsharedOre + today.unsharedOre - later.unsharedOre);
    const ownCost = today.shares.get(input.customer) ?? zeroOre;
    if (own > 0) ofUnitsOre = addOre(ofUnitsOre, signedProportion(ownCost, -input.changeMicro, own));
  }
  const customers = [...new Set([...before.keys(), ...after.keys()])].toSorted(byCode).map((customer) => {
    const [beforeOre, afterOre] = [before.get(customer) ?? zeroOre, after.get(customer) ?? zeroOre];
    return { customer, beforeOre, afterOre, savesOre: ore(beforeOre - afterOre) };
  });
  const atCostOre = customers.find((row) => row.customer === input.customer)?.savesOre ?? zeroOre;
  const remainingOre = ore(atCostOre - ofUnitsOre);
  const othersOre = sumOre(
    customers.filter((row) => row.customer !== input.customer).map((row) => row.savesOre),
  );
  const restOre = ore(ofUnitsOre - priceListOre + unsharedOre);
  const cityOre = sumOre([...elements.values()].map((row) => row.savedOre));
  assert(
    ore(priceListOre + remainingOre + othersOre + restOre) === cityOre,
    "what the city saves is what the customer, the others and the provider do",
  );
  return {
    priceListOre,
    remainingOre,
    othersOre,
    restOre,
    cityOre,
    untilRepricedOre: ore(priceListOre - cityOre),
    elements: [...elements.values()].toSorted(
      (a, b) =>
        byCode(a.element, b.element) || byCode(a.kind, b.kind) || byCode(a.until ?? "", b.until ?? ""),
    ),
    customers,
  };
}

/** A month's cost over those who use anything, at cost; where nobody does it stays with the provider. */
function shareByVolume(
  costOre: Ore,
  volumes: ReadonlyMap<string, Micro>,
): { readonly shares: ReadonlyMap<string, Ore>; readonly unsharedOre: Ore } {
  const users = [...volumes].filter(([, volume]) => volume > 0).toSorted(([a], [b]) => byCode(a, b));
  if (users.length === 0) return { shares: new Map(), unsharedOre: costOre };
  const parts = allocate(
    costOre,
    users.map(([, volume]) => volume),
  );
  return {
    shares: new Map(users.map(([customer], at) => [customer, parts[at] as Ore])),
    unsharedOre: zeroOre,
  };
}

function monthElements(
  { service, changeMicro, behaviours }: SavingInput,
  { period, cost, volumes }: SavingMonth,
): SavedElement[] {
  let volumeMicro = 0;
  for (const volume of volumes.values()) volumeMicro += volume;
  return cost.flatMap(({ element, directOre, sharedOre }): SavedElement[] => {
    const behaviour = behaviourOf(behaviours, { service, element, period });
    const change = { volumeMicro, changeMicro, period };
    const parts: SavedElement[] = [
      {
        element,
        kind: behaviour?.kind ?? "unknown",
        until: behaviour?.until,
        costOre: directOre,
        savedOre: savedCost(directOre, behaviour, change),
      },
      { element, kind: "shared", until: undefined, costOre: sharedOre, savedOre: zeroOre },
    ];
    return parts.filter((row) => row.costOre !== 0);
  });
}

function raise(sums: Map<string, Ore>, key: string, amountOre: Ore): void {
  sums.set(key, addOre(sums.get(key) ?? zeroOre, amountOre));
}
