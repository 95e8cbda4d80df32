import { type Command, UsageError } from "../../platform/command/index.ts";
import { backup } from "../../platform/database/index.ts";

/** `backup <file>`: the whole data set, as it was at one moment. */
export const backupCommand: Command = {
  name: "backup",
  summary: "the whole data set to one file",
  manual: `Usage
  ./underlag backup <file> [--overwrite]

Writes everything in the database, as it was at one moment, to one file. The file appears under its name only when
it is whole. It is an ordinary tar: one gzipped text per table, and a manifest with migrations, row counts and
hashes; its last line seals it, so that a cut or altered file is refused by restore.

The file holds personal data and password hashes: it is readable by you alone; keep it so, and keep one elsewhere.
It can be restored into an embedded database and into a server alike. While \`serve\` holds an embedded database,
stop it first; with DATABASE_URL a backup can be taken at any time.`,
  options: { overwrite: { type: "boolean" } },
  async run({ positionals, options, json, effects }) {
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError("backup takes one file.");
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
      effects.print(`${file}: ${rows} rows of ${manifest.tables.length} tables`);
      effects.print(`content ${manifest.content}`);
    }
    return 0;
  },
};
