import { formatMicro, micro, type Period, type Problem } from "../../kernel/index.ts";
import { EventIds } from "./event-ids.ts";
import * as problem from "./problems.ts";
import type { SourcedSegment } from "./roll-up.ts";
import { eventIdAt, type Segment } from "./segment.ts";

/** Where every event of a month was first seen: not per event, but per run of events out of the same segment. */
export class SeenEvents {
  readonly #ids = new EventIds();
  readonly #runs: Run[] = [];
  readonly #period: Period;
  readonly #problems: Problem[];

  constructor(period: Period, problems: Problem[]) {
    this.#period = period;
    this.#problems = problems;
  }

  /**
   * Whether an event is to be counted: true the first time that its id is seen. The same id with other content is a problem, unless
   * what was seen first is a correction.
   */
  countsAgain(sourced: SourcedSegment, index: number): boolean {
    const before = this.#seenBefore(sourced, index);
    if (before === undefined) return true;
    const { run, at } = before;
    if (run.sourced.correctedAt === undefined && !isSame(run.sourced.segment, at, sourced.segment, index)) {
      this.#problems.push(
        problem.eventDiffersBetween(
          eventIdAt(sourced.segment, index),
          this.#period,
          { source: run.sourced.source, said: saidBy(run.sourced.segment, at) },
          { source: sourced.source, said: saidBy(sourced.segment, index) },
        ),
      );
    }
    return false;
  }

  #seenBefore(
    sourced: SourcedSegment,
    index: number,
  ): { readonly run: Run; readonly at: number } | undefined {
    const { segment } = sourced;
    const start = index === 0 ? 0 : (segment.idEnd[index - 1] as number);
    const before = this.#ids.count;
    const number = this.#ids.addBytes(segment.ids, start, segment.idEnd[index] as number);
    if (number < before) {
      const run = this.#runOf(number);
      return { run, at: run.index + number - run.number };
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
    a.dayOfMonth[i] === b.dayOfMonth[j] &&
    (a.second?.[i] ?? -1) === (b.second?.[j] ?? -1) &&
    subjectOf(a, i) === subjectOf(b, j)
  );
}

function subjectOf(segment: Segment, index: number): string | undefined {
  const subject = segment.subject?.[index] ?? -1;
  return subject < 0 ? undefined : segment.subjects?.[subject];
}

/** What an event says, for who has to choose between two. */
function saidBy(segment: Segment, index: number): string {
  const quantity = formatMicro(micro(segment.quantityMicro[index] as number));
  const day = `${segment.period}-${String(segment.dayOfMonth[index]).padStart(2, "0")}`;
  const subject = subjectOf(segment, index);
  return `${day} ${segment.item} ${segment.customers[segment.customer[index] as number]} ${quantity}${subject === undefined ? "" : ` ${subject}`}`;
}
