import type { BothLanguages } from "../../platform/language/index.ts";

/** The manual of `restore`. */
export const restoreManual: BothLanguages = {
  sv: `Användning
  ./underlag restore <fil> [--replace]

Läser en säkerhetskopia och lägger dess innehåll i databasen, i en enda transaktion: efteråt finns antingen allt av den
eller det som fanns förut. En avhuggen eller ändrad fil nekas innan något ändras. En kopia från en tidigare version
lyfts till den här på vägen.

Bara en tom databas fylls. --replace kastar det som finns där nu: säkerhetskopiera det först.`,
  en: `Usage
  ./underlag restore <file> [--replace]

Reads a backup and puts its data set into the database, in one transaction: either all of it is there afterwards, or
what was there before. A cut or altered file is refused before anything changes. A backup of an earlier version is
brought up to this one on the way.

Only an empty database is restored into. --replace throws away what is there now: take a backup of that first.`,
};
