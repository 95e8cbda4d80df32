import {
  advisedEntry,
  type AdvisedProblem,
  type PlaceInFile,
  type ProblemCatalogue,
  titledProblemMaker,
} from "../../kernel/index.ts";

/** Everything that can be wrong with a table. `errors/` has one small file for each. */
export const entries = {
  "csv.empty-file": advisedEntry(
    "stop",
    "Tabellen är tom",
    "The table is empty",
    "Filen ska börja med en rad kolumnnamn.",
    "The file begins with a row of column names.",
  ),
  "csv.encoding": advisedEntry(
    "stop",
    "Filen är inte UTF-8",
    "The file is not UTF-8",
    "Spara filen som CSV UTF-8.",
    "Save the file as CSV UTF-8.",
  ),
  "csv.text-damaged": advisedEntry(
    "warn",
    "Bokstäver har förvanskats innan filen kom hit",
    "Letters were damaged before the file came here",
    "Exportera filen på nytt som CSV UTF-8.",
    "Export the file again as CSV UTF-8.",
  ),
  "csv.missing-column": advisedEntry(
    "stop",
    "En kolumn saknas",
    "A column is missing",
    "Lägg till kolumnen; första raden är kolumnnamn.",
    "Add the column; the first row holds the column names.",
  ),
  "csv.unknown-column": advisedEntry(
    "warn",
    "Kolumnen är okänd",
    "The column is unknown",
    "Kolumnen hoppades över. Rätta namnet eller ta bort den.",
    "The column was skipped. Correct its name or remove it.",
  ),
  "csv.repeated-column": advisedEntry(
    "stop",
    "Kolumnen finns två gånger",
    "The column is there twice",
    "Ta bort den ena kolumnen.",
    "Remove one of the columns.",
  ),
  "csv.ragged-row": advisedEntry(
    "stop",
    "Raden har fel antal celler",
    "The row has the wrong number of cells",
    "Sätt citationstecken kring en text som innehåller avgränsaren, och kontrollera radens slut.",
    "Put quotation marks around a text that holds the separator, and check the end of the row.",
  ),
  "csv.stray-quote": advisedEntry(
    "stop",
    "Ett citationstecken står fel",
    "A quotation mark is out of place",
    'Skriv hela cellen inom citationstecken och varje citationstecken i den dubbelt: "5"" skärm".',
    'Quote the whole cell and double each quotation mark in it: "5"" screen".',
  ),
  "csv.unterminated-quote": advisedEntry(
    "stop",
    "Ett citationstecken avslutas aldrig",
    "A quotation mark is never closed",
    "Avsluta cellen med citationstecken.",
    "Close the cell with a quotation mark.",
  ),
  "csv.control-character": advisedEntry(
    "stop",
    "Cellen innehåller ett styrtecken",
    "The cell holds a control character",
    "Ta bort tecknet.",
    "Remove the character.",
  ),
  "csv.empty-cell": advisedEntry(
    "stop",
    "Cellen är tom",
    "The cell is empty",
    "Fyll i cellen.",
    "Fill in the cell.",
  ),
  "csv.bad-amount": advisedEntry(
    "stop",
    "Cellen är inte ett belopp",
    "The cell is not an amount",
    "Skriv kronor med högst två decimaler: 1 234,50 eller 1234.50.",
    "Write kronor with at most two decimals: 1 234,50 or 1234.50.",
  ),
  "csv.bad-number": advisedEntry(
    "stop",
    "Cellen är inte ett tal",
    "The cell is not a number",
    "Skriv ett tal med högst sex decimaler: 12,5 eller 12.5.",
    "Write a number with at most six decimals: 12,5 or 12.5.",
  ),
  "csv.bad-whole-number": advisedEntry(
    "stop",
    "Cellen är inte ett heltal",
    "The cell is not a whole number",
    "Skriv ett heltal: 12.",
    "Write a whole number: 12.",
  ),
  "csv.bad-day": advisedEntry(
    "stop",
    "Cellen är inte en dag",
    "The cell is not a day",
    "Skriv dagar som 2024-12-31.",
    "Write days as 2024-12-31.",
  ),
  "csv.bad-period": advisedEntry(
    "stop",
    "Cellen är inte en månad",
    "The cell is not a month",
    "Skriv månader som 2024-12.",
    "Write months as 2024-12.",
  ),
  "csv.bad-flag": advisedEntry(
    "stop",
    "Cellen är inte ja eller nej",
    "The cell is not yes or no",
    "Skriv 1 eller 0, ja eller nej, yes eller no.",
    "Write 1 or 0, ja or nej, yes or no.",
  ),
  "csv.bad-choice": advisedEntry(
    "stop",
    "Cellen har ett otillåtet värde",
    "The cell has a value that is not allowed",
    "Välj ett av de tillåtna värdena.",
    "Choose one of the allowed values.",
  ),
  "csv.more-problems": advisedEntry(
    "warn",
    "Det finns fler problem än de som visas",
    "There are more problems than those shown",
    "Rätta de första och läs filen igen.",
    "Correct the first ones and read the file again.",
  ),
} satisfies ProblemCatalogue;

export type CsvProblemCode = keyof typeof entries;

export const catalogue: ProblemCatalogue = entries;

/** A problem of a table, with advice in both languages. */
export type CsvProblem = AdvisedProblem;

/** A problem here always names its file. */
export const csvProblem: (code: CsvProblemCode, place: PlaceInFile, sv?: string, en?: string) => CsvProblem =
  titledProblemMaker(entries);
