import { byCode, type Micro, micro, type Period } from "../../kernel/index.ts";
import type { Volume } from "./usage.ts";

/** What a corrected or late file does to a volume. */
export interface VolumeChange {
  readonly period: Period;
  readonly item: string;
  readonly customer: string;
  readonly beforeMicro: Micro;
  readonly afterMicro: Micro;
}

const nothing = micro(0);

/** Volumes that are not the same after as before, in code order. */
export function volumeChanges(before: readonly Volume[], after: readonly Volume[]): VolumeChange[] {
  const changes = new Map<string, VolumeChange>();
  for (const { period, item, customer, quantityMicro } of before) {
    const change = { period, item, customer, beforeMicro: quantityMicro, afterMicro: nothing };
    changes.set(keyOf(change), change);
  }
  for (const { period, item, customer, quantityMicro } of after) {
    const key = keyOf({ period, item, customer });
    const beforeMicro = changes.get(key)?.beforeMicro ?? nothing;
    changes.set(key, { period, item, customer, beforeMicro, afterMicro: quantityMicro });
  }
  return [...changes]
    .toSorted(([a], [b]) => byCode(a, b))
    .map(([, change]) => change)
    .filter((change) => change.beforeMicro !== change.afterMicro);
}

function keyOf(at: Pick<Volume, "period" | "item" | "customer">): string {
  return `${at.period}\n${at.item}\n${at.customer}`;
}
