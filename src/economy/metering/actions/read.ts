import { byCode, type Period } from "../../../kernel/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  type DirectSale,
  eventsOf,
  meterRegister,
  targetsOf,
  type UsageEvent,
  type Volume,
} from "../index.ts";
import { selectSales } from "../sql/sales.ts";
import { selectSegments } from "../sql/segments.ts";
import { selectVolumes } from "../sql/volumes.ts";

/** A month, or every month from a first to a last. */
export type Months = Period | { readonly first: Period; readonly last: Period };

function monthsOf(months: Months): { first: Period; last: Period } {
  return typeof months === "string" ? { first: months, last: months } : months;
}

/** The volumes of a month or several, by month, item and customer. */
export async function volumesFor(tx: Transaction, provider: string, months: Months): Promise<Volume[]> {
  return selectVolumes(tx, provider, monthsOf(months));
}

/** The sales of a month or several, by day and number. */
export async function salesFor(tx: Transaction, provider: string, months: Months): Promise<DirectSale[]> {
  return selectSales(tx, provider, monthsOf(months));
}

/**
 * The events behind a volume, with the file of each, an event that came twice only once; what an explanation opens
 * a metered line to.
 */
export async function eventsBehind(
  tx: Transaction,
  provider: string,
  volume: Pick<Volume, "period" | "item" | "customer">,
): Promise<(UsageEvent & { readonly source: string })[]> {
  const seen = new Set<string>();
  const events: (UsageEvent & { readonly source: string })[] = [];
  const meters = await entriesOf(tx, provider, meterRegister);
  const segments = await selectSegments(tx, provider, volume.period);
  // As they count: what a correction says first, the latest of several.
  for (const { source, segment } of segments.toSorted((a, b) =>
    byCode(b.correctedAt ?? "", a.correctedAt ?? ""),
  )) {
    if (!targetsOf(segment.item, meters).some((target) => target.item === volume.item)) continue;
    for (const event of eventsOf(segment)) {
      if (seen.has(event.eventId)) continue;
      seen.add(event.eventId);
      if (event.customer !== volume.customer) continue;
      events.push({ ...event, source });
    }
  }
  return events;
}
