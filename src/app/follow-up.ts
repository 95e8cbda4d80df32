import { asThen, classOn } from "../service/catalogue/index.ts";
import { catalogueOf } from "../service/catalogue/actions/index.ts";
import {
  type Agreement,
  accountManagers,
  allDeliveries,
  caseCategories,
  casesOfYear,
  countedDeliveries,
  consolidationPlans,
  consolidationSteps,
  type Customer,
  deliveries,
  deliveryOf,
  satisfactionOf,
  satisfactions,
  forums,
  needs,
  type ReviewedVolume,
  reviewedVolumes,
  reviews,
  reviewVolumes,
  takeUp,
  type VolumeByMonth,
  volumesByMonth,
} from "../service/customers/index.ts";
import {
  agreementsOf,
  casesOfCustomer,
  customersOf,
  serviceUsesOf,
} from "../service/customers/actions/index.ts";
import { invoicedAmounts } from "../economy/invoicing/actions/index.ts";
import { accountMapOf, balancesOf } from "../economy/ledger/actions/index.ts";
import { volumesFor } from "../economy/metering/actions/index.ts";
import { plannedVolumesOf, plansOf } from "../economy/planning/actions/index.ts";
import {
  byCode,
  isInForce,
  lastDayOf,
  type Micro,
  micro,
  type Ore,
  ore,
  periodOf,
  sumOre,
  yearOf,
} from "../kernel/index.ts";
import type { Transaction } from "../platform/database/index.ts";
import { entriesOf } from "../platform/registers/actions/index.ts";

/**
 * One customer on one page (R015): who answers, agreement, what is used and what is not, what was invoiced this year and
 * last, planned and used volumes, the review, needs, forums and consolidation. Undefined where there is no such customer.
 */
export async function followUpOf(
  tx: Transaction,
  provider: string,
  { customer: code, year }: { readonly customer: string; readonly year: number },
) {
  const customers = await customersOf(tx, provider);
  const customer = customers.find((one) => one.customer === code);
  if (customer === undefined) return undefined;
  const day = lastDayOf(periodOf(year, 12));
  const catalogue = await catalogueOf(tx, provider, day);
  const uses = await serviceUsesOf(tx, provider);
  const nameOf = new Map(catalogue.services.map((one) => [one.service, one.nameSv]));
  const charged = await chargedByService(tx, provider, code, year);
  const isStaff = tx.scope.role === "staff";
  const categories = await entriesOf(tx, provider, caseCategories);
  const cases = await casesOfCustomer(tx, provider, { customer: code, through: day });
  const counted = countedDeliveries(cases, categories);
  const delivery = deliveryOf(allDeliveries(await entriesOf(tx, provider, deliveries), cases, counted), code);
  // A customer has no access to the plans of the provider.
  const volumes = isStaff ? await volumesOf(tx, provider, code, year) : { items: [], months: [] };
  const satisfaction = satisfactionOf(await entriesOf(tx, provider, satisfactions), code, year);
  return {
    customer,
    year,
    day,
    group: groupAbove(customers, customer),
    accountManager:
      (await entriesOf(tx, provider, accountManagers)).find(
        (one) => one.customer === code && isInForce(one, day),
      )?.manager ?? "",
    agreement: latest(await agreementsOf(tx, provider), code),
    takeUp: takeUp(catalogue, customer, uses, day),
    mandatoryUnused: takeUp(catalogue, customer, uses, day).unused.filter((service) => {
      const found = classOn(catalogue.classifications, service, day, asThen);
      return catalogue.classes.some((one) => one.class === found?.class && one.mandatory);
    }),
    charged,
    chargedOre: sumOre(charged.services.map((row) => row.nowOre)),
    chargedBeforeOre: sumOre(charged.services.map((row) => row.beforeOre)),
    volumes: volumes.items,
    /** The same month by month. */
    volumeMonths: volumes.months,
    review: (await entriesOf(tx, provider, reviews)).find(
      (one) => one.customer === code && one.year === year,
    ),
    needs: (await entriesOf(tx, provider, needs)).filter((one) => one.customer === code),
    forums: (await entriesOf(tx, provider, forums)).filter(
      (one) => isInForce(one, day) && (one.customers.length === 0 || one.customers.includes(code)),
    ),
    plans: (await entriesOf(tx, provider, consolidationPlans)).filter((one) => one.customer === code),
    steps: (await entriesOf(tx, provider, consolidationSteps)).filter((one) => one.customer === code),
    nameOf,
    /** Cases solved within the agreed time, of all; this year and the one before. */
    delivery: delivery.find((row) => row.year === year),
    deliveryBefore: delivery.find((row) => row.year === year - 1),
    satisfaction,
    /** Single cases of the year by category, where they are known one by one. */
    cases: casesOfYear(cases, categories, year).map((row) => ({
      ...row,
      name: categories.find((one) => one.category === row.category),
    })),
    /** What nobody has loaded for this customer and year, said on the page. */
    notMeasured: [
      ...(delivery.some((row) => row.year === year) ? [] : ["sla" as const]),
      ...(satisfaction === undefined ? ["nki" as const] : []),
    ],
  };
}

