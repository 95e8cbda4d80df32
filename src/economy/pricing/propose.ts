import {
  addOre,
  allocate,
  byCode,
  type Day,
  firstDayOf,
  lastDayOf,
  lineAmount,
  type Micro,
  micro,
  type Ore,
  ore,
  periodOf,
  type Problem,
  type Result,
  resultOf,
  sumOre,
  zeroOre,
} from "../../kernel/index.ts";
import {
  type Activity,
  type Charge,
  type Fee,
  type PriceItem,
  type PriceListVersion,
  type RoundingRule,
  wholeTenOreDown,
} from "./price-list.ts";
import * as problem from "./problems.ts";
import { unitPrice } from "./rounding.ts";
import { isTiered, type Proration, type Scheme, type Tier } from "./scheme.ts";
import { tieredCharge, tiersAtCost } from "./tier-prices.ts";

/** The costed budget of a service and activity for the year, positive is cost. Several rows of the same are added. */
export interface CostedBudget {
  readonly service: string;
  readonly activity: Activity;
  readonly amountOre: Ore;
}

/** A planned volume of an item; several rows (customers, months) of the same item are added. Of an item with tiers each is a month of a customer. */
export interface PlannedVolume {
  readonly item: string;
  readonly quantityMicro: Micro;
}

/** A row of the price list before it has a price: what is charged, how, and which part of the cost it carries. */
export interface ItemPlan {
  readonly item: string;
  readonly service: string;
  readonly activity: Activity;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly charge: Charge;
  readonly unit: string;
  /**
   * The item's weight among the items that carry the cost of the same service and activity. Left out it is 1 for fees
   * and metered items and 0 for direct sale and pass-through, whose price is asked sale by sale.
   */
  readonly weight?: number;
  /** A declared part of the cost in kronor and öre, taken before the rest is shared by weight. */
  readonly partOre?: Ore;
  /** The list price of direct sale and pass-through. */
  readonly listPriceMicro?: Micro;
  /** The key of a fee. */
  readonly key?: string;
  /** The tiers say where each begins and how their prices stand to each other; the level is computed from the cost. */
  readonly scheme?: Scheme;
  readonly tiers?: readonly Tier[];
  readonly proration?: Proration;
  /** Where this item is rounded otherwise than the list. */
  readonly rounding?: RoundingRule;
}

export interface Proposal {
  /** The version in state draft. */
  readonly version: PriceListVersion;
  /** Cost, price list and what lies between them, per item, in code order. */
  readonly basis: readonly PriceBasis[];
  /** Costed budget of all services given. */
  readonly costedOre: Ore;
  /** What the price list brings at planned volumes: the revenue budget. */
  readonly listedOre: Ore;
  /** Costed budget = listed + rounding difference + what no item carries, to the öre. */
  readonly roundingDifferenceOre: Ore;
  readonly uncarriedOre: Ore;
}

/** Where one item's price comes from. */
export interface PriceBasis {
  readonly item: string;
  readonly service: string;
  readonly activity: Activity;
  readonly charge: Charge;
  /** The part of the service's costed budget this item carries. */
  readonly costedOre: Ore;
  readonly plannedMicro?: Micro;
  readonly priceMicro?: Micro;
  /** Price x planned volume, or the total of the fees; for sale by sale, the part it is expected to bring. */
  readonly listedOre: Ore;
  /** Costed minus listed: what rounding the price leaves uncovered. */
  readonly roundingDifferenceOre: Ore;
}

export interface ProposalBasis {
  readonly version: string;
  readonly year: number;
  readonly validFrom?: Day;
  readonly validTo?: Day;
  readonly costedBudget: readonly CostedBudget[];
  readonly plannedVolumes: readonly PlannedVolume[];
  readonly items: readonly ItemPlan[];
  /** Customer -> weight of a fee item: the key of the service, exceptions applied. Customers are taken in code order. */
  readonly sharesOf: (item: ItemPlan) => ReadonlyMap<string, number>;
  readonly rounding?: RoundingRule;
}

/**
 * The price list of a year from its costed budget: the cost of every service and activity is shared between the items
 * that carry it; a fee item's part is shared between customers to the öre, a metered item's part is divided by its
 * planned volume and rounded by the declared rule. Nothing is smeared: cost without an item, and what rounding leaves,
 * are shown as such, and costed budget = listed + rounding difference + uncarried always.
 */
