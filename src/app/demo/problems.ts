import { adviceOf, type Problem, type ProblemCatalogue } from "../../kernel/index.ts";

export const catalogue = {
  "demo.directory-not-empty": {
    severity: "stop",
    title_sv: "Katalogen är inte tom",
    title_en: "The directory is not empty",
    try_sv: "Ange en ny mapp, eller lägg till --force för att skriva i den här.",
    try_en: "Name a new directory, or add --force to write into this one.",
  },
} as const satisfies ProblemCatalogue;

export function problemOf(code: "demo.directory-not-empty", directory: string): Problem {
  return {
    code,
    severity: "stop",
    file: directory,
    message_sv: `Katalogen ${directory} är inte tom, så exemplet skrivs inte dit.`,
    message_en: `The directory ${directory} is not empty, so the example is not written there.`,
    ...adviceOf(catalogue["demo.directory-not-empty"]),
  };
}
