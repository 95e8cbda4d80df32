import {
  allocate,
  closest,
  micro,
  type Micro,
  microPerUnit,
  ok,
  type Ore,
  ore,
  type Period,
  type Problem,
  refused,
  type Result,
  sumOre,
} from "../../kernel/index.ts";
import {
  type Assumption,
  changed,
  matchesPattern,
  modelOf,
  type NewValue,
  type Play,
  playOf,
  readAssumption,
  readNewValue,
  type ServicesAfter,
  shares,
  type WhatIfBasis,
} from "../costing/index.ts";
import type { Comparison, CustomerVolume, PreviousYear } from "./item-charges.ts";
import type { PriceItem, PriceListVersion, RoundingRule } from "./price-list.ts";
import * as problem from "./problems.ts";
import { type ItemPlan, type Proposal, proposePriceList } from "./propose.ts";
import { isTiered } from "./scheme.ts";
import { chargesOf, simulate, type Simulation } from "./simulate.ts";
import { scaledPrice } from "./tier-prices.ts";

/** All that a year's price list is proposed and simulated from, beside what its costing is made of. */
export interface PricePlayBasis {
  readonly version: Pick<PriceListVersion, "version" | "validFrom" | "validTo" | "fiscalYear" | "rounding">;
  /** The month whose keys the fees are shared by. */
  readonly month: Period;
  readonly items: readonly ItemPlan[];
  readonly volumes: readonly CustomerVolume[];
  readonly previous: PreviousYear;
  readonly against: Comparison;
}

/** A price that is imagined otherwise than cost gives (`price/DI-PC=+5%`, `price/DI-PC=350`). */
export interface PriceAssumption {
  readonly kind: "price";
  readonly item: string;
  readonly to: NewValue;
}

export type PlayAssumption = Assumption | PriceAssumption;

/** What would be proposed, and what it would mean for every customer. */
export interface PlayedPrices {
  readonly version: PriceListVersion;
  readonly simulation: Simulation;
  /** The cost that prices and fees are to cover. */
  readonly costedOre: Ore;
  /** What of it they leave uncovered: by rounding, and by prices that are set otherwise. */
  readonly uncoveredOre: Ore;
}

/** A year whose prices are made again for every question (tänk om priserna). Nothing is written. */
export interface PricePlay {
  readonly play: Play;
  readonly before: PlayedPrices;
  after(assumptions: readonly PlayAssumption[]): Result<PlayedPrices>;
}

/** The costing's own play, and the same proposal and simulation as are stored: no second engine. */
export function pricePlayOf(basis: WhatIfBasis, prices: PricePlayBasis): Result<PricePlay> {
  const play = playOf(basis);
  if (!play.ok) return play;
  let latest: { readonly asked: string; readonly proposed: Result<ProposedWith> } | undefined;
  // While only a price is dragged, the cost and what is proposed from it stay as they are.
  const proposedFor = (costing: readonly Assumption[]): Result<ProposedWith> => {
    const asked = JSON.stringify(costing);
    if (latest?.asked === asked) return latest.proposed;
    const found = play.value.servicesAfter(costing);
    const proposed = found.ok ? proposedAfter(prices, found.value, costing) : found;
    latest = { asked, proposed };
    return proposed;
  };
  const after = (assumptions: readonly PlayAssumption[]): Result<PlayedPrices> => {
    const proposed = proposedFor(assumptions.filter((one) => one.kind !== "price"));
    return proposed.ok ? pricesAfter(prices, proposed.value, assumptions) : proposed;
  };
  const before = after([]);
  return before.ok ? ok({ play: play.value, before: before.value, after }) : before;
}

/** What is proposed from a costing, the volumes it is for, and what it brings. */
interface ProposedWith {
  readonly proposal: Proposal;
  readonly volumes: readonly CustomerVolume[];
}

/** An assumption of the costing, or one about a price. */
export function readPlayAssumption(text: string): Result<PlayAssumption> {
  const price = /^price\/(.+?)=([^@]+)$/u.exec(text.trim());
  if (price === null) return readAssumption(text);
  const to = readNewValue((price[2] as string).trim());
  return to === undefined
    ? refused([problem.unreadablePrice(text)])
    : ok({ kind: "price", item: price[1] as string, to });
}

