import type { BothLanguages } from "../../platform/language/index.ts";

/** The manual of `backup`. */
export const backupManual: BothLanguages = {
  sv: `Användning
  ./underlag backup <fil> [--overwrite]

Skriver allt i databasen, som det var i ett ögonblick, till en fil. Filen får sitt namn först när den är hel. Den är en
vanlig tar: en gzippad text för varje tabell, och en förteckning med migreringar, antal rader och kontrollsummor; dess
sista rad är ett sigill, så att restore nekar en avhuggen eller ändrad fil.

Filen innehåller personuppgifter och lösenord (som kontrollsummor): bara du kan läsa den. Låt det förbli så, och förvara
en på annan plats. Den går att återställa både i en inbäddad databas och i en server. Medan \`serve\` använder en inbäddad
databas måste den stoppas först; med DATABASE_URL går det att säkerhetskopiera när som helst.`,
  en: `Usage
  ./underlag backup <file> [--overwrite]

Writes everything in the database, as it was at one moment, to one file. The file appears under its name only when
it is whole. It is an ordinary tar: one gzipped text per table, and a manifest with migrations, row counts and
hashes; its last line seals it, so that a cut or altered file is refused by restore.

The file holds personal data and password hashes: it is readable by you alone; keep it so, and keep one elsewhere.
It can be restored into an embedded database and into a server alike. While \`serve\` holds an embedded database,
stop it first; with DATABASE_URL a backup can be taken at any time.`,
};
