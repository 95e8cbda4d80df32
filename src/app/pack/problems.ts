import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that loading a pack refuses or warns with. docs/problems.md is generated from it. */
export const catalogue = {
  "pack.not-found": {
    severity: "stop",
    title_sv: "Paketet finns inte",
    title_en: "The pack does not exist",
    try_sv: "Ange en mapp, en .zip eller en av källfilerna i ett paket.",
    try_en: "Name a folder, a .zip, or one of the source files of a pack.",
  },
  "pack.register-unanswered": {
    severity: "stop",
    title_sv: "Adressen gav inget organisationsregister",
    title_en: "The address gave no organisation register",
    try_sv: "Öppna adressen i en webbläsare, eller spara svaret i en fil och ange den.",
    try_en: "Open the address in a browser, or save the answer in a file and name that.",
  },
  "pack.not-a-file": {
    severity: "stop",
    title_sv: "Ingen vanlig fil",
    title_en: "Not an ordinary file",
    try_sv:
      "Skriv innehållet till en vanlig fil och ange den. En länk får leda till en sådan fil, inte till en mapp.",
    try_en:
      "Write what it holds to an ordinary file, and name that. A link may lead to such a file, not to a folder.",
  },
  "pack.not-a-pack": {
    severity: "stop",
    title_sv: "Mappen är inget paket",
    title_en: "The folder is not a pack",
    try_sv: "Ett paket har pack.yaml överst; docs/pack.md visar det minsta.",
    try_en: "A pack has pack.yaml at its top; docs/pack.md shows the smallest one.",
  },
  "pack.unknown-source": {
    severity: "stop",
    title_sv: "Filen känns inte igen som en källfil",
    title_en: "The file is not recognised as a source file",
    try_sv:
      "En enskild fil känns igen på namnet: *.se, budget-ÅÅÅÅ.csv, forecast-ÅÅÅÅ-MM.csv, volumes-ÅÅÅÅ.csv, usage/ÅÅÅÅ-MM.csv, sales/ÅÅÅÅ.csv.",
    try_en:
      "A single file is known by its name: *.se, budget-YYYY.csv, forecast-YYYY-MM.csv, volumes-YYYY.csv, usage/YYYY-MM.csv, sales/YYYY.csv.",
  },
  "pack.unknown-file": {
    severity: "warn",
    title_sv: "Filen hör inte till ett paket och lästes inte",
    title_en: "The file is no part of a pack and was not read",
    try_sv: "Rätta namnet efter listan i docs/pack.md, eller ta bort filen.",
    try_en: "Correct its name after the list in docs/pack.md, or remove it.",
  },
  "pack.missing-file": {
    severity: "stop",
    title_sv: "En fil saknas i paketet",
    title_en: "A file is missing in the pack",
    try_sv: "Lägg till filen; docs/pack.md räknar upp vad som krävs.",
    try_en: "Add the file; docs/pack.md lists what is required.",
  },
  "pack.too-large": {
    severity: "stop",
    title_sv: "Filen är för stor",
    title_en: "The file is too large",
    try_sv:
      "Dela upp den (en SIE-fil per år, en förbrukningsfil per månad), eller se efter att det är rätt fil.",
    try_en: "Split it (one SIE file per year, one usage file per month), or check that it is the right file.",
  },
  "pack.too-many-files": {
    severity: "stop",
    title_sv: "För många filer",
    title_en: "Too many files",
    try_sv: "Ett paket har högst 10 000 filer; se efter att rätt mapp angavs.",
    try_en: "A pack has at most 10 000 files; check that the right folder was named.",
  },
  "pack.zip-damaged": {
    severity: "stop",
    title_sv: "Zipfilen kan inte läsas",
    title_en: "The zip cannot be read",
    try_sv: "Gör zip-filen på nytt, eller ange den uppackade mappen.",
    try_en: "Make the zip again, or name the unpacked folder.",
  },
  "pack.yaml": {
    severity: "stop",
    title_sv: "YAML-filen kan inte läsas",
    title_en: "The YAML file cannot be read",
    try_sv: "Se över indrag och citattecken på den angivna raden.",
    try_en: "Check indentation and quotation marks at the line named.",
  },
  "pack.missing-key": {
    severity: "stop",
    title_sv: "En uppgift saknas",
    title_en: "A key is missing",
    try_sv: "Lägg till nyckeln; docs/pack.md beskriver varje nyckel.",
    try_en: "Add it; docs/pack.md describes every key.",
  },
  "pack.unknown-key": {
    severity: "warn",
    title_sv: "Okänd uppgift",
    title_en: "Unknown key",
    try_sv: "Rätta nyckeln eller ta bort den; den lästes inte.",
    try_en: "Correct the key or remove it; it was not read.",
  },
  "pack.bad-value": {
    severity: "stop",
    title_sv: "Otillåtet värde",
    title_en: "The value is not allowed",
    try_sv: "docs/pack.md säger vilka värden nyckeln tar.",
    try_en: "docs/pack.md says which values the key takes.",
  },
  "pack.unknown-reference": {
    severity: "stop",
    title_sv: "Hänvisar till något som inte finns",
    title_en: "Refers to something that does not exist",
    try_sv: "Rätta koden, eller lägg till raden som den hänvisar till.",
    try_en: "Correct the code, or add the row that it refers to.",
  },
  "pack.duplicate-key": {
    severity: "stop",
    title_sv: "Samma nyckel två gånger",
    title_en: "The same key twice",
    try_sv:
      "Behåll en av raderna; det som ändras från en senare dag står på en egen rad med eget valid_from.",
    try_en: "Keep one of the rows; what a later date changes goes in a row with its own valid_from.",
  },
  "pack.validity": {
    severity: "stop",
    title_sv: "Giltighet slutar före sin början",
    title_en: "Validity ends before it begins",
    try_sv: "Rätta valid_from eller valid_to; båda dagarna räknas med, och ett tomt valid_to är öppet.",
    try_en: "Correct valid_from or valid_to; both days are included, and an empty valid_to is open.",
  },
  "pack.kept-row": {
    severity: "warn",
    title_sv: "Rad som inte längre finns i filen står kvar",
    title_en: "A row that the file no longer holds stays",
    try_sv: "Annat kan hänvisa till raden, så den tas inte bort. Avsluta den med valid_to i stället.",
    try_en: "Other things may point to it, so it is not removed. End it with valid_to instead.",
  },
  "pack.other-provider": {
    severity: "stop",
    title_sv: "Paketet gäller en annan organisation",
    title_en: "The pack is for another provider",
    try_sv: "Använd paketets provider.id, eller utelämna --provider.",
    try_en: "Use the provider.id of the pack, or leave out --provider.",
  },
  "pack.service-without-class": {
    severity: "stop",
    title_sv: "Tjänst utan kategori",
    title_en: "Service without a class",
    try_sv:
      "Lägg till en rad för tjänsten i catalogue/classifications.csv som gäller från tjänstens första dag.",
    try_en:
      "Add a row for the service to catalogue/classifications.csv, valid from the day the service begins.",
  },
} as const satisfies ProblemCatalogue;

export const problemOf = problemMaker(catalogue);
