import type { Period } from "../../../kernel/index.ts";
import { bulkInsert, type Transaction } from "../../../platform/database/index.ts";
import type { IdMarks, SlicedMarks } from "../index.ts";
import type { SourceVersion } from "./segments.ts";

type Version = Pick<SourceVersion, "source" | "version">;

/** Stores the marks of a part of one version of a source. */
export async function insertIdMarks(
  tx: Transaction,
  { source, version }: Version,
  part: number,
  months: readonly IdMarks[],
): Promise<void> {
  await bulkInsert(
    tx,
    "metering.id_mark",
    [
      { name: "source", type: "text" },
      { name: "version", type: "int4" },
      { name: "part", type: "int4" },
      { name: "period", type: "text" },
      { name: "ends", type: "jsonb" },
      { name: "marks", type: "bytea" },
    ],
    months.map(({ period, ends, bytes }) => [source, version, part, period, JSON.stringify(ends), bytes]),
  );
}

/** The latest versions of sources that were stored before there were marks, with the months that they have events in. */
export async function sourcesWithoutMarks(
  tx: Transaction,
  provider: string,
): Promise<(Version & { readonly period: Period })[]> {
  return tx.query(
    `select distinct s.source, s.version, s.period from metering.segment s
     where s.provider_id = $1 and s.version =
       (select max(v.version) from metering.source v where v.provider_id = $1 and v.source = s.source)
       and not exists (select from metering.id_mark m where m.provider_id = $1 and m.source = s.source
                       and m.version = s.version and m.period = s.period)
     order by 1, 2, 3`,
    [provider],
  );
}

/** Whose marks are to be held against each other. */
export interface Compared extends Version {
  /** The only month that it has events in, if it is only one: others need then not be asked about that month. */
  readonly onlyPeriod: Period | undefined;
  /** Its own are at hand, and only those of the others are asked for. */
  readonly isHeld: boolean;
}

// The latest versions of the others, and this one; marks of the others in its only month are of no use, since they are its own month's.
const comparedMarks = `from metering.id_mark m
     where m.provider_id = $1 and case when m.source = $2 then not $5::boolean else m.period is distinct from $4 end
     and m.version =
       (select case when m.source = $2 then $3::integer else max(v.version) end
        from metering.source v where v.provider_id = $1 and v.source = m.source)`;

/** How many marks there are to compare. */
export async function countMarks(tx: Transaction, provider: string, of: Compared): Promise<number> {
  const { marks } = await tx.one<{ marks: number }>(
    `select coalesce(sum((m.ends ->> -1)::bigint), 0)::bigint as marks ${comparedMarks}`,
    [provider, of.source, of.version, of.onlyPeriod ?? null, of.isHeld],
  );
  return marks;
}

/** The marks to compare, in the slices from one to before another. */
export async function selectMarks(
  tx: Transaction,
  provider: string,
  of: Compared,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<SlicedMarks<string>[]> {
  return tx.query(
    `select whose, period, substring(marks from first * 8 + 1 for (last - first) * 8) as bytes
     from (select m.source as whose, m.period, m.marks, (m.ends ->> ($7::integer - 1))::integer as last,
             case when $6::integer = 0 then 0 else (m.ends ->> ($6::integer - 1))::integer end as first
           ${comparedMarks}) as sliced
     where last > first`,
    [provider, of.source, of.version, of.onlyPeriod ?? null, of.isHeld, from, to],
  );
}

/** Months of a source in which an id stands in several parts. */
export async function insertRepeated(
  tx: Transaction,
  provider: string,
  { source, version }: Version,
  periods: readonly Period[],
): Promise<void> {
  await tx.execute(
    `insert into metering.repeated_id (provider_id, source, version, period)
     select $1, $2, $3, unnest($4::text[])`,
    [provider, source, version, periods],
  );
}
