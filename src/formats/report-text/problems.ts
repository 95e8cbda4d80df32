import { type Problem, type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

export const catalogue = {
  "report.empty": {
    severity: "stop",
    title_sv: "Filen är tom",
    title_en: "The file is empty",
    try_sv: "Ge själva rapporten: text, Markdown, HTML, DOCX eller PDF.",
    try_en: "Give the report itself: text, Markdown, HTML, DOCX or PDF.",
  },
  "report.no-text": {
    severity: "stop",
    title_sv: "Dokumentet har ingen text, bara bilder",
    title_en: "The document has no text, only pictures",
    try_sv:
      "Kör de inskannade sidorna genom textigenkänning (OCR), eller skaffa rapporten så som den skrevs.",
    try_en: "Run the scanned pages through text recognition (OCR), or get the report as it was written.",
  },
  "report.some-pages-without-text": {
    severity: "warn",
    title_sv: "Några sidor har ingen text",
    title_en: "Some pages have no text",
    try_sv: "Det som står på de sidorna kontrollerades inte; kör dem genom textigenkänning (OCR).",
    try_en: "What stands on those pages was not checked; run them through text recognition (OCR).",
  },
  "report.encrypted": {
    severity: "stop",
    title_sv: "Dokumentet är låst med lösenord",
    title_en: "The document is locked by a password",
    try_sv: "Spara den utan lösenord och försök igen.",
    try_en: "Save it without a password and try again.",
  },
  "report.damaged": {
    severity: "stop",
    title_sv: "Dokumentet går inte att läsa",
    title_en: "The document cannot be read",
    try_sv: "Öppna den i programmet som gjorde den, spara den på nytt och försök en gång till.",
    try_en: "Open it in the program that made it, save it again and try once more.",
  },
  "report.too-large": {
    severity: "stop",
    title_sv: "Dokumentet är för stort",
    title_en: "The document is too large",
    try_sv: "Dela upp rapporten och kontrollera delarna.",
    try_en: "Split the report and check its parts.",
  },
  "report.unpacks-too-large": {
    severity: "stop",
    title_sv: "Dokumentet packar upp till mer än ett dokument brukar vara",
    title_en: "The document unpacks to more than a document is",
    try_sv: "Spara den på nytt i programmet som gjorde den. En fil gjord för att fylla minnet avvisas.",
    try_en: "Save it again in the program that made it. A file made to fill the memory is refused.",
  },
  "report.unknown-format": {
    severity: "stop",
    title_sv: "Filen är inte av något slag som kan läsas",
    title_en: "The file is of no kind that can be read",
    try_sv: "Text, Markdown, HTML, DOCX och PDF kan läsas. Spara rapporten som något av dem.",
    try_en: "Text, Markdown, HTML, DOCX and PDF can be read. Save the report as one of them.",
  },
  "report.old-encoding": {
    severity: "warn",
    title_sv: "Texten är inte UTF-8 och har lästs som Windows-1252",
    title_en: "The text is not UTF-8 and was read as Windows-1252",
    try_sv: "Ser bokstäver fel ut, spara texten som UTF-8.",
    try_en: "If letters look wrong, save the text as UTF-8.",
  },
  "report.ignored-references": {
    severity: "warn",
    title_sv: "Dokumentet hänvisar till något utanför sig självt, som inte har hämtats",
    title_en: "The document refers to something outside itself, which was not fetched",
    try_sv: "Inget behöver göras: dokumentets text kontrollerades, och inget hämtades.",
    try_en: "Nothing to do: the text of the document was checked, and nothing was fetched.",
  },
} as const satisfies ProblemCatalogue;

const make = problemMaker<keyof typeof catalogue>(catalogue);

/** A problem of a file, with its catalogue's sentence and what is particular after it. */
export function fileProblem(
  code: keyof typeof catalogue,
  file: string,
  detail?: { readonly sv: string; readonly en: string; readonly line?: number },
): Problem {
  const { title_sv, title_en } = catalogue[code];
  return make(
    code,
    { file, line: detail?.line },
    {
      message_sv: `${file}: ${title_sv.charAt(0).toLowerCase()}${title_sv.slice(1)}${detail ? ` (${detail.sv})` : ""}.`,
      message_en: `${file}: ${title_en.charAt(0).toLowerCase()}${title_en.slice(1)}${detail ? ` (${detail.en})` : ""}.`,
    },
  );
}
