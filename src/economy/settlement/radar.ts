import {
  addOre,
  assert,
  byCode,
  monthOf,
  type Ore,
  ore,
  type Period,
  periodOf,
  periodsOfYear,
  required,
  zeroOre,
} from "../../kernel/index.ts";
import { lastPeriodOf } from "./basis.ts";
import type { SettlementPolicy } from "./policy.ts";
import {
  type ElementMonth,
  evenSeason,
  expectedMonth,
  nearerSeason,
  type Season,
  seasonsOf,
} from "./season.ts";
import { computedRecovery, settle, type Settlement, type SettlementInput, unshared } from "./settle.ts";

/** A cost element's amount in a month, on a service. */
export interface ServiceMonth extends ElementMonth {
  readonly service: string;
}

/** What a service took in from a customer in a month. */
export interface InvoicedMonth {
  readonly service: string;
  readonly customer: string;
  readonly period: Period;
  readonly amountOre: Ore;
}

/** A forecast that people made (prognos), costed: what it says each service will cost. */
export interface ForecastCost {
  readonly plan: string;
  /** The last month that was in the books when it was made. */
  readonly asOf: Period;
  readonly cost: readonly ServiceMonth[];
}

/** Everything a year's radar is computed from, for whichever month it is asked. */
export interface RadarFacts {
  readonly policy: SettlementPolicy;
  readonly services: SettlementInput["services"];
  readonly names?: NonNullable<SettlementInput["names"]>;
  readonly carried: NonNullable<SettlementInput["carried"]>;
  readonly invoiced: readonly InvoicedMonth[];
  readonly cost: readonly ServiceMonth[];
  /** What each customer's use cost, by month; only for distribution `by-cost`. */
  readonly customerCost?: readonly InvoicedMonth[];
  /** What the services cost in earlier years. */
  readonly earlier: readonly ServiceMonth[];
  /** What they took in the year before. */
  readonly invoicedBefore: readonly InvoicedMonth[];
  readonly earlierYears: readonly number[];
  readonly forecasts: readonly ForecastCost[];
}

/** What the rest of the year is taken to cost by. */
export type RadarMethod = "season" | "even" | "forecast";

export interface RadarService {
  readonly service: string;
  readonly invoicedOre: Ore;
  readonly invoicedRestOre: Ore;
  readonly costOre: Ore;
  readonly costRestOre: Ore;
  /** Of the whole year: what the final computation is expected to show. */
  readonly expectedOre: Ore;
  /** On the basis that the policy settles: what is expected on the documents. */
  readonly settledOre: Ore;
}

/** The expected settlement (återregleringsradar) as a month of the year sees it. */
export interface Radar {
  readonly year: number;
  readonly through: Period;
  readonly method: RadarMethod;
  readonly plan?: string;
  readonly earlierYears: readonly number[];
  /** The services whose income is taken to go on as it did the year before, month by month. */
  readonly seasonalIncome: readonly string[];
  readonly services: readonly RadarService[];
  readonly customers: readonly {
    readonly customer: string;
    readonly expectedOre: Ore;
    readonly settledOre: Ore;
  }[];
  /** Over the whole year. */
  readonly expected: Settlement;
  /** On the policy's basis. */
  readonly settled: Settlement;
}

/**
 * What the settlement comes to if the rest of the year goes as the assumptions say: income goes on as it has; cost by the latest forecast that was there, else by the season of earlier years, else a twelfth a month.
 * In December nothing is assumed and it is the final settlement.
 */
export function radar(facts: RadarFacts, through: Period, asked?: RadarMethod): Radar {
  const { policy, earlierYears } = facts;
  const { year } = policy;
  const seen = outlook(facts, through, asked);
  // Another total that the board decided is decided on what came, which is what the radar asks about.
  const { decidedTotalOre: _, ...asComputed } = policy;
  const rules = monthOf(through) === 12 ? policy : asComputed;
  const expected = required(settle(inputUpTo(periodOf(year, 12), { facts, seen, through, rules })));
  const settled = required(
    settle(inputUpTo(lastPeriodOf(policy.basis, year), { facts, seen, through, rules })),
  );
  return {
    year,
    through,
    method: seen.method,
    ...(seen.plan === undefined ? {} : { plan: seen.plan }),
    earlierYears,
    seasonalIncome: seen.seasonal,
    services: servicesOf({ ...seen, expected, settled }),
    customers: customersOf(expected, settled),
    expected,
    settled,
  };
}

/** The services' expected recovery over the whole year, as a month sees it: also in a month in which nobody has paid yet. */
export function recoverySeenFrom(
  facts: RadarFacts,
  through: Period,
  asked?: RadarMethod,
): Pick<Radar, "method" | "plan" | "expected" | "earlierYears"> {
  const seen = outlook(facts, through, asked);
  const { policy, earlierYears } = facts;
  const last = periodOf(policy.year, 12);
  return {
    method: seen.method,
    ...(seen.plan === undefined ? {} : { plan: seen.plan }),
    earlierYears,
    expected: unshared(inputUpTo(last, { facts, seen, through, rules: policy })),
  };
}

