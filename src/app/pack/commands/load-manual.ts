import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `load`. */
export const loadManual: BothLanguages = {
  sv: `Användning
  ./underlag load <paket> [--dry-run] [--confirm] [--json]

<paket> är en mapp, en .zip av en mapp, eller en enda källfil: en SIE-fil (*.se), budget-ÅÅÅÅ.csv,
forecast-ÅÅÅÅ-MM.csv, volumes-ÅÅÅÅ.csv, usage/ÅÅÅÅ-MM.csv, sales/ÅÅÅÅ.csv, eller ett register under sitt namn
(services.csv, customers.csv ...). docs/pack.md beskriver varje fil.

Allt läses in eller inget. Samma paket igen ändrar inget. En SIE-fil som ändrar verifikationer som redan är inlästa
nekas, med skillnaderna; --confirm genomför dem. En stängd månad ändras aldrig.

Val
  --dry-run   gör allt, säger vad det skulle bli, och behåller inget
  --confirm   skillnaderna är lästa: genomför dem

Exempel
  ./underlag load examples/minimal
  ./underlag load ~/export/2024.se --confirm`,
  en: `Usage
  ./underlag load <pack> [--dry-run] [--confirm] [--json]

<pack> is a folder, a .zip of one, or a single source file: a SIE file (*.se), budget-YYYY.csv,
forecast-YYYY-MM.csv, volumes-YYYY.csv, usage/YYYY-MM.csv, sales/YYYY.csv, or a register by its name
(services.csv, customers.csv ...). docs/pack.md describes every file.

All of it is loaded or nothing. The same pack again changes nothing. A SIE file that changes vouchers
already loaded is refused with the differences; --confirm applies them. A closed month never changes.

Options
  --dry-run   does everything, tells what it would do, and keeps nothing
  --confirm   the differences have been read: apply them

Examples
  ./underlag load examples/minimal
  ./underlag load ~/export/2024.se --confirm`,
};
