import { type Command, UsageError } from "../../../platform/command/index.ts";
import { isLanguage } from "../../../platform/language/index.ts";
import { reportJson, reportText } from "../load-report.ts";
import { loadPack } from "../load.ts";
import { openPack } from "../pack-source.ts";

/** Loads a pack or one source file. */
export const loadCommand: Command = {
  name: "load",
  summary: "load a pack, or one source file, into the database",
  manual: `usage: underlag load <pack> [--dry-run] [--confirm] [--language sv|en] [--json]

<pack> is a folder, a .zip of one, or a single source file: a SIE file (*.se), budget-YYYY.csv,
forecast-YYYY-MM.csv, volumes-YYYY.csv, usage/YYYY-MM.csv, sales/YYYY.csv, or a register by its name
(services.csv, customers.csv ...). docs/pack.md describes every file.

All of it is loaded or nothing. The same pack again changes nothing. A SIE file that changes vouchers
already loaded is refused with the differences; --confirm applies them. A closed month never changes.

  --dry-run   does everything, tells what it would do, and keeps nothing
  --confirm   the differences have been read: apply them
  --language  sv or en; default sv

examples:
  underlag load examples/minimal
  underlag load ~/export/2024.se --confirm
exit codes: 0 loaded (or nothing to do), 1 refused: problems listed, nothing kept, 2 wrong usage`,
  options: { "dry-run": { type: "boolean" }, confirm: { type: "boolean" }, language: { type: "string" } },
  async run({ positionals, options, json, effects }) {
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) throw new UsageError("load takes one pack or file");
    const language = options["language"] ?? "sv";
    if (typeof language !== "string" || !isLanguage(language))
      throw new UsageError("--language is sv or en.");
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
        effects.print(reportText(report, language));
      }
      return 0;
    } finally {
      source.close();
    }
  },
};
