import {
  addOre,
  allocate,
  assert,
  byCode,
  ore,
  type Ore,
  type Problem,
  type Result,
  resultOf,
  sumOre,
  zeroOre,
} from "../../kernel/index.ts";
import { formatAmount } from "../../platform/language/index.ts";
import type { SettlementPolicy } from "./policy.ts";
import { problems } from "./problems.ts";

/**
 * Settlement (återreglering): what a mandatory service took in above its cost goes back to those who paid it, and
 * what it lacks is invoiced. Positive is owed to the customers.
 */
export interface SettlementInput {
  readonly policy: SettlementPolicy;
  readonly services: readonly { readonly service: string; readonly class: string }[];
  /** What services and classes are called, for the sentences; one without a name is called by its code. */
  readonly names?: ReadonlyMap<string, { readonly sv: string; readonly en: string }>;
  /** Invoiced and credited revenue of the basis; positive is revenue. Customer "" is revenue that nobody shares by. */
  readonly invoiced: readonly {
    readonly service: string;
    readonly customer: string;
    readonly amountOre: Ore;
  }[];
  /** Actual cost of the basis; positive is cost. */
  readonly cost: readonly { readonly service: string; readonly amountOre: Ore }[];
  /** What an earlier year's settlement left that is carried into this one; positive is owed to the customers. */
  readonly carried?: readonly { readonly service: string; readonly amountOre: Ore }[];
  /** What each customer's use cost; only for distribution `by-cost`. */
  readonly customerCost?: readonly {
    readonly service: string;
    readonly customer: string;
    readonly amountOre: Ore;
  }[];
}

export interface Settlement {
  readonly services: readonly SettledService[];
  readonly customers: readonly SettledCustomer[];
  /** Sum of the services' recovery before thresholds and before another total was decided. */
  readonly computedOre: Ore;
  /** What is settled: exactly the sum over customers. */
  readonly totalOre: Ore;
}

export interface SettledService {
  readonly service: string;
  readonly class: string;
  readonly invoicedOre: Ore;
  readonly costOre: Ore;
  /** Decided internal financing taken from the service's surplus. */
  readonly financingOre: Ore;
  /** Carried forward from the year before. */
  readonly carriedOre: Ore;
  /** invoiced - cost - financing + carried. */
  readonly recoveryOre: Ore;
  readonly settledOre: Ore;
}

export interface SettledCustomer {
  readonly customer: string;
  readonly amountOre: Ore;
  readonly because: readonly SettlementReason[];
}

/** Why a customer gets an amount: one service, what it paid of it, and its share. */
export interface SettlementReason {
  readonly service: string;
  readonly paidOre: Ore;
  /** The whole that the customer's weight is a part of. */
  readonly weightOre: Ore;
  readonly weightSumOre: Ore;
  readonly amountOre: Ore;
  readonly sentence_sv: string;
  readonly sentence_en: string;
}

interface Weight {
  readonly service: string;
  readonly customer: string;
  readonly paidOre: Ore;
  readonly weightOre: Ore;
}

interface Pool {
  readonly name: string;
  readonly services: readonly SettledService[];
  readonly recoveryOre: Ore;
}

/** What the services have over or lack together, before anything is shared out: a year that nobody has paid in yet has one too. */
export function computedRecovery(input: SettlementInput): Ore {
  return sumOre(recoveries(input).map((row) => row.recoveryOre));
}

/** The services' recovery with nothing shared out: what can be told of a year that nobody has paid in yet. */
export function unshared(input: SettlementInput): Settlement {
  const services = recoveries(input);
  return {
    services,
    customers: [],
    computedOre: sumOre(services.map((row) => row.recoveryOre)),
    totalOre: zeroOre,
  };
}

