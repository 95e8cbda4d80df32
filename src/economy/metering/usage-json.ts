import { formatMicro } from "../../kernel/index.ts";
import type { RolledUp } from "./roll-up.ts";
import type { VolumeChange } from "./diff.ts";

/** Rolled-up usage for machines. */
export function rolledUpJson({ period, day, item, customer, quantityMicro, events, sources }: RolledUp) {
  return {
    period,
    ...(day === undefined ? {} : { day }),
    item,
    customer,
    quantity: formatMicro(quantityMicro),
    events,
    sources,
  };
}

/** What a load did to a volume, for machines. */
export function volumeChangeJson({ period, item, customer, beforeMicro, afterMicro }: VolumeChange) {
  return { period, item, customer, before: formatMicro(beforeMicro), after: formatMicro(afterMicro) };
}