export function proposePriceList(basis: ProposalBasis): Result<Proposal> {
  const problems: Problem[] = [];
  const rounding = basis.rounding ?? wholeTenOreDown;
  const validFrom = basis.validFrom ?? firstDayOf(periodOf(basis.year, 1));
  const validTo = basis.validTo ?? lastDayOf(periodOf(basis.year, 12));
  const costs = addUp(
    basis.costedBudget,
    (row) => costKey(row.service, row.activity),
    (row) => row.amountOre,
  );
  const planned = addUp(
    basis.plannedVolumes,
    (row) => row.item,
    (row) => row.quantityMicro,
  );
  const plans = basis.items.toSorted((a, b) => byCode(a.item, b.item));
  const carried = carriedCosts(costs, plans, problems);

  const items: PriceItem[] = [];
  const fees: Fee[] = [];
  const rows: PriceBasis[] = [];
  for (const plan of plans) {
    const costedOre = carried.parts.get(plan.item) ?? zeroOre;
    const row: PriceBasis = {
      ...head(plan),
      costedOre,
      listedOre: costedOre,
      roundingDifferenceOre: zeroOre,
    };
    if (plan.charge === "fee") {
      const itemFees = feesOf(plan, costedOre, basis.sharesOf(plan), { validFrom, validTo }, problems);
      fees.push(...itemFees);
      items.push({ ...itemHead(plan), totalOre: costedOre });
      rows.push(row);
    } else if (plan.charge === "metered") {
      const plannedMicro = micro(planned.get(plan.item) ?? 0);
      if (plannedMicro <= 0) {
        problems.push(problem.noPlannedVolume(plan.item));
        continue;
      }
      if (isTiered(plan)) {
        const months = basis.plannedVolumes
          .filter((volume) => volume.item === plan.item)
          .map((volume) => volume.quantityMicro);
        const tiers = tiersAtCost(plan, months, costedOre, plan.rounding ?? rounding);
        if (tiers === undefined) {
          problems.push(problem.tiersWithoutLevel(plan.item));
          continue;
        }
        if (
          costedOre > 0 &&
          tiers.some((tier, at) => tier.priceMicro === 0 && plan.tiers?.[at]?.priceMicro !== 0)
        )
          problems.push(problem.priceRoundsToZero(plan.item));
        const listedOre = tieredCharge({ ...plan, tiers }, months);
        items.push({ ...itemHead(plan), tiers, totalOre: costedOre, plannedMicro });
        rows.push({ ...row, plannedMicro, listedOre, roundingDifferenceOre: ore(costedOre - listedOre) });
        continue;
      }
      const priceMicro = unitPrice(costedOre, plannedMicro, plan.rounding ?? rounding);
      if (priceMicro === undefined) {
        problems.push(problem.priceTooLarge(plan.item));
        continue;
      }
      if (priceMicro === 0 && costedOre > 0) problems.push(problem.priceRoundsToZero(plan.item));
      const listedOre = lineAmount({ priceMicro, quantityMicro: plannedMicro });
      items.push({ ...itemHead(plan), priceMicro, totalOre: costedOre, plannedMicro });
      rows.push({
        ...row,
        plannedMicro,
        priceMicro,
        listedOre,
        roundingDifferenceOre: ore(costedOre - listedOre),
      });
    } else {
      const price = plan.listPriceMicro === undefined ? {} : { priceMicro: plan.listPriceMicro };
      items.push({ ...itemHead(plan), ...price, ...(costedOre === 0 ? {} : { totalOre: costedOre }) });
      rows.push({ ...row, ...price });
    }
  }

  const costedOre = ore([...costs.values()].reduce((total, amount) => total + amount, 0));
  const listedOre = sumOre(rows.map((row) => row.listedOre));
  const proposal: Proposal = {
    version: {
      version: basis.version,
      fiscalYear: basis.year,
      validFrom,
      validTo,
      state: "draft",
      rounding,
      items,
      fees,
    },
    basis: rows,
    costedOre,
    listedOre,
    roundingDifferenceOre: sumOre(rows.map((row) => row.roundingDifferenceOre)),
    uncarriedOre: carried.uncarriedOre,
  };
  return resultOf(proposal, problems);
}

