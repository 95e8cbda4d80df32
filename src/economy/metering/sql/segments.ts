import { type Period, type Problem, Refusal } from "../../../kernel/index.ts";
import { bulkInsert, type CopyValue, type Transaction } from "../../../platform/database/index.ts";
import {
  decodeSegment,
  encodeSegment,
  headLength,
  readHead,
  type Segment,
  type SegmentHead,
  type SourcedSegment,
} from "../index.ts";
import { corruptSegment, corruptSegmentOf } from "../problems.ts";

export interface SourceVersion {
  readonly source: string;
  readonly version: number;
  readonly sha256: string;
  readonly correction: boolean;
}

/** The latest version of every source, by code order. */
export async function latestSources(
  tx: Transaction,
  provider: string,
): Promise<(SourceVersion & { readonly loadedAt: string; readonly loadedBy: string })[]> {
  return tx.query(
    `select distinct on (source collate "C") source, version, sha256, correction,
            loaded_at as "loadedAt", loaded_by as "loadedBy" from metering.source
     where provider_id = $1 order by source collate "C", version desc`,
    [provider],
  );
}

export async function insertSource(
  tx: Transaction,
  provider: string,
  source: SourceVersion,
  { now, actor }: { readonly now: string; readonly actor: string },
): Promise<void> {
  await tx.execute(
    `insert into metering.source (provider_id, source, version, sha256, loaded_at, loaded_by, correction)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [provider, source.source, source.version, source.sha256, now, actor, source.correction],
  );
}

/** Stores the segments of a part of one version of a source. */
export async function insertSegments(
  tx: Transaction,
  source: SourceVersion,
  part: number,
  segments: Iterable<Segment>,
): Promise<void> {
  await bulkInsert(
    tx,
    "metering.segment",
    [
      { name: "period", type: "text" },
      { name: "item", type: "text" },
      { name: "source", type: "text" },
      { name: "version", type: "int4" },
      { name: "part", type: "int4" },
      { name: "events", type: "int8" },
      { name: "head", type: "int4" },
      { name: "payload", type: "bytea" },
    ],
    rowsOf(source, part, segments),
  );
}

/** One by one: a payload is made when its turn comes to be sent. */
function* rowsOf(source: SourceVersion, part: number, segments: Iterable<Segment>): Generator<CopyValue[]> {
  for (const segment of segments) {
    const events = segment.customer.length;
    const payload = encodeSegment(segment);
    const { period, item } = segment;
    yield [period, item, source.source, source.version, part, events, headLength(payload), payload];
  }
}

/** The months a version of a source has events in. */
export async function periodsOfSource(
  tx: Transaction,
  provider: string,
  source: SourceVersion,
): Promise<Period[]> {
  const rows = await tx.query<{ period: Period }>(
    `select distinct period collate "C" as period from metering.segment
     where provider_id = $1 and source = $2 and version = $3 order by 1`,
    [provider, source.source, source.version],
  );
  return rows.map((row) => row.period);
}

/** Every month that has events in the latest version of any source. */
export async function periodsOfSegments(tx: Transaction, provider: string): Promise<Period[]> {
  const rows = await tx.query<{ period: Period }>(
    `select distinct s.period collate "C" as period from metering.segment s
     where s.provider_id = $1 and s.version =
       (select max(v.version) from metering.source v where v.provider_id = $1 and v.source = s.source)
     order by 1`,
    [provider],
  );
  return rows.map((row) => row.period);
}

/**
 * The heads of a month's segments where one file holds all of it, and each id once, so that no event can stand twice: what adds up
 * without the ids. Undefined where there are several files, or some from before heads were told apart.
 */
export async function selectHeads(
  tx: Transaction,
  provider: string,
  period: Period,
): Promise<{ readonly source: string; readonly head: SegmentHead }[] | undefined> {
  const rows = await tx.query<{ item: string; source: string; head: Buffer | null }>(
    `select s.item, s.source, substring(s.payload for s.head) as head from metering.segment s
     where s.provider_id = $1 and s.period = $2 and s.version =
       (select max(v.version) from metering.source v where v.provider_id = $1 and v.source = s.source)
       and 1 = (select count(distinct o.source) from metering.segment o
                where o.provider_id = $1 and o.period = $2 and o.version =
                  (select max(v.version) from metering.source v where v.provider_id = $1 and v.source = o.source))
       and not exists (select from metering.repeated_id r where r.provider_id = $1 and r.period = $2
                       and r.source = s.source and r.version = s.version)
     order by s.item collate "C", s.part`,
    [provider, period],
  );
  if (rows.length === 0 || rows.some((row) => row.head === null)) return undefined;
  return rows.map(({ item, source, head }) => {
    const read = readHead(head as Buffer);
    if (typeof read !== "string") return { source, head: read };
    throw new Refusal([corruptSegmentOf(period, item, source, corruptSegment(read))]);
  });
}

/** Which of some months other sources have events in, too, by their latest versions. */
export async function periodsOfOthers(
  tx: Transaction,
  provider: string,
  source: string,
  periods: readonly Period[],
): Promise<Set<Period>> {
  const rows = await tx.query<{ period: Period }>(
    `select distinct s.period from metering.segment s
     where s.provider_id = $1 and s.source <> $2 and s.period = any($3) and s.version =
       (select max(v.version) from metering.source v where v.provider_id = $1 and v.source = s.source)`,
    [provider, source, periods],
  );
  return new Set(rows.map((row) => row.period));
}

/** The segments of one source and month, each by itself: what a whole month of it would need is never in memory. */
export async function* segmentsOf(
  tx: Transaction,
  provider: string,
  { source, version, period }: Pick<SourceVersion, "source" | "version"> & { readonly period: Period },
): AsyncGenerator<Segment> {
  const of = [provider, source, version, period];
  const keys = await tx.query<{ item: string; part: number }>(
    `select item, part from metering.segment
     where provider_id = $1 and source = $2 and version = $3 and period = $4 order by item collate "C", part`,
    of,
  );
  for (const { item, part } of keys) {
    const { payload } = await tx.one<{ payload: Buffer }>(
      `select payload from metering.segment
       where provider_id = $1 and source = $2 and version = $3 and period = $4 and item = $5 and part = $6`,
      [...of, item, part],
    );
    const segment = decodeSegment(payload);
    if (!segment.ok)
      throw new Refusal(segment.problems.map((found) => corruptSegmentOf(period, item, source, found)));
    yield segment.value;
  }
}

/** The segments of a month that count: those of each source's latest version. A damaged one is refused. */
export async function selectSegments(
  tx: Transaction,
  provider: string,
  period: Period,
  which: { readonly item?: string } = {},
): Promise<SourcedSegment[]> {
  const rows = await tx.query<{
    item: string;
    source: string;
    payload: Buffer;
    corrected_at: string | null;
    repeats: boolean;
  }>(
    `select s.item, s.source, s.payload, case when o.correction then o.loaded_at end as corrected_at,
       exists (select from metering.repeated_id r where r.provider_id = $1 and r.period = $2
               and r.source = s.source and r.version = s.version) as repeats
     from metering.segment s
     join metering.source o on o.provider_id = s.provider_id and o.source = s.source and o.version = s.version
     where s.provider_id = $1 and s.period = $2 and s.version =
       (select max(v.version) from metering.source v where v.provider_id = $1 and v.source = s.source)
       and ($3::text is null or s.item = $3)
     order by s.source collate "C", s.item collate "C", s.part`,
    [provider, period, which.item ?? null],
  );
  const problems: Problem[] = [];
  const segments: SourcedSegment[] = [];
  for (const { item, source, payload, corrected_at: correctedAt, repeats: mayRepeat } of rows) {
    const segment = decodeSegment(payload);
    if (segment.ok)
      segments.push({
        source,
        segment: segment.value,
        ...(correctedAt === null ? {} : { correctedAt }),
        ...(mayRepeat ? { mayRepeat } : {}),
      });
    else problems.push(...segment.problems.map((found) => corruptSegmentOf(period, item, source, found)));
  }
  if (problems.length > 0) throw new Refusal(problems);
  return segments;
}
