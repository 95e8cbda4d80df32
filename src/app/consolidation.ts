import { accountMapOf, balancesOf } from "../economy/ledger/actions/index.ts";
import {
  byCode,
  type Day,
  formatMicro,
  type Ore,
  ore,
  periodOfDay,
  sumOre,
  yearOf,
} from "../kernel/index.ts";
import type { Transaction } from "../platform/database/index.ts";
import { entriesOf } from "../platform/registers/actions/index.ts";
import {
  consolidationPlans,
  consolidationSteps,
  type ConsolidationPlan,
  deviations,
  goLiveChecks,
  openChecks,
  serviceVariants,
  variantsInUse,
} from "../service/customers/index.ts";
import { serviceUsesOf } from "../service/customers/actions/index.ts";
import { priceListVersions } from "../economy/pricing/actions/index.ts";
import { isVersionInForce } from "../economy/pricing/index.ts";

/** Where a plan's cost is known from: the project in the books, a typed estimate, or nowhere. */
export interface CostOfPlan {
  readonly source: "books" | "typed" | "unknown";
  readonly costOre: Ore | undefined;
}

/** What lies on projects in the books through a month, cost only; one question for all of them. */
export async function costOfProjects(
  tx: Transaction,
  provider: string,
  asked: readonly { readonly project: string; readonly from: Day | undefined; readonly through: Day }[],
): Promise<Map<string, Ore>> {
  const wanted = asked.filter((one) => one.project !== "");
  if (wanted.length === 0) return new Map();
  const years = wanted.flatMap((one) => {
    const last = yearOf(periodOfDay(one.through));
    const first = one.from === undefined ? last - 2 : yearOf(periodOfDay(one.from));
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  const map = await accountMapOf(tx, provider);
  const cells = (await balancesOf(tx, provider, [...new Set(years)])).filter(
    (cell) => cell.project !== "" && map.mappingOf(cell.account)?.kind === "cost",
  );
  return new Map(
    wanted.map(({ project, through }) => [
      `${project} ${through}`,
      sumOre(
        cells
          .filter((cell) => cell.project === project && cell.period <= periodOfDay(through))
          .map((cell) => cell.amountOre),
      ),
    ]),
  );
}

/** What each plan has cost (R020, R022): from the books where it has a project, through the day it was stopped or the day asked for. */
export async function costsOfPlans(
  tx: Transaction,
  provider: string,
  plans: readonly ConsolidationPlan[],
  day: Day,
): Promise<Map<string, CostOfPlan>> {
  const throughOf = (plan: ConsolidationPlan): Day =>
    plan.stoppedOn !== undefined && plan.stoppedOn < day ? plan.stoppedOn : day;
  const booked = await costOfProjects(
    tx,
    provider,
    plans.map((plan) => ({ project: plan.project, from: plan.plannedFrom, through: throughOf(plan) })),
  );
  return new Map(
    plans.map((plan): [string, CostOfPlan] => [
      `${plan.customer} ${plan.plan}`,
      plan.project !== ""
        ? { source: "books", costOre: booked.get(`${plan.project} ${throughOf(plan)}`) ?? ore(0) }
        : plan.sunkCostOre === undefined
          ? { source: "unknown", costOre: undefined }
          : { source: "typed", costOre: plan.sunkCostOre },
    ]),
  );
}

/**
 * A customer's moves to shared services (R020, R022): steps with what is left to check, what billing has for each service of a
 * completed step, what it has cost, and the deviations.
 */
export async function consolidationOf(tx: Transaction, provider: string, customer: string, day: Day) {
  const plans = (await entriesOf(tx, provider, consolidationPlans)).filter(
    (plan) => plan.customer === customer,
  );
  const steps = (await entriesOf(tx, provider, consolidationSteps)).filter(
    (step) => step.customer === customer,
  );
  const checks = await entriesOf(tx, provider, goLiveChecks);
  const told = (await entriesOf(tx, provider, deviations)).filter((one) => one.customer === customer);
  const uses = (await serviceUsesOf(tx, provider)).filter((use) => use.customer === customer);
  const versions = await priceListVersions(tx, provider);
  const costs = await costsOfPlans(tx, provider, plans, day);
  return plans.map((plan) => ({
    ...plan,
    cost: costs.get(`${plan.customer} ${plan.plan}`) as CostOfPlan,
    deviations: told.filter((one) => one.plan === plan.plan),
    steps: steps
      .filter((step) => step.plan === plan.plan)
      .map((step) => {
        const from = step.useFrom ?? step.doneOn;
        return {
          ...step,
          open: openChecks(checks, step, day).map((one) => ({ point: one.point, text: one.text })),
          services: step.services.map((service) => ({
            service,
            used: uses.some((use) => use.service === service && use.stage === "done"),
            billing: from === undefined ? undefined : billingOf(versions, service, customer, from),
          })),
        };
      }),
  }));
}

/** What the price list in force on a day has for a customer of a service: billing begins with what is there. */
function billingOf(
  versions: Awaited<ReturnType<typeof priceListVersions>>,
  service: string,
  customer: string,
  day: Day,
): "fee" | "by-volume" | "fee-missing" | "no-price-list" {
  const version = versions.find((one) => isVersionInForce(one, day));
  if (version === undefined) return "no-price-list";
  const items = version.items.filter((item) => item.service === service);
  if (items.some((item) => item.charge !== "fee")) return "by-volume";
  const codes = new Set(items.map((item) => item.item));
  return version.fees.some((fee) => codes.has(fee.item) && fee.customer === customer) ? "fee" : "fee-missing";
}

interface CostCell {
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly amountOre: Ore;
}

/**
 * What an adapted solution costs by itself: its project in the books, or without one what is coded with both its service and its
 * customer. Where the books have neither, it is a part of what the service costs and cannot be told apart.
 */
export function ownCostOf(
  {
    project,
    service,
    customer,
  }: { readonly project: string; readonly service: string; readonly customer: string },
  costs: readonly CostCell[],
): { readonly costSource: "project" | "coding" | "unknown"; readonly ownCostOre: Ore | undefined } {
  const sum = (own: readonly CostCell[]): Ore => sumOre(own.map((cell) => cell.amountOre));
  if (project !== "")
    return { costSource: "project", ownCostOre: sum(costs.filter((cell) => cell.project === project)) };
  const coded = costs.filter((cell) => cell.service === service && cell.customer === customer);
  return coded.length === 0
    ? { costSource: "unknown", ownCostOre: undefined }
    : { costSource: "coding", ownCostOre: sum(coded) };
}

/** Adapted solutions of a day (R021) with their own cost and revenue of the year from the books, and whether they have outlived their day. */
export async function variantCosts(tx: Transaction, provider: string, day: Day) {
  const variants = variantsInUse(await entriesOf(tx, provider, serviceVariants), day);
  const year = yearOf(periodOfDay(day));
  const map = await accountMapOf(tx, provider);
  const cells = (await balancesOf(tx, provider, [year])).filter((cell) => cell.period <= periodOfDay(day));
  return variants
    .map((variant) => ({
      ...variant,
      ...ownCostOf(
        variant,
        cells.filter((cell) => map.mappingOf(cell.account)?.kind === "cost"),
      ),
      chargedOre: sumOre(
        cells
          .filter(
            (cell) =>
              cell.customer === variant.customer &&
              cell.service === variant.service &&
              map.mappingOf(cell.account)?.kind === "revenue",
          )
          .map((cell) => ore(-cell.amountOre)),
      ),
    }))
    .sort((a, b) => byCode(a.customer, b.customer) || byCode(a.service, b.service));
}

/** A plan as JSON: öre and marks as text. */
export function planJson({
  sunkCostOre,
  userRatingMicro,
  cost,
  ...plan
}: Awaited<ReturnType<typeof consolidationOf>>[number]) {
  return {
    ...plan,
    typedSunkCost: sunkCostOre === undefined ? null : { ore: String(sunkCostOre) },
    userRating: userRatingMicro === undefined ? null : formatMicro(userRatingMicro),
    cost: costJson(cost),
  };
}

export const costJson = ({ source, costOre }: CostOfPlan) => ({
  source,
  amount: costOre === undefined ? null : { ore: String(costOre) },
});

export function variantJson({
  ownCostOre,
  chargedOre,
  ...one
}: Awaited<ReturnType<typeof variantCosts>>[number]) {
  return {
    ...one,
    ownCost: ownCostOre === undefined ? null : { ore: String(ownCostOre) },
    charged: { ore: String(chargedOre) },
  };
}
