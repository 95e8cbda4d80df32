import { ore, type Period, shiftPeriod, yearOf } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
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
} from "../index.ts";
import { linesWhere } from "../sql/lines.ts";
import { basisOf } from "./basis.ts";

const lateUsage = {
  cause: "late-usage",
  causeSv: "Sen användning",
  causeEn: "Late usage",
} as const;

/** How far back late readings are looked for. */
const monthsBack = 12;

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
  const earliest = shiftPeriod(period, -monthsBack);
  const issued = monthlyRuns(runs).filter(
    (run) => run.state === "issued" && run.period < period && run.period >= earliest,
  );
  const lines: ProposedLine[] = [];
  for (const origin of new Set(issued.map((run) => run.period))) {
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

async function lateLinesOf(
  tx: Transaction,
  provider: string,
  origin: Period,
  versions: readonly PriceListVersion[],
): Promise<ProposedLine[]> {
  const standing = await linesWhere(
    tx,
    provider,
    `l.service_period_from = $2
     and (l.charge_kind in ('metered', 'direct-sale', 'pass-through') or l.cause = 'late-usage')`,
    [origin],
  );
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
