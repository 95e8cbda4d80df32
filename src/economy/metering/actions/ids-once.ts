import { byCode, type Period, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  compareMarks,
  eventIdAt,
  type HeldMarks,
  IdHash,
  type IdMarks,
  markSlices,
  marksOf,
  type MarkInTwoMonths,
} from "../index.ts";
import * as problem from "../problems.ts";
import {
  countMarks,
  insertIdMarks,
  insertRepeated,
  selectMarks,
  sourcesWithoutMarks,
} from "../sql/id-marks.ts";
import { latestSources, segmentsOf, type SourceVersion } from "../sql/segments.ts";

/** So many marks are held in memory at once. */
const marksAtOnce = 65_536;

/** So many ids are looked up at once, and told of at most. */
const idsAtOnce = 100;

export interface Repeated {
  /** Months in which an id stands in several parts of the source. */
  readonly periods: ReadonlySet<Period>;
  /** How many events those are. */
  readonly events: number;
}

/**
 * Holds the ids of a source that has just been stored against each other and against everything that was stored before, by their
 * marks: an id belongs to one event, whatever its month. One that is in another month is refused. What came twice in its month is
 * counted once, where volumes are added up. Costs eight bytes read per stored event, and memory of a fixed size.
 */
export async function idsOnce(
  tx: Transaction,
  provider: string,
  source: SourceVersion,
  periods: readonly Period[],
  held: HeldMarks,
): Promise<Repeated> {
  await completeMarks(tx, provider, source);
  const isHeld = held.count !== undefined;
  const of = { ...source, onlyPeriod: periods.length === 1 ? periods[0] : undefined, isHeld };
  const repeated = { periods: new Set<Period>(), events: 0 };
  const found: MarkInTwoMonths<string>[] = [];
  const again = (period: Period): void => {
    repeated.periods.add(period);
    repeated.events += 1;
  };
  const elsewhere = (one: MarkInTwoMonths<string>): void => {
    if (found.length < idsAtOnce) found.push(one);
  };
  const stored = await countMarks(tx, provider, of);
  // Nothing else is there, and within the one part each id has been seen once.
  if (isHeld && stored === 0 && held.isOnePart) return repeated;
  const marks = stored + (held.count ?? 0);
  const steps = Math.min(markSlices, 2 ** Math.ceil(Math.log2(Math.max(1, marks / marksAtOnce))));
  const width = markSlices / steps;
  for (let from = 0; from < markSlices; from += width) {
    const slices = { from, to: from + width };
    const all = stored === 0 ? [] : await selectMarks(tx, provider, of, slices);
    const isNew = (one: { readonly whose: string }): boolean => one.whose === source.source;
    compareMarks(
      isHeld ? held.slices(source.source, slices) : all.filter((one) => isNew(one)),
      all.filter((one) => !isNew(one)),
      { again, elsewhere },
    );
    if (found.length > 0) await refuseSameIds(tx, provider, source, found.splice(0));
  }
  if (repeated.periods.size > 0)
    await insertRepeated(tx, provider, source, [...repeated.periods].toSorted(byCode));
  return repeated;
}

/** Marks say where an id may be the same; only the ids themselves say that it is. */
async function refuseSameIds(
  tx: Transaction,
  provider: string,
  source: SourceVersion,
  found: readonly MarkInTwoMonths<string>[],
): Promise<void> {
  const sources = new Map((await latestSources(tx, provider)).map((one) => [one.source, one.version]));
  const places = new Map<string, { readonly source: string; readonly period: Period }>();
  const placeOf = (whose: string, period: Period): string => {
    const key = `${period} ${whose}`;
    places.set(key, { source: whose, period });
    return key;
  };
  const pairs = found.map(({ high, low, period, other }) => ({
    hash: `${high} ${low}`,
    period,
    other,
    here: placeOf(source.source, period),
    there: placeOf(other.whose, other.period),
  }));
  const hashes = new Set(pairs.map((pair) => pair.hash));
  const idsAt = new Map<string, string>();
  const hash = new IdHash();
  for (const [key, place] of places) {
    const version = place.source === source.source ? source.version : (sources.get(place.source) ?? 0);
    for await (const segment of segmentsOf(tx, provider, { ...place, version })) {
      for (let i = 0; i < segment.idEnd.length; i++) {
        hash.of(segment.ids, i === 0 ? 0 : (segment.idEnd[i - 1] as number), segment.idEnd[i] as number);
        const of = `${hash.high >>> 0} ${hash.low >>> 0}`;
        if (hashes.has(of)) idsAt.set(`${key} ${of} ${eventIdAt(segment, i)}`, eventIdAt(segment, i));
      }
    }
  }
  const problems = pairs.flatMap(({ hash: of, period, other, here, there }) =>
    [...idsAt]
      .filter(([key, id]) => key === `${here} ${of} ${id}` && idsAt.has(`${there} ${of} ${id}`))
      .map(([, id]) => ({
        ...problem.eventInOtherMonth(id, period, {
          period: other.period,
          source: other.whose === source.source ? undefined : other.whose,
        }),
        file: source.source,
      })),
  );
  if (problems.length > 0) throw new Refusal(problems);
}

/** What was stored before there were marks gets them now. */
async function completeMarks(tx: Transaction, provider: string, source: SourceVersion): Promise<void> {
  for (const { period, ...version } of await sourcesWithoutMarks(tx, provider)) {
    if (version.source === source.source) continue;
    let part = 0;
    for await (const segment of segmentsOf(tx, provider, { ...version, period })) {
      await insertIdMarks(tx, version, part, [marksOfSegment(segment)]);
      part += 1;
    }
  }
}

function marksOfSegment({
  period,
  idEnd,
  ids,
}: {
  readonly period: Period;
  readonly idEnd: Uint32Array;
  readonly ids: Uint8Array;
}): IdMarks {
  const high = new Int32Array(idEnd.length);
  const low = new Int32Array(idEnd.length);
  const hash = new IdHash();
  for (let i = 0; i < idEnd.length; i++) {
    hash.of(ids, i === 0 ? 0 : (idEnd[i - 1] as number), idEnd[i] as number);
    high[i] = hash.high;
    low[i] = hash.low;
  }
  return marksOf(
    period,
    { high, low },
    Int32Array.from(idEnd, (_, i) => i),
  );
}
