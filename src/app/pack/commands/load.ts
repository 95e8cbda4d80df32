import { type Command, UsageError } from "../../../platform/command/index.ts";
import { reportJson, reportText } from "../load-report.ts";
import { loadPack } from "../load.ts";
import { openPack } from "../pack-source.ts";
import { loadManual } from "./load-manual.ts";

/** Loads a pack or one source file. */
export const loadCommand: Command = {
  name: "load",
  manual: loadManual,
  options: { "dry-run": { type: "boolean" }, confirm: { type: "boolean" } },
  async run({ positionals, options, json, effects }) {
    const [path] = positionals;
    if (path === undefined || positionals.length > 1)
      throw new UsageError(
        "Ange ett paket eller en fil: ./underlag load <paket>",
        "load takes one pack or file",
      );
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
        effects.print(reportText(report, effects.language));
      }
      return 0;
    } finally {
      source.close();
    }
  },
};
