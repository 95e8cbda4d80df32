import { byCode, micro, type Period, type Problem, type Result, resultOf } from "../../kernel/index.ts";
import { EventIds } from "./event-ids.ts";
import * as problem from "./problems.ts";
import { eventIdAt, type Segment } from "./segment.ts";
import type { Volume } from "./usage.ts";

/** A segment and the file it came from. */
export interface SourcedSegment {
  readonly source: string;
  readonly segment: Segment;
}

/**
 * The volumes of the latest segments of any months: quantities added per month, item and customer, in code order. An
 * event that came in two files of the same month counts once; the same id with other content is refused, since
 * nobody but the sender can tell which of the two is true. The order of the segments does not matter.
 */
export function volumesOf(segments: readonly SourcedSegment[]): Result<Volume[]> {
  const months = new Map<Period, SourcedSegment[]>();
  for (const sourced of segments) {
    const month = months.get(sourced.segment.period);
    if (month === undefined) months.set(sourced.segment.period, [sourced]);
    else month.push(sourced);
  }
  const problems: Problem[] = [];
  const volumes: Volume[] = [];
  for (const period of [...months.keys()].toSorted(byCode)) {
    volumes.push(...volumesOfMonth(period, months.get(period) as SourcedSegment[], problems));
  }
  return resultOf(volumes, problems);
}

function volumesOfMonth(period: Period, month: readonly SourcedSegment[], problems: Problem[]): Volume[] {
  const sums = new Map<string, { quantity: number; events: number }>();
  // Within one source the collector has seen to it that an id stands once; only several sources need comparing.
  const several = new Set(month.map((sourced) => sourced.source)).size > 1;
  const seen = several ? new SeenEvents() : undefined;
  for (const sourced of month.toSorted(bySource)) {
    const { segment } = sourced;
    const ofCustomer = segment.customers.map((customer) => {
      const key = `${segment.item}\n${customer}`;
      const sum = sums.get(key) ?? { quantity: 0, events: 0 };
      sums.set(key, sum);
      return sum;
    });
    for (let i = 0; i < segment.customer.length; i++) {
      const other = seen?.seenBefore(sourced, i);
      if (other !== undefined) {
        if (!other.same)
          problems.push(
            problem.eventDiffersBetween(eventIdAt(segment, i), period, other.source, sourced.source),
          );
        continue;
      }
      const sum = ofCustomer[segment.customer[i] as number] as { quantity: number; events: number };
      sum.quantity += segment.quantityMicro[i] as number;
      sum.events += 1;
    }
  }
  return [...sums]
    .filter(([, sum]) => sum.events > 0)
    .toSorted(([a], [b]) => byCode(a, b))
    .map(([key, sum]) => {
      const [item, customer] = key.split("\n") as [string, string];
      return { period, item, customer, quantityMicro: micro(sum.quantity), events: sum.events };
    });
}

/** Where every event of a month was first seen: not per event, but per run of events out of the same segment. */
class SeenEvents {
  readonly #ids = new EventIds();
  readonly #runs: Run[] = [];

  seenBefore(sourced: SourcedSegment, index: number): { source: string; same: boolean } | undefined {
    const { segment } = sourced;
    const start = index === 0 ? 0 : (segment.idEnd[index - 1] as number);
    const before = this.#ids.count;
    const number = this.#ids.addBytes(segment.ids, start, segment.idEnd[index] as number);
    if (number < before) {
      const run = this.#runOf(number);
      return {
        source: run.sourced.source,
        same: isSame(run.sourced.segment, run.index + number - run.number, segment, index),
      };
    }
    const last = this.#runs.at(-1);
    const continues = last?.sourced === sourced && number - last.number === index - last.index;
    if (!continues) this.#runs.push({ sourced, number, index });
    return undefined;
  }

  #runOf(number: number): Run {
    let low = 0;
    let high = this.#runs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#runs[middle] as Run).number <= number) low = middle;
      else high = middle - 1;
    }
    return this.#runs[low] as Run;
  }
}

/** Event `index` of a segment has number `number`, the next one the next, until another run begins. */
interface Run {
  readonly sourced: SourcedSegment;
  readonly number: number;
  readonly index: number;
}

function isSame(a: Segment, i: number, b: Segment, j: number): boolean {
  return (
    a.item === b.item &&
    a.customers[a.customer[i] as number] === b.customers[b.customer[j] as number] &&
    a.quantityMicro[i] === b.quantityMicro[j] &&
    a.dayOfMonth[i] === b.dayOfMonth[j]
  );
}

function bySource(a: SourcedSegment, b: SourcedSegment): number {
  return byCode(a.source, b.source) || byCode(a.segment.item, b.segment.item);
}
