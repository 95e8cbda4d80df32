import {
  firstDayOf,
  isInForce,
  lastDayOf,
  type Micro,
  micro,
  type Period,
  periodsBetween,
  type Problem,
  Refusal,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { serviceUsesOf } from "../../../service/customers/actions/index.ts";
import { volumesFor } from "../../metering/actions/index.ts";
import { agreedPriceOf, type Ordering, orderedInMonth, orderingOf } from "../../ordering/actions/index.ts";
import type { OrderedQuantity } from "../../ordering/index.ts";
import { isTiered, isVersionInForce, type PriceItem, type PriceListVersion } from "../../pricing/index.ts";
import type { Volume } from "../index.ts";
import { problemOf } from "../problems.ts";

export type BilledVolume = Volume & { readonly period: Period };

/**
 * What is charged by quantity in some months: what was measured, and what was ordered. Where a customer has orders of an item they
 * decide, but for what an ordered capacity is overdrawn by; what was measured of anything else is kept beside for the gate; a price that an agreement gives goes with the quantity.
 * Refused where an agreed price cannot be known, since no month may be billed or looked back on by half.
 */
export async function billedVolumes(
  tx: Transaction,
  provider: string,
  { first, last }: { readonly first: Period; readonly last: Period },
  versions: readonly PriceListVersion[],
): Promise<BilledVolume[]> {
  const measured = await volumesFor(tx, provider, { first, last });
  const ordering = await orderingOf(tx, provider);
  const withUse = await committedOf(tx, provider, versions);
  if (ordering.standing.length === 0 && ordering.clauses.length === 0)
    return periodsBetween(first, last).flatMap((period) => withUse(period, measured));

  const problems: Problem[] = [];
  const volumes = periodsBetween(first, last).flatMap((period) => {
    const inForce = versions.filter((version) => isVersionInForce(version, firstDayOf(period)));
    const items = new Map(inForce.flatMap((version) => version.items).map((item) => [item.item, item]));
    const ordered = orderedInMonth(ordering, period, versions);
    const ofMonth = withUse(
      period,
      merged(
        measured.filter((volume) => volume.period === period),
        ordered,
        items,
      ),
    );
    return ofMonth.map((volume) => withAgreedPrice(volume, ordering, items.get(volume.item), problems));
  });
  if (problems.length > 0) throw new Refusal(problems);
  return volumes;
}

/**
 * A capacity is paid for whether it is used or not (åtagen kapacitet): who has the service in use is charged it in every month,
 * also in one that reports nothing.
 */
async function committedOf(
  tx: Transaction,
  provider: string,
  versions: readonly PriceListVersion[],
): Promise<(period: Period, volumes: readonly BilledVolume[]) => readonly BilledVolume[]> {
  const hasCapacity = versions.some((version) => version.items.some((item) => item.scheme === "capacity"));
  if (!hasCapacity) return (period, volumes) => volumes.filter((volume) => volume.period === period);
  const uses = (await serviceUsesOf(tx, provider)).filter((use) => use.stage === "done");
  return (period, volumes) => {
    const day = firstDayOf(period);
    const ofMonth = volumes.filter((volume) => volume.period === period);
    const known = new Set(ofMonth.map((volume) => `${volume.item}\n${volume.customer}`));
    const committed = versions
      .filter((version) => isVersionInForce(version, day))
      .flatMap((version) => version.items.filter((item) => item.scheme === "capacity"))
      .flatMap(({ item, service }) =>
        uses
          .filter((use) => use.service === service && isInForce(use, day))
          .map(({ customer }) => ({ period, item, customer, quantityMicro: micro(0) })),
      );
    return [...ofMonth, ...committed.filter((one) => !known.has(`${one.item}\n${one.customer}`))];
  };
}

function merged(
  measured: readonly BilledVolume[],
  ordered: readonly OrderedQuantity[],
  items: ReadonlyMap<string, PriceItem>,
): BilledVolume[] {
  const keyOf = (one: { readonly item: string; readonly customer: string }): string =>
    `${one.item}\n${one.customer}`;
  const byKey = new Map<string, BilledVolume>(measured.map((volume) => [keyOf(volume), volume]));
  for (const { period, item, customer, quantityMicro, rule, parts } of ordered) {
    const beside = byKey.get(keyOf({ item, customer }));
    // Seats that are charged by the day are counted in days: a whole month of one seat is as many as the month has.
    const days = items.get(item)?.proration === "days" ? Number(lastDayOf(period).slice(8)) : 1;
    const orderedMicro = micro(quantityMicro * days);
    const volume = { period, item, customer, quantityMicro: orderedMicro, ordered: { rule, parts } };
    if (beside === undefined) byKey.set(keyOf(volume), volume);
    else if (items.get(item)?.scheme === "capacity")
      byKey.set(keyOf(volume), withOverage(volume, beside.quantityMicro));
    else byKey.set(keyOf(volume), { ...volume, measuredMicro: beside.quantityMicro });
  }
  return [...byKey.values()];
}

/** Who ordered a capacity pays for it whole, and by measure for what goes beyond it: the order says no more than it was meant to. */
function withOverage(volume: BilledVolume, measuredMicro: Micro): BilledVolume {
  const overMicro = micro(Math.max(0, measuredMicro - volume.quantityMicro));
  return {
    ...volume,
    quantityMicro: micro(volume.quantityMicro + overMicro),
    overage: { measuredMicro, overMicro },
  };
}

function withAgreedPrice(
  volume: BilledVolume,
  ordering: Ordering,
  item: PriceItem | undefined,
  problems: Problem[],
): BilledVolume {
  const agreed = agreedPriceOf(ordering, volume);
  if (agreed === undefined || item === undefined) return volume;
  if ("code" in agreed) {
    problems.push(agreed);
    return volume;
  }
  if (isTiered(item)) {
    problems.push(
      problemOf(
        "invoicing.agreed-price-of-tiers",
        `${agreed.clause}: ${volume.item} har priser i steg, som inget avtalat pris kan ersätta.`,
        `${agreed.clause}: ${volume.item} has prices in tiers, which no agreed price can replace.`,
      ),
    );
    return volume;
  }
  return { ...volume, agreed };
}
