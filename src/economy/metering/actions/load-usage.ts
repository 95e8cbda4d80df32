import { type Period, type Problem, Refusal, required } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import {
  type CollectedMonth,
  type Meter,
  meterRegister,
  volumeChanges,
  type VolumeChange,
  volumesOf,
} from "../index.ts";
import * as problem from "../problems.ts";
import {
  insertSegments,
  insertSource,
  latestSources,
  periodsOfSegments,
  periodsOfSource,
  selectSegments,
  type SourceVersion,
} from "../sql/segments.ts";
import { replaceVolumes, selectVolumes } from "../sql/volumes.ts";
import { type UsageFile, UsageReading, usageRegisters } from "./read-usage.ts";

export interface UsageLoad {
  readonly source: string;
  /** 1 the first time, then one more per corrected file. */
  readonly version: number;
  /** False where the same file was loaded before; nothing was read then. */
  readonly changed: boolean;
  readonly events: number;
  /** Events that stood more than once in the file and were counted once. */
  readonly duplicates: number;
  /** What became of the volumes, compared with what was stored. */
  readonly changes: readonly VolumeChange[];
  readonly warnings: readonly Problem[];
}

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
}

/**
 * Loads a usage file, in the caller's transaction: its events as segments, and the volumes of the months it touches
 * added up anew. The same file again changes nothing; another file under the same name replaces the earlier version,
 * and the difference is told. Memory is bound by a month, not by the file. Throws a `Refusal` with file and line.
 */
export async function loadUsage(
  tx: Transaction,
  provider: string,
  file: UsageFile,
  { now, actor, reading: begun, correction = false }: UsageLoading,
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
  const left = new Set(before === undefined ? [] : await periodsOfSource(tx, provider, before));
  await insertSource(tx, provider, source, { now, actor });
  const reading = begun ?? new UsageReading(file, await usageRegisters(tx, provider));
  const changes: VolumeChange[] = [];
  for await (const months of reading.months()) {
    for (const month of months) {
      await insertSegments(tx, source, month.segments);
      changes.push(...(await addUp(tx, provider, { period: month.period, source, month, meters })));
      left.delete(month.period);
    }
  }
  // Months that the corrected file no longer mentions.
  for (const period of [...left].toSorted())
    changes.push(...(await addUp(tx, provider, { period, source, meters })));

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
      ...reading.total,
    },
  });
  return {
    ...nothing,
    ...reading.total,
    version: source.version,
    changed: true,
    changes,
    warnings: reading.warnings,
  };
}

/** The volumes of a month from its segments, written, and what that changed. */
async function addUp(
  tx: Transaction,
  provider: string,
  {
    period,
    source,
    month,
    meters,
  }: {
    readonly period: Period;
    readonly source: SourceVersion;
    readonly month?: CollectedMonth;
    readonly meters: readonly Meter[];
  },
): Promise<VolumeChange[]> {
  const others = await selectSegments(tx, provider, period, { except: source.source });
  // A correction that is being loaded is the latest there is.
  const turn = source.correction ? { correctedAt: "\uffff" } : {};
  const mine = (month?.segments ?? []).map((segment) => ({ source: source.source, segment, ...turn }));
  const after = required(volumesOf([...others, ...mine], meters));
  const before = await selectVolumes(tx, provider, { first: period, last: period });
  await replaceVolumes(tx, provider, period, after);
  return volumeChanges(before, after);
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
  const changes: VolumeChange[] = [];
  for (const period of await periodsOfSegments(tx, provider)) {
    const stored = await selectVolumes(tx, provider, { first: period, last: period });
    const after = required(volumesOf(await selectSegments(tx, provider, period), meters));
    await replaceVolumes(tx, provider, period, after);
    changes.push(...volumeChanges(stored, after));
  }
  await tx.execute("delete from metering.added_up where provider_id = $1", [provider]);
  await tx.execute("insert into metering.added_up (provider_id, meters) values ($1, $2)", [provider, now]);
  return changes;
}
