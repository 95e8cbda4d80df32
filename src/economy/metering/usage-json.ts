import { formatMicro } from "../../kernel/index.ts";
import type { RolledUp } from "./roll-up.ts";
import type { VolumeChange } from "./diff.ts";
import type { UsageLoaded, UsagePreview } from "./preview.ts";

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

/** What loading came to, for machines. */
export function usageLoadJson({ changes, ...loaded }: UsageLoaded) {
  return { ...loaded, changes: changes.map(volumeChangeJson) };
}

/** What loading would come to, for machines; refused where there are problems. */
export function usagePreviewJson({ problems, ...loaded }: UsagePreview) {
  return { ...usageLoadJson(loaded), problems, loadable: problems.length === 0 };
}

/** A file of usage that was sent by the web and waits to be loaded (uppladdning), with what loading it would have come to. */
export interface UsageUpload {
  readonly upload: string;
  readonly source: string;
  readonly form: "csv" | "ndjson" | "json";
  readonly correction: boolean;
  readonly bytes: number;
  readonly preview: ReturnType<typeof usagePreviewJson>;
  readonly uploadedBy: string;
  readonly uploadedAt: string;
}