export type FollowUp = NonNullable<Awaited<ReturnType<typeof followUpOf>>>;

function latest(agreements: readonly Agreement[], customer: string): Agreement | undefined {
  return agreements
    .filter((one) => one.customer === customer)
    .sort((a, b) => byCode(a.validFrom, b.validFrom))
    .at(-1);
}

/** The customers above, the nearest first. */
function groupAbove(customers: readonly Customer[], from: Customer): string[] {
  const above: string[] = [];
  for (
    let at = customers.find((one) => one.customer === from.parent);
    at !== undefined && !above.includes(at.customer);
    at = customers.find((one) => one.customer === at?.parent)
  )
    above.push(at.customer);
  return above;
}

/**
 * What the customer was charged by service, this year and last, without VAT. The staff reads the books, which hold the years of a
 * predecessor system too; a customer reads its own invoices.
 */
async function chargedByService(tx: Transaction, provider: string, customer: string, year: number) {
  const isStaff = tx.scope.role === "staff";
  const amounts = isStaff
    ? await bookedRevenue(tx, provider, customer, year)
    : (await Promise.all([year - 1, year].map((of) => invoicedAmounts(tx, provider, of))))
        .flat()
        .filter((amount) => amount.customer === customer)
        .map(({ service, period, netOre }) => ({
          service,
          year: yearOf(period),
          amountOre: netOre as number,
        }));
  const sums = new Map<string, { nowOre: number; beforeOre: number }>();
  for (const amount of amounts) {
    const row = sums.get(amount.service) ?? { nowOre: 0, beforeOre: 0 };
    row[amount.year === year ? "nowOre" : "beforeOre"] += amount.amountOre;
    sums.set(amount.service, row);
  }
  const services = [...sums]
    .map(([service, row]): { service: string; nowOre: Ore; beforeOre: Ore } => ({
      service,
      nowOre: ore(row.nowOre),
      beforeOre: ore(row.beforeOre),
    }))
    .sort((a, b) => b.nowOre - a.nowOre || byCode(a.service, b.service));
  return { source: isStaff ? ("books" as const) : ("invoices" as const), services };
}

async function bookedRevenue(tx: Transaction, provider: string, customer: string, year: number) {
  const map = await accountMapOf(tx, provider);
  return (await balancesOf(tx, provider, [year - 1, year]))
    .filter((cell) => cell.customer === customer && map.mappingOf(cell.account)?.kind === "revenue")
    .map((cell) => ({ service: cell.service, year: yearOf(cell.period), amountOre: -cell.amountOre }));
}

/** Volumes of the year by item: agreed in the review, planned and used. Items without a review have no agreed volume. */
async function volumesOf(
  tx: Transaction,
  provider: string,
  customer: string,
  year: number,
): Promise<{
  readonly items: readonly (Omit<ReviewedVolume, "proposedMicro"> & { readonly proposedMicro?: Micro })[];
  readonly months: readonly VolumeByMonth[];
}> {
  const budget = (await plansOf(tx, provider)).find(
    (plan) => plan.fiscalYear === year && plan.scenario === "budget",
  );
  const planned = budget === undefined ? [] : await plannedVolumesOf(tx, provider, budget.plan);
  const used = await volumesFor(tx, provider, { first: periodOf(year, 1), last: periodOf(year, 12) });
  const agreed = await entriesOf(tx, provider, reviewVolumes);
  const reviewed = reviewedVolumes(agreed, { customer, year, months: 12 }, planned, used);
  const known = new Set(reviewed.map((row) => row.item));
  const others = [
    ...new Set([...planned, ...used].filter((row) => row.customer === customer).map((row) => row.item)),
  ]
    .filter((item) => !known.has(item))
    .map((item) => {
      const sum = (rows: typeof planned): Micro | undefined => {
        const own = rows.filter((row) => row.customer === customer && row.item === item);
        return own.length === 0 ? undefined : micro(own.reduce((total, row) => total + row.quantityMicro, 0));
      };
      return {
        item,
        agreedMicro: undefined,
        agreedTotalMicro: undefined,
        plannedMicro: sum(planned),
        usedMicro: sum(used),
        planAgrees: undefined,
      };
    });
  return {
    items: [...reviewed, ...others].sort((a, b) => byCode(a.item, b.item)),
    months: volumesByMonth(agreed, { customer, year }, planned, used),
  };
}
