import { lastDayOf, ore, type Period, periodOfDay, shiftPeriod, yearOf } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { salesFor } from "../../metering/actions/index.ts";
import type { PriceListVersion } from "../../pricing/index.ts";
import {
  type BillingRun,
  chargeIdentity,
  chargesOf,
  type IssuedLine,
  monthlyRuns,
  proposeCorrection,
  type ProposedLine,
  type RecomputedCharge,
  usageAmountsOf,
} from "../index.ts";
import { linesWhere } from "../sql/lines.ts";
import { billedVolumes } from "./billed-volumes.ts";
import { basisOf, billedCustomers, billedServices, customersOfMonth, priceListsOf } from "./basis.ts";

const lateUsage = {
  cause: "late-usage",
  causeSv: "Sen användning",
  causeEn: "Late usage",
} as const;

/** How far back late readings are looked for. */
export const monthsLookedBack = 12;

/**
 * Usage that has come in, or been corrected, for periods that are already issued: the difference between what their
 * volumes and sales give today and what stands on the invoices, as corrections in this run. Fees are not touched; they
 * change by decision only.
 */
export async function lateLines(
  tx: Transaction,
  provider: string,
  {
    period,
    runs,
    versions,
  }: {
    readonly period: Period;
    readonly runs: readonly BillingRun[];
    readonly versions: readonly PriceListVersion[];
  },
): Promise<ProposedLine[]> {
  const earliest = shiftPeriod(period, -monthsLookedBack);
  const issued = monthlyRuns(runs).filter(
    (run) => run.state === "issued" && run.period < period && run.period >= earliest,
  );
  const lines: ProposedLine[] = [];
  const origins = [...new Set(issued.map((run) => run.period))];
  for (const origin of await changedSince(tx, provider, origins, versions)) {
    const parked = (issued.findLast((run) => run.period === origin)?.parked ?? []).flatMap(
      (finding) => finding.customer ?? [],
    );
    const held = new Set(parked);
    const late = await lateLinesOf(tx, provider, origin, versions);
    // Who is still parked has no invoice for the period to correct.
    lines.push(...late.filter((line) => !held.has(line.customer)));
  }
  return lines;
}

/**
 * The months whose usage or sales no longer come to what stands on the invoices: nearly always none, so that is asked of
 * all months at once and by amounts alone, before any line is made.
 */
async function changedSince(
  tx: Transaction,
  provider: string,
  origins: readonly Period[],
  versions: readonly PriceListVersion[],
): Promise<Period[]> {
  const [first] = origins.toSorted();
  const last = origins.toSorted().at(-1);
  if (first === undefined || last === undefined) return [];
  const standing = await amountsStanding(tx, provider, origins);
  const volumes = byMonth(
    await billedVolumes(tx, provider, { first, last }, versions),
    (volume) => volume.period,
  );
  const sales = byMonth(await salesFor(tx, provider, { first, last }), (sale) => periodOfDay(sale.day));
  const services = await billedServices(tx, provider, lastDayOf(last));
  const customers = await billedCustomers(tx, provider, lastDayOf(last));
  return origins.filter((origin) => {
    const stands = new Map(standing.get(origin));
    const input = {
      period: origin,
      volumes: volumes.get(origin) ?? [],
      sales: sales.get(origin) ?? [],
      services,
      customers: customersOfMonth(customers, origin),
    };
    const charged = new Set<string>();
    for (const priceList of priceListsOf(versions, origin)) {
      for (const [identity, netOre] of usageAmountsOf({ ...input, priceList })) {
        if ((stands.get(identity) ?? 0) !== netOre) return true;
        charged.add(identity);
      }
    }
    for (const [identity, netOre] of stands) if (netOre !== 0 && !charged.has(identity)) return true;
    return false;
  });
}

function byMonth<T>(rows: readonly T[], monthOf: (row: T) => Period): Map<Period, T[]> {
  const months = new Map<Period, T[]>();
  for (const row of rows) {
    const month = months.get(monthOf(row));
    if (month) month.push(row);
    else months.set(monthOf(row), [row]);
  }
  return months;
}

/** What the lines of each usage or sale come to, by the month they are for and their identity. */
async function amountsStanding(
  tx: Transaction,
  provider: string,
  origins: readonly Period[],
): Promise<Map<Period, [identity: string, netOre: number][]>> {
  const rows = await tx.query<{
    customer: string;
    item: string;
    from: Period;
    to: Period;
    sale: string | null;
    net_ore: number;
  }>(
    `select l.customer, l.item, l.service_period_from as "from", l.service_period_to as "to", l.sale,
            sum(l.net_ore)::bigint as net_ore
     from invoicing.line l
     where l.provider_id = $1 and l.service_period_from = any($2::text[]) and ${ofUsage}
     group by l.customer, l.item, l.service_period_from, l.service_period_to, l.sale`,
    [provider, origins],
  );
  const amounts = new Map<Period, Map<string, number>>(origins.map((origin) => [origin, new Map()]));
  for (const { customer, item, from, to, sale, net_ore } of rows) {
    const identity = chargeIdentity({
      customer,
      item,
      servicePeriodFrom: from,
      servicePeriodTo: to,
      ...(sale === null ? {} : { sale }),
    });
    const month = amounts.get(from);
    month?.set(identity, (month.get(identity) ?? 0) + net_ore);
  }
  return new Map([...amounts].map(([origin, month]) => [origin, [...month]]));
}

const ofUsage = `(l.charge_kind in ('metered', 'direct-sale', 'pass-through') or l.cause = 'late-usage')`;

async function lateLinesOf(
  tx: Transaction,
  provider: string,
  origin: Period,
  versions: readonly PriceListVersion[],
): Promise<ProposedLine[]> {
  const standing = await linesWhere(tx, provider, `l.service_period_from = $2 and ${ofUsage}`, [origin]);
  const basis = await basisOf(tx, provider, origin, { versions });
  const charges = basis.priceLists.flatMap((priceList) =>
    chargesOf({ ...basis, year: yearOf(origin), priceList: { ...priceList, fees: [] } }),
  );
  const recomputed: RecomputedCharge[] = charges.map((line) => ({ ...line, line }));
  const now = new Set(charges.map(chargeIdentity));
  const gone = new Map<string, IssuedLine>();
  for (const line of standing) {
    if (!now.has(chargeIdentity(line)) && line.corrects === undefined) gone.set(chargeIdentity(line), line);
  }
  for (const line of gone.values()) recomputed.push(withdrawn(line));
  const customers = new Set(recomputed.map((charge) => charge.customer));
  return [...customers].flatMap((customer) =>
    proposeCorrection({ originalLines: standing, recomputed, customer, ...lateUsage }),
  );
}

function withdrawn(line: IssuedLine): RecomputedCharge {
  return {
    customer: line.customer,
    item: line.item,
    servicePeriodFrom: line.servicePeriodFrom,
    servicePeriodTo: line.servicePeriodTo,
    ...(line.sale === undefined ? {} : { sale: line.sale }),
    netOre: ore(0),
    because: {
      formulaSv: "Användningen har tagits bort",
      formulaEn: "The usage has been withdrawn",
      inputs: [],
    },
  };
}
