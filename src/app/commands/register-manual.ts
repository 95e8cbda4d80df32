import type { BothLanguages } from "../../platform/language/index.ts";

/** The manual of `register`. */
export const registerManual: BothLanguages = {
  sv: `Användning
  ./underlag register list                                      registren
  ./underlag register list <register> [--json|--csv]            ett registers rader
  ./underlag register show <register> <nyckel>                  en rad, cell för cell
  ./underlag register add <register> kolumn=värde ...           lägger till en rad
  ./underlag register set <register> <nyckel> kolumn=värde ...  ändrar en rad, och säger vad som ändrades från vad
  ./underlag register remove <register> <nyckel>                tar bort en rad, där registret tillåter det
  ./underlag register drafts                                    vad som ligger i utkast, per register och person
  ./underlag register diff <register>                           vad ditt utkast skulle ändra, och vad som hindrar
  ./underlag register save <register> [--overwrite]             sparar ditt utkast: alla rader, eller ingen
  ./underlag register discard <register> [<nyckel>]             kastar ditt utkast, eller en rad av det
  ./underlag register history <register> [<nyckel>]             vem som ändrade vad, när, från vad till vad
  ./underlag register load <register> <fil.csv> [--dry-run]     hela registret som en fil säger det

Ett register läses in från sin fil i ett paket (docs/pack.md) eller med load, vad filen än heter; add och set skriver en rad efter
samma regler: typer, val, hänvisningar och registrets egna. Behandlingshistoriken har varje version. Nyckeln är nyckelkolumnernas
celler med blanksteg emellan. Ett tomt värde tömmer cellen. En rad försvinner aldrig av sig själv: avsluta den med valid_to eller ett
läge. Paketets fil är hela sanningen om sitt register: bevara det som skrivs in här genom att föra ut det (--csv) till paketet.
Med --draft väntar en ändring i ditt utkast, samma som på webben (--as säger vems), fel och allt; diff visar den fält för fält bredvid det
som andra har ändrat under tiden.

Val
  --csv        filen som den skulle stå i ett paket
  --dry-run    add, set, remove: visar vad som skulle ändras, fält för fält; load: vad som skulle göras. Inget behålls
  --draft      add, set, remove: lägger det i ditt utkast
  --overwrite  save: skriver över celler som någon annan har ändrat under tiden

Exempel
  ./underlag register list forums
  ./underlag register add needs need=B-104 customer=LISEBERG text="Kortare ledtider" state=captured
  ./underlag register set consolidation-steps "PARKERING IT 2" done_on=2024-11-29 use_from=2025-01-01
  ./underlag register set services HR-LON owner="Eva Berg" --dry-run
  ./underlag register set customers GSF valid_to=2025-12-31 --draft
  ./underlag register history services HR-LON
  ./underlag register load forums ~/forum-2025.csv --dry-run

Slutkod 0 också när raden redan var så.`,
  en: `Usage
  ./underlag register list                                    names the registers
  ./underlag register list <register> [--json|--csv]          its rows
  ./underlag register show <register> <key>                   one row, cell by cell
  ./underlag register add <register> column=value ...         adds a row
  ./underlag register set <register> <key> column=value ...   changes a row
  ./underlag register remove <register> <key>                 removes a row, where the register allows it
  ./underlag register drafts                                  what is held in drafts, by register and person
  ./underlag register diff <register>                         what saving your draft would change, and what is in the way
  ./underlag register save <register> [--overwrite]           saves your draft: every row of it, or none
  ./underlag register discard <register> [<key>]              throws your draft away, or one row of it
  ./underlag register history <register> [<key>]              who changed what, when, from what to what
  ./underlag register load <register> <file.csv> [--dry-run]  the whole register as a file says it

A register is loaded from its file in a pack (docs/pack.md) or by load, whatever the file is called; add and set write one row by
the same rules: types, choices, references and the register's own. The audit has every version. The key is the cells of the key
columns with a blank between. An empty value empties the cell. A row never goes away by itself: end it with valid_to or a state.
The file of a pack is the whole truth of its register: keep what is typed in here by exporting it (--csv) into the pack.
With --draft a change waits in your draft, the same as on the web (--as says whose), faults and all; diff shows it field by field beside
what others have changed meanwhile.

Options
  --csv        the file that a pack would hold
  --dry-run    add, set, remove: shows what would change, field by field; load: what would be done. Nothing is kept
  --draft      add, set, remove: keeps it in your draft
  --overwrite  save: writes over cells that somebody else has changed meanwhile

Examples
  ./underlag register list forums
  ./underlag register add needs need=B-104 customer=LISEBERG text="Kortare ledtider" state=captured
  ./underlag register set consolidation-steps "PARKERING IT 2" done_on=2024-11-29 use_from=2025-01-01
  ./underlag register set services HR-LON owner="Eva Berg" --dry-run
  ./underlag register set customers GSF valid_to=2025-12-31 --draft
  ./underlag register history services HR-LON
  ./underlag register load forums ~/forum-2025.csv --dry-run

Exit code 0 also when the row was so already.`,
};
