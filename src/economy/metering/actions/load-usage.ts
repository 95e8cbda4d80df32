import { byCode, type Period, Refusal, required } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import {
  type CollectedMonth,
  HeldMarks,
  type Meter,
  meterRegister,
  RollUp,
  type UsageLoaded,
  type Volume,
  volumeChanges,
  type VolumeChange,
  volumesOf,
} from "../index.ts";
import * as problem from "../problems.ts";
import { insertIdMarks } from "../sql/id-marks.ts";
import {
  insertSegments,
  insertSource,
  latestSources,
  periodsOfOthers,
  periodsOfSegments,
  periodsOfSource,
  selectSegments,
  type SourceVersion,
} from "../sql/segments.ts";
import { replaceVolumes, selectVolumesOf } from "../sql/volumes.ts";
import { idsOnce } from "./ids-once.ts";
import { type UsageFile, UsageReading, usageRegisters } from "./read-usage.ts";

export type UsageLoad = UsageLoaded;

/** Eight megabytes: most files have no more. */
const mostMarksHeld = 1 << 20;

/** The hash of the latest version of every source: the same file again has nothing to read. */
export async function loadedUsage(tx: Transaction, provider: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await latestSources(tx, provider)).map(({ source, sha256 }) => [source, sha256]));
}

export interface UsageLoading {
  readonly now: string;
  readonly actor: string;
  /** Its events hold instead of those with the same ids in other files (rättelse). */
  readonly correction?: boolean;
  /** The reading of the file, where it was begun before its turn. */
  readonly reading?: UsageReading | undefined;
  /** The marks of so many events are kept in memory until they have been compared; of more, they are read back. */
  readonly marksHeld?: number;
}

/**
 * Loads a usage file, in the caller's transaction: its events as segments, and the volumes of the months it touches
 * added up anew. The same file again changes nothing; another file under the same name replaces the earlier version,
 * and the difference is told. Memory is bound by a part, not by the file. Throws a `Refusal` with file and line.
 */
export async function loadUsage(
  tx: Transaction,
  provider: string,
  file: UsageFile,
  { now, actor, reading: begun, correction = false, marksHeld = mostMarksHeld }: UsageLoading,
): Promise<UsageLoad> {
  await lockUsage(tx, provider);
  const sources = await latestSources(tx, provider);
  const before = sources.find((version) => version.source === file.source);
  const nothing = { source: file.source, events: 0, duplicates: 0, changes: [], warnings: [] };
  if (before?.sha256 === file.sha256) return { ...nothing, version: before.version, changed: false };

  const source = {
    source: file.source,
    version: (before?.version ?? 0) + 1,
    sha256: file.sha256,
    correction,
  };
  const meters = await entriesOf(tx, provider, meterRegister);
  await addUpByMeters(tx, provider, meters);
  const left = before === undefined ? [] : await periodsOfSource(tx, provider, before);
  await insertSource(tx, provider, source, { now, actor });
  const reading = begun ?? new UsageReading(file, await usageRegisters(tx, provider));
  const held = new HeldMarks(marksHeld);
  const rolling = await storeParts(tx, source, reading, { meters, held });
  const repeated = await idsOnce(tx, provider, source, [...rolling.keys()], held);
  const changes = await addUp(tx, provider, {
    source: file.source,
    // Months that the corrected file no longer mentions have changed too.
    periods: [...new Set([...rolling.keys(), ...left])].toSorted(byCode),
    rolling,
    repeated: repeated.periods,
    meters,
  });
  const total = {
    events: reading.total.events - repeated.events,
    duplicates: reading.total.duplicates + repeated.events,
  };

  await record(tx, {
    at: now,
    actor,
    action: "usage.load",
    objectKind: "usage",
    objectId: file.source,
    before: before === undefined ? null : { version: before.version, sha256: before.sha256 },
    after: {
      version: source.version,
      sha256: source.sha256,
      ...(correction ? { correction } : {}),
      ...total,
    },
  });
  return {
    ...nothing,
    ...total,
    version: source.version,
    changed: true,
    changes,
    warnings: reading.warnings,
  };
}

/**
 * Stores the parts of a source as they are read, each while the next is read. Returns what each month adds up to, if nothing else
 * has events in it.
 */
