import { type Period, periodsBetween, type Problem, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { addUpHeads, type Meter, meterRegister, type RolledUp, rollUp } from "../index.ts";
import { latestSources, selectHeads, selectSegments } from "../sql/segments.ts";

export interface RollUpQuestion {
  readonly first: Period;
  readonly last: Period;
  readonly by: "day" | "month";
  readonly item?: string | undefined;
  readonly customer?: string | undefined;
}

export async function metersOf(tx: Transaction, provider: string): Promise<Meter[]> {
  return entriesOf(tx, provider, meterRegister);
}

/** Usage by month or day out of its events, month by month, so that memory is that of a month. */
export async function rolledUp(
  tx: Transaction,
  provider: string,
  { first, last, by, item, customer }: RollUpQuestion,
): Promise<RolledUp[]> {
  const meters = await metersOf(tx, provider);
  const problems: Problem[] = [];
  const rows: RolledUp[] = [];
  for (const period of periodsBetween(first, last)) {
    const heads = meters.every((meter) => meter.aggregation === "sum")
      ? await selectHeads(tx, provider, period)
      : undefined;
    const rolled =
      heads === undefined
        ? rollUp(period, await selectSegments(tx, provider, period), meters, { by, problems })
        : addUpHeads(heads, meters, by);
    for (const row of rolled)
      if ((item === undefined || row.item === item) && (customer === undefined || row.customer === customer))
        rows.push(row);
  }
  if (problems.length > 0) throw new Refusal(problems);
  return rows;
}

/** A file of usage as it stands: which version, when it came and whether it corrects others. */
export interface UsageSource {
  readonly source: string;
  readonly version: number;
  readonly loadedAt: string;
  readonly loadedBy: string;
  readonly correction: boolean;
}

export async function usageSources(tx: Transaction, provider: string): Promise<UsageSource[]> {
  return latestSources(tx, provider);
}
