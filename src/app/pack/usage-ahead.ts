import { setImmediate as nextTurn } from "node:timers/promises";
import {
  loadedUsage,
  type UsageFile,
  UsageReading,
  type UsageRegisters,
  usageRegisters,
  usageRows,
} from "../../economy/metering/actions/index.ts";
import { parsePeriod, type Problem } from "../../kernel/index.ts";
import { filesOf, type LoadContext, type UsageAhead } from "./context.ts";
import type { PackFile } from "./pack-source.ts";
import { hashOfFile } from "./reading.ts";

/** So much is read ahead at most, to be held in about the same amount of memory until it is stored. */
const mostBytesAhead = 16 * 1024 ** 2;

export interface ReadingAhead {
  /** Begins no further file, and waits for the one that is being read. */
  stop(): Promise<void>;
  /** Gives up what has not been stored. */
  close(): Promise<void>;
}

/**
 * Reads usage while the server is busy with the books, which is half of the time that loading takes: a task of its own
 * that never touches the transaction. What it has begun stands in `context.usageAhead`.
 */
export async function readUsageAhead(context: LoadContext): Promise<ReadingAhead> {
  const { tx, provider, usageAhead } = context;
  const files = filesOf({ owns: (path) => path.startsWith("usage/") }, context);
  const registers = await usageRegisters(tx, provider);
  const held = await loadedUsage(tx, provider);
  let ended = false;
  const task = async (): Promise<void> => {
    let bytes = 0;
    for (const file of files) {
      bytes += file.bytes;
      if (ended || bytes > mostBytesAhead) return;
      await nextTurn();
      const ahead = usageFileOf(context, file, registers);
      if (held.get(file.path) === ahead.file.sha256) continue;
      usageAhead.set(file.path, ahead);
      await ahead.reading.begin();
    }
  };
  // A file that cannot be read is told of when its turn comes and it is read again.
  const done = task().catch(() => undefined);
  const stop = async (): Promise<void> => {
    ended = true;
    await done;
  };
  return {
    stop,
    async close() {
      await stop();
      for (const { reading } of usageAhead.values()) await reading.close();
    },
  };
}

/** A usage file of the pack, ready to be read. */
export function usageFileOf(context: LoadContext, file: PackFile, registers: UsageRegisters): UsageAhead {
  const warnings: Problem[] = [];
  const rows = usageRows(file.path, file.chunks(), (found) => void warnings.push(...found));
  const usage: UsageFile = {
    source: file.path,
    sha256: hashOfFile(file),
    rows: inTurns(rows),
    expected: {
      month: parsePeriod(/^usage\/(\d{4}-\d{2})\b/.exec(file.path)?.[1] ?? ""),
      years: context.settings.fiscalYears,
    },
  };
  return { file: usage, reading: new UsageReading(usage, registers), warnings };
}

/** A batch, and then whatever else is waiting: above all the connection, over which lines are on their way. */
async function* inTurns<T>(batches: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const batch of batches) {
    yield batch;
    await nextTurn();
  }
}
