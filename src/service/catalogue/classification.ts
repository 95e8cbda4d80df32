import { byCode, type Day } from "../../kernel/index.ts";
import type { Classification } from "./service.ts";

/** Which class a comparative is shown in: the one it had then, or the one that a later restatement gives it. */
export type ClassView = { readonly as: "then" } | { readonly as: "now"; readonly now: Day };

export const asThen: ClassView = { as: "then" };

export interface ClassOnDay {
  readonly class: string;
  /** The class it had then, where a later reclassification restates it: the original figure is kept beside. */
  readonly restatedFrom?: string;
  readonly note: string;
}

/**
 * The class of a service on a day. As then: the latest row that had begun. As now: a reclassification made since, up to
 * `now`, that restates comparatives wins over it - the last such one, since each restates everything before it.
 */
export function classOn(
  classifications: readonly Classification[],
  service: string,
  day: Day,
  view: ClassView,
): ClassOnDay | undefined {
  const rows = classifications
    .filter((row) => row.service === service)
    .sort((a, b) => byCode(a.validFrom, b.validFrom));
  const then = rows.findLast((row) => row.validFrom <= day);
  if (view.as === "then") return then && { class: then.class, note: then.note };
  const restating = rows.findLast((row) => row.restate && row.validFrom > day && row.validFrom <= view.now);
  const shown = restating ?? then;
  if (!shown) return undefined;
  return then && shown.class !== then.class
    ? { class: shown.class, restatedFrom: then.class, note: shown.note }
    : { class: shown.class, note: shown.note };
}

export interface Reclassification {
  readonly service: string;
  readonly on: Day;
  readonly from: string;
  readonly to: string;
  readonly restate: boolean;
  readonly note: string;
}

/** Every change of class within some days (both included), in order: what a report prints as notes. */
export function reclassifications(
  classifications: readonly Classification[],
  first: Day,
  last: Day,
): Reclassification[] {
  const rows = [...classifications].sort(
    (a, b) => byCode(a.service, b.service) || byCode(a.validFrom, b.validFrom),
  );
  const changes: Reclassification[] = [];
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (before?.service !== row.service || before.class === row.class) continue;
    if (row.validFrom < first || row.validFrom > last) continue;
    changes.push({
      service: row.service,
      on: row.validFrom,
      from: before.class,
      to: row.class,
      restate: row.restate,
      note: row.note,
    });
  }
  return changes;
}