/** What is booked of a year and what is expected of its rest. */
interface Outlook {
  readonly method: RadarMethod;
  readonly plan: string | undefined;
  readonly invoiced: readonly InvoicedMonth[];
  readonly invoicedRest: readonly InvoicedMonth[];
  readonly seasonal: readonly string[];
  readonly cost: readonly ServiceMonth[];
  readonly costRest: readonly ServiceMonth[];
}

function outlook(facts: RadarFacts, through: Period, asked?: RadarMethod): Outlook {
  const { year } = facts.policy;
  const forecast = facts.forecasts
    .filter(({ asOf }) => asOf <= through)
    .toSorted((a, b) => byCode(a.asOf, b.asOf))
    .at(-1);
  const method =
    asked ?? (forecast !== undefined ? "forecast" : facts.earlierYears.length > 0 ? "season" : "even");
  const booked = <T extends { readonly period: Period }>(rows: readonly T[]): T[] =>
    rows.filter(({ period }) => period <= through);
  const invoiced = booked(facts.invoiced);
  const cost = booked(facts.cost);
  const { rest: invoicedRest, seasonal } = expectedIncome(invoiced, facts, through);
  const costRest =
    method === "forecast" && forecast !== undefined
      ? forecast.cost.filter(({ period }) => period > through)
      : expectedCost(cost, method === "season" ? seasonsOf(facts.earlier) : new Map(), year, through);
  const plan = method === "forecast" ? forecast?.plan : undefined;
  return { method, plan, invoiced, invoicedRest, seasonal, cost, costRest };
}

/** A settlement's input of the months to a last one, booked or expected. */
function inputUpTo(
  last: Period,
  {
    facts,
    seen,
    through,
    rules,
  }: {
    readonly facts: RadarFacts;
    readonly seen: Outlook;
    readonly through: Period;
    readonly rules: SettlementPolicy;
  },
): SettlementInput {
  const within = ({ period }: { readonly period: Period }): boolean => period <= last;
  return {
    policy: rules,
    services: facts.services,
    ...(facts.names === undefined ? {} : { names: facts.names }),
    invoiced: byServiceAndCustomer([...seen.invoiced, ...seen.invoicedRest].filter(within)),
    cost: [...seen.cost, ...seen.costRest].filter(within),
    carried: facts.carried,
    // Whose use cost what is known of the months so far, and taken to go on alike.
    ...(facts.customerCost === undefined
      ? {}
      : { customerCost: facts.customerCost.filter((row) => within(row) && row.period <= through) }),
  };
}

/**
 * A month to come takes in what the months so far have taken in on average - unless a service's months so far are more like
 * those of the year before than like each other, as where it is invoiced by the quarter: then it goes on as it did.
 */
function expectedIncome(
  invoiced: readonly InvoicedMonth[],
  { policy: { year }, invoicedBefore }: Pick<RadarFacts, "policy" | "invoicedBefore">,
  through: Period,
): { readonly rest: InvoicedMonth[]; readonly seasonal: readonly string[] } {
  const last = monthOf(through);
  const asSeason = (rows: readonly InvoicedMonth[]): ReadonlyMap<string, Season> =>
    seasonsOf(rows.map(({ service, period, amountOre }) => ({ element: service, period, amountOre })));
  const [soFar, before] = [asSeason(invoiced), asSeason(invoicedBefore)];
  const chosen = new Map(
    [...soFar].map(([service, months]) => [
      service,
      nearerSeason(months.slice(0, last), evenSeason, before.get(service) ?? evenSeason),
    ]),
  );
  const rest = byServiceAndCustomer(invoiced).flatMap(({ service, customer, amountOre }) =>
    laterMonths(last).map((month) => ({
      service,
      customer,
      period: periodOf(year, month),
      amountOre: expectedMonth(amountOre, {
        season: chosen.get(service) ?? evenSeason,
        through: last,
        month,
      }),
    })),
  );
  const seasonal = [...chosen].filter(([, season]) => season !== evenSeason).map(([service]) => service);
  return { rest, seasonal: last === 12 ? [] : seasonal.toSorted(byCode) };
}