/** The cost of every service and activity, shared between its items: declared parts first, the rest by weight. */
function carriedCosts(
  costs: ReadonlyMap<string, number>,
  plans: readonly ItemPlan[],
  problems: Problem[],
): { parts: Map<string, Ore>; uncarriedOre: Ore } {
  const carriers = new Map<string, ItemPlan[]>();
  const seen = new Set<string>();
  for (const plan of plans) {
    if (seen.has(plan.item)) problems.push(problem.itemTwice(plan.item));
    seen.add(plan.item);
    if (weightOf(plan) === 0 && plan.partOre === undefined) continue;
    const key = costKey(plan.service, plan.activity);
    carriers.set(key, [...(carriers.get(key) ?? []), plan]);
    if (!costs.has(key)) problems.push(problem.itemWithoutCost(plan.item, plan.service, plan.activity));
  }
  const parts = new Map<string, Ore>();
  let uncarriedOre = zeroOre;
  for (const [key, amount] of costs) {
    const [service, activity] = key.split("\n") as [string, Activity];
    const total = ore(amount);
    if (total < 0) {
      problems.push(problem.negativeCost(service, activity, total));
      continue;
    }
    const group = carriers.get(key) ?? [];
    const declared = sumOre(group.map((plan) => plan.partOre ?? zeroOre));
    const rest = ore(total - declared);
    const sharing = group.filter((plan) => plan.partOre === undefined);
    if (rest < 0) problems.push(problem.partsAboveCost(service, activity, declared, total));
    for (const plan of group) if (plan.partOre !== undefined) parts.set(plan.item, plan.partOre);
    if (rest > 0 && sharing.length === 0) {
      // What is sold sale by sale recovers its cost that way; a service that nothing charges for is told.
      const sold = plans.some((plan) => plan.service === service && plan.activity === activity);
      if (!sold) problems.push(problem.costWithoutItem(service, activity, rest));
      uncarriedOre = addOre(uncarriedOre, rest);
    } else if (rest >= 0 && sharing.length > 0) {
      const shared = allocate(rest, sharing.map(weightOf));
      sharing.forEach((plan, index) => parts.set(plan.item, shared[index] as Ore));
    }
  }
  return { parts, uncarriedOre };
}

function feesOf(
  plan: ItemPlan,
  totalOre: Ore,
  shares: ReadonlyMap<string, number>,
  validity: { validFrom: Day; validTo: Day },
  problems: Problem[],
): Fee[] {
  const customers = [...shares.keys()].filter((customer) => shares.get(customer) !== 0).toSorted(byCode);
  const weights = customers.map((customer) => shares.get(customer) as number);
  const keySumMicro = micro(weights.reduce((total, weight) => total + weight, 0));
  if (keySumMicro === 0) {
    problems.push(problem.noShares(plan.item, plan.key ?? ""));
    return [];
  }
  const parts = allocate(totalOre, weights);
  return customers.map((customer, index) => ({
    item: plan.item,
    customer,
    annualOre: parts[index] as Ore,
    keyValueMicro: micro(weights[index] as number),
    keySumMicro,
    ...validity,
  }));
}

function weightOf(plan: ItemPlan): number {
  return plan.weight ?? (plan.charge === "fee" || plan.charge === "metered" ? 1 : 0);
}

function costKey(service: string, activity: Activity): string {
  return `${service}\n${activity}`;
}

function head(plan: ItemPlan): Pick<PriceBasis, "item" | "service" | "activity" | "charge"> {
  return { item: plan.item, service: plan.service, activity: plan.activity, charge: plan.charge };
}

function itemHead(plan: ItemPlan): PriceItem {
  const { item, service, activity, nameSv, nameEn, charge, unit, scheme, tiers, proration } = plan;
  const key = plan.charge === "fee" && plan.key !== undefined ? { key: plan.key } : {};
  return {
    item,
    service,
    activity,
    nameSv,
    nameEn,
    charge,
    unit,
    ...key,
    ...(scheme === undefined ? {} : { scheme }),
    ...(tiers === undefined ? {} : { tiers }),
    ...(proration === undefined ? {} : { proration }),
  };
}

function addUp<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  valueOf: (row: T) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + valueOf(row));
  return new Map([...sums].toSorted(([a], [b]) => byCode(a, b)));
}
