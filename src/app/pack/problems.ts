import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that loading a pack refuses or warns with. docs/problems.md is generated from it. */
export const catalogue = {
  "pack.not-found": {
    severity: "stop",
    title_sv: "Paketet finns inte",
    title_en: "The pack does not exist",
    try_en: "Name a folder, a .zip, or one of the source files of a pack.",
  },
  "pack.not-a-file": {
    severity: "stop",
    title_sv: "Ingen vanlig fil",
    title_en: "Not an ordinary file",
    try_en:
      "Write what it holds to an ordinary file, and name that. A link may lead to such a file, not to a folder.",
  },
  "pack.not-a-pack": {
    severity: "stop",
    title_sv: "Mappen är inget paket",
    title_en: "The folder is not a pack",
    try_en: "A pack has pack.yaml at its top; docs/pack.md shows the smallest one.",
  },
  "pack.unknown-source": {
    severity: "stop",
    title_sv: "Filen känns inte igen som en källfil",
    title_en: "The file is not recognised as a source file",
    try_en:
      "A single file is known by its name: *.se, budget-YYYY.csv, forecast-YYYY-MM.csv, volumes-YYYY.csv, usage/YYYY-MM.csv, sales/YYYY.csv.",
  },
  "pack.unknown-file": {
    severity: "warn",
    title_sv: "Filen hör inte till ett paket och lästes inte",
    title_en: "The file is no part of a pack and was not read",
    try_en: "Correct its name after the list in docs/pack.md, or remove it.",
  },
  "pack.missing-file": {
    severity: "stop",
    title_sv: "En fil saknas i paketet",
    title_en: "A file is missing in the pack",
    try_en: "Add the file; docs/pack.md lists what is required.",
  },
  "pack.too-large": {
    severity: "stop",
    title_sv: "Filen är för stor",
    title_en: "The file is too large",
    try_en: "Split it (one SIE file per year, one usage file per month), or check that it is the right file.",
  },
  "pack.too-many-files": {
    severity: "stop",
    title_sv: "För många filer",
    title_en: "Too many files",
    try_en: "A pack has at most 10 000 files; check that the right folder was named.",
  },
  "pack.zip-damaged": {
    severity: "stop",
    title_sv: "Zipfilen kan inte läsas",
    title_en: "The zip cannot be read",
    try_en: "Make the zip again, or name the unpacked folder.",
  },
  "pack.yaml": {
    severity: "stop",
    title_sv: "YAML-filen kan inte läsas",
    title_en: "The YAML file cannot be read",
    try_en: "Check indentation and quotation marks at the line named.",
  },
  "pack.missing-key": {
    severity: "stop",
    title_sv: "En uppgift saknas",
    title_en: "A key is missing",
    try_en: "Add it; docs/pack.md describes every key.",
  },
  "pack.unknown-key": {
    severity: "warn",
    title_sv: "Okänd uppgift",
    title_en: "Unknown key",
    try_en: "Correct the key or remove it; it was not read.",
  },
  "pack.bad-value": {
    severity: "stop",
    title_sv: "Otillåtet värde",
    title_en: "The value is not allowed",
    try_en: "docs/pack.md says which values the key takes.",
  },
  "pack.unknown-reference": {
    severity: "stop",
    title_sv: "Hänvisar till något som inte finns",
    title_en: "Refers to something that does not exist",
    try_en: "Correct the code, or add the row that it refers to.",
  },
  "pack.duplicate-key": {
    severity: "stop",
    title_sv: "Samma nyckel två gånger",
    title_en: "The same key twice",
    try_en: "Keep one of the rows; what a later date changes goes in a row with its own valid_from.",
  },
  "pack.validity": {
    severity: "stop",
    title_sv: "Giltighet slutar före sin början",
    title_en: "Validity ends before it begins",
    try_en: "Correct valid_from or valid_to; both days are included, and an empty valid_to is open.",
  },
  "pack.kept-row": {
    severity: "warn",
    title_sv: "Rad som inte längre finns i filen står kvar",
    title_en: "A row that the file no longer holds stays",
    try_en: "Other things may point to it, so it is not removed. End it with valid_to instead.",
  },
  "pack.other-provider": {
    severity: "stop",
    title_sv: "Paketet gäller en annan organisation",
    title_en: "The pack is for another provider",
    try_en: "Use the provider.id of the pack, or leave out --provider.",
  },
  "pack.service-without-class": {
    severity: "stop",
    title_sv: "Tjänst utan kategori",
    title_en: "Service without a class",
    try_en:
      "Add a row for the service to catalogue/classifications.csv, valid from the day the service begins.",
  },
} as const satisfies ProblemCatalogue;

export const problemOf = problemMaker(catalogue);