function proposedAfter(
  basis: PricePlayBasis,
  after: ServicesAfter,
  assumptions: readonly Assumption[],
): Result<ProposedWith> {
  const model = modelOf(after.models, basis.month);
  if (!model.ok) return model;
  const volumes = assumptions.reduce(
    (all, one) => (one.kind === "volume" ? withVolume(all, one) : all),
    basis.volumes,
  );
  const problems: Problem[] = assumptions.flatMap((one) =>
    "from" in one && one.from !== undefined && one.kind === "volume" ? [problem.playsWholeYears()] : [],
  );
  const sharesOf = new Map<string, ReadonlyMap<string, number>>();
  for (const item of basis.items) {
    if (item.charge !== "fee") continue;
    const totalOre = sumOre(
      after.costs
        .filter((row) => row.service === item.service && row.activity === item.activity)
        .map((row) => row.amountOre),
    );
    const found = shares({
      ...after.keys,
      model: model.value,
      service: item.service,
      period: basis.month,
      totalOre,
      ...(item.key === undefined ? {} : { key: item.key }),
    });
    if (found.ok) sharesOf.set(item.item, new Map(found.value.map((one) => [one.customer, one.weightMicro])));
    else problems.push(...found.problems);
  }
  if (problems.length > 0) return refused(problems);
  const { version, fiscalYear, validFrom, validTo, rounding } = basis.version;
  const proposed = proposePriceList({
    version,
    year: fiscalYear,
    validFrom,
    validTo,
    costedBudget: after.costs,
    plannedVolumes: volumes,
    items: basis.items,
    sharesOf: (item) => sharesOf.get(item.item) ?? new Map(),
    rounding,
  });
  return proposed.ok ? ok({ proposal: proposed.value, volumes }) : proposed;
}

function pricesAfter(
  { previous, version: { rounding } }: PricePlayBasis,
  { proposal, volumes }: ProposedWith,
  assumptions: readonly PlayAssumption[],
): Result<PlayedPrices> {
  const set = withPrices(proposal.version, assumptions, rounding);
  if (!set.ok) return set;
  const simulation = simulate({ version: set.value, volumes }, previous);
  const otherwise =
    set.value === proposal.version
      ? 0
      : sumOre(chargesOf(proposal.version, volumes).map((one) => one.amountOre)) - simulation.totals.nowOre;
  return ok({
    version: set.value,
    simulation,
    costedOre: ore(proposal.costedOre - proposal.uncarriedOre),
    uncoveredOre: ore(proposal.roundingDifferenceOre + otherwise),
  });
}

function withVolume(
  volumes: readonly CustomerVolume[],
  { item, customer, to }: Assumption & { kind: "volume" },
): readonly CustomerVolume[] {
  return volumes.map((one) =>
    matchesPattern(one.item, item) && matchesPattern(one.customer, customer)
      ? { ...one, quantityMicro: changed(one.quantityMicro, to) ?? one.quantityMicro }
      : one,
  );
}

/** The list with prices set otherwise than cost gives. A price that nobody is charged by is refused, not silently left. */
function withPrices(
  version: PriceListVersion,
  assumptions: readonly PlayAssumption[],
  rounding: RoundingRule,
): Result<PriceListVersion> {
  let list = version;
  for (const one of assumptions) {
    if (one.kind !== "price") continue;
    const charged = list.items.filter((item) => item.charge === "fee" || item.charge === "metered");
    if (!charged.some((item) => matchesPattern(item.item, one.item))) {
      const known = charged.map((item) => item.item);
      return refused([problem.noPriceToSet(one.item, closest(one.item, known))]);
    }
    const items = list.items.map((item) =>
      charged.includes(item) && matchesPattern(item.item, one.item)
        ? withPrice(item, one.to, rounding)
        : item,
    );
    const totals = new Map(items.map((item) => [item.item, item]));
    list = {
      ...list,
      items,
      fees: list.items.flatMap((was) => {
        const own = list.fees.filter((fee) => fee.item === was.item);
        const is = totals.get(was.item) as PriceItem;
        if (own.length === 0 || is === was) return own;
        const parts = allocate(
          is.totalOre ?? ore(0),
          own.map((fee) => fee.keyValueMicro),
        );
        return own.map((fee, at) => ({ ...fee, annualOre: parts[at] as Ore }));
      }),
    };
  }
  return ok(list);
}

function withPrice(item: PriceItem, to: NewValue, rounding: RoundingRule): PriceItem {
  const ratio = { numerator: to.kind === "times" ? to.ratioMicro : 0, denominator: microPerUnit };
  const priced = (price: Micro): Micro =>
    to.kind === "set" ? to.valueMicro : scaledPrice(price, ratio, rounding);
  if (item.charge === "fee") {
    const total = changed(micro(item.totalOre ?? 0), to) ?? 0;
    // A fee is set in kronor; its total is in öre.
    return { ...item, totalOre: ore(to.kind === "set" ? Math.round(to.valueMicro / 10_000) : total) };
  }
  if (isTiered(item))
    return to.kind === "set"
      ? item
      : {
          ...item,
          tiers: (item.tiers ?? []).map((tier) => ({ ...tier, priceMicro: priced(tier.priceMicro) })),
        };
  return item.priceMicro === undefined ? item : { ...item, priceMicro: priced(item.priceMicro) };
}