/** Pure: the same books and the same policy give the same öre to the same customers. O(n log n) in rows. */
export function settle(input: SettlementInput): Result<Settlement> {
  const found: Problem[] = [];
  const services = recoveries(input);
  const computedOre = sumOre(services.map((row) => row.recoveryOre));
  const pools = poolsOf(services, input.policy);
  const targets = targetsOf(pools, input.policy, found);
  const weights = weightsOf(input, services, found);

  const settled = new Map<string, Ore>();
  const reasons = new Map<string, SettlementReason[]>();
  for (const [index, pool] of pools.entries()) {
    const target = targets[index] as Ore;
    if (target === 0) continue;
    const members = new Set(pool.services.map((row) => row.service));
    // The order of the customers decides who gets the odd öre: by customer code, then by service code.
    const shares = weights.filter((row) => members.has(row.service));
    const weightSumOre = sumOre(shares.map((row) => row.weightOre));
    if (weightSumOre === 0) {
      found.push(problems.noPayer(pool.name, target));
      continue;
    }
    const parts = allocate(
      target,
      shares.map((row) => row.weightOre),
    );
    for (const [at, share] of shares.entries()) {
      const amountOre = parts[at] as Ore;
      if (share.weightOre === 0 && amountOre === 0) continue;
      settled.set(share.service, addOre(settled.get(share.service) ?? zeroOre, amountOre));
      const list = reasons.get(share.customer) ?? [];
      const { names, policy } = input;
      list.push(
        reasonOf(share, {
          pool,
          target,
          weightSumOre,
          amountOre,
          by: policy.distribution,
          ...(names && { names }),
        }),
      );
      reasons.set(share.customer, list);
    }
  }

  const customers = [...reasons.keys()].toSorted(byCode).map((customer) => {
    const because = (reasons.get(customer) ?? []).toSorted((a, b) => byCode(a.service, b.service));
    return { customer, because, amountOre: sumOre(because.map((reason) => reason.amountOre)) };
  });
  const totalOre = sumOre(customers.map((row) => row.amountOre));
  const value: Settlement = {
    services: services.map((row) => ({ ...row, settledOre: settled.get(row.service) ?? zeroOre })),
    customers,
    computedOre,
    totalOre,
  };
  const result = resultOf(value, found);
  if (result.ok) {
    assert(totalOre === sumOre(targets), "the customers' shares are the settled total, to the öre");
  }
  return result;
}

function recoveries({ policy, services, invoiced, cost, carried = [] }: SettlementInput): SettledService[] {
  const classOf = new Map(services.map((row) => [row.service, row.class]));
  const inScope = new Set(
    [...invoiced, ...cost, ...carried]
      .map((row) => row.service)
      .filter((service) => policy.classes.includes(classOf.get(service) ?? "")),
  );
  const invoicedOf = totals(invoiced);
  const costOf = totals(cost);
  const carriedOf = totals(carried);
  const financingOf = totals(
    policy.financing
      .filter((entry) => entry.from.activity === "operation" && policy.scope === "operation")
      .map((entry) => ({ service: entry.from.service, amountOre: entry.amountOre })),
  );
  return [...inScope].toSorted(byCode).map((service) => {
    const invoicedOre = invoicedOf.get(service) ?? zeroOre;
    const costOre = costOf.get(service) ?? zeroOre;
    const financingOre = financingOf.get(service) ?? zeroOre;
    const carriedOre = carriedOf.get(service) ?? zeroOre;
    return {
      service,
      class: classOf.get(service) as string,
      invoicedOre,
      costOre,
      financingOre,
      carriedOre,
      recoveryOre: ore(invoicedOre - costOre - financingOre + carriedOre),
      settledOre: zeroOre,
    };
  });
}

function poolsOf(services: readonly SettledService[], { level }: SettlementPolicy): Pool[] {
  const members = new Map<string, SettledService[]>();
  for (const row of services) {
    const name = level === "service" ? row.service : level === "class" ? row.class : "all";
    members.set(name, [...(members.get(name) ?? []), row]);
  }
  return [...members.keys()].toSorted(byCode).map((name) => {
    const rows = members.get(name) ?? [];
    return { name, services: rows, recoveryOre: sumOre(rows.map((row) => row.recoveryOre)) };
  });
}

/**
 * What each pool settles. Below the threshold: nothing. When another total is decided, the pools on the side of the computed
 * total (surplus when it is positive) are scaled to it and the other side stands: a deficit is not enlarged because
 * the board pays back less.
 */
function targetsOf(pools: readonly Pool[], policy: SettlementPolicy, found: Problem[]): Ore[] {
  const targets = pools.map((pool) =>
    Math.abs(pool.recoveryOre) < policy.thresholdOre ? zeroOre : pool.recoveryOre,
  );
  const decided = policy.decidedTotalOre;
  const computed = sumOre(targets);
  if (decided === undefined || decided === computed) return targets;
  const sign = Math.sign(computed);
  const weights = targets.map((target) => (Math.sign(target) === sign ? Math.abs(target) : 0));
  const others = sumOre(targets.filter((target) => Math.sign(target) === -sign));
  const side = ore(decided - others);
  if (weights.every((weight) => weight === 0) || (side !== 0 && Math.sign(side) !== sign)) {
    found.push(problems.decidedTotalImpossible(decided, computed));
    return targets;
  }
  const scaled = allocate(side, weights);
  return targets.map((target, index) => (weights[index] === 0 ? target : (scaled[index] as Ore)));
}

