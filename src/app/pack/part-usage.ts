import { saleColumns, saleOf } from "../../economy/metering/index.ts";
import {
  addUpByMeters,
  loadSales,
  loadUsage,
  metersOf,
  type UsageRegisters,
  usageRegisters,
} from "../../economy/metering/actions/index.ts";
import { type Problem, Refusal } from "../../kernel/index.ts";
import { filesOf, type LoadContext, type PackPart } from "./context.ts";
import type { PackFile } from "./pack-source.ts";
import { readRows } from "./reading.ts";
import { usageFileOf } from "./usage-ahead.ts";

/** Metered usage, a file per month, and sales that are priced one by one. */
export const usagePart: PackPart = {
  name: "usage and sales",
  owns: (path) => /^(usage|sales)\/[^/]+\.csv$/.test(path),
  async load(context) {
    const problems: Problem[] = [];
    const registers = await usageRegisters(context.tx, context.provider);
    for (const file of filesOf(usagePart, context)) {
      context.progress(file.path);
      try {
        await (file.path.startsWith("usage/")
          ? loadUsageFile(context, file, registers)
          : loadSalesFile(context, file));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        problems.push(...error.problems);
        // What a refused file has begun to write is undone only with the whole: reading on would compare with halves.
        break;
      }
    }
    if (problems.length > 0) throw new Refusal(problems);
    // Meters that the pack has changed, where none of its usage has.
    await addUpByMeters(context.tx, context.provider, await metersOf(context.tx, context.provider));
  },
};

async function loadUsageFile(context: LoadContext, file: PackFile, registers: UsageRegisters): Promise<void> {
  const { tx, provider, actor, now } = context;
  const ahead = context.usageAhead.get(file.path) ?? usageFileOf(context, file, registers);
  const { reading, warnings } = ahead;
  const loaded = await loadUsage(tx, provider, ahead.file, { actor, now, reading });
  // What it held is stored.
  context.usageAhead.delete(file.path);
  context.warn(warnings);
  context.warn(loaded.warnings);
  const { events, duplicates } = loaded;
  context.told({
    file: file.path,
    outcome: !loaded.changed ? "unchanged" : loaded.version === 1 ? "loaded" : "changed",
    counts: { events, ...(duplicates > 0 ? { duplicates } : {}) },
  });
}

async function loadSalesFile(context: LoadContext, file: PackFile): Promise<void> {
  const problems: Problem[] = [];
  const { rows } = readRows(file, saleColumns, problems);
  if (problems.some((problem) => problem.severity === "stop")) throw new Refusal(problems);
  context.warn(problems);
  const { tx, provider, actor, now } = context;
  const loaded = await loadSales(
    tx,
    provider,
    { source: file.path, sales: rows.map(saleOf) },
    { actor, now },
  );
  const [added, changed, removed] = [loaded.added.length, loaded.changed.length, loaded.removed.length];
  context.told({
    file: file.path,
    outcome: added + changed + removed === 0 ? "unchanged" : added === loaded.sales ? "loaded" : "changed",
    counts: { sales: loaded.sales, added, changed, removed },
  });
}
