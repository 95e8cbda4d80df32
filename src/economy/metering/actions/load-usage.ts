import { type Period, type Problem, required } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type CollectedMonth, volumeChanges, type VolumeChange, volumesOf } from "../index.ts";
import {
  insertSegments,
  insertSource,
  latestSources,
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
  { now, actor, reading: begun }: UsageLoading,
): Promise<UsageLoad> {
  const sources = await latestSources(tx, provider);
  const before = sources.find((version) => version.source === file.source);
  const nothing = { source: file.source, events: 0, duplicates: 0, changes: [], warnings: [] };
  if (before?.sha256 === file.sha256) return { ...nothing, version: before.version, changed: false };

  const source = { source: file.source, version: (before?.version ?? 0) + 1, sha256: file.sha256 };
  const left = new Set(before === undefined ? [] : await periodsOfSource(tx, provider, before));
  await insertSource(tx, provider, source, { now, actor });
  const reading = begun ?? new UsageReading(file, await usageRegisters(tx, provider));
  const changes: VolumeChange[] = [];
  for await (const months of reading.months()) {
    for (const month of months) {
      await insertSegments(tx, source, month.segments);
      changes.push(...(await addUp(tx, provider, month.period, source, month)));
      left.delete(month.period);
    }
  }
  // Months that the corrected file no longer mentions.
  for (const period of [...left].toSorted()) changes.push(...(await addUp(tx, provider, period, source)));

  await record(tx, {
    at: now,
    actor,
    action: "usage.load",
    objectKind: "usage",
    objectId: file.source,
    before: before === undefined ? null : { version: before.version, sha256: before.sha256 },
    after: { version: source.version, sha256: source.sha256, ...reading.total },
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
  period: Period,
  source: SourceVersion,
  month?: CollectedMonth,
): Promise<VolumeChange[]> {
  const others = await selectSegments(tx, provider, period, { except: source.source });
  const mine = (month?.segments ?? []).map((segment) => ({ source: source.source, segment }));
  const after = required(volumesOf([...others, ...mine]));
  const before = await selectVolumes(tx, provider, { first: period, last: period });
  await replaceVolumes(tx, provider, period, after);
  return volumeChanges(before, after);
}
