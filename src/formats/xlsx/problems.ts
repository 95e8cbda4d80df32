import { type AdvisedProblem, type ProblemCatalogue, titledProblemMaker } from "../../kernel/index.ts";

export const entries = {
  "xlsx.too-many-rows": {
    severity: "stop",
    title_sv: "Bladet har fler rader än Excel tar",
    title_en: "The sheet has more rows than Excel takes",
    try_sv: "Välj färre månader eller kunder, eller ta ut CSV.",
    try_en: "Choose fewer months or customers, or export CSV.",
  },
  "xlsx.not-a-workbook": {
    severity: "stop",
    title_sv: "Filen är ingen Excelarbetsbok (.xlsx)",
    title_en: "The file is not an Excel workbook (.xlsx)",
    try_sv: "Spara som Excelarbetsbok (.xlsx), utan lösenord för att öppna, och försök igen.",
    try_en: "Save as an Excel workbook (.xlsx), without a password to open it, and try again.",
  },
  "xlsx.too-large": {
    severity: "stop",
    title_sv: "Arbetsboken är större än ett ifyllt blad kan vara",
    title_en: "The workbook is larger than a filled-in form can be",
    try_sv: "Ladda ner mallen på nytt och fyll i den; bilder och andra blad hör inte hemma i den.",
    try_en: "Download the template again and fill it in; pictures and other sheets do not belong in it.",
  },
} as const satisfies ProblemCatalogue;

export const catalogue: ProblemCatalogue = entries;

const make = titledProblemMaker<keyof typeof entries>(entries);

export function tooManyRows(sheet: string, rows: number): AdvisedProblem {
  return make("xlsx.too-many-rows", {}, `${sheet}, ${rows} rader`, `${sheet}, ${rows} rows`);
}

export function workbookProblem(
  code: Extract<keyof typeof entries, "xlsx.not-a-workbook" | "xlsx.too-large">,
  file: string,
): AdvisedProblem {
  return make(code, { file }, file, file);
}
