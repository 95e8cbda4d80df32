import { type AdvisedProblem, type ProblemCatalogue, titledProblemMaker } from "../../kernel/index.ts";

export const entries = {
  "pdf.replaced-character": {
    severity: "warn",
    title_sv: "Ett tecken finns inte i dokumentets typsnitt och skrevs med sitt nummer",
    title_en: "A character is not in the document's typeface and was written by its number",
    try_sv: "Byt ut tecknet i texten om numret stör.",
    try_en: "Replace the character in the text if the number disturbs.",
  },
} as const satisfies ProblemCatalogue;

export const catalogue: ProblemCatalogue = entries;

const make = titledProblemMaker<keyof typeof entries>(entries);

export function replacedCharacter(number: string, letter: string): AdvisedProblem {
  return make(
    "pdf.replaced-character",
    { text: letter },
    `U+${letter} i ${number}`,
    `U+${letter} in ${number}`,
  );
}