function weightsOf(input: SettlementInput, services: readonly SettledService[], found: Problem[]): Weight[] {
  const inScope = new Set(services.map((row) => row.service));
  const paid = byServiceAndCustomer(input.invoiced, inScope);
  const basis =
    input.policy.distribution === "by-paid" ? paid : byServiceAndCustomer(input.customerCost ?? [], inScope);
  const weights: Weight[] = [];
  for (const [key, row] of basis) {
    if (row.customer === "") continue;
    const paidOre = paid.get(key)?.amountOre ?? zeroOre;
    if (row.amountOre < 0) {
      found.push(problems.negativeWeight(row.service, row.customer, row.amountOre));
    }
    weights.push({
      service: row.service,
      customer: row.customer,
      paidOre,
      weightOre: row.amountOre < 0 ? zeroOre : row.amountOre,
    });
  }
  return weights.toSorted((a, b) => byCode(a.customer, b.customer) || byCode(a.service, b.service));
}

function byServiceAndCustomer(
  rows: readonly { readonly service: string; readonly customer: string; readonly amountOre: Ore }[],
  inScope: ReadonlySet<string>,
): Map<string, { service: string; customer: string; amountOre: Ore }> {
  const sums = new Map<string, { service: string; customer: string; amountOre: Ore }>();
  for (const { service, customer, amountOre } of rows) {
    if (!inScope.has(service)) continue;
    const key = `${service}\u0000${customer}`;
    const before = sums.get(key)?.amountOre ?? zeroOre;
    sums.set(key, { service, customer, amountOre: addOre(before, amountOre) });
  }
  return sums;
}

function totals(rows: readonly { readonly service: string; readonly amountOre: Ore }[]): Map<string, Ore> {
  const sums = new Map<string, Ore>();
  for (const { service, amountOre } of rows) {
    sums.set(service, addOre(sums.get(service) ?? zeroOre, amountOre));
  }
  return sums;
}

function reasonOf(
  share: Weight,
  part: {
    pool: Pool;
    target: Ore;
    weightSumOre: Ore;
    amountOre: Ore;
    by: SettlementPolicy["distribution"];
    names?: SettlementInput["names"];
  },
): SettlementReason {
  const { pool, target, weightSumOre, amountOre, by, names } = part;
  const named = (code: string): { readonly sv: string; readonly en: string } =>
    code === "all"
      ? { sv: "alla tjänster", en: "all services" }
      : (names?.get(code) ?? { sv: code, en: code });
  const within =
    pool.name === share.service
      ? { sv: "", en: "" }
      : { sv: ` i ${named(pool.name).sv}`, en: ` in ${named(pool.name).en}` };
  const own = named(share.service);
  const percent = (share.weightOre / weightSumOre) * 100;
  const share_sv = `${percent.toFixed(2).replace(".", ",")} %`;
  const share_en = `${percent.toFixed(2)} %`;
  const sv = (amount: Ore): string => formatAmount(amount, "sv");
  const en = (amount: Ore): string => formatAmount(amount, "en");
  const of_sv = `${sv(share.weightOre)} kr av ${sv(weightSumOre)} kr ${by === "by-paid" ? "betalat" : "kostnad"}`;
  const of_en = `SEK ${en(share.weightOre)} of SEK ${en(weightSumOre)} ${by === "by-paid" ? "paid" : "in cost"}`;
  const whole_sv = target > 0 ? "överskottet" : "underskottet";
  const whole_en = target > 0 ? "the surplus" : "the deficit";
  const surplus = ore(Math.abs(target));
  const amount = ore(Math.abs(amountOre));
  return {
    service: share.service,
    paidOre: share.paidOre,
    weightOre: share.weightOre,
    weightSumOre,
    amountOre,
    sentence_sv: `${own.sv}: ${of_sv} = ${share_sv} av ${whole_sv} ${sv(surplus)} kr${within.sv}: ${sv(amount)} kr ${target > 0 ? "åter" : "att betala"}.`,
    sentence_en: `${own.en}: ${of_en} = ${share_en} of ${whole_en} SEK ${en(surplus)}${within.en}: SEK ${en(amount)} ${target > 0 ? "back" : "to pay"}.`,
  };
}
