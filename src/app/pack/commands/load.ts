import { type Command, UsageError } from "../../../platform/command/index.ts";
import type { LoadedFile } from "../context.ts";
import { loadPack, type LoadReport } from "../load.ts";
import { openPack } from "../pack-source.ts";

/** Loads a pack or one source file. */
export const loadCommand: Command = {
  name: "load",
  summary: "load a pack, or one source file, into the database",
  manual: `usage: underlag load <pack> [--dry-run] [--confirm] [--json]

<pack> is a folder, a .zip of one, or a single source file: a SIE file (*.se), budget-YYYY.csv,
forecast-YYYY-MM.csv, volumes-YYYY.csv, usage/YYYY-MM.csv, sales/YYYY.csv, or a register by its name
(services.csv, customers.csv ...). docs/pack.md describes every file.

All of it is loaded or nothing. The same pack again changes nothing. A SIE file that changes vouchers
already loaded is refused with the differences; --confirm applies them. A closed month never changes.

  --dry-run   does everything, tells what it would do, and keeps nothing
  --confirm   the differences have been read: apply them

examples:
  underlag load examples/minimal
  underlag load ~/export/2024.se --confirm
exit codes: 0 loaded (or nothing to do), 1 refused: problems listed, nothing kept, 2 wrong usage`,
  options: { "dry-run": { type: "boolean" }, confirm: { type: "boolean" } },
  async run({ positionals, options, json, effects }) {
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) throw new UsageError("load takes one pack or file");
    const source = await openPack(path);
    try {
      const named = typeof options["provider"] === "string" ? options["provider"] : undefined;
      const database = await effects.database();
      const provider = source.isWhole ? named : await effects.provider();
      const report = await loadPack(database, source, {
        actor: effects.actor,
        now: effects.now(),
        confirm: options["confirm"] === true,
        dryRun: options["dry-run"] === true,
        ...(provider === undefined ? {} : { provider }),
        progress: (text) => effects.progress(text),
      });
      effects.progress("");
      if (json) effects.print(JSON.stringify(reportJson(report), undefined, 2));
      else {
        if (report.warnings.length > 0) effects.problems(report.warnings);
        effects.print(reportText(report));
      }
      return 0;
    } finally {
      source.close();
    }
  },
};

/** What became of the load, as documented in docs/pack.md. */
export function reportJson(report: LoadReport): unknown {
  return {
    provider: report.provider,
    dryRun: report.dryRun,
    changed: report.changed,
    counts: totals(report.files),
    closedPeriods: report.closedPeriods,
    files: report.files,
    problems: report.warnings,
  };
}

export function reportText(report: LoadReport): string {
  const width = Math.max(...report.files.map((file) => file.file.length));
  const lines = report.files.map((file) => {
    const counts = Object.entries(file.counts)
      .filter(([name, count]) => count !== 0 || name === "rows")
      .map(([name, count]) => `${count} ${name}`)
      .join(", ");
    return `${file.file.padEnd(width)}  ${file.outcome.padEnd(9)}  ${counts}`.trimEnd();
  });
  const sum = Object.entries(totals(report.files))
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");
  const end = report.dryRun
    ? "Dry run: nothing was kept."
    : report.changed
      ? `Loaded into ${report.provider}.`
      : "Nothing to do: all of it was loaded before.";
  return [
    ...lines,
    "",
    sum,
    ...(report.closedPeriods > 0 ? [`${report.closedPeriods} months closed`] : []),
    end,
  ].join("\n");
}

/** Over all files; the year of a file is no count. */
function totals(files: readonly LoadedFile[]): Record<string, number> {
  const sums: Record<string, number> = { files: files.length };
  for (const { counts } of files) {
    for (const [name, count] of Object.entries(counts)) {
      if (name !== "year") sums[name] = (sums[name] ?? 0) + count;
    }
  }
  return sums;
}
