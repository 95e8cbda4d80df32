import { byCode, type Period, type Problem, type Result, resultOf } from "../../kernel/index.ts";
import type { Meter } from "./meter.ts";
import { rollUp, type SourcedSegment } from "./roll-up.ts";
import type { Volume } from "./usage.ts";

/**
 * The volumes of the latest segments of any months, in code order: what billing reads. An event that came in two files of the same
 * month counts once; the same id with other content is refused, since nobody but the sender can tell which of the two is true.
 */
export function volumesOf(
  segments: readonly SourcedSegment[],
  meters: readonly Meter[] = [],
): Result<Volume[]> {
  const months = new Map<Period, SourcedSegment[]>();
  for (const sourced of segments) {
    const month = months.get(sourced.segment.period);
    if (month === undefined) months.set(sourced.segment.period, [sourced]);
    else month.push(sourced);
  }
  const problems: Problem[] = [];
  const volumes: Volume[] = [];
  for (const period of [...months.keys()].toSorted(byCode)) {
    const month = months.get(period) as SourcedSegment[];
    for (const { sources: _sources, ...volume } of rollUp(period, month, meters, { by: "month", problems }))
      volumes.push(volume);
  }
  return resultOf(volumes, problems);
}