function expectedCost(
  cost: readonly ServiceMonth[],
  seasons: ReadonlyMap<string, Season>,
  year: number,
  through: Period,
): ServiceMonth[] {
  const last = monthOf(through);
  const soFar = new Map<string, { service: string; element: string; amountOre: Ore }>();
  for (const { service, element, amountOre } of cost) {
    const key = `${service}\n${element}`;
    const before = soFar.get(key)?.amountOre ?? zeroOre;
    soFar.set(key, { service, element, amountOre: addOre(before, amountOre) });
  }
  return [...soFar.values()].flatMap(({ service, element, amountOre }) =>
    laterMonths(last).map((month) => ({
      service,
      element,
      period: periodOf(year, month),
      amountOre: expectedMonth(amountOre, {
        season: seasons.get(element) ?? evenSeason,
        through: last,
        month,
      }),
    })),
  );
}

function laterMonths(last: number): number[] {
  return Array.from({ length: 12 - last }, (_, index) => last + 1 + index);
}

function byServiceAndCustomer(rows: readonly InvoicedMonth[]): SettlementInput["invoiced"] {
  const sums = new Map<string, { service: string; customer: string; amountOre: Ore }>();
  for (const { service, customer, amountOre } of rows) {
    const key = `${service}\n${customer}`;
    const before = sums.get(key)?.amountOre ?? zeroOre;
    sums.set(key, { service, customer, amountOre: addOre(before, amountOre) });
  }
  return [...sums.values()];
}

function servicesOf({
  expected,
  settled,
  ...parts
}: {
  readonly invoiced: readonly InvoicedMonth[];
  readonly invoicedRest: readonly InvoicedMonth[];
  readonly cost: readonly ServiceMonth[];
  readonly costRest: readonly ServiceMonth[];
  readonly expected: Settlement;
  readonly settled: Settlement;
}): RadarService[] {
  const sums = {
    invoiced: perService(parts.invoiced),
    invoicedRest: perService(parts.invoicedRest),
    cost: perService(parts.cost),
    costRest: perService(parts.costRest),
  };
  const settledOf = new Map(settled.services.map((row) => [row.service, row.settledOre]));
  return expected.services.map((row) => {
    const { service } = row;
    const of = (part: keyof typeof sums): Ore => sums[part].get(service) ?? zeroOre;
    const [invoicedOre, invoicedRestOre, costOre, costRestOre] = [
      of("invoiced"),
      of("invoicedRest"),
      of("cost"),
      of("costRest"),
    ];
    assert(
      ore(invoicedOre + invoicedRestOre) === row.invoicedOre && ore(costOre + costRestOre) === row.costOre,
      `the radar of ${service} is what came and what is expected`,
    );
    return {
      service,
      invoicedOre,
      invoicedRestOre,
      costOre,
      costRestOre,
      expectedOre: row.recoveryOre,
      settledOre: settledOf.get(service) ?? zeroOre,
    };
  });
}

function perService(
  rows: readonly { readonly service: string; readonly amountOre: Ore }[],
): Map<string, Ore> {
  const sums = new Map<string, Ore>();
  for (const { service, amountOre } of rows)
    sums.set(service, addOre(sums.get(service) ?? zeroOre, amountOre));
  return sums;
}

function customersOf(expected: Settlement, settled: Settlement): Radar["customers"] {
  const full = new Map(expected.customers.map((row) => [row.customer, row.amountOre]));
  const basis = new Map(settled.customers.map((row) => [row.customer, row.amountOre]));
  return [...new Set([...full.keys(), ...basis.keys()])].toSorted(byCode).map((customer) => ({
    customer,
    expectedOre: full.get(customer) ?? zeroOre,
    settledOre: basis.get(customer) ?? zeroOre,
  }));
}

/** What each month's radar of a year said, against what came (träffsäkerhet). */
export interface RadarTrack {
  readonly year: number;
  /** The final computation of the year. */
  readonly cameOre: Ore;
  readonly months: readonly {
    readonly through: Period;
    readonly method: RadarMethod;
    readonly expectedOre: Ore;
    readonly missedOre: Ore;
    /** What it would have said without knowing the season: a twelfth of the cost every month. */
    readonly evenOre: Ore;
    readonly evenMissedOre: Ore;
  }[];
}

/** How the radar would have done, month by month; of a year whose last month is in the books. */
export function radarTrack(facts: RadarFacts): RadarTrack {
  const { policy } = facts;
  const { year } = policy;
  const last = periodOf(year, 12);
  const expectedIn = (through: Period, asked?: RadarMethod): { method: RadarMethod; ore: Ore } => {
    const seen = outlook(facts, through, asked);
    return {
      method: seen.method,
      ore: computedRecovery(inputUpTo(last, { facts, seen, through, rules: policy })),
    };
  };
  const cameOre = expectedIn(last).ore;
  return {
    year,
    cameOre,
    months: periodsOfYear(year).map((through) => {
      const told = expectedIn(through);
      const even = expectedIn(through, "even").ore;
      return {
        through,
        method: told.method,
        expectedOre: told.ore,
        missedOre: ore(told.ore - cameOre),
        evenOre: even,
        evenMissedOre: ore(even - cameOre),
      };
    }),
  };
}
