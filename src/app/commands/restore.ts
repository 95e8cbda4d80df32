import { type Command, UsageError } from "../../platform/command/index.ts";
import { restore } from "../../platform/database/index.ts";
import { folders, protections } from "../schema.ts";

/** `restore <file>`: a backup in the place of what the database holds. */
export const restoreCommand: Command = {
  name: "restore",
  summary: "a backup back into the database",
  manual: `Usage
  ./underlag restore <file> [--replace]

Reads a backup and puts its data set into the database, in one transaction: either all of it is there afterwards, or
what was there before. A cut or altered file is refused before anything changes. A backup of an earlier version is
brought up to this one on the way.

Only an empty database is restored into. --replace throws away what is there now: take a backup of that first.`,
  options: { replace: { type: "boolean" } },
  async run({ positionals, options, json, effects }) {
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError("restore takes one file.");
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
      effects.print(`${file}: ${rows} rows of ${manifest.tables.length} tables, from ${manifest.madeAt}`);
      effects.print(`content ${manifest.content}`);
    }
    return 0;
  },
};
