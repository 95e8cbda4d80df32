import { type Command, UsageError } from "../../platform/command/index.ts";
import { inLanguage } from "../../platform/language/index.ts";
import { restore } from "../../platform/database/index.ts";
import { folders, protections } from "../schema.ts";
import { restoreManual } from "./restore-manual.ts";

/** `restore <file>`: a backup in the place of what the database holds. */
export const restoreCommand: Command = {
  name: "restore",
  manual: restoreManual,
  options: { replace: { type: "boolean" } },
  async run({ positionals, options, json, effects }) {
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0)
      throw new UsageError("Ange säkerhetskopian: ./underlag restore <fil>", "restore takes one file.");
    const manifest = await restore(await effects.database(), {
      file,
      replace: options["replace"] === true,
      folders,
      protection: protections,
      progress: (text) => effects.progress(text),
    });
    effects.progress("");
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    if (json) effects.print(JSON.stringify({ file, rows, ...manifest }, null, 2));
    else {
      effects.print(
        inLanguage(effects.language, {
          sv: `${file}: ${rows} rader i ${manifest.tables.length} tabeller, från ${manifest.madeAt}`,
          en: `${file}: ${rows} rows of ${manifest.tables.length} tables, from ${manifest.madeAt}`,
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
