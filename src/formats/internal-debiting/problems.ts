import {
  type AdvisedProblem,
  type Place,
  type ProblemCatalogue,
  titledProblemMaker,
} from "../../kernel/index.ts";

export const entries = {
  "debiting.bad-profile": {
    severity: "stop",
    title_sv: "Filprofilen går inte att använda",
    title_en: "The file profile cannot be used",
    try_sv: "Rätta profilen; dess form finns i docs/internal-debiting.schema.json.",
    try_en: "Correct the profile; its shape is in docs/internal-debiting.schema.json.",
  },
  "debiting.unrepresentable": {
    severity: "stop",
    title_sv: "Texten innehåller ett tecken som filens teckenkod saknar",
    title_en: "The text holds a character that the file's encoding lacks",
    try_sv: "Byt ut tecknet i texten.",
    try_en: "Replace the character in the text.",
  },
  "debiting.overlong": {
    severity: "stop",
    title_sv: "Värdet är längre än sitt fält",
    title_en: "The value is longer than its field",
    try_sv: "Korta värdet, eller låt profilen kapa fältet (overlong: cut) om mottagaren godtar det.",
    try_en: "Shorten the value, or let the profile cut the field (overlong: cut) if the receiver accepts it.",
  },
  "debiting.overflow": {
    severity: "stop",
    title_sv: "Talet får inte plats i sitt fält",
    title_en: "The number does not fit its field",
    try_sv: "Dela raden eller dokumentet. Ett tal kapas aldrig.",
    try_en: "Split the line or the document. A number is never cut.",
  },
  "debiting.missing": {
    severity: "stop",
    title_sv: "Ett fält som mottagaren kräver är tomt",
    title_en: "A field that the receiver demands is empty",
    try_sv: "Fyll i uppgiften på mottagaren eller i konteringsreglerna.",
    try_en: "Fill in the value on the receiver or in the posting rules.",
  },
} as const satisfies ProblemCatalogue;

export type DebitingProblemCode = keyof typeof entries;

export const catalogue: ProblemCatalogue = entries;

const make = titledProblemMaker<DebitingProblemCode>(entries);

export function debitingProblem(
  code: DebitingProblemCode,
  sv: string,
  en: string,
  place: Place = {},
): AdvisedProblem {
  return make(code, place, sv, en);
}