async function storeParts(
  tx: Transaction,
  source: SourceVersion,
  reading: UsageReading,
  { meters, held }: { readonly meters: readonly Meter[]; readonly held: HeldMarks },
): Promise<Map<Period, RollUp>> {
  const rolling = new Map<Period, RollUp>();
  let part = 0;
  let stored: Promise<unknown> = Promise.resolve();
  try {
    for await (const { months } of reading.parts()) {
      await stored;
      stored = storePart(tx, source, part, months);
      // It is waited for below; until then its failure is nobody's.
      stored.catch(() => undefined);
      part += 1;
      held.add(months.map((month) => month.marks));
      for (const { period, segments } of months) {
        let month = rolling.get(period);
        if (month === undefined) rolling.set(period, (month = new RollUp(period, meters, "month")));
        for (const segment of segments) month.add({ source: source.source, segment });
      }
    }
  } finally {
    // Nothing else may speak to the database before it has had its part.
    await stored.catch(() => undefined);
  }
  await stored;
  return rolling;
}

async function storePart(
  tx: Transaction,
  source: SourceVersion,
  part: number,
  months: readonly CollectedMonth[],
): Promise<void> {
  await insertSegments(
    tx,
    source,
    part,
    months.flatMap((month) => month.segments),
  );
  await insertIdMarks(
    tx,
    source,
    part,
    months.map((month) => month.marks),
  );
}

/** The volumes of some months from their events, written, and what that changed. */
async function addUp(
  tx: Transaction,
  provider: string,
  {
    source,
    periods,
    rolling,
    repeated,
    meters,
  }: {
    readonly source: string;
    readonly periods: readonly Period[];
    readonly rolling: ReadonlyMap<Period, RollUp>;
    readonly repeated: ReadonlySet<Period>;
    readonly meters: readonly Meter[];
  },
): Promise<VolumeChange[]> {
  const others = await periodsOfOthers(tx, provider, source, periods);
  const after: Volume[] = [];
  for (const period of periods) {
    const alone =
      others.has(period) || repeated.has(period) ? undefined : (rolling.get(period)?.rows() ?? []);
    after.push(...(alone ?? (await volumesOfMonth(tx, provider, period, meters))));
  }
  const before = await selectVolumesOf(tx, provider, periods);
  await replaceVolumes(tx, provider, periods, after);
  return volumeChanges(before, after);
}

/** The volumes of a month out of everything that is stored of it. */
async function volumesOfMonth(
  tx: Transaction,
  provider: string,
  period: Period,
  meters: readonly Meter[],
): Promise<Volume[]> {
  return required(volumesOf(await selectSegments(tx, provider, period), meters));
}

/** One load of usage at a time per provider, to the end of the transaction: who comes second is told at once. */
async function lockUsage(tx: Transaction, provider: string): Promise<void> {
  const { locked } = await tx.one<{ locked: boolean }>(
    "select pg_try_advisory_xact_lock(hashtextextended('metering:' || $1, 0)) as locked",
    [provider],
  );
  if (!locked) throw new Refusal([problem.busy()]);
}

/** Adds every month up anew where the meters are not those that it was added up by. Returns what that changed. */
export async function addUpByMeters(
  tx: Transaction,
  provider: string,
  meters: readonly Meter[],
): Promise<VolumeChange[]> {
  const now = JSON.stringify(
    meters.map(({ meter, eventType, aggregation, item }) => [meter, eventType, aggregation, item]),
  );
  const before = await tx.maybe<{ meters: string }>(
    "select meters from metering.added_up where provider_id = $1",
    [provider],
  );
  if ((before?.meters ?? "[]") === now) return [];
  const periods = await periodsOfSegments(tx, provider);
  const stored = await selectVolumesOf(tx, provider, periods);
  const after: Volume[] = [];
  for (const period of periods) after.push(...(await volumesOfMonth(tx, provider, period, meters)));
  await replaceVolumes(tx, provider, periods, after);
  await tx.execute("delete from metering.added_up where provider_id = $1", [provider]);
  await tx.execute("insert into metering.added_up (provider_id, meters) values ($1, $2)", [provider, now]);
  return volumeChanges(stored, after);
}
