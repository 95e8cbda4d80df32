import { type Command, UsageError } from "../../platform/command/index.ts";
import { inLanguage } from "../../platform/language/index.ts";
import { backup } from "../../platform/database/index.ts";
import { backupManual } from "./backup-manual.ts";

/** `backup <file>`: the whole data set, as it was at one moment. */
export const backupCommand: Command = {
  name: "backup",
  manual: backupManual,
  options: { overwrite: { type: "boolean" } },
  async run({ positionals, options, json, effects }) {
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0)
      throw new UsageError("Ange filen att skriva: ./underlag backup <fil>", "backup takes one file.");
    const manifest = await backup(await effects.database(), {
      file,
      overwrite: options["overwrite"] === true,
      now: effects.now(),
      actor: effects.actor,
      progress: (text) => effects.progress(text),
    });
    effects.progress("");
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    if (json) effects.print(JSON.stringify({ file, rows, ...manifest }, null, 2));
    else {
      effects.print(
        inLanguage(effects.language, {
          sv: `${file}: ${rows} rader i ${manifest.tables.length} tabeller`,
          en: `${file}: ${rows} rows of ${manifest.tables.length} tables`,
        }),
      );
      effects.print(
        inLanguage(effects.language, {
          sv: `innehållets kontrollsumma ${manifest.content}`,
          en: `content ${manifest.content}`,
        }),
      );
    }
    return 0;
  },
};
