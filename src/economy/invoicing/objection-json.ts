import type { Objection } from "./objection.ts";

/** An objection as JSON tells it; the credit in öre. */
export function objectionJson({ creditOre, ...one }: Objection) {
  return { ...one, ...(creditOre === undefined ? {} : { credit: { ore: String(creditOre) } }) };
}
