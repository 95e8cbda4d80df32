import { lastDayOf, negateOre, type Ore, type Period, periodOf, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { asThen, classOn } from "../../../service/catalogue/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customerCostsOf, serviceCostsOf } from "../../costing/actions/index.ts";
import type { ServiceCostRow } from "../../costing/index.ts";
import { accountMapOf } from "../../ledger/actions/index.ts";
import { plansOf } from "../../planning/actions/index.ts";
import {
  type ForecastCost,
  type InvoicedMonth,
  lastPeriodOf,
  type Radar,
  radar,
  type RadarFacts,
  type RadarMethod,
  type RadarTrack,
  radarTrack,
  recoverySeenFrom,
  type ServiceMonth,
  type Settlement,
  type SettlementPolicy,
} from "../index.ts";
import { problems } from "../problems.ts";
import { carriedInto, namesIn, policiesOf, settlementPolicy, yearIsBooked } from "./compute.ts";

export interface RadarAnswer {
  readonly radar: Radar;
  readonly policy: SettlementPolicy;
  /** Last year's and, once it is over, this year's: what each month would have said, against what came. */
  readonly tracks: readonly RadarTrack[];
  /** The months of the year that can be asked about. */
  readonly lastBooked: Period;
}

/** How many earlier years a season is made of. */
const seasonYears = 3;

/** The expected settlement as a month sees it: the latest one with books, unless another is asked for. Nothing is kept. */
export async function radarOf(
  tx: Transaction,
  provider: string,
  { year, through }: { readonly year: number; readonly through?: Period },
): Promise<RadarAnswer> {
  const policy = await settlementPolicy(tx, provider, year);
  const booked = await bookedYears(tx, provider);
  const lastBooked = booked.get(year);
  if (lastBooked === undefined) throw new Refusal([problems.nothingBooked(year)]);
  const asked = through ?? lastBooked;
  if (asked > lastBooked || asked < periodOf(year, 1))
    throw new Refusal([problems.monthNotBooked(asked, lastBooked)]);
  const facts = await factsOf(tx, provider, policy, booked);
  const before = (await policiesOf(tx, provider)).find((one) => one.year === year - 1);
  const tracks: RadarTrack[] = [];
  if (before !== undefined && yearIsBooked(before.year, booked.get(before.year)))
    tracks.push(radarTrack(await factsOf(tx, provider, before, booked)));
  if (yearIsBooked(year, lastBooked)) tracks.push(radarTrack(facts));
  return { radar: radar(facts, asked), policy, tracks, lastBooked };
}

/** The year as one of its months sees it, and by which method where it is asked for: for the explanation of the radar's figures. */
export async function radarSeenFrom(
  tx: Transaction,
  provider: string,
  {
    year,
    through,
    method,
    part,
  }: {
    readonly year: number;
    readonly through: Period;
    readonly method: RadarMethod | undefined;
    /** The whole year, what the policy's basis counts of it, or the services' recovery before anything is shared out. */
    readonly part: "expected" | "settled" | "recovery";
  },
): Promise<Pick<Radar, "method" | "plan" | "earlierYears"> & { readonly computed: Settlement }> {
  const booked = await bookedYears(tx, provider);
  const lastBooked = booked.get(year);
  if (lastBooked === undefined) throw new Refusal([problems.nothingBooked(year)]);
  if (through > lastBooked || through < periodOf(year, 1))
    throw new Refusal([problems.monthNotBooked(through, lastBooked)]);
  const policy = await settlementPolicy(tx, provider, year);
  const facts = await factsOf(tx, provider, policy, booked);
  if (part === "recovery") {
    const seen = recoverySeenFrom(facts, through, method);
    return { ...seen, computed: seen.expected };
  }
  const seen = radar(facts, through, method);
  return { ...seen, computed: seen[part] };
}

/** Each year that has books, with its last month. */
async function bookedYears(tx: Transaction, provider: string): Promise<Map<number, Period>> {
  const rows = await tx.query<{ year: number; last: Period }>(
    `select fiscal_year as year, max(period collate "C") as last from ledger.v_balance
     where provider_id = $1 group by fiscal_year order by fiscal_year`,
    [provider],
  );
  return new Map(rows.map(({ year, last }) => [year, last]));
}

async function factsOf(
  tx: Transaction,
  provider: string,
  policy: SettlementPolicy,
  booked: ReadonlyMap<number, Period>,
): Promise<RadarFacts> {
  const { year } = policy;
  const inScope = (activity: string): boolean =>
    activity !== "change" || policy.scope === "operation-and-change";
  const costOf = async (of: number, scenario: string): Promise<ServiceMonth[]> =>
    (await serviceCostsOf(tx, { provider, year: of, scenario }))
      .filter((row) => inScope(row.activity))
      .map(monthOfCost);
  const earlierYears = [...booked.keys()]
    .filter((one) => one < year && yearIsBooked(one, booked.get(one)))
    .slice(-seasonYears);
  const catalogue = await catalogueOf(tx, provider);
  const day = lastDayOf(lastPeriodOf(policy.basis, year));
  const services = catalogue.services.map(({ service }) => ({
    service,
    class: classOn(catalogue.classifications, service, day, asThen)?.class ?? "",
  }));
  const settled = new Set(
    services.filter((one) => policy.classes.includes(one.class)).map((one) => one.service),
  );
  const ofSettled = <T extends { readonly service: string }>(rows: readonly T[]): T[] =>
    rows.filter(({ service }) => settled.has(service));
  const earlier: ServiceMonth[] = [];
  for (const one of earlierYears) earlier.push(...ofSettled(await costOf(one, "actual")));
  const forecasts: ForecastCost[] = [];
  for (const plan of await plansOf(tx, provider))
    if (plan.scenario === "forecast" && plan.fiscalYear === year && plan.asOf !== undefined)
      forecasts.push({ plan: plan.plan, asOf: plan.asOf, cost: ofSettled(await costOf(year, plan.plan)) });
  const byCost = policy.distribution === "by-cost";
  return {
    policy,
    services,
    names: namesIn(catalogue),
    carried: await carriedInto(tx, provider, year),
    invoiced: ofSettled(await invoicedMonths(tx, provider, year, inScope)),
    cost: ofSettled(await costOf(year, "actual")),
    ...(byCost
      ? {
          customerCost: (await customerCostsOf(tx, { provider, year, scenario: "actual" })).rows.filter(
            (row) => inScope(row.activity),
          ),
        }
      : {}),
    earlier,
    invoicedBefore: earlierYears.includes(year - 1)
      ? ofSettled(await invoicedMonths(tx, provider, year - 1, inScope))
      : [],
    earlierYears,
    forecasts,
  };
}

function monthOfCost({ service, element, period, directOre, allocatedOre }: ServiceCostRow): ServiceMonth {
  return { service, element, period, amountOre: (directOre + allocatedOre) as Ore };
}

/** What was invoiced and credited, by month, without what was settled or internally financed. */
async function invoicedMonths(
  tx: Transaction,
  provider: string,
  year: number,
  inScope: (activity: string) => boolean,
): Promise<InvoicedMonth[]> {
  const accounts = await accountMapOf(tx, provider);
  const rows = await tx.query<InvoicedMonth & { readonly account: string }>(
    `select account, service, customer, period, sum(amount_ore)::bigint as "amountOre" from ledger.v_balance
     where provider_id = $1 and fiscal_year = $2 and service <> ''
     group by account, service, customer, period
     order by account collate "C", service collate "C", customer collate "C", period collate "C"`,
    [provider, year],
  );
  return rows
    .filter(({ account }) => {
      const mapping = accounts.mappingOf(account);
      return mapping?.kind === "revenue" && mapping.role === "" && inScope(mapping.activity);
    })
    .map(({ service, customer, period, amountOre }) => ({
      service,
      customer,
      period,
      amountOre: negateOre(amountOre),
    }));
}
